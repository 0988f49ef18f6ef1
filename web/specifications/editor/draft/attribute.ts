/** The kind of an attribute's value, which decides its field. */
type Leaf = 'text' | 'long' | 'uri' | 'moment' | 'boolean' | 'integer' | 'number' | 'json'

/** An attribute of TMF635 and how the form treats it. */
export interface Attribute {
  name: string
  kind: Leaf | 'object' | 'list'
  /** The attributes of the object, or of each object in the list. */
  of?: readonly Attribute[]
  /** Mandatory, and must not be blank. */
  isMandatory?: boolean
  /** Suggested values; the field accepts others. */
  suggestions?: readonly string[]
  /** Rarely used: hidden until the user asks for it or it has a value. */
  isRare?: boolean
}

const leaf =
  (kind: Leaf) =>
  (name: string, suggestions?: readonly string[]): Attribute => ({ name, kind, ...(suggestions && { suggestions }) })

export const text = leaf('text')
export const long = leaf('long')
export const uri = leaf('uri')
const moment = leaf('moment')
export const boolean = leaf('boolean')
export const integer = leaf('integer')
export const number = leaf('number')
export const json = leaf('json')
export const must = (name: string, suggestions?: readonly string[]): Attribute => ({
  ...text(name, suggestions),
  isMandatory: true,
})
export const object = (name: string, of: readonly Attribute[]): Attribute => ({ name, kind: 'object', of })
export const list = (name: string, of: readonly Attribute[]): Attribute => ({ name, kind: 'list', of })
export const rarely = (...attributes: readonly Attribute[]): Attribute[] =>
  attributes.map((it) => ({ ...it, isRare: true }))

/** The attributes that declare a subtype (TMF630 part 2). */
export const types = rarely(text('@type'), text('@baseType'), uri('@schemaLocation'))
export const period = object('validFor', [moment('startDateTime'), moment('endDateTime')])
export const reference = [must('id'), text('name'), ...rarely(text('@referredType'), uri('href')), ...types]

/** Suggestions for fields that accept any text. */
export const lifecycleStatuses = ['In study', 'In design', 'In test', 'Active', 'Launched', 'Retired', 'Obsolete']
export const valueTypes = [
  'string',
  'integer',
  'number',
  'boolean',
  'dateTime',
  'date',
  'timePeriod',
  'object',
  'array',
]
export const units = ['SEC', 'MIN', 'HOUR', 'B', 'KB', 'MB', 'GB', 'EVENT', 'MESSAGE', 'EUR', 'USD']
