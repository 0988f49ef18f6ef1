import { listedIn } from './characteristic'
import { canonical, fits, type Kind, kindOf, nouns, numberOf } from './kinds'
import { compilePattern, type Pattern } from './pattern'
import { type Range, rangeOf } from './range'
import type { ValueSpecification } from './specification'
import { type Validity, validityOf } from './validity'

/** One way in which a value may be allowed: as one of some values, or in a range and as a pattern has it. */
export interface Alternative {
  kind: Kind
  /** As `canonical` writes them. */
  values: Set<string>
  listed: unknown[]
  range: Range | undefined
  pattern: Pattern | undefined
  source: string | undefined
  unit: string | undefined
  validity: Validity | undefined
}

/** Text a pattern is compared with; undefined for what is none. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'object' || value === undefined ? undefined : String(value))

/** Undefined when it restricts nothing: it may only tell a unit or a type. */
export function alternativeOf(specification: ValueSpecification, ofCharacteristic: Kind, isSeveral: boolean): Alternative | undefined {
  const own = kindOf(specification.valueType)
  const kind = own === 'any' ? ofCharacteristic : own
  const listed = listedIn(specification, isSeveral)
  const range = rangeOf(specification)
  const source = specification.regex || undefined
  if (listed.length === 0 && !range && !source) return undefined
  return {
    kind,
    values: new Set(listed.map((it) => canonical(kind, it))),
    listed,
    range,
    pattern: source === undefined ? undefined : compilePattern(source),
    source,
    unit: specification.unitOfMeasure,
    validity: validityOf(specification.validFor),
  }
}

export const isOneOf = ({ kind, values }: Alternative, value: unknown): boolean => values.size > 0 && fits[kind](value) && values.has(canonical(kind, value))

/** Whether a value is in the range and as the pattern has it, where there is one of them. */
export function isWithin({ kind, range, pattern }: Alternative, value: unknown): boolean {
  if ((!range && !pattern) || !fits[kind](value)) return false
  const number = range && numberOf(value)
  if (range && (number === undefined || !range.holds(number))) return false
  const text = pattern && textOf(value)
  return !pattern || (text !== undefined && pattern(text))
}

/** What it wants, after "must be": `an integer from 0 to 9`. */
export function sayWithin({ kind, range, source }: Alternative): string | undefined {
  if (!range && source === undefined) return undefined
  const noun = nouns[range && (kind === 'any' || kind === 'text') ? 'number' : kind]
  return [noun, range?.words, source !== undefined && `that matches ${source}`].filter(Boolean).join(' ')
}
