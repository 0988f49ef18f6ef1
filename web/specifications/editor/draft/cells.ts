import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import type { ColumnName } from './places'
import { readCardinality, writeCardinality } from './ranges'
import { readValues, withAllowed, withDefault, without, withRange, withUnit, withValueType } from './values'

/** For each column of the grid: the text of its cell, and the characteristic after typing a text there. */
interface Cell {
  read(it: CharacteristicSpecification): string
  write(it: CharacteristicSpecification, text: string): CharacteristicSpecification
}

/** Separates values in one text. */
const separator = /\s*[,;|\n]\s*/

const splitList = (text: string): string[] => [...new Set(text.split(separator).filter(Boolean))]

const yes = /^(y|yes|true|x|✓|1|mandatory|required|m|ja|oui|si|sí)$/i

export const cells: Record<ColumnName, Cell> = {
  name: { read: ({ name = '' }) => name, write: (it, name) => ({ ...it, name }) },
  valueType: { read: ({ valueType = '' }) => valueType, write: (it, text) => withValueType(it, text || undefined) },
  unit: { read: (it) => readValues(it).unit, write: withUnit },
  required: {
    read: ({ minCardinality = 0 }) => (minCardinality > 0 ? 'yes' : ''),
    write: (it, text) =>
      yes.test(text) === (it.minCardinality ?? 0) > 0 ? it : { ...it, minCardinality: yes.test(text) ? 1 : 0 },
  },
  cardinality: { read: (it) => writeCardinality(it), write: (it, text) => withCardinality(it, text) },
  allowed: { read: (it) => readValues(it).allowed.join(', '), write: (it, text) => withAllowed(it, splitList(text)) },
  range: { read: (it) => readValues(it).range, write: withRange },
  regex: { read: ({ regex = '' }) => regex, write: (it, text) => without({ ...it, regex: text || undefined }) },
  default: { read: (it) => readValues(it).default, write: withDefault },
  isUnique: {
    read: ({ isUnique }) => (isUnique ? 'yes' : ''),
    write: (it, text) => without({ ...it, isUnique: yes.test(text) || undefined }),
  },
  description: {
    read: ({ description = '' }) => description,
    write: (it, text) => without({ ...it, description: text || undefined }),
  },
}

/** Text that is not a whole number is kept as typed, so that the checker reports it. */
const withCardinality = (it: CharacteristicSpecification, text: string): CharacteristicSpecification =>
  without({
    ...it,
    minCardinality: undefined,
    maxCardinality: undefined,
    ...readCardinality(text),
  } as CharacteristicSpecification)
