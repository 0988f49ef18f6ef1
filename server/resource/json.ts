import { isExactNumber } from '../../shared/exactNumber'
import type { InvalidAttribute } from '../errors'

/** How deep a document may nest; far beyond any usage, far below what a parser's stack holds. */
const maxDepth = 64

/** A JSON object as callers send it. */
export type Document = Record<string, unknown>

export const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Parses JSON without losing anything silently: what PostgreSQL could not store, or a double could not hold, is named.
 * Throws a SyntaxError when it is not JSON.
 */
export function parseJson(text: string): { value: unknown; unstorable: InvalidAttribute[] } {
  const unstorable: InvalidAttribute[] = []
  // Only text with a long run of digits or an exponent can hold a number that a double cannot.
  const mayBeInexact = /\d[\d.]{15}|\d[eE][+-]?\d/.test(text)
  const value = mayBeInexact ? JSON.parse(text, markInexact) : JSON.parse(text)
  // Most text can be seen to hold nothing of the kind; looking through the value takes longer than parsing it.
  if (mayBeInexact || /\\u|__proto__/.test(text) || mayNestDeeply(text)) findUnstorable(value, '', 0, unstorable)
  return { value, unstorable }
}

/** Whether there are brackets enough for it. */
function mayNestDeeply(text: string): boolean {
  let count = 0
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if (++count > maxDepth) return true
  }
  return false
}

/** What of a document PostgreSQL could not store, or we would not take from a caller. */
export function unstorableIn(document: Document): InvalidAttribute[] {
  const found: InvalidAttribute[] = []
  findUnstorable(document, '', 0, found)
  return found
}

/** A number whose digits would change; it never leaves this file. */
class Inexact {
  constructor(readonly source: string) {}
}

/** A reviver that puts a mark in place of numbers that a double does not hold exactly. */
const markInexact = (_key: string, value: unknown, context?: { source: string }): unknown =>
  typeof value === 'number' && context && !isExactNumber(context.source) ? new Inexact(context.source) : value

function findUnstorable(value: unknown, path: string, depth: number, found: InvalidAttribute[]): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0'))
      found.push({ path, message: 'holds a character that cannot be stored (U+0000 or half of a surrogate pair)' })
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Inexact) {
    found.push({
      path,
      message: `has more digits or size than a number can hold exactly (${shorten(value.source)}); send it as a string`,
    })
    return
  }
  if (depth >= maxDepth) {
    found.push({ path, message: `nests deeper than ${maxDepth} levels` })
    return
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      findUnstorable(value[index], `${path}[${index}]`, depth + 1, found)
    return
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') found.push({ path, message: 'has an attribute named __proto__, which cannot be kept' })
    findUnstorable(name, path, depth, found)
    findUnstorable(member, path ? `${path}.${name}` : name, depth + 1, found)
  }
}

/** A value as an error message quotes it. */
export const shorten = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
