import { type Document, isObject } from '../resource/json'
import type { Keyed } from '../resource/resource'
import { keyText, keyTextsOf } from './meaning'

const digest = new Uint8Array(16)
const firstHalf = new DataView(digest.buffer)

/**
 * The search key of an attribute and its value: the first 64 bits of MD5, which PostgreSQL can compute, too. With a billion different pairs
 * the chance that a search finds a pair with a colliding key is one in twenty billion. Constructing a collision with a given key takes 2^64 trials.
 */
export function searchKeyOf(path: string, value: string): string {
  Bun.MD5.hash(`${path}\0${value}`, digest)
  return String(firstHalf.getBigInt64(0))
}

/** The search key of a characteristic and the text of a condition: all values with the same meaning have it, and all instants in a partial date. */
export const characteristicKey = (name: string, text: string): string =>
  searchKeyOf(`characteristic.${name}`, keyText(text))

/**
 * The spellings of a value in `any=`: a telephone number is searched with and without its `+`. A leading space counts as `+`, because an
 * unencoded `+` in an address is decoded as a space.
 */
export function spellings(value: string): string[] {
  const [, digits] = /^[+ ]?(\d+)$/.exec(value) ?? []
  return digits === undefined ? [value] : [digits, `+${digits}`]
}

/** All search keys of a document: for the text at each of the `paths`, for the `others`, and for the values of each characteristic. */
export function searchKeysOf(
  document: Document,
  { paths, others }: Pick<Keyed, 'paths' | 'others'>,
  characteristics: string | undefined,
): string[] {
  const keys = new Set<string>()
  for (const path of paths) eachText(document, path.split('.'), 0, (text) => keys.add(searchKeyOf(path, text)))
  if (others) for (const value of others.of(document)) keys.add(searchKeyOf(others.name, value))
  const named = characteristics ? document[characteristics] : undefined
  for (const it of Array.isArray(named) ? named : []) {
    if (!isObject(it) || typeof it.name !== 'string') continue
    const { name, value } = it
    // Elements of a value that is an array, too, as a lax JSON path compares them.
    for (const one of Array.isArray(value) ? value.flat() : [value])
      for (const text of keyTextsOf(one)) keys.add(keyOfOften(`characteristic.${name}`, text))
  }
  return [...keys]
}

const shortKeys = new Map<string, string>()
const mostShortKeys = 10_000

/** The search key of an attribute and its value. Keys of short text, such as the days, months and years of instants, are kept: many usages share them, and MD5 takes longer than the rest. */
function keyOfOften(path: string, text: string): string {
  if (text.length > 10) return searchKeyOf(path, text)
  const pair = `${path}\0${text}`
  const known = shortKeys.get(pair)
  if (known !== undefined) return known
  const key = searchKeyOf(path, text)
  if (shortKeys.size >= mostShortKeys) shortKeys.clear()
  shortKeys.set(pair, key)
  return key
}

export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function eachText(value: unknown, path: string[], depth: number, found: (text: string) => void): void {
  if (Array.isArray(value)) for (const element of value) eachText(element, path, depth, found)
  else if (depth === path.length) {
    if (typeof value === 'string') found(value)
  } else if (isObject(value)) eachText(value[path[depth] ?? ''], path, depth + 1, found)
}
