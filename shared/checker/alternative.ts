import { listedIn } from './characteristic'
import { canonical, fits, type Kind, kindOf, numberOf } from './kinds'
import { type Effort, matches, type Pattern } from './pattern'
import type { Patterns } from './patterns'
import { type Range, rangeOf } from './range'
import type { ValueSpecification } from './specification'
import { type Validity, validityOf } from './validity'

/** One value specification, compiled: it allows its listed values, and every value that is in its range and matches its pattern. */
export interface Alternative {
  kind: Kind
  listed: unknown[]
  range: Range | undefined
  pattern: Pattern | undefined
  unit: string | undefined
  validity: Validity | undefined
}

/** The text that a pattern is compared with; undefined for objects and arrays. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'object' || value === undefined ? undefined : String(value)

/** Undefined when the value specification restricts nothing, as when it only names a unit or a type. */
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

/** Whether the alternative has a range or a pattern. */
export const isLimit = ({ range, pattern }: Alternative): boolean => range !== undefined || pattern !== undefined

const stepsPerRange = 16

/** Whether the value is in the range and matches the pattern, as far as there are any; undefined when the remaining effort does not allow the comparison. */
export function isWithin({ kind, range, pattern }: Alternative, value: unknown, effort: Effort): boolean | undefined {
  effort.left -= stepsPerRange
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

/** Finds the alternatives that list a value with the same meaning. */
export type FindListed = (value: unknown) => readonly Alternative[]

const none: readonly Alternative[] = []

export function indexListed(alternatives: readonly Alternative[]): FindListed {
  const byKind = Map.groupBy(alternatives, ({ kind }) => kind)
  const finders = [...byKind].map(([kind, own]) => {
    const listed = own.flatMap((it) => it.listed.map((value) => ({ it, text: canonical(kind, value) })))
    const byText = new Map(
      [...Map.groupBy(listed, ({ text }) => text)].map(([text, all]) => [text, all.map(({ it }) => it)]),
    )
    return (value: unknown) => (fits[kind](value) ? byText.get(canonical(kind, value)) : undefined) ?? none
  })
  // The alternatives of a characteristic are nearly always of one kind.
  const [only = () => none] = finders
  return finders.length > 1 ? (value) => finders.flatMap((find) => find(value)) : only
}
