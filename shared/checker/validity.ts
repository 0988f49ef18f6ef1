import { millisecondsOf } from '../dateTime'

interface TimePeriod {
  startDateTime?: string
  endDateTime?: string
}

/** When something counts, in milliseconds since 1970, both ends included. */
export interface Validity {
  from: number
  to: number
  /** As a sentence has it: `from 2026-01-01T00:00:00Z`. */
  words: string
}

/** Undefined: always. */
export function validityOf(validFor: TimePeriod | undefined): Validity | undefined {
  const { startDateTime, endDateTime } = validFor ?? {}
  if (startDateTime === undefined && endDateTime === undefined) return undefined
  const from = millisecondsOf(startDateTime ?? '') ?? Number.NEGATIVE_INFINITY
  const to = millisecondsOf(endDateTime ?? '') ?? Number.POSITIVE_INFINITY
  return {
    from,
    to,
    words: [startDateTime && `from ${startDateTime}`, endDateTime && `until ${endDateTime}`].filter(Boolean).join(' '),
  }
}

/** A usage without a date (`at` is undefined) is not judged by it. */
export const isValidAt = (validity: Validity | undefined, at: number | undefined): boolean =>
  validity === undefined || at === undefined || (at >= validity.from && at <= validity.to)

export const isBackwards = (validFor: TimePeriod | undefined): boolean => {
  const validity = validityOf(validFor)
  return validity !== undefined && validity.from > validity.to
}
