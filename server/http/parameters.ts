import { badRequest } from '../errors'
import { shorten } from '../resource/json'

/** The parameters of a request that takes these and no others, each once; null where it is left out. */
export function parametersOf<Name extends string>(
  { url }: Request,
  names: readonly Name[],
): Record<Name, string | null> {
  const { searchParams } = new URL(url)
  for (const name of searchParams.keys()) {
    if (!names.some((known) => known === name))
      throw badRequest(
        'invalidQuery',
        `There is no parameter ${shorten(name) || 'without a name'}`,
        names.length > 0 ? `There are ${names.join(', ')}.` : 'There are none here.',
      )
    if (searchParams.getAll(name).length > 1)
      throw badRequest('invalidQuery', `${name} is given twice`, 'Give it once.')
  }
  return Object.fromEntries(names.map((name) => [name, searchParams.get(name)])) as Record<Name, string | null>
}
