import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { type Path, readPath, valueAt } from '../../../json/path'
import { attributeName, itemName } from '../../../messages/attributeNames'
import { findRange } from './values'

/** The sections of the form, in order. */
export const sections = [
  'basics',
  'specCharacteristic',
  'usages',
  'entitySpecRelationship',
  'constraint',
  'attachment',
  'relatedParty',
  'schema',
] as const
export type SectionName = (typeof sections)[number]

/** The columns of the characteristics grid, in order. */
export const columnNames = [
  'name',
  'valueType',
  'unit',
  'required',
  'cardinality',
  'allowed',
  'range',
  'regex',
  'default',
  'isUnique',
  'description',
] as const
export type ColumnName = (typeof columnNames)[number]

/** The place in the form that shows an attribute. */
export interface Place {
  section: SectionName
  /** The row of the grid. */
  row?: number
  /** The column of its cell; undefined: it is in the row's details. */
  column?: ColumnName
  /** The id of the element to focus. */
  id: string
}

/** The element id of a field, from its path. */
export const idOf = (path: string): string => `field-${path.replaceAll(/\W+/g, '-')}`
export const cellId = (row: number, column: string): string => `cell-${row}-${column}`

export function placeOf(path: string, document: UsageSpecificationCreate): Place {
  const parts = readPath(path)
  const [first, row, ...rest] = parts
  if (first !== 'specCharacteristic' || typeof row !== 'number')
    return { section: sectionOf(String(first ?? '')), id: idOf(path) }
  const column = columnOf(rest, document.specCharacteristic?.[row])
  return {
    section: 'specCharacteristic',
    row,
    ...(column && { column }),
    id: column ? cellId(row, column) : idOf(path),
  }
}

const sectionsOf: Record<string, SectionName> = {
  name: 'basics',
  description: 'basics',
  version: 'basics',
  lifecycleStatus: 'basics',
  validFor: 'usages',
  enforcement: 'usages',
  extensible: 'usages',
  isExternalIdentifierUnique: 'usages',
  isBundle: 'entitySpecRelationship',
}

const sectionOf = (name: string): SectionName => sectionsOf[name] ?? sections.find((it) => it === name) ?? 'schema'

const columns: Record<string, ColumnName> = {
  name: 'name',
  valueType: 'valueType',
  minCardinality: 'cardinality',
  maxCardinality: 'cardinality',
  regex: 'regex',
  isUnique: 'isUnique',
  description: 'description',
}

/** Of the value specifications the grid shows listed values, one range and one unit. */
function columnOf([name, index, inner]: Path, it: object | undefined): ColumnName | undefined {
  if (name === undefined) return 'name'
  if (name !== 'characteristicValueSpecification') return columns[name]
  const spec = valueAt(it, [name, index ?? 0])
  if (inner === 'value' || inner === 'isDefault') return valueAt(spec, ['isDefault']) === true ? 'default' : 'allowed'
  if (inner === 'unitOfMeasure') return 'unit'
  const isRange = inner === 'valueFrom' || inner === 'valueTo' || inner === 'rangeInterval'
  return isRange && spec === findRange(it ?? {}) ? 'range' : undefined
}

/** A path in the words of the form: `Characteristic 3 (duration), Pattern`. */
export function inWords(path: string, document: UsageSpecificationCreate): string {
  const parts = readPath(path)
  const words: string[] = []
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'number') continue
    const next = parts[index + 1]
    const within = parts.slice(0, index).findLast((it) => typeof it === 'string')
    if (typeof next !== 'number') words.push(attributeName(part, within as string | undefined))
    else words.push(part === 'specCharacteristic' ? characteristicName(next, document) : itemName(part, next))
  }
  return words.join(', ')
}

function characteristicName(row: number, { specCharacteristic = [] }: UsageSpecificationCreate): string {
  const name = specCharacteristic[row]?.name
  return name ? `${itemName('specCharacteristic', row)} (${name})` : itemName('specCharacteristic', row)
}
