import { beforeAll, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { decodeTime, encodeTime } from 'ulid'
import { dropEmpty, foldTally, steps } from '../../server/db/tally'
import { makeLog } from '../../server/log'
import { makeMetrics } from '../../server/metrics'
import { usage } from '../../server/usage/usage'
import { maintenanceWorker, startWorkers, tallyWorker } from '../../server/workers'
import type { Kind } from '../../server/write/writer'
import { usageStatuses } from '../../shared/vocabulary'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** Property: after any writes and failures the tally equals counting. */
const world = startWorld()
const ids: string[] = []
let checked: string

beforeAll(async () => {
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ enforcement: 'quarantine', specCharacteristic: [{ name: 'recordId', isUnique: true }] }),
  )
  checked = body.id
})

const ndjson = { headers: { 'content-type': 'application/x-ndjson' } }
const dates = fc.constantFrom(
  undefined,
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999999Z',
  '2016-12-31T23:59:60Z',
  '2026-03-02T10:09:59.999999Z',
  '2026-03-02T10:10:00Z',
  '9999-12-31T23:59:59Z',
)
const documents = fc
  .record({
    usageDate: dates,
    status: fc.constantFrom(...usageStatuses),
    isChecked: fc.boolean(),
    recordId: fc.integer({ max: 30, min: 0 }),
  })
  .map(({ usageDate, status, isChecked, recordId }) =>
    aUsage({
      ...(usageDate && { usageDate }),
      status,
      ...(isChecked && {
        usageSpecification: { id: checked },
        usageCharacteristic: [{ name: 'recordId', value: String(recordId) }],
      }),
    }),
  )
const times = fc.constantFrom(
  '1970-01-01T00:00:00Z',
  '2026-03-02T10:09:59.999Z',
  '2026-03-02T10:10:00Z',
  '2031-07-01T00:00:00Z',
)
const one = fc.nat().map((index) => () => ids[index % Math.max(1, ids.length)] ?? 'none')

let made = 0
const remember = (some: (string | undefined)[]) => void ids.push(...some.filter((id) => id !== undefined))

