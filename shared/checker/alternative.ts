import { listedIn } from './characteristic'
import type { Effort } from './effort'
import { canonical, fits, type Kind, kindOf, numberOf } from './kinds'
import { matches, type Pattern } from './pattern'
import type { Patterns } from './patterns'
import { type Range, rangeOf } from './range'
import type { ValueSpecification } from './specification'
import { type Validity, validityOf } from './validity'

/** One way in which a value may be allowed: as one of some values, or in a range and as a pattern has it. */
export interface Alternative {
  kind: Kind
  listed: unknown[]
  range: Range | undefined
  pattern: Pattern | undefined
  unit: string | undefined
  validity: Validity | undefined
}

/** Text a pattern is compared with; undefined for what is none. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'object' || value === undefined ? undefined : String(value)

/** Undefined when it restricts nothing: it may only tell a unit or a type. */
export function alternativeOf(
  specification: ValueSpecification,
  ofCharacteristic: Kind,
  isSeveral: boolean,
  patterns: Patterns,
): Alternative | undefined {
  const own = kindOf(specification.valueType)
  const kind = own === 'any' ? ofCharacteristic : own
  const listed = listedIn(specification, isSeveral)
  const range = rangeOf(specification)
  const { regex, unitOfMeasure: unit, validFor } = specification
  if (listed.length === 0 && !range && !regex) return undefined
  return {
    kind,
    listed,
    range,
    pattern: regex ? patterns.get(regex) : undefined,
    unit: unit || undefined,
    validity: validityOf(validFor),
  }
}

/** Whether it has a range or a pattern. */
export const isLimit = ({ range, pattern }: Alternative): boolean => range !== undefined || pattern !== undefined

const stepsOfRange = 4

/** Whether a value is in the range and as the pattern has it, where there is one of them; undefined when that would take too much to tell. */
export function isWithin({ kind, range, pattern }: Alternative, value: unknown, effort: Effort): boolean | undefined {
  effort.left -= stepsOfRange
  if (effort.left < 0) return undefined
  if (!fits[kind](value)) return false
  if (range) {
    const number = numberOf(value)
    if (number === undefined || !range.holds(number)) return false
  }
  if (!pattern) return true
  const text = textOf(value)
  return text !== undefined && matches(pattern, text, effort)
}

/** The alternatives that list a value that means the same. */
export type Listing = (value: unknown) => readonly Alternative[]

const none: readonly Alternative[] = []

export function listingOf(alternatives: readonly Alternative[]): Listing {
  const byKind = Map.groupBy(alternatives, ({ kind }) => kind)
  const lists = [...byKind].map(([kind, own]) => {
    const listed = own.flatMap((it) => it.listed.map((value) => ({ it, text: canonical(kind, value) })))
    const byText = new Map(
      [...Map.groupBy(listed, ({ text }) => text)].map(([text, all]) => [text, all.map(({ it }) => it)]),
    )
    return (value: unknown) => (fits[kind](value) ? byText.get(canonical(kind, value)) : undefined) ?? none
  })
  // Nearly always they are of one kind.
  const [only = () => none] = lists
  return lists.length > 1 ? (value) => lists.flatMap((list) => list(value)) : only
}
