import type { TSchema } from '@sinclair/typebox'
import { isExactNumber, nearestExact } from '../../shared/exactNumber'
import { limits } from '../../shared/limits'
import type { InvalidAttribute } from '../errors'
import { mayRepeatNames, repeatedNames } from './repeatedNames'
import { elementSchema, memberSchema } from './schemaAt'

/** The maximum nesting depth of a document: far more than any usage needs, far less than a parser's stack allows. */
const maxDepth = limits.documentDepth

/** A JSON object as callers send it. */
export type Document = Record<string, unknown>

export const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Parses JSON without losing anything silently: `unstorable` lists the values that PostgreSQL cannot store or a double cannot represent, and the
 * names that an object repeats. The remedy for a number depends on the schema of the document or, for a patch, of the patched document.
 * Throws a SyntaxError if the text is not JSON.
 */
export function parseJson(text: string, schema?: TSchema): { value: unknown; unstorable: InvalidAttribute[] } {
  const unstorable: InvalidAttribute[] = []
  // Only text with a long sequence of digits, an exponent or a negative zero can contain a number that would be stored as another one.
  const mayBeInexact = /\d[\d.]{15}|\d[eE][+-]?\d|[:,[\s]-0/.test(text)
  const value = mayBeInexact ? JSON.parse(text, markInexact) : JSON.parse(text)
  if (mayRepeatNames(text, value)) unstorable.push(...repeatedNames(text))
  // Skip the deep check when the text cannot contain unstorable values: the check takes longer than parsing.
  if (mayBeInexact || /\\u|__proto__/.test(text) || mayNestDeeply(text))
    findUnstorable(value, '', 0, unstorable, schema)
  return { value, unstorable }
}

/** True if the text has more than `maxDepth` opening brackets. */
function mayNestDeeply(text: string): boolean {
  let count = 0
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if (++count > maxDepth) return true
  }
  return false
}

/** The values of a document that PostgreSQL cannot store, or that the server does not accept from callers. */
export function unstorableIn(document: Document): InvalidAttribute[] {
  const found: InvalidAttribute[] = []
  findUnstorable(document, '', 0, found)
  return found
}

/** A number that a double cannot represent exactly, or a negative zero, which would be stored as 0. Used only in this file. */
class Inexact {
  /** Private, so that it does not count as an attribute. */
  readonly #source: string

  constructor(source: string) {
    this.#source = source
  }

  /** The problem, and what the attribute with this schema accepts instead. */
  messageFor(schema: TSchema | undefined): string {
    const source = this.#source
    if (Number(source) === 0 && isExactNumber(source))
      return `is a negative zero (${shorten(source)}), which cannot be stored; send 0`
    return `is a number that cannot be stored exactly (${shorten(source)}); ${remedyFor(source, schema?.type)}`
  }
}

/** An attribute that is a number takes the nearest one; any other takes all digits as a string, if it takes strings. */
function remedyFor(source: string, type: unknown): string {
  if (type === 'number') return `send ${nearestExact(source)}, the nearest number that can`
  if (type === 'integer') return `send ${Math.round(Number(nearestExact(source)))}, the nearest whole number that can`
  // A number that is too large for a double is not a value of numeric characteristics, not even as a string.
  if (type === undefined && !Number.isFinite(Number(source))) return remedyFor(source, 'number')
  const isText = type === undefined || type === 'string'
  return isText ? 'send it as a string' : `a number is not allowed here: send ${kinds[String(type)] ?? type}`
}

const kinds: Record<string, string> = { boolean: 'true or false', array: 'an array', object: 'a JSON object' }

/** A reviver that replaces numbers that would be stored as another number by an `Inexact`. */
const markInexact = (_key: string, value: unknown, context?: { source: string }): unknown =>
  typeof value === 'number' && context && (Object.is(value, -0) || !isExactNumber(context.source))
    ? new Inexact(context.source)
    : value

function findUnstorable(
  value: unknown,
  path: string,
  depth: number,
  found: InvalidAttribute[],
  schema?: TSchema,
): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0'))
      found.push({ path, message: 'contains a character that cannot be stored (U+0000 or half of a surrogate pair)' })
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Inexact) {
    found.push({ path, message: value.messageFor(schema) })
    return
  }
  if (depth >= maxDepth) {
    found.push({ path, message: `is nested deeper than ${maxDepth} levels` })
    return
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      findUnstorable(value[index], `${path}[${index}]`, depth + 1, found, elementSchema(schema, value[index]))
    return
  }
  // Not Object.entries, whose arrays take most of the time for a document with many objects.
  for (const name in value) {
    const member: unknown = (value as Document)[name]
    if (name === '__proto__') found.push({ path, message: 'has an attribute named __proto__, which cannot be stored' })
    findUnstorable(name, path, depth, found)
    findUnstorable(member, path ? `${path}.${name}` : name, depth + 1, found, memberSchema(schema, name))
  }
}

/** A value as text for an error message, with at most 60 characters. */
export const shorten = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value, headOf)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** A replacer for JSON.stringify that writes no more of a value than a message can show. */
const headOf = (_name: string, value: unknown): unknown =>
  typeof value === 'string'
    ? value.slice(0, 60)
    : Array.isArray(value)
      ? value.slice(0, 20)
      : isObject(value)
        ? firstMembers(value)
        : value

function firstMembers(value: Document): Document {
  const found: [string, unknown][] = []
  for (const name in value) if (found.push([name, value[name]]) >= 10) break
  return Object.fromEntries(found)
}

/** A deep copy of a JSON value, in a fifth of the time of structuredClone. */
export const copyOf = <Value>(value: Value): Value =>
  typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value

/**
 * True if two JSON values are equal, whatever the order of the names in objects; Bun.deepEquals takes ten times as long. The work is at most the
 * size of `one`, and the number of names in each object of `other` that it is compared with, which `count` is told.
 */
export function isEqual(one: unknown, other: unknown, count: (names: number) => void = () => {}): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    for (let index = 0; index < one.length; index++) if (!isEqual(one[index], other[index], count)) return false
    return true
  }
  let names = 0
  for (const name in one) {
    if (!Object.hasOwn(other, name) || !isEqual((one as Document)[name], (other as Document)[name], count)) return false
    names++
  }
  const others = Object.keys(other).length
  count(others)
  return names === others
}
