import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { type Path, readPath, valueAt } from '../../../json/path'
import { attributeName, itemName } from '../../../messages/attributeNames'
import { findRange } from './values'

/** The parts of the form, in their order. */
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

/** The columns of the characteristics grid, in their order. */
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

/** Where in the form something is shown. */
export interface Place {
  section: SectionName
  /** Of the grid. */
  row?: number
  /** Its cell; without one it is in the row's details. */
  column?: ColumnName
  /** The id of the element that takes the focus. */
  id: string
}

/** The id of the element of a field, by its path. */
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

/** The grid says of value specifications what most have: values, one range, one unit. */
function columnOf([name, index, inner]: Path, it: object | undefined): ColumnName | undefined {
  if (name === undefined) return 'name'
  if (name !== 'characteristicValueSpecification') return columns[name]
  const spec = valueAt(it, [name, index ?? 0])
  if (inner === 'value' || inner === 'isDefault') return valueAt(spec, ['isDefault']) === true ? 'default' : 'allowed'
  if (inner === 'unitOfMeasure') return 'unit'
  const isRange = inner === 'valueFrom' || inner === 'valueTo' || inner === 'rangeInterval'
  return isRange && spec === findRange(it ?? {}) ? 'range' : undefined
}

/** Where something is, in the words of the form: `Characteristic 3 (duration), Pattern`. */
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
