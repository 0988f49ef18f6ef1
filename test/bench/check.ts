import { services, specificationsOf } from '../../server/dev/specifications'
import { usages } from '../../server/dev/usages'
import { compile } from '../../shared/checker/checker'
import type { Specification } from '../../shared/checker/specification'
import { table } from './measure'

/** Measures the time to check a usage, `npm run bench:check`: the seed's usages by service, with and without the patterns of their specifications. */
const all = [...usages({ count: 20_000, days: 28, until: new Date('2026-11-23T10:00:00Z'), seed: 7 })].flatMap(
  ({ document }) => (document.status === 'rejected' ? [] : [document]),
)
const rounds = 2_000

const rows = services.map((service) => {
  const { document } = specificationsOf(7)[service]
  const own = all.filter(({ usageType }) => usageType === service).slice(0, 200)
  return [
    service,
    average(own.map((it) => it.usageCharacteristic?.length ?? 0)).toFixed(1),
    microseconds(document, own),
    microseconds(withoutPatterns(document), own),
  ]
})
process.stdout.write(`${table(['µs per usage', 'characteristics', 'with patterns', 'without'], rows)}\n`)

/** The fastest of many short rounds, because other load on the machine can only add time. */
function microseconds(specification: Specification, own: typeof all): string {
  const checker = compile(specification)
  let fastest = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    for (const usage of own)
      if (checker.check(checker.complete(usage)).length > 0) throw new Error(`${JSON.stringify(usage)} does not pass`)
    fastest = Math.min(fastest, performance.now() - started)
  }
  return ((fastest * 1000) / own.length).toFixed(2)
}

function withoutPatterns(specification: Specification): Specification {
  return {
    ...specification,
    specCharacteristic: (specification.specCharacteristic ?? []).map(({ regex, ...it }) => it),
  }
}

function average(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}
