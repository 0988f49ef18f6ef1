import type { Alternative } from './alternative'
import { truncate } from './brokenRule'
import { type Kind, nouns } from './kinds'

const maxListed = 12
const maxValueLength = 60
const maxLength = 1_000

/** The allowed values, phrased to follow "must be": `an integer from 0 to 60 SEC, or an integer from 0 to 1 MIN`. */
export function expectationOf(kind: Kind, alternatives: Alternative[]): string {
  const listed = alternatives.flatMap((it) => it.listed.map((value) => ({ value, unit: it.unit })))
  const names = listed
    .slice(0, maxListed)
    .map(({ value, unit }) =>
      withUnit(truncate(typeof value === 'string' ? value : JSON.stringify(value), maxValueLength), unit),
    )
  const [first] = names
  const list =
    listed.length > maxListed
      ? `one of ${names.join(', ')} or ${listed.length - maxListed} more`
      : names.length > 1
        ? `one of ${names.join(', ')}`
        : first
  const all = [list, ...alternatives.map(describeLimit)].filter((it) => it !== undefined)
  return truncate(all.join(', or '), maxLength) || nouns[kind]
}

/** `an integer from 0 to 9`; undefined when the alternative only lists values. */
function describeLimit({ kind, range, pattern, unit }: Alternative): string | undefined {
  if (!range && !pattern) return undefined
  const noun = nouns[range && (kind === 'any' || kind === 'text') ? 'number' : kind]
  return withUnit(
    [noun, range?.words, pattern && `that matches ${pattern.source}`].filter(Boolean).join(' '),
    unit,
    pattern ? ' in ' : ' ',
  )
}

/** The text followed by the unit, if there is one. */
export const withUnit = (text: string, unit: string | undefined, between = ' '): string =>
  unit ? `${text}${between}${unit}` : text
