import { FormatRegistry, type TObject, type TSchema } from '@sinclair/typebox'
import { type TypeCheck, TypeCompiler, type ValueError } from '@sinclair/typebox/compiler'
import { hasSplitLeapSecond, isDateTime } from '../../shared/dateTime'
import { limits } from '../../shared/limits'
import { serverAttributes } from '../../shared/vocabulary'
import { type InvalidAttribute, invalid } from '../errors'
import { misspelt, type Undeclared, undeclaredIn } from './attributeNames'
import { type Document, shorten } from './json'

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>()
/** The maximum number of problems in one error. */
export const mostProblems = limits.shownProblems

/**
 * Checks a document from a caller against `schema`. Throws a 400 that names every invalid attribute, and every attribute that is a misspelt
 * declared one, unless the document had it `before`.
 */
export function check(type: string, schema: TObject, value: unknown, before?: unknown): asserts value is Document {
  const problems = [
    ...problemsOf(schema, value),
    ...misspellings(undeclaredIn(schema, value), () => undeclaredIn(schema, before)),
  ]
  if (problems.length > 0) throw invalid(type, problems)
}

/** Checks a new resource, in which `id` and `href` are not allowed because the server sets them. */
export function checkNew(type: string, schema: TObject, value: unknown): asserts value is Document {
  const problems = problemsOfNew(schema, value)
  if (problems.length > 0) throw invalid(type, problems)
}

export function problemsOfNew(schema: TObject, value: unknown): InvalidAttribute[] {
  const undeclared = undeclaredIn(schema, value)
  const given = undeclared.filter(({ name }) => serverAttributes.some((one) => one === name.toLowerCase()))
  return [
    ...given.map(({ path }) => ({ path, message: 'is set by the server and must be omitted' })),
    ...problemsOf(schema, value),
    ...misspellings(undeclared),
  ]
}

/** The undeclared attributes that are misspelt declared ones, without those that the document had `before`. */
function misspellings(undeclared: Undeclared[], before: () => Undeclared[] = () => []): InvalidAttribute[] {
  const found = misspelt(undeclared)
  if (found.length === 0) return []
  const kept = new Set(misspelt(before()).map(({ name }) => name))
  return found
    .filter(({ name }) => !kept.has(name))
    .slice(0, mostProblems)
    .map(({ path, meant }) => ({ path, message: `is not an attribute here; did you mean ${meant}?` }))
}

function problemsOf(schema: TSchema, value: unknown): InvalidAttribute[] {
  const checker = compiled.get(schema) ?? TypeCompiler.Compile(schema)
  compiled.set(schema, checker)
  if (checker.Check(value)) return []
  const problems = new Map<string, InvalidAttribute>()
  for (const error of checker.Errors(value)) {
    const path = dotted(error.path)
    if (!problems.has(path)) problems.set(path, { path, message: explain(error) })
    if (problems.size === mostProblems) break
  }
  return [...problems.values()]
}

/** Converts a JSON Pointer to a dotted path: `/relatedParty/0/@referredType` to `relatedParty[0].@referredType`. */
export const dotted = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '')

const kinds: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'a JSON object',
}

function explain({ schema, value }: ValueError): string {
  if (value === undefined) return 'is required'
  if (value === null) return 'must not be null; omit it instead'
  if (schema.enum) return `must be one of ${schema.enum.join(', ')}; got ${shorten(value)}`
  if (typeof value === 'string' && schema.type === 'string') {
    if (value.length > schema.maxLength) return `must have at most ${schema.maxLength} characters; got ${value.length}`
    if (schema.pattern === '\\S') return 'must not be blank'
    if (schema.format === 'date-time') return explainDateTime(value)
    return `must be a ${schema.format}; got "${shorten(value)}"`
  }
  return `must be ${kinds[schema.type] ?? schema.type}; got ${typeof value === 'string' ? `the string "${shorten(value)}"` : shorten(value)}`
}

const explainDateTime = (value: string): string =>
  hasSplitLeapSecond(value)
    ? `must not have a fraction in a leap second: send :60 or :59.999 instead; got "${shorten(value)}"`
    : `must be a date and time with an offset, such as 2026-11-23T10:14:00Z or 2026-11-23T11:14:00+01:00; got "${shorten(value)}"`

FormatRegistry.Set('date-time', isDateTime)
// The format `base64` is only documentation: checking a megabyte of base64 would cost more than the check is worth.
FormatRegistry.Set('base64', () => true)
FormatRegistry.Set('uri', (text) => URL.canParse(text))
// Relative references are valid, and partners choose their own hrefs: only characters that no URI reference may contain are rejected.
FormatRegistry.Set('uri-reference', (text) => !/[\s<>"{}|\\^`]/.test(text))
