import { Kind, type TSchema } from '@sinclair/typebox'
import { anything, type Condition } from '../../shared/search'
import { badRequest } from '../errors'
import type { Resource } from '../resource/resource'
import { longForm, type Shape, typeAt } from './attribute'

/** The condition that a caller has written, in full: short forms stand for what they stand for, and mistakes are refused. */
export function inFull(it: Named, asked: Condition): Condition {
  // Where nothing is found by key, the word stands for the attribute of that name.
  const long = asked.path === anything ? { path: 'any' } : longForm(it, asked.path)
  if (long.op && asked.op !== 'eq')
    throw badRequest('invalidFilter', `${asked.path} takes no operator`, `Write ${long.path}.${asked.op}=…`)
  checkAttributeName(it, long.path)
  return { ...asked, ...long }
}

/** What of a resource names depend on. */
type Named = Shape & Pick<Resource, 'shortForms' | 'derived'>

/**
 * Refuses names that are surely mistakes: what lies inside an attribute that has no inside, such as an operator that does not exist, and what
 * differs from a declared attribute by one slip of the keys. Other names may be attributes of the caller's own.
 */
export function checkAttributeName(it: Named, path: string): void {
  if (it.characteristics && path.startsWith('characteristic.')) return
  const names = path.split('.')
  for (let length = 1; length < names.length; length++) {
    const { schema } = typeAt(it, names.slice(0, length))
    const outer = names.slice(0, length).join('.')
    if ((schema && !hasInside(schema)) || namesAsked(it).includes(outer)) {
      throw badRequest(
        'unknownAttribute',
        `${outer} has no ${names.slice(length).join('.')}`,
        'Operators are .eq .ne .gt .gte .lt .lte .in .nin .like .regex .isnull.',
      )
    }
  }
  const [first = ''] = names
  const known = [
    ...Object.keys(it.face.schema.properties),
    ...Object.keys(it.shortForms ?? {}),
    ...namesAsked(it),
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
  if (near) throw badRequest('unknownAttribute', `There is no attribute ${first}`, `Did you mean ${near}?`)
}

/** What is asked for like an attribute. */
export const namesAsked = ({ derived = [] }: Pick<Resource, 'derived'>): string[] =>
  derived.flatMap(({ asked }) => asked?.as ?? [])

/** Objects, lists, and values of any type. */
const hasInside = (schema: TSchema): boolean =>
  !['String', 'Number', 'Integer', 'Boolean'].includes(schema[Kind]) && !schema.enum

/** Whether two names differ by their case, or by one letter that is missing, added, replaced or swapped with the next. */
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
