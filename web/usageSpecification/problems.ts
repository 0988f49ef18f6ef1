import type { UsageSpecificationCreate } from '../../shared/usageSpecification'

/** What is wrong with an attribute, and the field of the form that shows it, if there is one. */
export interface FieldProblem {
  path: string
  message: string
  field: string | undefined
}

/** What hinders sending, in the order of the form. */
export const findBlocking = (hints: Map<string, string>): FieldProblem[] => [...hints].map(([path, message]) => ({ path, message, field: path }))

/** The server's problems that still stand: those of attributes that are as they were when they were sent. */
export function findStanding(problems: { path: string; message: string }[], sent: UsageSpecificationCreate | undefined, now: UsageSpecificationCreate): FieldProblem[] {
  return problems
    .filter(({ path }) => JSON.stringify(valueAt(sent, path)) === JSON.stringify(valueAt(now, path)))
    .map(({ path, message }) => ({ path, message, field: fieldOf(path) }))
}

const ofSpecification = /^(name|description|version|lifecycleStatus|validFor\.(start|end)DateTime)$/
const ofCharacteristic = /^specCharacteristic\[\d+\]\.(name|description|valueType|regex|isUnique|minCardinality)$/
const ofValue = /^(specCharacteristic\[\d+\])\.characteristicValueSpecification\[\d+\]\.(valueFrom|valueTo|unitOfMeasure|value)$/

/** The field of the form for an attribute. TMF635 keeps ranges and units a level deeper than the form does. */
export function fieldOf(path: string): string | undefined {
  if (ofSpecification.test(path) || ofCharacteristic.test(path)) return path
  const [, characteristic, name] = ofValue.exec(path) ?? []
  if (characteristic) return `${characteristic}.${name}`
  const row = /^specCharacteristic\[\d+\]/.exec(path)?.[0]
  return row && `${row}.name`
}

/** The messages of each row of characteristics, by the row's own fields. */
export function byRow(messages: Map<string, string>): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  for (const [field, message] of messages) {
    const [, row, name] = /^specCharacteristic\[(\d+)\]\.(\w+)$/.exec(field) ?? []
    if (name) rows[Number(row)] = { ...rows[Number(row)], [name]: message }
  }
  return rows
}

/** The id of the element of a field. */
export const idOf = (field: string): string => `field-${field.replaceAll(/\W+/g, '-')}`

const labels: Record<string, string> = {
  name: 'Name',
  description: 'Description',
  version: 'Version',
  lifecycleStatus: 'Lifecycle status',
  'validFor.startDateTime': 'Valid from',
  'validFor.endDateTime': 'Valid to',
  valueType: 'Value type',
  regex: 'Pattern',
  isUnique: 'Unique',
  minCardinality: 'Required',
  value: 'Allowed values',
  valueFrom: 'From',
  valueTo: 'To',
  unitOfMeasure: 'Unit',
}

/** Where a problem is, in the words of the form where it has any: `Characteristic 3, Name`. */
export function inWords(path: string): string {
  const [, row, rest = path] = /^specCharacteristic\[(\d+)\]\.?(.*)$/.exec(path) ?? []
  const name = rest.replace(/^characteristicValueSpecification\[\d+\]\.(?=\w+$)/, '')
  const label = labels[name] ?? rest
  if (row === undefined) return label
  return label ? `Characteristic ${Number(row) + 1}, ${label}` : `Characteristic ${Number(row) + 1}`
}

const valueAt = (value: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined), value)
