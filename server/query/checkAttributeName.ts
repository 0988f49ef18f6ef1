import { Kind, type TSchema } from '@sinclair/typebox'
import { anything, type Condition } from '../../shared/search'
import { badRequest } from '../errors'
import type { Resource } from '../resource/resource'
import { longForm, type Shape, typeAt } from './attribute'

/** Replaces the short form in a condition by the full path and operator. Rejects attribute names that are mistakes. */
export function expandShortForm(it: NameScope, asked: Condition): Condition {
  // Resources without search keys do not support `any=` as a search; there the name means an attribute called `any`.
  const long = asked.path === anything ? { path: 'any' } : longForm(it, asked.path)
  if (long.op && asked.op !== 'eq')
    throw badRequest('invalidFilter', `${asked.path} does not accept an operator`, `Write ${long.path}.${asked.op}=…`)
  checkAttributeName(it, long.path)
  return { ...asked, ...long }
}

/** The properties of a resource that determine the valid attribute names. */
type NameScope = Shape & Pick<Resource, 'shortForms' | 'derived'>

/**
 * Rejects two kinds of names with 400: a name below an attribute without nested attributes (for example an unknown operator), and a name
 * that differs from a declared attribute by one typing error. All other names are allowed, because callers may add their own attributes.
 */
export function checkAttributeName(it: NameScope, path: string): void {
  if (it.characteristics && path.startsWith('characteristic.')) return
  const names = path.split('.')
  for (let length = 1; length < names.length; length++) {
    const { schema } = typeAt(it, names.slice(0, length))
    const outer = names.slice(0, length).join('.')
    if ((schema && !canHaveMembers(schema)) || derivedFilterNames(it).includes(outer)) {
      throw badRequest(
        'unknownAttribute',
        `${outer} has no attribute or operator ${names.slice(length).join('.')}`,
        'Operators are .eq .ne .gt .gte .lt .lte .in .nin .like .regex .isnull.',
      )
    }
  }
  const [first = ''] = names
  const known = [
    ...Object.keys(it.face.schema.properties),
    ...Object.keys(it.shortForms ?? {}),
    ...derivedFilterNames(it),
    'limit',
    'offset',
    'sort',
    'fields',
    'filter',
    'after',
    'before',
  ]
  if (known.includes(first)) return
  const near = known.find((name) => name.length > 3 && isSlip(first, name))
  if (near) throw badRequest('unknownAttribute', `Unknown attribute ${first}`, `Did you mean ${near}?`)
}

/** The names by which callers filter on derived columns. */
export const derivedFilterNames = ({ derived = [] }: Pick<Resource, 'derived'>): string[] =>
  derived.flatMap(({ filter }) => filter?.name ?? [])

/** True for objects, arrays and values of any type. */
const canHaveMembers = (schema: TSchema): boolean =>
  !['String', 'Number', 'Integer', 'Boolean'].includes(schema[Kind]) && !schema.enum

/** True if two names differ only in case, or in one letter that is missing, added, replaced or swapped with the next letter. */
function isSlip(one: string, other: string): boolean {
  const [short, long] =
    one.length <= other.length ? [one.toLowerCase(), other.toLowerCase()] : [other.toLowerCase(), one.toLowerCase()]
  if (short === long) return true
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  const isSwapped =
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  return isSwapped || short.slice(at + 1) === long.slice(at + 1)
}
