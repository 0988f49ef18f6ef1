import { decodeText } from '../../shared/queryText'
import { badRequest } from '../errors'
import { shorten } from '../resource/json'
import { queryOf } from './answer'

/** Reads the query parameters of a request: null for a missing one. Answers 400 for parameters not in `names` and for repeated parameters. */
export function parametersOf<Name extends string>(
  request: Request,
  names: readonly Name[],
): Record<Name, string | null> {
  const found = new Map<string, string>()
  for (const pair of queryOf(request).split('&')) {
    if (pair === '') continue
    const end = pair.indexOf('=')
    const name = textOf(end < 0 ? pair : pair.slice(0, end))
    if (!names.some((known) => known === name))
      throw badRequest(
        'invalidQuery',
        `Unknown parameter ${shorten(name) || 'without a name'}`,
        names.length > 0 ? `Supported parameters: ${names.join(', ')}.` : 'No parameters are supported here.',
      )
    if (found.has(name)) throw badRequest('invalidQuery', `${name} is given twice`, `Send ${name} once.`)
    found.set(name, end < 0 ? '' : textOf(pair.slice(end + 1)))
  }
  return Object.fromEntries(names.map((name) => [name, found.get(name) ?? null])) as Record<Name, string | null>
}

/** Decodes as `readSearch` does, so that a `+` means the same in all parameters. */
function textOf(raw: string): string {
  const text = decodeText(raw)
  if (text !== undefined) return text
  throw badRequest('invalidQuery', 'Invalid query string', `It must be percent-encoded UTF-8; got ${shorten(raw)}`)
}

/** Reads a whole number from 1 to `max`; null for a missing parameter. */
export function numberOf(name: string, text: string | null, max: number): number | null {
  if (text === null) return null
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= max) return Number(text)
  throw badRequest('invalidQuery', `Invalid ${name}`, `${name} must be a whole number from 1 to ${max}.`)
}
