import { Elysia } from 'elysia'
import { defaultValues, maxValues, type Values } from '../../shared/api/values'
import { basePath, maxKeyLength } from '../../shared/vocabulary'
import { badRequest } from '../errors'
import { wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { acceptsJson, type Origin, originOf } from '../http/request'
import { readConditions } from '../operations/list'
import type { Context } from '../operations/operations'
import { usage } from '../usage/usage'
import { sampleOf } from './valueCounts'
import { valuedAttribute } from './valuedAttribute'
import { valuesDetail } from './valuesDetail'

/** `GET /api/usage/values`: the values of an attribute in the newest matching usages, to suggest them to users. */
export function values(context: Context & { origin: Origin }) {
  const path = '/api/usage/values'
  return new Elysia({ name: 'values' })
    .get(
      path,
      async ({ request, server }) => {
        acceptsJson(request)
        const asked = parametersOf(request, ['attribute', 'query', 'prefix', 'limit'])
        const attribute = valuedAttribute(asked.attribute)
        const limit = limitOf(asked.limit)
        const begins = beginning(asked.prefix ?? '', attribute.isName)
        const base = originOf(context.origin, request, server?.requestIP(request)?.address) + basePath
        const { counts, of, isSample } = await sampleOf(
          context.pool,
          attribute,
          readConditions(usage, asked.query ?? ''),
          base,
        )
        const found = [...counts]
          .filter(([value]) => begins(value))
          .sort(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1))
        const answer: Values = {
          attribute: attribute.asked,
          of,
          isSample,
          values: found.slice(0, limit).map(([value, count]) => ({ value, count })),
        }
        return Response.json(answer, { headers: { 'cache-control': 'no-cache' } })
      },
      { detail: valuesDetail },
    )
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
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
