import { defaultValues, maxValues, type Values } from '../../shared/api/values'
import { maxKeyLength } from '../../shared/vocabulary'
import type { Context } from '../context'
import { badRequest } from '../errors'
import { readConditions } from '../operations/list'
import type { Caller } from '../resource/caller'
import { refuseUnknown } from '../store/attributeNames'
import { usage } from '../usage/usage'
import { sampleOf } from './valueCounts'
import { valuedAttribute } from './valuedAttribute'

/** The parameters of a request for values; null for those left out. */
export type ValuesRequest = Record<'attribute' | 'query' | 'prefix' | 'limit', string | null>

/** The values of an attribute in the newest matching usages, the most frequent first. */
export async function values({ pool }: Context, asked: ValuesRequest, caller: Caller): Promise<Values> {
  const attribute = valuedAttribute(asked.attribute)
  await refuseUnknown(pool, usage, attribute.asked)
  const limit = limitOf(asked.limit)
  const begins = beginning(asked.prefix ?? '', attribute.isName)
  const search = readConditions(usage, asked.query ?? '')
  const { counts, of, isSample } = await sampleOf(pool.scanning(caller), attribute, search, caller)
  const found = [...counts]
    .filter(([value]) => begins(value))
    .sort(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1))
  return {
    attribute: attribute.asked,
    of,
    isSample,
    values: found.slice(0, limit).map(([value, count]) => ({ value, count })),
  }
}

function limitOf(text: string | null): number {
  if (text === null) return defaultValues
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= maxValues) return Number(text)
  throw badRequest('invalidQuery', 'Invalid limit', `limit is a whole number from 1 to ${maxValues}.`)
}

/** Matches values that start with a text, ignoring case and the `+` of telephone numbers; names match if they contain it. */
function beginning(prefix: string, isName: boolean): (value: string) => boolean {
  if (prefix.length > maxKeyLength)
    throw badRequest('invalidQuery', 'prefix is too long', `prefix has at most ${maxKeyLength} characters.`)
  const typed = prefix.toLowerCase()
  return (value) => {
    const text = value.toLowerCase()
    return isName ? text.includes(typed) : text.startsWith(typed) || text.startsWith(`+${typed}`)
  }
}
