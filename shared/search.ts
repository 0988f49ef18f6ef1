/** The query string of a list, written and read: TMF630 part 1, 4.3 to 4.5, and part 6. The web uses it too. */

import { countConditions, type JsonPath, writeJsonPath } from './jsonPath'
import { readJsonPath } from './jsonPathReader'
import { JsonPathProblem } from './jsonPathText'

const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'regex', 'like', 'isnull'] as const
export type Operator = (typeof operators)[number]

/** What one attribute must be. `path` is dotted through objects and arrays; of several values any one does (for `ne`: none may). */
export interface Condition {
  path: string
  op: Operator
  values: string[]
}

/** A query string, taken apart. Numbers are still text: the server says what is wrong with them. */
export interface Search {
  /** What fits one of these groups fits; a group is conditions that all must hold. None: everything fits. */
  any: Condition[][]
  /** The paths of `filter=`: what fits must also have something at one of them (TMF630 part 6). */
  filter: JsonPath[] | undefined
  fields: string[] | undefined
  sort: SortKey[] | undefined
  offset: string | undefined
  limit: string | undefined
  /** Places in the list, as the server gave them. */
  after: string | undefined
  before: string | undefined
  /** The instant as of which one resource is asked for; of a list it is none of the questions. */
  asOf: string | undefined
}

/** One attribute of `sort=`. */
export interface SortKey {
  path: string
  descending: boolean
}

/** The path of a condition on whatever a resource is looked up by, which is written `any=`. No attribute has this name. */
export const anything = '*'

export const equal = (path: string, ...values: string[]): Condition => ({ path, op: 'eq', values })

/** What a query string cannot say. `parameter` is the one at fault; `unsupported` when it is legal but not offered. */
export class SearchProblem extends Error {
  constructor(
    readonly parameter: string,
    message: string,
    readonly unsupported = false,
  ) {
    super(message)
  }
}

/** Names that are not attributes; an attribute of that name is written with its operator: `offset.eq=5`. */
const reserved = ['fields', 'offset', 'limit', 'sort', 'filter', 'after', 'before', 'asOf']

/** How a condition on anything is written; an attribute of that name is written with its operator, too. */
const anyName = 'any'

/** Those that are one text. */
const single = ['offset', 'limit', 'after', 'before', 'asOf'] as const

/** Spellings beyond the operators' own names: behind the last dot of a name, and as signs between name and value. */
const words: Record<string, Operator> = {
  ...Object.fromEntries(operators.map((operator) => [operator, operator])),
  in: 'eq',
  nin: 'ne',
}
const signs: Record<string, Operator> = {
  '==': 'eq',
  '!=': 'ne',
  '>=': 'gte',
  '<=': 'lte',
  '=~': 'regex',
  '*=': 'regex',
  '>': 'gt',
  '<': 'lt',
}

/** Repeated, these are one condition with more values, unless it is on anything; the others must all hold. */
const merging: readonly Operator[] = ['eq', 'ne', 'regex', 'like']

/** Beyond these a list is not a question anybody asks. */
const maxConditions = 50
const maxValues = 1000
const maxAnything = 20
const maxSegments = 16
const maxSortKeys = 5

/** How an attribute is written: dotted through objects and arrays. */
export const attributePath = /^[^.<>=*]+(\.[^.<>=*]+)*$/

