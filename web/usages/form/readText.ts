import type { Kind } from '../../../shared/checker/kinds'
import { isExactNumber } from '../../../shared/exactNumber'
import { findSyntaxProblem } from '../../json/syntax'

/** Reads typed text as a value of a kind. Text that is not such a value stays text, and the check reports it. Undefined if the text is empty. */
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

/** Longer digits are an identifier more often than a number. */
const longestNumber = 15

/** Reads text of unknown kind: as a number, a boolean or JSON if possible. */
function anyOf(text: string): unknown {
  if (/^[{[]/.test(text)) return jsonOf(text)
  return text.length <= longestNumber && isExactNumber(text) ? Number(text) : booleanOf(text)
}

/** Undefined if the text is not JSON, or contains a number that a double cannot represent. */
const jsonOf = (text: string): unknown => (findSyntaxProblem(text) ? undefined : JSON.parse(text))
