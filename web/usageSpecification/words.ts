import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { formatTime } from '../parts/format'
import { asText } from './editor/values'

type ValueSpecification = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[number]

const intervals: Record<string, string> = {
  closed: 'ends included',
  open: 'ends excluded',
  closedBottom: 'low end included',
  closedTop: 'high end included',
}

/** `0 to 14400, ends included`. */
export function sayRange({ valueFrom, valueTo, rangeInterval }: ValueSpecification): string | undefined {
  if (valueFrom === undefined && valueTo === undefined) return undefined
  const range = valueTo === undefined ? `from ${valueFrom}` : valueFrom === undefined ? `up to ${valueTo}` : `${valueFrom} to ${valueTo}`
  return rangeInterval ? `${range}, ${intervals[rangeInterval] ?? rangeInterval}` : range
}

/** `required`, `optional, at most 3`. */
export function sayCardinality({ minCardinality, maxCardinality }: CharacteristicSpecification): string {
  const least = minCardinality ?? 0
  const need = least > 1 ? `at least ${least}` : least === 1 ? 'required' : 'optional'
  if (maxCardinality === undefined || maxCardinality === 1) return need
  return `${need}, at most ${maxCardinality}`
}

/** `2025-01-01 00:00:00 UTC to …`. */
export function sayPeriod(period: { startDateTime?: string; endDateTime?: string } | undefined): string | undefined {
  const { startDateTime, endDateTime } = period ?? {}
  if (startDateTime && endDateTime) return `${formatTime(startDateTime)} to ${formatTime(endDateTime)}`
  if (startDateTime) return `from ${formatTime(startDateTime)}`
  return endDateTime && `until ${formatTime(endDateTime)}`
}

/** Each text once, the blank ones left out. */
export const distinct = (texts: (string | undefined)[]): string[] => [...new Set(texts.flatMap((text) => text || []))]

/** A value of any shape, in short. */
export const sayValue = (value: unknown): string => (value === undefined ? '' : asText(value))
