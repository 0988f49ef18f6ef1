import { expect, test } from 'bun:test'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { makeWriter, type WriterLimits } from '../../server/write/writer'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()
const some = (count: number, what: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    ...aUsage({ status: 'received', description: String(index), ...what }),
  }))

/** A writer that notes the size of every commit. */
const noting = (limits: Partial<WriterLimits> = {}) => {
  const commits: number[] = []
  return { commits, writer: makeWriter(world.pool, limits, (size) => commits.push(size)) }
}
const stored = async (ids: string[]) => (await world.pool.runText('select from usage where id = any($1)', [ids])).length

test('many documents get one outcome each, in order, with rising ids', async () => {
  const { writer } = noting()
  const outcomes = await writer.create(usage, some(300))
  const rows = outcomes.map((outcome) => outcome.result === 'created' && outcome.row)
  expect(rows.map((row) => row && JSON.parse(row.document).description)).toEqual(
    Array.from({ length: 300 }, (_, index) => String(index)),
  )
  const ids = rows.flatMap((row) => (row ? [row.id] : []))
  expect(ids.toSorted()).toEqual(ids)
  expect(await stored(ids)).toBe(300)
})

test('requests that arrive during a commit share the next one', async () => {
  const { writer, commits } = noting({ lanes: 1 })
  await Promise.all(Array.from({ length: 200 }, () => writer.create(usage, some(1))))
  expect(commits.reduce((sum, size) => sum + size, 0)).toBe(200)
  expect(commits.length).toBeLessThan(10)
})

test('a commit is no larger than it may be, unless one caller brought more', async () => {
  const { writer, commits } = noting({ lanes: 1, maxBatch: 50 })
  await Promise.all([
    writer.create(usage, some(120)),
    ...Array.from({ length: 100 }, () => writer.create(usage, some(1))),
  ])
  expect(commits.toSorted((a, b) => b - a)).toEqual([120, 50, 50])
})

test('one document the database refuses does not fail its neighbours', async () => {
  const { writer } = noting()
  // Beyond what the checks let through: a date PostgreSQL cannot read.
  const documents = some(100)
  Object.assign(documents[37] ?? {}, { usageDate: 'not a date' })
  const outcomes = await writer.create(usage, documents)
  expect(
    outcomes.map(({ result }, index) => (result === 'refused' ? index : -1)).filter((index) => index >= 0),
  ).toEqual([37])
  expect(await stored(outcomes.flatMap((outcome) => (outcome.result === 'created' ? [outcome.row.id] : [])))).toBe(99)
})

test('documents that belong together are stored whole, each call in a commit of its own, or not at all', async () => {
  const { writer, commits } = noting({ lanes: 1, maxBatch: 5 })
  const [one, other] = await Promise.all([
    writer.create(usage, some(8), { kind: 'whole' }),
    writer.create(usage, some(3), { kind: 'whole' }),
    writer.create(usage, some(1)),
  ])
  expect(commits.toSorted()).toEqual([1, 3, 8])
  expect([...one, ...other].every(({ result }) => result === 'created')).toBe(true)
  const documents = some(8, { mark: 'whole' })
  Object.assign(documents[5] ?? {}, { usageDate: 'not a date' })
  const outcomes = await writer.create(usage, documents, { kind: 'whole' })
  expect(outcomes.map((outcome) => outcome.result === 'refused' && outcome.error.code)).toEqual(
    Array(8).fill('tooMuchForTheDatabase'),
  )
  expect((await world.call('GET', '/usage?mark=whole')).body).toEqual([])
})

test('bulk leaves room and takes turns: a single document is not behind all of it', async () => {
  const { writer, commits } = noting({ lanes: 1, maxBatch: 10, maxWaiting: 200 })
  const bulk = Array.from({ length: 10 }, () => writer.create(usage, some(10), { kind: 'bulk' }))
  const more = writer.create(usage, some(100), { kind: 'bulk' })
  expect(writer.waiting()).toBe(100)
  await writer.create(usage, some(1))
  expect(commits.length).toBeLessThan(4)
  expect((await Promise.all([...bulk, more])).flat().every(({ result }) => result === 'created')).toBe(true)
  expect(commits.reduce((sum, size) => sum + size, 0)).toBe(201)
})

test('resources of different kinds wait side by side', async () => {
  const { writer } = noting()
  const [usages, specifications] = await Promise.all([
    writer.create(usage, some(5)),
    writer.create(usageSpecification, [{ name: 'A', lastUpdate: new Date().toISOString() }]),
  ])
  expect([usages.length, specifications[0]?.result]).toEqual([5, 'created'])
})

test('a full queue turns callers away at once with 503, and takes them again later', async () => {
  const { writer } = noting({ maxWaiting: 10, lanes: 1 })
  const first = writer.create(usage, some(10))
  const turnedAway = await writer.create(usage, some(1)).catch((error) => error)
  expect(turnedAway).toMatchObject({ status: 503, code: 'overloaded', extra: { headers: { 'retry-after': '1' } } })
  await first
  expect(await writer.create(usage, some(1))).toMatchObject([{ result: 'created' }])
  const small = noting({ maxBytes: 100 }).writer
  expect(await small.create(usage, some(1, { description: 'x'.repeat(200) })).catch((error) => error.status)).toBe(503)
})

test('nothing is waiting once the writer is drained', async () => {
  const { writer } = noting()
  const all = Promise.all(Array.from({ length: 50 }, () => writer.create(usage, some(3))))
  expect(writer.waiting()).toBe(150)
  await writer.drained()
  expect(writer.waiting()).toBe(0)
  expect((await all).flat().every(({ result }) => result === 'created')).toBe(true)
})

test('fifty patches of one usage at the same time all survive', async () => {
  const { body } = await world.call('POST', '/usage', aUsage())
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => world.call('PATCH', `/usage/${body.id}`, { [`mark${index}`]: index })),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
  const after = (await world.call('GET', `/usage/${body.id}`)).body
  expect(Object.keys(after).filter((name) => name.startsWith('mark'))).toHaveLength(50)
})

test('of fifty patches with the same If-Match one wins, and the others are told', async () => {
  const { body } = await world.call('POST', '/usage', aUsage())
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      world.call('PATCH', `/usage/${body.id}`, { winner: index }, { headers: { 'if-match': '"1"' } }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(49).fill(412)])
})

test('fifty identical POSTs at the same time make fifty usages', async () => {
  const made = await Promise.all(Array.from({ length: 50 }, () => world.call('POST', '/usage', aUsage())))
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(50)
})
