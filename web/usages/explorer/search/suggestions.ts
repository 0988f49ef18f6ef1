import type { ValueInUse } from '../../../../shared/api/values'
import { isId } from '../../../api/id'
import { explorer } from '../../../messages/explorer'
import { formatNumber } from '../../../messages/format'
import { type Attribute, anywhere } from './attributes'
import { containsPattern } from './containsPattern'
import { attributeNamed, queryIn, type Vocabulary } from './parseSearchText'
import { excludesWord, quoted, type Token, tokensOf } from './tokens'

/** A suggestion of the search box. */
export interface Suggestion {
  kind: 'open' | 'anywhere' | 'attribute' | 'value'
  label: string
  hint: string
  /** The text in the box after choosing it. */
  text: string
  /** The text is complete and is applied at once. */
  isWhole: boolean
}

/** The attribute whose value is being typed, the value so far, and its position. */
export interface Asked {
  attribute: Attribute
  begun: string
  token: Token
}

const mostAttributes = 10
const mostValues = 12
const mostOfEach = 4

/** The attribute whose value ends the text; undefined while a key is being typed. */
export function askedIn(text: string, { attributes }: Vocabulary): Asked | undefined {
  const token = tokensOf(text).at(-1)
  if (!token || token.end < text.length || token.key === undefined || queryIn(text.trim()) !== undefined)
    return undefined
  return {
    attribute: attributeNamed(token.key, attributes),
    begun: lastOf(token.value).replace(/^"/, '').replace(/"$/, ''),
    token,
  }
}

/** The last of several values: the text after a comma outside quotes, without an operator. */
const lastOf = (value: string): string =>
  value
    .slice(value.length - (/(?:^|,)((?:"(?:[^"\\]|\\.)*"?|[^",])*)$/s.exec(value)?.[1] ?? value).length)
    .replace(/^(>=|<=|>|<|~)/, '')

/** The suggestions for a text, from local data. `inUse` are the values that the server found for `askedIn`. */
export function suggestionsFor(text: string, vocabulary: Vocabulary, inUse: ValueInUse[]): Suggestion[] {
  const typed = text.trim()
  if (queryIn(typed) !== undefined) return []
  const asked = askedIn(text, vocabulary)
  if (asked) return valuesFor(text, asked, vocabulary, inUse)
  const last = tokensOf(text).at(-1)
  const token = last && last.end === text.length ? last : undefined
  const begun = token?.value.replace(/^"|"$/g, '').replace(/^-/, '').toLowerCase() ?? ''
  const before = token ? text.slice(0, token.start) : text
  return [
    ...(isId(typed) ? [whole('open', explorer.suggest.open(typed.toUpperCase()), '', typed)] : []),
    ...(begun !== '' ? shortcuts(before, begun, vocabulary) : []),
    ...attributesFor(before, token, begun, vocabulary.attributes),
    ...(token && !excludesWord(token)
      ? [whole('anywhere', explorer.suggest.anywhere(bareEnd(text)), anywhere.hint, text), ...named(text, vocabulary)]
      : []),
  ]
}

/** Offers a text search in names and descriptions, which have no list of values. */
function named(text: string, { attributes }: Vocabulary): Suggestion[] {
  const words = bareEnd(text)
  if (isId(words) || !/\p{L}{2}/u.test(words)) return []
  const before = text.slice(0, text.lastIndexOf(words))
  return attributes
    .filter(({ path }) => path === 'relatedParty.name' || path === 'description')
    .map(({ word, label }) =>
      whole('anywhere', explorer.suggest.has(label, words), '', `${before}${word}:~${quoted(containsPattern(words))}`),
    )
}

/** The words at the end of the text that have no key. */
function bareEnd(text: string): string {
  const tokens = tokensOf(text)
  const keyed = tokens.findLast(({ key }) => key !== undefined)
  return text.slice(keyed?.end ?? 0).trim()
}

const whole = (kind: Suggestion['kind'], label: string, hint: string, text: string): Suggestion => ({
  kind,
  label,
  hint,
  text,
  isWhole: true,
})

function attributesFor(before: string, token: Token | undefined, begun: string, attributes: Attribute[]): Suggestion[] {
  const sign = token?.text.startsWith('-') ? '-' : ''
  return ranked(attributes, begun, ({ word, label }) => [word, label])
    .slice(0, mostAttributes)
    .map(({ word, hint, unit }) => ({
      kind: 'attribute',
      label: `${word}:`,
      hint: unit ? `${hint}, ${unit}` : hint,
      text: `${before}${sign}${quoted(word)}:`,
      isWhole: false,
    }))
}

/** Statuses and specifications are suggested by their names. */
function shortcuts(before: string, begun: string, { attributes, specifications }: Vocabulary): Suggestion[] {
  const status = attributes.find(({ kind }) => kind === 'status')
  const specification = attributes.find(({ kind }) => kind === 'specification')
  const named = (attribute: Attribute, value: string) =>
    whole('value', `${attribute.word}:${value}`, attribute.hint, `${before}${attribute.word}:${quoted(value)}`)
  return [
    ...(status ? ranked(status.values, begun, (value) => [value]).map((value) => named(status, value)) : []),
    ...(specification
      ? ranked([...new Set(specifications.values())], begun, (name) => [name]).map((name) => named(specification, name))
      : []),
  ].slice(0, mostOfEach)
}

function valuesFor(
  text: string,
  { attribute, begun, token }: Asked,
  { specifications }: Vocabulary,
  inUse: ValueInUse[],
): Suggestion[] {
  const known = attribute.kind === 'specification' ? [...new Set(specifications.values())] : attribute.values
  const counts = new Map(inUse.map(({ value, count }) => [specifications.get(value) ?? value, count]))
  const all = ranked([...new Set([...known, ...counts.keys()])], begun.toLowerCase(), (value) => [value])
  const start = text.slice(0, token.end - lastOf(token.value).length)
  const values = all.slice(0, mostValues).map((value) => {
    const count = counts.get(value)
    return whole(
      'value',
      value,
      count === undefined ? '' : explorer.suggest.inUse(formatNumber(count)),
      `${start}${quoted(value)}`,
    )
  })
  const asTyped = whole('value', explorer.suggest.asTyped(attribute.label, token.value), '', text)
  return attribute.kind !== 'status' && begun !== '' && !all.some((value) => value === begun)
    ? [...values, asTyped]
    : values
}

/** Items that begin with the text first, then items that contain it. */
export function ranked<Item>(items: Item[], begun: string, namesOf: (item: Item) => string[]): Item[] {
  const fits = (item: Item, does: (name: string) => boolean) => namesOf(item).some((name) => does(name.toLowerCase()))
  const first = items.filter((item) => fits(item, (name) => name.startsWith(begun)))
  return [...first, ...items.filter((item) => !first.includes(item) && fits(item, (name) => name.includes(begun)))]
}
