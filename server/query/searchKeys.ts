import { looseNumber } from '../../shared/looseNumber'
import { type Document, isObject } from '../resource/json'

const digest = new Uint8Array(16)
const firstHalf = new DataView(digest.buffer)

/**
 * The key of an attribute that has a value: 64 bits of MD5, which PostgreSQL can compute too. That two of a billion pairs meet in one key
 * has a chance of one in twenty billion for each search, and to make one meet a given other takes 2^64 trials.
 */
export function searchKeyOf(path: string, value: string): string {
  Bun.MD5.hash(`${path}\0${value}`, digest)
  return String(firstHalf.getBigInt64(0))
}

/** The key of a characteristic's value. */
export const characteristicKey = (name: string, value: string | number | boolean): string =>
  searchKeyOf(`characteristic.${name}`, String(typeof value === 'string' ? (looseNumber(value) ?? value) : value))

/** How a value may be written that somebody looks for: a telephone number with its `+` and without, or with the space that a `+` becomes in an address. */
export function spellings(value: string): string[] {
  const [, digits] = /^[+ ]?(\d+)$/.exec(value) ?? []
  return digits === undefined ? [value] : [digits, `+${digits}`]
}

/** All keys of a document. */
export function searchKeysOf(document: Document, paths: string[], characteristics: string | undefined): string[] {
  const keys = new Set<string>()
  for (const path of paths) eachText(document, path.split('.'), 0, (text) => keys.add(searchKeyOf(path, text)))
  const named = characteristics ? document[characteristics] : undefined
  for (const it of Array.isArray(named) ? named : []) {
    if (!isObject(it) || typeof it.name !== 'string') continue
    const { name, value } = it
    // Arrays in arrays, too, as a lax JSON path has it.
    for (const one of Array.isArray(value) ? value.flat() : [value])
      if (isScalar(one)) keys.add(characteristicKey(name, one))
  }
  return [...keys]
}

export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function eachText(value: unknown, path: string[], depth: number, found: (text: string) => void): void {
  if (Array.isArray(value)) for (const element of value) eachText(element, path, depth, found)
  else if (depth === path.length) {
    if (typeof value === 'string') found(value)
  } else if (isObject(value)) eachText(value[path[depth] ?? ''], path, depth + 1, found)
}
