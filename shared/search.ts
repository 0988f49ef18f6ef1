/** The query string of a list, written and read: TMF630 part 1, 4.3 to 4.5. Imports nothing, so that the web can use it too. */

/** One attribute and the values it may have; any of them fits. `path` is dotted through objects and arrays: `relatedParty.id`. */
export interface Condition {
  path: string
  values: string[]
}

/** A query string, taken apart. Numbers are still text: the server says what is wrong with them. */
export interface Search {
  conditions: Condition[]
  fields: string[] | undefined
  offset: string | undefined
  limit: string | undefined
}

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

const notYet = ['sort', 'filter']
const operators = /\.(eq|ne|gt|gte|lt|lte|regex|in|nin|like|isnull)$/

/** Beyond these a list is not a question anybody asks. */
const maxConditions = 50
const maxValues = 1000
const maxSegments = 16

/** Reads a raw query string, with or without its `?`. It is split before anything is decoded, so that an encoded `,` or `&` is text. */
export function readSearch(query: string): Search {
  const search: Search = { conditions: [], fields: undefined, offset: undefined, limit: undefined }
  const byPath = new Map<string, Condition>()
  for (const pair of query.replace(/^\?/, '').split('&')) {
    if (!pair) continue
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), 'The query string')
    const raw = equals < 0 ? '' : pair.slice(equals + 1)
    if (name === 'fields') search.fields = [...(search.fields ?? []), ...readValues(name, raw).filter((field) => field !== '')]
    else if (name === 'offset' || name === 'limit') search[name] = once(name, search[name], decode(raw, name))
    else if (notYet.includes(name)) throw new SearchProblem(name, `${name} is not supported. Filter by attribute=value.`, true)
    else if (equals < 0 || !/^[^.]+(\.[^.]+)*$/.test(name))
      throw new SearchProblem(name, `${name || 'A parameter without a name'} must be like attribute=value or nested.attribute=value`)
    else if (operators.test(name)) throw new SearchProblem(name, `${name}: operators are not supported. Filter by attribute=value.`, true)
    else {
      const condition = byPath.get(name) ?? { path: name, values: [] }
      byPath.set(name, condition)
      condition.values.push(...readValues(name, raw))
    }
  }
  search.conditions = [...byPath.values()]
  checkLimits(search.conditions)
  return search
}

function checkLimits(conditions: Condition[]): void {
  if (conditions.length > maxConditions) throw new SearchProblem('', `A list takes at most ${maxConditions} conditions; there are ${conditions.length}`)
  for (const { path, values } of conditions) {
    if (values.length > maxValues) throw new SearchProblem(path, `${path} takes at most ${maxValues} values; there are ${values.length}`)
    if (path.split('.').length > maxSegments) throw new SearchProblem(path, `${path.slice(0, 40)}… nests deeper than ${maxSegments} levels`)
  }
}

/** Writes a query string that `readSearch` reads back. */
export function writeSearch({ conditions, fields, offset, limit }: Partial<Search>): string {
  const pairs = (conditions ?? []).map(({ path, values }) => `${encodeURIComponent(path)}=${values.map(encodeURIComponent).join(',')}`)
  if (fields) pairs.push(`fields=${fields.map(encodeURIComponent).join(',')}`)
  if (offset) pairs.push(`offset=${offset}`)
  if (limit) pairs.push(`limit=${limit}`)
  return pairs.join('&')
}

const readValues = (name: string, raw: string): string[] => raw.split(',').map((value) => unquote(decode(value, name)))

/** Decodes one name or value. A `+` is a space, but not in a date's offset, where callers forget to encode it. */
function decode(raw: string, parameter: string): string {
  const spaced = /T[\d:.%A]+\+\d\d(:|%3A)?\d\d"?$/i.test(raw) ? raw : raw.replaceAll('+', ' ')
  let text: string
  try {
    text = decodeURIComponent(spaced)
  } catch {
    throw new SearchProblem(parameter, `${parameter} is not percent-encoded UTF-8: ${raw.slice(0, 60)}`)
  }
  if (text.includes('\0')) throw new SearchProblem(parameter, `${parameter} holds the character U+0000, which no attribute can`)
  return text
}

const unquote = (text: string): string => (text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text)

function once(name: string, before: string | undefined, value: string): string {
  if (before !== undefined) throw new SearchProblem(name, `${name} is given twice`)
  return value
}
