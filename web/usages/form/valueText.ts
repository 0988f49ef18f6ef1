import type { Kind } from '../../../shared/checker/kinds'
import { isExactNumber } from '../../../shared/exactNumber'
import { looseNumber } from '../../../shared/looseNumber'
import { findSyntaxProblem } from '../../json/syntax'

/** A value as the text of a field. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** Typed text as a value of a kind. Invalid text stays text, and the rules report it. Undefined for blank text. */
export function readText(kind: Kind, text: string): unknown {
  if (kind === 'text') return text === '' ? undefined : text
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (kind === 'number' || kind === 'integer') return isExactNumber(trimmed) ? Number(trimmed) : trimmed
  if (kind === 'boolean') return booleanOf(trimmed) ?? text
  if (kind === 'object' || kind === 'array' || kind === 'timePeriod') return jsonOf(trimmed) ?? text
  if (kind === 'any') return anyOf(trimmed) ?? text
  return trimmed
}

const booleanOf = (text: string): boolean | undefined =>
  text === 'true' || text === 'false' ? text === 'true' : undefined

/** Without a known type, text that is a number or JSON is converted. */
function anyOf(text: string): unknown {
  if (/^[{[]/.test(text)) return jsonOf(text)
  const number = looseNumber(text)
  return number !== undefined && isExactNumber(text) ? number : booleanOf(text)
}

/** Undefined if it is not JSON, or contains a number that cannot be stored exactly. */
const jsonOf = (text: string): unknown => (findSyntaxProblem(text) ? undefined : JSON.parse(text))
