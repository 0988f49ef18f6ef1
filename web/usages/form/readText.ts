import type { Kind } from '../../../shared/checker/kinds'
import { isExactNumber } from '../../../shared/exactNumber'
import { looseNumber } from '../../../shared/looseNumber'
import { findSyntaxProblem } from '../../json/syntax'

/** What was typed, as a value of a kind. What is none stays text, digits and all, and the rules say what is wrong with it. Undefined: nothing was. */
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

/** Where nobody knows the type, the text that is plainly a number or JSON is one. */
function anyOf(text: string): unknown {
  if (/^[{[]/.test(text)) return jsonOf(text)
  const number = looseNumber(text)
  return number !== undefined && isExactNumber(text) ? number : booleanOf(text)
}

/** Undefined when it is not JSON, or holds what JSON's numbers cannot keep. */
const jsonOf = (text: string): unknown => (findSyntaxProblem(text) ? undefined : JSON.parse(text))
