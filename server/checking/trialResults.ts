import type { Checker } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'

/** Usages shown for each rule, and unique values compared with each other. */
const sampleSize = 5
const mostCompared = 1_000_000

/** Usages that break the same rule. */
interface Group {
  rule: string
  characteristic?: string
  count: number
  sample: string[]
}

/** Counts what usages break, one after the other; of a value that must be unique, each after the first that has it. */
export function makeTrialResults(checker: Checker, most = mostCompared) {
  const told = { checked: 0, passed: 0, failed: 0 }
  const byRule = new Map<string, Group>()
  const seen = makeRepetitionFinder(most)
  /** How many usages were compared before there were too many values. */
  let uniqueAmong: number | undefined

  function repeatedOf(usage: Usage): string[] {
    if (uniqueAmong !== undefined) return []
    const unique = checker.uniqueValues(usage)
    if (unique.length > 0 && seen.isFull()) {
      uniqueAmong = told.checked
      return []
    }
    return unique.flatMap(({ name, value }) => (seen.repeats(`${name}\0${value}`) ? `notUnique ${name}` : []))
  }

  return {
    add(id: string, document: Usage): void {
      const usage = checker.complete(document)
      const broken = checker.check(usage).map(({ code, characteristic = '' }) => `${code} ${characteristic}`)
      const keys = new Set([...broken, ...repeatedOf(usage)])
      told.checked++
      told[keys.size > 0 ? 'failed' : 'passed']++
      for (const key of keys) {
        const [rule = '', ...words] = key.split(' ')
        const group = byRule.get(key) ?? {
          rule,
          ...(words.join(' ') && { characteristic: words.join(' ') }),
          count: 0,
          sample: [],
        }
        group.count++
        if (group.sample.length < sampleSize) group.sample.push(id)
        byRule.set(key, group)
      }
    },
    soFar: () => ({ ...told, done: false }),
    whole: () => ({
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
