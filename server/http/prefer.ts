import { type Profile, profiles } from '../../shared/vocabulary'
import { type Count, counts } from '../store/totalCount'

/** The preferences of a request (RFC 7240) that the server knows, each with its words. */
const words = {
  /** How to count the matches of a list. */
  count: counts,
  /** The form of resources in answers. */
  profile: profiles,
  /** `200`: the status of a page that is a part of a list, instead of 206. */
  status: ['200'],
  /** `minimal`: the answer to many resources has only the refusals and totals (RFC 7240, 4.2). */
  return: ['minimal'],
} as const

/** The known preferences of a request. Unknown preferences and unknown words are ignored (RFC 7240, 2). */
export interface Preferences {
  count?: Count
  profile?: Profile
  status?: '200'
  return?: 'minimal'
}

const none: Preferences = {}

/** Reads the `Prefer` header. If a preference is repeated, its first word counts (RFC 7240, 2). */
export function preferencesOf({ headers }: Request): Preferences {
  const header = headers.get('prefer')
  if (header === null) return none
  const found = new Map<string, string>()
  for (const preference of header.match(/(?:"[^"]*"|[^,"])+/g) ?? []) {
    const [, name = '', word = ''] = /^\s*([\w-]+)\s*=\s*("[^"]*"|[^\s;]*)/.exec(preference)?.map(String) ?? []
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), word.replaceAll('"', '').toLowerCase())
  }
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, known]) => {
      const word = known.find((one) => one === found.get(name))
      return word ? [[name, word]] : []
    }),
  )
}

/** The header that names the preferences that determined the answer (RFC 7240, 3); none if there are none. */
export function preferenceApplied(applied: Preferences): { 'preference-applied'?: string } {
  const named = Object.entries(applied).flatMap(([name, word]) => (word === undefined ? [] : `${name}=${word}`))
  return named.length > 0 ? { 'preference-applied': named.join(', ') } : {}
}

/** True if an answer has nothing but the attributes of the standard. `fallback` is the profile for requests without this preference. */
export const isStrict = ({ profile }: Preferences, fallback: Profile): boolean => (profile ?? fallback) === 'strict'
