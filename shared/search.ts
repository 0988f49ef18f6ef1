/** Reads and writes the query string of a list (TMF630 part 1, 4.3 to 4.5, and part 6), for the server and the web. */

import { inZone, type JsonPath, writeJsonPath } from './jsonPath'
import { readJsonPath } from './jsonPathReader'
import { JsonPathProblem } from './jsonPathText'
import { limits } from './limits'
import { type Operator, operatorSign, operatorSigns, splitOperator } from './operators'
import { decodePath, decodeText, quote, unquote } from './queryText'
import { problemOfSize } from './searchLimits'
import { isZone } from './zone'

export type { Operator }

/** A condition on one attribute. `path` is dotted through objects and arrays. One of several values must match (for `ne`: none may). */
export interface Condition {
  path: string
  op: Operator
  values: string[]
  /** The time zone of days, months and years among the values; UTC when absent. */
  zone?: string
}

/** A parsed query string. Numbers are still text: the server checks them. */
export interface Search {
  /** Alternative groups of conditions: all conditions of at least one group must hold. Without groups everything matches. */
  any: Condition[][]
  /** The paths of `filter=`: a match must also have something at one of them (TMF630 part 6). */
  filter: JsonPath[] | undefined
  fields: string[] | undefined
  sort: SortKey[] | undefined
  offset: string | undefined
  limit: string | undefined
  /** Cursors that the server returned. */
  after: string | undefined
  before: string | undefined
  /** The instant whose version of a resource is requested; for one resource only, not for lists. */
  asOf: string | undefined
  /** The time zone of days, months and years (IANA), which the conditions contain as well; UTC when absent. */
  zone?: string
  /** True if the query has parameters of TMF630 part 2 that have no effect here. */
  hasIgnored?: true
}

/** One attribute of `sort=`. */
export interface SortKey {
  path: string
  descending: boolean
}

/** The path of an `any=` condition, on every attribute that a resource is looked up by. No attribute has this name. */
export const anything = '*'

export const equal = (path: string, ...values: string[]): Condition => ({ path, op: 'eq', values })

/** A query string that cannot be used. `parameter` is the one at fault; `unsupported` is true when the parameter is valid but not supported. */
export class SearchProblem extends Error {
  constructor(
    readonly parameter: string,
    message: string,
    readonly unsupported = false,
  ) {
    super(message)
  }
}

const notACondition = (name: string) =>
  new SearchProblem(
    name,
    `${name || 'A parameter without a name'} must have the form attribute=value or nested.attribute=value`,
  )

/** Parameters of TMF630 part 2 that have no effect here: references are never inlined. */
const ignored = ['expand', 'depth']

/** Parameters that are not attributes. An attribute of the same name needs an operator: `offset.eq=5`. */
export const reserved = ['fields', 'offset', 'limit', 'sort', 'filter', 'after', 'before', 'asOf', 'zone', ...ignored]

/** The parameter for a condition on anything. An attribute of the same name needs an operator, too. */
const anyName = 'any'

/** Reserved parameters that are plain text and may be given once. */
const single = ['offset', 'limit', 'after', 'before', 'asOf', 'zone'] as const

/** A repeated condition with one of these operators adds values to the first, except on anything. Repeated conditions with other operators must all hold. */
const merging: readonly Operator[] = ['eq', 'ne', 'regex', 'like']

/** The path of an attribute, dotted through objects and arrays. */
export const attributePath = /^[^.<>=*]+(\.[^.<>=*]+)*$/

