import { badRequest } from '../errors'
import { shorten } from '../resource/json'

/** Reads the query parameters of a request: null for a missing one. Answers 400 for parameters not in `names` and for repeated parameters. */
export function parametersOf<Name extends string>(
  { url }: Request,
  names: readonly Name[],
): Record<Name, string | null> {
  const { searchParams } = new URL(url)
  for (const name of searchParams.keys()) {
    if (!names.some((known) => known === name))
      throw badRequest(
        'invalidQuery',
        `Unknown parameter ${shorten(name) || 'without a name'}`,
        names.length > 0 ? `Supported parameters: ${names.join(', ')}.` : 'No parameters are supported here.',
      )
    if (searchParams.getAll(name).length > 1)
      throw badRequest('invalidQuery', `${name} is given twice`, `Send ${name} once.`)
  }
  return Object.fromEntries(names.map((name) => [name, searchParams.get(name)])) as Record<Name, string | null>
}

/** Reads a whole number from 1 to `max`; null for a missing parameter. */
export function numberOf(name: string, text: string | null, max: number): number | null {
  if (text === null) return null
  if (/^[1-9]\d{0,9}$/.test(text) && Number(text) <= max) return Number(text)
  throw badRequest('invalidQuery', `Invalid ${name}`, `${name} must be a whole number from 1 to ${max}.`)
}
