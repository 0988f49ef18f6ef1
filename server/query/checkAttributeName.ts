import { Kind, type TSchema } from '@sinclair/typebox'
import { anything, type Condition } from '../../shared/search'
import { badRequest } from '../errors'
import { longForm } from '../resource/resource'
import { arrival } from './arrival'
import { typeAt } from './attribute'
import { operatorLike } from './dialects'
import { derivedFilterNames, type NameScope } from './unknownAttribute'
import { updatedAt } from './updatedAt'

/** Replaces the short form in a condition by the full path and operator. Rejects names below an attribute without nested ones. */
export function expandShortForm(it: NameScope, asked: Condition): Condition {
  // Resources without search keys do not support `any=` as a search; there the name means an attribute called `any`.
  const long = asked.path === anything ? { path: 'any' } : longForm(it, asked.path)
  if (long.op && asked.op !== 'eq')
    throw badRequest('invalidFilter', `${asked.path} does not accept an operator`, `Write ${long.path}.${asked.op}=…`)
  checkAttributeName(it, long.path)
  return { ...asked, ...long }
}

/**
 * Rejects a name below an attribute without nested attributes with 400, for example an unknown operator. Names that are not declared at all are for
 * `refuseUnknown`, which knows the attributes that stored resources have.
 */
export function checkAttributeName(it: NameScope, path: string): void {
  if (it.characteristics && path.startsWith('characteristic.')) return
  const names = path.split('.')
  for (let length = 1; length < names.length; length++) {
    const { schema } = typeAt(it, names.slice(0, length))
    const outer = names.slice(0, length).join('.')
    if ((schema && !canHaveMembers(schema)) || [arrival, updatedAt, ...derivedFilterNames(it)].includes(outer)) {
      const rest = names.slice(length).join('.')
      const near = operatorLike(rest)
      throw badRequest(
        'unknownAttribute',
        `${outer} has no attribute or operator ${rest}`,
        `${near ? `Did you mean .${near}? ` : ''}Operators are .eq .ne .gt .gte .lt .lte .in .nin .like .regex .isnull.`,
      )
    }
  }
}

/** True for objects, arrays and values of any type. */
const canHaveMembers = (schema: TSchema): boolean =>
  !['String', 'Number', 'Integer', 'Boolean'].includes(schema[Kind]) && !schema.enum