/** Reads a raw query string, with or without its `?`. It is split before anything is decoded, so that an encoded `,` `;` or `&` is text. */
export function readSearch(query: string): Search {
  const search: Search = {
    any: [],
    filter: undefined,
    fields: undefined,
    sort: undefined,
    offset: undefined,
    limit: undefined,
    after: undefined,
    before: undefined,
    asOf: undefined,
  }
  let group: Condition[] | undefined
  let last: Condition | undefined
  let lastName: string | undefined
  for (const [index, alternative] of query.replace(/^\?/, '').split(';').entries()) {
    let isNew = true
    for (const [position, pair] of alternative.split('&').entries()) {
      if (!pair) continue
      const name = decode(pair.split('=', 1)[0] ?? '', 'The query string')
      const isBehindFilter = lastName === 'filter' && index > 0 && position === 0
      if (isBehindFilter && name !== 'filter')
        throw new SearchProblem(
          'filter',
          `filter and ${name} must both fit: write & between them, not ;. ${encodeHint}`,
        )
      lastName = name
      if (reserved.includes(name)) {
        if (index > 0 && position === 0 && !isBehindFilter)
          throw new SearchProblem(name, `${name} cannot be an alternative: write it behind a &, not a ;`)
        readReserved(search, name, pair.slice(pair.indexOf('=') + 1))
        continue
      }
      const condition = readCondition(pair)
      if (!condition) {
        // `status=a;b`: another value of the condition before, whose group goes on.
        if (position > 0 || !last || last.op === 'isnull')
          throw new SearchProblem(
            name,
            `${name || 'A parameter without a name'} must be like attribute=value or nested.attribute=value`,
          )
        last.values.push(...readValues(last.path, last.op, pair))
        isNew = false
        continue
      }
      if (isNew || !group) {
        group = []
        search.any.push(group)
        isNew = false
      }
      const known =
        merging.includes(condition.op) &&
        condition.path !== anything &&
        group.find(({ path, op }) => path === condition.path && op === condition.op)
      if (known) known.values.push(...condition.values)
      else group.push(condition)
      last = known || condition
    }
  }
  checkLimits(search)
  return search
}

function readReserved(search: Search, name: string, raw: string): void {
  // Here an encoded comma separates too: most URL libraries encode it. One in a name has a backslash in front.
  if (name === 'fields')
    search.fields = [
      ...(search.fields ?? []),
      ...unquote(decode(raw, name))
        .split(/(?<!\\),/)
        .filter((field) => field !== '')
        .map((field) => field.replaceAll('\\,', ',')),
    ]
  else if (name === 'filter') search.filter = [...(search.filter ?? []), readFilter(raw)]
  else if (name === 'sort') search.sort = [...(search.sort ?? []), ...readSort(raw)]
  for (const one of single) if (one === name) search[one] = once(one, search[one], decode(raw, one))
}

const encodeHint = 'Inside a filter, write & as %26, ; as %3B and # as %23.'

function readFilter(raw: string): JsonPath {
  // The + of a date's offset, which callers forget to encode.
  const text = decode(raw.replace(/(T\d\d[\d:.%A]*)\+(?=\d\d)/gi, '$1%2B'), 'filter')
  try {
    return readJsonPath(text)
  } catch (thrown) {
    if (!(thrown instanceof JsonPathProblem)) throw thrown
    throw new SearchProblem(
      'filter',
      `filter: ${thrown.message}${thrown.isCut ? `. ${encodeHint}` : ''}`,
      thrown.unsupported,
    )
  }
}

/** What stands between a name and its values, encoded or not; the longest first. A sign may be followed by the `=` that URL libraries put there. */
const sign =
  /(?:!|%21)(?:=|%3D)=?|%3D(?:%3D|=)=?|==|%3D(?:~|%7E)=?|\*=|(?:%3E|>)(?:%3D|=)=?|(?:%3C|<)(?:%3D|=)=?|%3E|>|%3C|<|=/i

/** `a,-b,+c`: a `+` arrives as a space. */
function readSort(raw: string): SortKey[] {
  const keys = decode(raw, 'sort')
    .split(',')
    .map((key): SortKey => ({ path: key.replace(/^[-+ ]/, ''), descending: key.startsWith('-') }))
  if (keys.length > maxSortKeys || keys.some(({ path }) => !attributePath.test(path) || /^[-+ ]/.test(path))) {
    throw new SearchProblem(
      'sort',
      `sort must be like usageDate,-status: at most ${maxSortKeys} attributes, each with a - in front for descending`,
    )
  }
  return keys
}

/** `name=value`, `name.op=value`, or another sign between them: `name%3E=value`. Undefined when there is none. */
function readCondition(pair: string): Condition | undefined {
  const found = sign.exec(pair)
  if (!found) return undefined
  const name = decode(pair.slice(0, found.index), 'The query string')
  const between = decode(found[0], name).replace(/^(..)=$/, '$1')
  if (name === anyName && between === '=')
    return equal(anything, ...readValues(name, 'eq', pair.slice(found.index + found[0].length)))
  const [path, op] = between === '=' ? splitOperator(name) : ([name, signs[between] ?? 'eq'] as const)
  if (!attributePath.test(path))
    throw new SearchProblem(
      name,
      `${name || 'A parameter without a name'} must be like attribute=value or nested.attribute=value`,
    )
  return { path, op, values: readValues(path, op, pair.slice(found.index + found[0].length)) }
}

