import { beforeAll, expect, test } from 'bun:test'
import { makePartitions } from '../server/db/partitions'
import { load } from '../server/dev/load'
import { usage } from '../server/usage/usage'
import { refuseWithUsages } from '../server/usageSpecification/referringUsages'
import { type Case, casesOf } from './bench/cases'
import { explained, explainList } from './bench/plans'
import { records } from './bench/records'
import { startWorld } from './world'

const world = startWorld()
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
  const [common] = await world.pool.client<{ id: string }[]>`select usage_specification_id as id from usage group by 1 order by count(*) desc limit 1`
  for (const id of [common?.id ?? '', 'nobody-refers-to-it']) {
    const [plan = ''] = await explained(world.pool, (pool) => refuseWithUsages(pool, id).catch(() => undefined))
    expect(plan).toMatch(bySpecification)
    expect(resourcesRead(plan)).toBeLessThanOrEqual(id === common?.id ? 1020 : 0)
  }
})

test('the whole is counted without looking at it', async () => {
  const started = await explainList(world.pool, '?limit=0')
  expect(started).toEqual([])
  expect((await world.call('GET', '/usage?limit=0')).headers.get('x-total-count')).toBe(String(count))
})

/** How many rows a plan took from the tables, with those that a filter threw away. */
function resourcesRead(plan: string): number {
  let read = 0
  let isScan = false
  for (const line of plan.split('\n')) {
    const node = /(?<!Bitmap )(Index Scan|Index Only Scan|Bitmap Heap Scan|Seq Scan)\b.*actual time=\S+ rows=([\d.]+) loops=(\d+)/.exec(line)
    if (/->|^\S/.test(line)) isScan = node !== null
    if (node) read += Number(node[2]) * Number(node[3])
    const removed = /Rows Removed by Filter: (\d+)/.exec(line)
    if (removed && isScan) read += Number(removed[1])
  }
  return Math.round(read)
}
