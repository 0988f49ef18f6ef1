import type { Alternative } from './alternative'
import { cut } from './brokenRule'
import { type Kind, nouns } from './kinds'

const mostListed = 12
const longestName = 60
const longestExpectation = 1_000

/** What a value must be, after "must be": `an integer from 0 to 60 SEC, or an integer from 0 to 1 MIN`. */
export function expectationOf(kind: Kind, alternatives: Alternative[]): string {
  const listed = alternatives.flatMap((it) => it.listed.map((value) => ({ value, unit: it.unit })))
  const names = listed
    .slice(0, mostListed)
    .map(({ value, unit }) =>
      withUnit(cut(typeof value === 'string' ? value : JSON.stringify(value), longestName), unit),
    )
  const [first] = names
  const some =
    listed.length > mostListed
      ? `one of ${names.join(', ')} or ${listed.length - mostListed} more`
      : names.length > 1
        ? `one of ${names.join(', ')}`
        : first
  const all = [some, ...alternatives.map(sayWithin)].filter((it) => it !== undefined)
  return cut(all.join(', or '), longestExpectation) || nouns[kind]
}

/** `an integer from 0 to 9`; undefined when it is but a list. */
function sayWithin({ kind, range, pattern, unit }: Alternative): string | undefined {
  if (!range && !pattern) return undefined
  const noun = nouns[range && (kind === 'any' || kind === 'text') ? 'number' : kind]
  return withUnit(
    [noun, range?.words, pattern && `that matches ${pattern.source}`].filter(Boolean).join(' '),
    unit,
    pattern ? ' in ' : ' ',
  )
}

/** What is said of a value with its unit, if it has one. */
export const withUnit = (text: string, unit: string | undefined, between = ' '): string =>
  unit ? `${text}${between}${unit}` : text
