import { beforeAll, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { bucketsOf } from '../../server/analytics/buckets'
import { makePartitions } from '../../server/db/partitions'
import { foldTally } from '../../server/db/tally'
import { load } from '../../server/dev/load'
import { everything } from '../../server/resource/scope'
import { countRejected } from '../../server/store/quarantine'
import { sample } from '../../server/store/usageSample'
import { usage } from '../../server/usage/usage'
import { refuseWhileNeeded } from '../../server/usageSpecification/references'
import { axes } from '../../shared/api/histogram'
import { type Case, casesOf } from '../bench/cases'
import { explained, explainHistogram, explainList } from '../bench/plans'
import { records } from '../bench/records'
import { startWorld } from '../support/world'

const world = startWorld({ statementTimeout: 60_000 })
const count = 100_000
const days = 90
let cases: Case[]

/** As many as it takes for another plan than the right one to show: it reads thousands for a page of a hundred. */
beforeAll(async () => {
  const until = new Date('2026-11-20T00:00:00Z')
  await makePartitions(world.pool, new Date(until.getTime() - days * 86_400_000), until)
  await load(world.pool, world.writer, usage, records({ count, days, until, seed: 1 }))
  await world.pool.client`analyze usage`
  cases = await casesOf(world.pool, 20)
}, 120_000)

const byId = /Index (Only )?Scan (Backward )?using usage_\w+_pkey/
const byStatus = /using usage_\w+_status_id_idx/
const byDate = /using usage_\w+_usage_date_id_idx/
const bySpecification = /using usage_\w+_usage_specification_id_usage_date_id_idx/
const byKey = /Bitmap Index Scan on usage_\w+_keys_idx/

const expected: [name: string, index: RegExp, mostRead: number][] = [
  ['newest page', byId, 150],
  ['page at depth 1,000,000 by cursor', byId, 150],
  ['status=', byStatus, 150],
  ['usageDate range and status', /using usage_\w+_status_usage_date_id_idx/, 150],
  ['party= with half the records', byId, 400],
  ['party= with ten', byKey, 10],
  ['characteristic.originatingNumber= with three', byKey, 3],
  ['usageSpecification.id= and date', bySpecification, 400],
  ['sort=-usageDate', byDate, 150],
  ['party= with ten, by date', byKey, 10],
  ['party= with ten and status', byKey, 10],
  ['any= with half the records', byId, 400],
  ['any= with three', byKey, 3],
  ['any= with ten and status', byKey, 10],
  ['any= an id', byId, 4],
  ['page of rejected by cursor', byStatus, 150],
]

test.each(expected)('%s uses its index and reads little', async (name, index, mostRead) => {
  const { paths } = cases.find((one) => one.name === name) as Case
  const reads: number[] = []
  for (const path of paths) {
    const plan = (await explainList(world.pool, path.replace('/usage', ''))).at(-1) ?? ''
    expect(plan).toMatch(index)
    reads.push(resourcesRead(plan))
  }
  expect(Math.max(...reads)).toBeLessThanOrEqual(mostRead)
})

test('the usages of a specification are counted by its index, and only as many as are told', async () => {
  const [common] = await world.pool.client<
    { id: string }[]
  >`select usage_specification_id as id from usage group by 1 order by count(*) desc limit 1`
  for (const id of [common?.id ?? '', 'nobody-refers-to-it']) {
    const plan =
      (await explained(world.pool, (pool) => refuseWhileNeeded(pool, id).catch(() => undefined))).at(-1) ?? ''
    expect(plan).toMatch(bySpecification)
    expect(resourcesRead(plan)).toBeLessThanOrEqual(id === common?.id ? 1020 : 0)
  }
})

test('the quarantine is counted by its index alone', async () => {
  const [plan = ''] = await explained(world.pool, (pool) => countRejected(pool, everything, null, 'exact'))
  const list = plan.slice(plan.indexOf('CTE list'), plan.indexOf('CTE listed'))
  expect(list).toMatch(/Index Only Scan using usage_\w+_usage_specification_id_broken_rules_id_idx/)
  expect(list).not.toMatch(/(Bitmap Heap|Index) Scan|Seq Scan on usage_\w+ .*actual time=\S+ rows=[1-9]/)
})

/** Usages of up to twenty minutes are looked at where a histogram begins and ends. */
const ends = 100

test.each([
  ['histogram of 90 days', ends],
  ['histogram of 24 hours', ends],
  ['histogram of 24 hours by arrival', ends],
  ['histogram of one hour', 300],
  ['histogram of a status, 90 days', ends],
  ['histogram of a specification, 90 days', ends],
  ['histogram of a party with ten, 90 days', 10],
])('%s looks at few usages', async (name, mostRead) => {
  await foldTally(world.pool)
  const { paths } = cases.find((one) => one.name === name) as Case
  for (const path of paths.slice(0, 5)) {
    const plan = (await explainHistogram(world.pool, path)).at(-1) ?? ''
    expect(resourcesRead(plan, /^usage_(\d|default)/)).toBeLessThanOrEqual(mostRead)
    expect(resourcesRead(plan, /^usage_tally/)).toBeLessThanOrEqual(8_000)
  }
})

test('a sample looks at no more usages than it is made of, and finds them by an index', async () => {
  const buckets = bucketsOf({ from: Date.parse('2026-09-01T00:00:00Z'), to: Date.parse('2026-11-01T00:00:00Z') })
  for (const axis of axes) {
    const [plan = ''] = await explained(world.pool, (pool) =>
      sample(pool, everything, axis, buckets, buckets, count, undefined, sql`strpos(document::text, 'x') > 0`),
    )
    expect(plan.match(/Index Only Scan using/g)?.length).toBeGreaterThan(2)
    expect(plan).not.toMatch(/Seq Scan on usage_2/)
    expect(resourcesRead(plan.replaceAll(/Index Only Scan.*/g, ''), /^usage_/)).toBeWithin(200, 1_500)
  }
})

test('the whole is counted without looking at it', async () => {
  const started = await explainList(world.pool, '?limit=0')
  expect(started).toEqual([])
  expect((await world.call('GET', '/usage?limit=0')).headers.get('x-total-count')).toBe(String(count))
})

/** How many rows a plan took from some tables, with those that a filter threw away. */
function resourcesRead(plan: string, of = /./): number {
  let read = 0
  let isScan = false
  for (const line of plan.split('\n')) {
    const found =
      /(?<!Bitmap )(?:Index Scan|Index Only Scan|Bitmap Heap Scan|Seq Scan)\b.* on (\S+).*actual time=\S+ rows=([\d.]+) loops=(\d+)/.exec(
        line,
      )
    const node = found && of.test(found[1] ?? '') ? found : null
    if (/->|^\S/.test(line)) isScan = node !== null
    if (node) read += Number(node[2]) * Number(node[3])
    const removed = /Rows Removed by Filter: (\d+)/.exec(line)
    if (removed && isScan) read += Number(removed[1])
  }
  return Math.round(read)
}
