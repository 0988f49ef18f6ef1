import type { BrokenByRule, TrialLine } from '../../shared/api/trial'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'

/** The number of usages listed for each rule, and of unique values compared. */
const sampleSize = 5
const mostCompared = 1_000_000

type Broken = Pick<BrokenRule, 'code' | 'characteristic'>

const keyOf = ({ code, characteristic = '' }: Broken): string => `${code} ${characteristic}`

/** Counts the rules that usages break. A usage breaks `notUnique` if an earlier one has the same unique value. */
export function makeTrialResults(checker: Checker, most = mostCompared) {
  const totals = { checked: 0, passed: 0, failed: 0 }
  const byRule = new Map<string, BrokenByRule>()
  const seen = makeRepetitionFinder(most)
  /** The number of usages that were compared before there were too many values. */
  let uniqueAmong: number | undefined

  function repeatedOf(usage: Usage): Broken[] {
    if (uniqueAmong !== undefined) return []
    const unique = checker.uniqueValues(usage)
    if (unique.length > 0 && seen.isFull()) {
      uniqueAmong = totals.checked
      return []
    }
    return unique.flatMap(({ parts, characteristic }) =>
      seen.repeats(parts.join('\0'))
        ? { code: 'notUnique', ...(characteristic !== undefined && { characteristic }) }
        : [],
    )
  }

  return {
    add(id: string, document: Usage): void {
      const usage = checker.complete(document)
      const broken: Broken[] = [...checker.check(usage), ...repeatedOf(usage)]
      totals.checked++
      totals[broken.length > 0 ? 'failed' : 'passed']++
      for (const [key, { code, characteristic }] of new Map(broken.map((one) => [keyOf(one), one]))) {
        const group = byRule.get(key) ?? { rule: code, ...(characteristic && { characteristic }), count: 0, sample: [] }
        group.count++
        if (group.sample.length < sampleSize) group.sample.push(id)
        byRule.set(key, group)
      }
    },
    soFar: (): TrialLine => ({ ...totals, done: false }),
    whole: (): TrialLine => ({
      ...totals,
      done: true,
      ...(uniqueAmong !== undefined && { uniqueAmong }),
      byRule: [...byRule.values()].sort((one, other) => other.count - one.count),
    }),
  }
}

/**
 * Finds repeated texts among up to `most` different ones; then it is full. It stores a 64-bit hash of each in a hash table of 16 MiB for a
 * million texts; a Set would take fifteen times as much. Two of a million texts have the same hash with a probability of one in forty million.
 */
export function makeRepetitionFinder(most: number) {
  const slots = 2 ** Math.ceil(Math.log2(2 * most))
  let table: BigUint64Array | undefined
  let count = 0
  return {
    isFull: () => count >= most,
    /** Adds a text, and returns true if it was added before. */
    repeats(text: string): boolean {
      table ??= new BigUint64Array(slots)
      // 0 marks an empty slot.
      const hash = BigInt(Bun.hash(text)) || 1n
      let at = Number(hash % BigInt(slots))
      while (table[at] !== 0n) {
        if (table[at] === hash) return true
        at = (at + 1) % slots
      }
      table[at] = hash
      count++
      return false
    },
  }
}
