import type { ValueSpecification } from './specification'

export interface Range {
  holds(value: number): boolean
  /** Phrased to follow a noun: `from 0 to 9`, `of more than 0`. */
  words: string
  isEmpty: boolean
}

/** The ends that belong to the range, by the word in `rangeInterval`. */
const intervals: Record<string, { hasBottom: boolean; hasTop: boolean }> = {
  closed: { hasBottom: true, hasTop: true },
  open: { hasBottom: false, hasTop: false },
  closedbottom: { hasBottom: true, hasTop: false },
  closedtop: { hasBottom: false, hasTop: true },
}

const intervalOf = (rangeInterval = 'closed') => intervals[rangeInterval.toLowerCase()]

export const isInterval = (rangeInterval: string): boolean => Object.hasOwn(intervals, rangeInterval.toLowerCase())

/** Undefined when the value specification has no range. `format` writes the ends. */
export function rangeOf(
  { valueFrom: from, valueTo: to, rangeInterval }: ValueSpecification,
  format: (end: number) => string = String,
): Range | undefined {
  if (from === undefined && to === undefined) return undefined
  const { hasBottom = true, hasTop = true } = intervalOf(rangeInterval) ?? {}
  const low = from ?? Number.NEGATIVE_INFINITY
  const high = to ?? Number.POSITIVE_INFINITY
  const [least, most] = [format(low), format(high)]
  const bottom = from === undefined ? '' : hasBottom ? `${least} or more` : `more than ${least}`
  const top = to === undefined ? '' : hasTop ? `${most} or less` : `less than ${most}`
  return {
    holds: (value) => (hasBottom ? value >= low : value > low) && (hasTop ? value <= high : value < high),
    words:
      bottom && top && hasBottom && hasTop
        ? `from ${least} to ${most}`
        : `of ${[bottom, top].filter(Boolean).join(' and ')}`,
    isEmpty: low > high || (low === high && !(hasBottom && hasTop)),
  }
}