function splitOperator(name: string): readonly [string, Operator] {
  const dot = name.lastIndexOf('.')
  const word = name.slice(dot + 1)
  return dot > 0 && Object.hasOwn(words, word) ? [name.slice(0, dot), words[word] ?? 'eq'] : [name, 'eq']
}

/** The values behind a condition. A regular expression is one, with its commas. */
const readValues = (parameter: string, op: Operator, raw: string): string[] =>
  (op === 'regex' ? [raw] : raw.split(',')).map((value) => unquote(decode(value, parameter)))

function checkLimits({ any, filter = [] }: Search): void {
  const conditions = any.flat()
  const count = filter.reduce((sum, path) => sum + Math.max(1, countConditions(path)), conditions.length)
  if (count > maxConditions)
    throw new SearchProblem('', `A list takes at most ${maxConditions} conditions; there are ${count}`)
  // Together, as each is looked for under many names.
  const anyValues = conditions.reduce((sum, { path, values }) => sum + (path === anything ? values.length : 0), 0)
  if (anyValues > maxAnything)
    throw new SearchProblem(anyName, `${anyName} takes at most ${maxAnything} values; there are ${anyValues}`)
  for (const { path, values } of conditions) {
    if (values.length > maxValues)
      throw new SearchProblem(path, `${path} takes at most ${maxValues} values; there are ${values.length}`)
    if (path.split('.').length > maxSegments)
      throw new SearchProblem(path, `${path.slice(0, 40)}… nests deeper than ${maxSegments} levels`)
  }
}

/** Writes a query string that `readSearch` reads back. */
export function writeSearch({ any, filter, fields, sort, ...others }: Partial<Search>): string {
  const pairs = [(any ?? []).map((group) => group.map(writeCondition).join('&')).join(';')]
  for (const path of filter ?? []) pairs.push(`filter=${encodeURIComponent(writeJsonPath(path))}`)
  if (fields) pairs.push(`fields=${encodeURIComponent(writeFields(fields)).replaceAll('%2C', ',')}`)
  if (sort)
    pairs.push(
      `sort=${sort.map(({ path, descending }) => (descending ? '-' : '') + encodeURIComponent(path)).join(',')}`,
    )
  for (const name of single) if (others[name]) pairs.push(`${name}=${encodeURIComponent(others[name])}`)
  return pairs.filter(Boolean).join('&')
}

/** Names of attributes as `fields` has them, before they are encoded. */
export const writeFields = (fields: string[]): string => fields.map((field) => field.replaceAll(',', '\\,')).join(',')

function writeCondition({ path, op, values }: Condition): string {
  const isPlain = op === 'eq' && ![...reserved, anyName].includes(path) && splitOperator(path)[0] === path
  const name = path === anything ? anyName : `${encodeURIComponent(path)}${isPlain ? '' : `.${op}`}`
  return `${name}=${values.map((value) => encodeURIComponent(quote(value))).join(',')}`
}

/** Decodes one name or value. A `+` is a space, but not in a date's offset, where callers forget to encode it. */
function decode(raw: string, parameter: string): string {
  const spaced = /T[\d:.%A]+\+\d\d(:|%3A)?\d\d"?$/i.test(raw) ? raw : raw.replaceAll('+', ' ')
  let text: string
  try {
    text = decodeURIComponent(spaced)
  } catch {
    throw new SearchProblem(parameter, `${parameter} is not percent-encoded UTF-8: ${raw.slice(0, 60)}`)
  }
  if (text.includes('\0'))
    throw new SearchProblem(parameter, `${parameter} holds the character U+0000, which no attribute can`)
  return text
}

const isQuoted = (text: string): boolean => text.length >= 2 && text.startsWith('"') && text.endsWith('"')

const unquote = (text: string): string => (isQuoted(text) ? text.slice(1, -1) : text)

const quote = (text: string): string => (isQuoted(text) ? `"${text}"` : text)

function once(name: string, before: string | undefined, value: string): string {
  if (before !== undefined) throw new SearchProblem(name, `${name} is given twice`)
  return value
}
