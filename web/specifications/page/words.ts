import type { CharacteristicSpecification } from '../../../shared/usageSpecification'
import { formatTime } from '../../messages/format'
import { specification } from '../../messages/specification'
import { asText } from '../editor/draft/values'

type ValueSpecification = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[number]

const words = specification.reading

/** `0 to 14400, ends included`. */
export function sayRange({ valueFrom, valueTo, rangeInterval }: ValueSpecification): string | undefined {
  if (valueFrom === undefined && valueTo === undefined) return undefined
  const range =
    valueTo === undefined
      ? words.from(valueFrom)
      : valueFrom === undefined
        ? words.upTo(valueTo)
        : words.between(valueFrom, valueTo)
  return rangeInterval ? `${range}, ${words.intervals[rangeInterval] ?? rangeInterval}` : range
}

/** `required`, `optional, at most 3`. */
export function sayCardinality({ minCardinality, maxCardinality }: CharacteristicSpecification): string {
  const least = minCardinality ?? 0
  const need = least > 1 ? words.atLeast(least) : least === 1 ? words.required : words.optional
  if (maxCardinality === 1) return need
  return `${need}, ${maxCardinality === undefined ? words.anyTimes : words.atMost(maxCardinality)}`
}

/** `Jan 01, 2025, 00:00:00 UTC to …`. */
export function sayPeriod(period: { startDateTime?: string; endDateTime?: string } | undefined): string | undefined {
  const { startDateTime, endDateTime } = period ?? {}
  if (startDateTime && endDateTime) return words.between(formatTime(startDateTime), formatTime(endDateTime))
  if (startDateTime) return words.from(formatTime(startDateTime))
  return endDateTime && words.until(formatTime(endDateTime))
}

/** The texts without blanks and duplicates. */
export const distinct = (texts: (string | undefined)[]): string[] => [...new Set(texts.flatMap((text) => text || []))]

/** Any value as a short text. */
export const sayValue = (value: unknown): string => (value === undefined ? '' : asText(value))