/** Ways to change what is there; some fail, as a whole or in part. */
const actions = fc.oneof(
  documents.map((document) => async () => remember([(await world.call('POST', '/usage', document)).body.id])),
  fc.array(documents, { maxLength: 8 }).map((some) => async () => {
    const lines = [...some.map((document) => JSON.stringify(document)), '{"status":"lost"}'].join('\n')
    const { text } = await world.call('POST', '/usage', lines, ndjson)
    remember(text.split('\n').map((line) => (line ? JSON.parse(line).id : undefined)))
  }),
  fc
    .tuple(
      fc.array(fc.tuple(documents, times), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.constantFrom<Kind>('shared', 'bulk', 'whole'),
    )
    .map(([some, isRefused, kind]) => async () => {
      const at = some.map(([_, time]) => encodeTime(Date.parse(time), 10) + String(++made).padStart(16, '0')).values()
      const stored = some.map(([document]) => usage.prepare({ ...document }, new Date()))
      // Beyond what the checks let through: a date PostgreSQL cannot read.
      if (isRefused) Object.assign(stored[0] ?? {}, { usageDate: 'not a date' })
      const outcomes = await world.writer.create(usage, stored, { id: () => at.next().value ?? '', kind })
      remember(outcomes.map((outcome) => (outcome.result === 'created' ? outcome.row.id : undefined)))
    }),
  fc.tuple(documents, fc.boolean()).map(([document, isWrong]) => async () => {
    const patch = [
      document,
      {
        ...document,
        ...(isWrong && {
          usageSpecification: { id: checked },
          usageCharacteristic: [{ name: 'recordId', value: '1' }],
        }),
      },
    ]
    const body = patch.map((value) => ({ op: 'add', path: '/-', value }))
    const answer = await world.call('PATCH', '/usage', body, {
      headers: { 'content-type': 'application/json-patch+json' },
    })
    if (answer.status === 200) remember(answer.body.map(({ id }: { id: string }) => id))
  }),
  fc.tuple(one, documents).map(
    ([id, document]) =>
      () =>
        world.call('PATCH', `/usage/${id()}`, document),
  ),
  fc.tuple(one, dates).map(
    ([id, date]) =>
      () =>
        world.call('PATCH', `/usage/${id()}`, { usageDate: date ?? null }),
  ),
  fc.tuple(one, fc.constantFrom('recycled', 'guided', 'rejected')).map(
    ([id, status]) =>
      () =>
        world.call('PATCH', `/usage/${id()}`, { status }),
  ),
  fc.tuple(one, fc.constantFrom('af59-b504c742900e', 'other')).map(
    ([id, specification]) =>
      () =>
        world.call('PATCH', `/usage/${id()}`, { usageSpecification: { id: specification } }),
  ),
  one.map((id) => () => world.call('PATCH', `/usage/${id()}`, { description: String(++made) })),
  one.map((id) => () => world.call('DELETE', `/usage/${id()}`)),
  fc.constant(() => foldTally(world.pool)),
  fc.constant(() => Promise.all([foldTally(world.pool), foldTally(world.pool), dropEmpty(world.pool)])),
)

type Tally = Map<string, number>

const add = (tally: Tally, count: number, ...place: (string | number | bigint)[]) =>
  tally.set(place.join(' '), (tally.get(place.join(' ')) ?? 0) + count)
const sorted = (tally: Tally) => [...tally].filter(([_, count]) => count !== 0).sort()

/** The stored usages, counted one by one. */
async function counted(some: readonly number[]): Promise<Tally> {
  const tally: Tally = new Map()
  const rows = await world.pool.client<{ id: string; seconds: string | null; specification: string; status: string }[]>`
    select id, floor(extract(epoch from usage_date))::text as seconds, usage_specification_id as specification, status from usage`
  for (const { id, seconds, specification, status } of rows) {
    for (const step of some) {
      const startOf = (second: number) => Math.floor(second / step) * step
      if (seconds !== null) add(tally, 1, 'usageDate', step, startOf(Number(seconds)), specification, status)
      add(tally, 1, 'arrival', step, startOf(decodeTime(id) / 1000), specification, status)
    }
    if (some === steps) add(tally, 1, 'all', 0, 0, specification, status)
  }
  return tally
}

async function tallied(): Promise<Tally> {
  const tally: Tally = new Map()
  const rows = await world.pool.client<
    { axis: string; step: number; seconds: number; specification: string; status: string; count: string }[]
  >`
    select axis, step, extract(epoch from at)::float8 as seconds, usage_specification_id as specification, status, count from usage_tally`
  for (const { axis, step, seconds, specification, status, count } of rows)
    add(tally, Number(count), axis, step, seconds, specification, status)
  return tally
}

/** The finest steps, with what is not folded yet. */
async function read(): Promise<Tally> {
  const rows = await world.pool.client<
    { axis: string; step: number; seconds: number; specification: string; status: string; count: string }[]
  >`
    select axis, 600 as step, extract(epoch from at)::float8 as seconds, usage_specification_id as specification, status, sum(count) as count
      from (select axis, at, usage_specification_id, status, count from usage_tally where step = 600
            union all
            select 'usageDate', happened_at, usage_specification_id, status, count from usage_tally_change where happened_at is not null
            union all
            select 'arrival', arrived_at, usage_specification_id, status, count from usage_tally_change) as both_of_them
     group by 1, 2, 3, 4, 5`
  const tally: Tally = new Map()
  for (const { axis, step, seconds, specification, status, count } of rows)
    add(tally, Number(count), axis, step, seconds, specification, status)
  return tally
}

test('after any writes, however they end, the tally says what counting says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(actions, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
      async (turns) => {
        // Some at a time, so that they meet.
        for (const turn of turns) await Promise.all(turn.map((act) => act()))
        expect(sorted(await read())).toEqual(sorted(await counted([600])))
        await Promise.all([foldTally(world.pool), foldTally(world.pool)])
        await dropEmpty(world.pool)
        expect(await world.pool.client`select from usage_tally_change`).toHaveLength(0)
        expect([...(await tallied())].sort()).toEqual(sorted(await counted(steps)))
      },
    ),
    { numRuns: 40 },
  )
  expect(ids.length).toBeGreaterThan(200)
}, 120_000)

test('a database from before is counted when it is migrated', async () => {
  const [_tally, _changes, ...fill] = readFileSync(
    `${import.meta.dir}/../../drizzle/0006_usage_tally.sql`,
    'utf8',
  ).split('--> statement-breakpoint')
  await world.pool.client.begin(async (client) => {
    await client`truncate usage_tally, usage_tally_change`
    for (const statement of fill) await client.unsafe(statement)
  })
  expect([...(await tallied())].sort()).toEqual(sorted(await counted(steps)))
})

test('the workers fold what has changed, and drop what there is nothing of', async () => {
  const { body } = await world.call(
    'POST',
    '/usage',
    aUsage({ usageDate: '2040-01-01T00:00:00Z', usageSpecification: { id: 'short-lived' } }),
  )
  const numbers = () =>
    world.pool
      .client`select count from usage_tally where usage_specification_id = 'short-lived' and axis = 'usageDate' order by step`
  const { pool } = world
  const log = makeLog('silent')
  const folding = tallyWorker(pool)
  const workers = startWorkers(log, [{ ...folding, interval: 20 }])
  for (const until = Date.now() + 10_000; Date.now() < until && (await numbers()).length === 0; ) await Bun.sleep(10)
  expect([...(await numbers())]).toEqual(Array(3).fill({ count: '1' }))
  await world.call('DELETE', `/usage/${body.id}`)
  await workers.stop()
  await folding.processAll()
  await maintenanceWorker({ pool, log, metrics: makeMetrics(() => 0) }).processAll()
  expect(await numbers()).toHaveLength(0)
})
