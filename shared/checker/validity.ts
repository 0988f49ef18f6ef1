import { millisecondsOf } from '../dateTime'

interface TimePeriod {
  startDateTime?: string
  endDateTime?: string
}

/** A period of validity in milliseconds since 1970; both ends belong to it. */
export interface Validity {
  from: number
  to: number
  /** For messages: `from 2026-01-01T00:00:00Z`. */
  words: string
}

/** Undefined when something is always valid. */
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

/** True for a usage without a date (`at` is undefined). */
export const isValidAt = (validity: Validity | undefined, at: number | undefined): boolean =>
  validity === undefined || at === undefined || (at >= validity.from && at <= validity.to)

export const endsBeforeStart = (validFor: TimePeriod | undefined): boolean => {
  const validity = validityOf(validFor)
  return validity !== undefined && validity.from > validity.to
}
