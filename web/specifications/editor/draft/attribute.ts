/** What an attribute's value is, and so which field it gets. */
type Leaf = 'text' | 'long' | 'uri' | 'moment' | 'boolean' | 'integer' | 'number' | 'json'

/** An attribute of TMF635 as the form knows it. */
export interface Attribute {
  name: string
  kind: Leaf | 'object' | 'list'
  /** Those of the object, or of each object of the list. */
  of?: readonly Attribute[]
  /** It must be there, and not blank. */
  isMandatory?: boolean
  /** Words people usually write; the field takes others too. */
  suggestions?: readonly string[]
  /** Few need it: it is shown when asked for, or when it says something. */
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

/** What says that an object is of a subtype (TMF630 part 2). */
export const types = rarely(text('@type'), text('@baseType'), uri('@schemaLocation'))
export const period = object('validFor', [moment('startDateTime'), moment('endDateTime')])
export const reference = [must('id'), text('name'), ...rarely(text('@referredType'), uri('href')), ...types]