/** Reads a raw query string, with or without its `?`. The string is split before it is decoded, so that an encoded `,` `;` or `&` is text. */
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
  if (query === '' || query === '?') return search
  let group: Condition[] | undefined
  let last: Condition | undefined
  let lastName: string | undefined
  for (const [index, alternative] of query.replace(/^\?/, '').split(';').entries()) {
    let isNew = true
    for (const [position, pair] of alternative.split('&').entries()) {
      if (!pair) continue
      const name = decode(pair.split('=', 1)[0] ?? '', 'The query string')
      const isAfterFilter = lastName === 'filter' && index > 0 && position === 0
      if (isAfterFilter && name !== 'filter')
        throw new SearchProblem(
          'filter',
          `filter and ${name} must both match: separate them with &, not ;. ${encodeHint}`,
        )
      lastName = name
      if (reserved.includes(name)) {
        if (index > 0 && position === 0 && !isAfterFilter)
          throw new SearchProblem(name, `${name} cannot be an alternative: separate it with &, not ;`)
        readReserved(search, name, pair.slice(pair.indexOf('=') + 1))
        continue
      }
      const condition = readCondition(pair)
      if (!condition) {
        // `status=a;b`: another value for the previous condition, in the same group.
        if (position > 0 || !last || last.op === 'isnull') throw notACondition(name)
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
  const tooLarge = problemOfSize(search)
  if (tooLarge) throw new SearchProblem(...tooLarge)
  return search.zone === undefined ? search : searchInZone(search, search.zone)
}

/** The same search with the days, months and years of its conditions in a time zone. */
export function searchInZone(search: Search, zone: string): Search {
  const name = zone.replace(' ', '+')
  if (!isZone(name))
    throw new SearchProblem(
      'zone',
      `zone must be a name of the IANA time zone database, such as Europe/Berlin; got ${zone.slice(0, 60) || 'an empty text'}`,
    )
  return {
    ...search,
    zone: name,
    any: search.any.map((group) => group.map((condition) => ({ ...condition, zone: name }))),
    filter: search.filter?.map((path) => inZone(path, name)),
  }
}

function readReserved(search: Search, name: string, raw: string): void {
  // In `fields` an encoded comma separates too, because most URL libraries encode it. A comma in a name is escaped with a backslash.
  if (name === 'fields') {
    const fields = [
      ...(search.fields ?? []),
      ...unquote(decode(raw, name))
        .split(/(?<!\\),/)
        .map((field) => field.trim().replaceAll('\\,', ','))
        .filter((field) => field !== ''),
    ]
    // An empty list selects nothing in particular, as if it were not given.
    if (fields.length > 0) search.fields = fields
  } else if (name === 'filter') search.filter = [...(search.filter ?? []), readFilter(raw)]
  else if (ignored.includes(name)) search.hasIgnored = true
  else if (name === 'sort') search.sort = [...(search.sort ?? []), ...readSort(raw)]
  for (const one of single) if (one === name) search[one] = once(one, search[one], decode(raw, one))
}

const encodeHint = 'Inside a filter, write & as %26, ; as %3B and # as %23.'

function readFilter(raw: string): JsonPath {
  const text = decode(raw, 'filter', decodePath)
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

/** Reads `a,-b,+c`; a `+` arrives as a space. */
function readSort(raw: string): SortKey[] {
  const keys = decode(raw, 'sort')
    .split(',')
    .map((key): SortKey => ({ path: key.replace(/^[-+ ]/, ''), descending: key.startsWith('-') }))
  if (keys.length > limits.sortKeys || keys.some(({ path }) => !attributePath.test(path) || /^[-+ ]/.test(path))) {
    throw new SearchProblem(
      'sort',
      `sort must have the form usageDate,-status: at most ${limits.sortKeys} attributes, with - before an attribute for descending order`,
    )
  }
  return keys
}

/** Reads `name=value`, `name.op=value` or a condition with another sign, `name%3E=value`. Undefined when there is no sign. */
function readCondition(pair: string): Condition | undefined {
  const found = operatorSign.exec(pair)
  if (!found) return undefined
  const name = decode(pair.slice(0, found.index), 'The query string')
  const between = decode(found[0], name).replace(/^(..)=$/, '$1')
  if (name === anyName && between === '=')
    return equal(anything, ...readValues(name, 'eq', pair.slice(found.index + found[0].length)))
  const [path, op] = between === '=' ? splitOperator(name) : ([name, operatorSigns[between] ?? 'eq'] as const)
  if (!attributePath.test(path)) throw notACondition(name)
  return { path, op, values: readValues(path, op, pair.slice(found.index + found[0].length)) }
}

/** Reads the values of a condition. A regular expression is one value, including its commas. */
const readValues = (parameter: string, op: Operator, raw: string): string[] =>
  (op === 'regex' ? [raw] : raw.split(',')).map((value) => unquote(decode(value, parameter)))

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

/** Writes attribute names for `fields`, before percent-encoding. */
export const writeFields = (fields: string[]): string => fields.map((field) => field.replaceAll(',', '\\,')).join(',')

function writeCondition({ path, op, values }: Condition): string {
  const isPlain = op === 'eq' && ![...reserved, anyName].includes(path) && splitOperator(path)[0] === path
  const name = path === anything ? anyName : `${encodeURIComponent(path)}${isPlain ? '' : `.${op}`}`
  return `${name}=${values.map((value) => encodeURIComponent(quote(value))).join(',')}`
}

/** Decodes one name or value. */
function decode(raw: string, parameter: string, read = decodeText): string {
  const text = read(raw)
  if (text === undefined)
    throw new SearchProblem(parameter, `${parameter} must be percent-encoded UTF-8; got ${raw.slice(0, 60)}`)
  if (text.includes('\0'))
    throw new SearchProblem(parameter, `${parameter} must not contain the character U+0000: no stored text contains it`)
  return text
}

function once(name: string, before: string | undefined, value: string): string {
  if (before !== undefined) throw new SearchProblem(name, `${name} must be given only once`)
  return value
}
