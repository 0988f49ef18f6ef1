import { Kind, type TSchema } from '@sinclair/typebox'
import { reserved } from '../../shared/search'
import { badRequest, type TmfError } from '../errors'
import { differsBySlip } from '../resource/attributeNames'
import { shorten } from '../resource/json'
import type { Resource } from '../resource/resource'
import { arrival } from './arrival'
import { type Shape, typeAt } from './attribute'
import { dialectHint, otherOperator, otherSortKey } from './dialects'
import { updatedAt } from './updatedAt'

/** The properties of a resource that determine the valid attribute names. */
export type NameScope = Shape & Pick<Resource, 'shortForms' | 'derived' | 'keyed'>

type TypedScope = NameScope & Pick<Resource, 'type'>

/** The names by which callers filter on derived columns. */
export const derivedFilterNames = ({ derived = [] }: Pick<Resource, 'derived'>): string[] =>
  derived.flatMap(({ filter }) => filter?.name ?? [])

/**
 * The beginning of a path, up to its first name that the resource does not declare: `relatedParty.shoeSize` of `relatedParty.shoeSize.unit`.
 * Undefined if all names are declared, or lie inside a value of any type.
 */
export function undeclaredPart(it: NameScope, path: string): string | undefined {
  if (it.characteristics && path.startsWith('characteristic.')) return undefined
  const names = path.split('.')
  const [first = ''] = names
  if (first === arrival || first === updatedAt || derivedFilterNames(it).includes(first)) return undefined
  for (let length = 1; length <= names.length; length++) {
    const { schema } = typeAt(it, names.slice(0, length))
    if (!schema) return names.slice(0, length).join('.')
    if (!elementOf(schema).properties) return undefined
  }
  return undefined
}

/** The error for an attribute that is neither declared nor stored (400), with the spelling that the server understands. */
export function unknownAttribute(it: TypedScope, path: string, part: string): TmfError {
  return refusal(part, hintOf(it, path, part) ?? `No stored ${it.type} has it. ${listing(it, part)}`)
}

const hintOf = (it: NameScope, path: string, part: string): string | undefined =>
  operatorHint(it, path) ?? (part.includes('.') ? undefined : dialectHint(part)) ?? nearHint(it, part)

/** True if a name looks like the parameter of another dialect, or like a misspelt declared one. */
export const isLikelyMistake = (it: NameScope, path: string, part: string): boolean =>
  hintOf(it, path, part) !== undefined || otherSortKey(path) !== undefined

/** The error for a sort key that is neither declared nor stored (400). */
export function unknownSortKey(it: TypedScope, path: string, part: string): TmfError {
  const other = otherSortKey(path)
  if (!other) return unknownAttribute(it, path, part)
  const sort = `${other.descending ? '-' : ''}${other.path || 'usageDate'}`
  return refusal(path, `Write sort=${sort}: a - before an attribute means descending order.`)
}

const refusal = (name: string, message: string): TmfError =>
  badRequest('unknownAttribute', `Unknown attribute ${shorten(name)}`, message)

/** Names such as `usageDate[gte]`, whose attribute is declared, and `relatedParty[0].id`. */
function operatorHint(it: NameScope, path: string): string | undefined {
  const other = otherOperator(path)
  if (other && !undeclaredPart(it, other.path)) {
    const { path: base, operator } = other
    return `Write ${base}${operator === 'eq' ? '' : `.${operator}`}=….`
  }
  const plain = path.replaceAll(/\[(\d+|\*)?\]/g, '')
  return plain !== path && !undeclaredPart(it, plain)
    ? `Write ${plain}=…: one matching element of an array is enough.`
    : undefined
}

function nearHint(it: NameScope, part: string): string | undefined {
  const { outer, last } = split(part)
  const near = namesIn(it, outer).find((name) => differsBySlip(last, name))
  return near && `Did you mean ${[...outer, near].join('.')}?`
}

const split = (part: string) => {
  const names = part.split('.')
  return { outer: names.slice(0, -1), last: names.at(-1) ?? '' }
}

const listing = (it: NameScope, part: string): string => {
  const { outer } = split(part)
  const names = outer.length > 0 ? declaredIn(it, outer) : [...declaredIn(it, []), ...otherNames(it)]
  return `${outer.length > 0 ? `${outer.join('.')} has` : 'Attributes are'} ${names.filter((name) => !name.startsWith('@')).join(', ')}.`
}

/** The names that callers may use at a place: at the top level also parameters and short forms. */
const namesIn = (it: NameScope, outer: string[]): string[] =>
  outer.length > 0 ? declaredIn(it, outer) : [...declaredIn(it, []), ...otherNames(it), ...reserved]

const otherNames = (it: NameScope): string[] => [
  arrival,
  updatedAt,
  ...Object.keys(it.shortForms ?? {}),
  ...derivedFilterNames(it),
  ...(it.characteristics ? ['characteristic.NAME'] : []),
  ...(it.keyed ? ['any'] : []),
]

const declaredIn = (it: NameScope, outer: string[]): string[] => {
  const schema = outer.length > 0 ? typeAt(it, outer).schema : it.face.schema
  return schema ? Object.keys(elementOf(schema).properties ?? {}) : []
}

const elementOf = (schema: TSchema): TSchema => (schema[Kind] === 'Array' ? elementOf(schema.items as TSchema) : schema)
