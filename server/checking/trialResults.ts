import type { BrokenByRule, TrialLine } from '../../shared/api/trial'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'

/** Usages shown for each rule, and unique values compared with each other. */
const sampleSize = 5
const mostCompared = 1_000_000

type Broken = Pick<BrokenRule, 'code' | 'characteristic'>

const keyOf = ({ code, characteristic = '' }: Broken): string => `${code} ${characteristic}`

/** Counts what usages break, one after the other; of a value that must be unique, each after the first that has it. */
export function makeTrialResults(checker: Checker, most = mostCompared) {
  const told = { checked: 0, passed: 0, failed: 0 }
  const byRule = new Map<string, BrokenByRule>()
  const seen = makeRepetitionFinder(most)
  /** How many usages were compared before there were too many values. */
  let uniqueAmong: number | undefined

  function repeatedOf(usage: Usage): Broken[] {
    if (uniqueAmong !== undefined) return []
    const unique = checker.uniqueValues(usage)
    if (unique.length > 0 && seen.isFull()) {
      uniqueAmong = told.checked
      return []
    }
    return unique.flatMap(({ name, value }) =>
      seen.repeats(`${name}\0${value}`) ? { code: 'notUnique', characteristic: name } : [],
    )
  }

  return {
    add(id: string, document: Usage): void {
      const usage = checker.complete(document)
      const broken: Broken[] = [...checker.check(usage), ...repeatedOf(usage)]
      told.checked++
      told[broken.length > 0 ? 'failed' : 'passed']++
      for (const [key, { code, characteristic }] of new Map(broken.map((one) => [keyOf(one), one]))) {
        const group = byRule.get(key) ?? { rule: code, ...(characteristic && { characteristic }), count: 0, sample: [] }
        group.count++
        if (group.sample.length < sampleSize) group.sample.push(id)
        byRule.set(key, group)
      }
    },
    soFar: (): TrialLine => ({ ...told, done: false }),
    whole: (): TrialLine => ({
      ...told,
      done: true,
      ...(uniqueAmong !== undefined && { uniqueAmong }),
      byRule: [...byRule.values()].sort((one, other) => other.count - one.count),
    }),
  }
}

/**
 * Tells texts that were there before, of up to `most` different ones; then it is full, and tells no more. It keeps 64 bits of each in one table,
 * of 16 MiB for a million, where a set of so many texts takes fifteen times that. Two of a million are taken for one once in forty million times.
 */
export function makeRepetitionFinder(most: number) {
  const places = 2 ** Math.ceil(Math.log2(2 * most))
  let table: BigUint64Array | undefined
  let count = 0
  return {
    isFull: () => count >= most,
    /** Whether a text was there before; from now on it was. */
    repeats(text: string): boolean {
      table ??= new BigUint64Array(places)
      // Nothing is where there is 0.
      const hash = BigInt(Bun.hash(text)) || 1n
      let at = Number(hash % BigInt(places))
      while (table[at] !== 0n) {
        if (table[at] === hash) return true
        at = (at + 1) % places
      }
      table[at] = hash
      count++
      return false
    },
  }
}
