import type { InvalidAttribute } from '../errors'

/** How deep a document may nest; far beyond any usage, far below what a parser's stack holds. */
const maxDepth = 64

/** A JSON object as callers send it. */
export type Document = Record<string, unknown>

export const isObject = (value: unknown): value is Document => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Parses JSON without losing anything silently: what PostgreSQL could not store, or a double could not hold, is named.
 * Throws a SyntaxError when it is not JSON.
 */
export function parseJson(text: string): { value: unknown; unstorable: InvalidAttribute[] } {
  const unstorable: InvalidAttribute[] = []
  // Only text with a long run of digits or an exponent can hold a number that a double cannot.
  const value = /\d[\d.]{15}|\d[eE][+-]?\d/.test(text) ? JSON.parse(text, exactNumbers(unstorable)) : JSON.parse(text)
  findUnstorable(value, '', 0, unstorable)
  return { value, unstorable }
}

/** A reviver that notes numbers whose digits would change. */
const exactNumbers =
  (found: InvalidAttribute[]) =>
  (key: string, value: unknown, context?: { source: string }): unknown => {
    if (typeof value === 'number' && context && digits(context.source) !== digits(String(value))) {
      found.push({ path: key, message: `has more digits or size than a number can hold exactly (${shorten(context.source)}); send it as a string` })
    }
    return value
  }

/** A decimal number's digits and exponent without sign and padding, so that equal numbers look the same. */
function digits(number: string): string {
  const [mantissa = '', exponent = '0'] = number.toLowerCase().replace(/^-/, '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = (whole + fraction).replace(/^0+/, '')
  const significant = all.replace(/0+$/, '')
  if (!significant) return '0'
  return `${significant}e${Number(exponent) - fraction.length + all.length - significant.length}`
}

function findUnstorable(value: unknown, path: string, depth: number, found: InvalidAttribute[]): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.includes('\0')) found.push({ path, message: 'holds a character that cannot be stored (U+0000 or half of a surrogate pair)' })
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth >= maxDepth) {
    found.push({ path, message: `nests deeper than ${maxDepth} levels` })
    return
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) findUnstorable(value[index], `${path}[${index}]`, depth + 1, found)
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
