import { beforeAll, expect, test } from 'bun:test'
import { encodeTime } from 'ulid'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

/** No machine counts so many in a millisecond. */
const world = startWorld({ countingTimeLimit: 1 })
const hour = 3_600_000
const count = 40_000
const begin = Date.parse('2026-03-02T00:00:00Z')

/** In each of 240 hours many come at once, with a note of their own, and as many one by one. */
const notes = ['batch', 'single', 'batch', 'other']
const arrivalOf = (index: number) =>
  begin + Math.floor((index / count) * 240) * hour + (index % 2 ? (index * 7919) % hour : 5)
const statusOf = (index: number) => (index % 40 < 4 ? 'rejected' : 'rated')

beforeAll(async () => {
  for (let done = 0; done < count; done += 4000) {
    const indexes = Array.from({ length: 4000 }, (_, index) => done + index)
    const ids = indexes.map((index) => encodeTime(arrivalOf(index), 10) + String(index).padStart(16, '0')).values()
    const documents = indexes.map((index) => ({
      ...aUsage(),
      usageDate: new Date(arrivalOf(index)).toISOString(),
      status: statusOf(index),
      note: notes[index % 4],
    }))
    await world.writer.create(usage, documents, { id: () => ids.next().value ?? '' })
  }
  await world.pool.client`vacuum analyze usage`
}, 120_000)

/** A condition that looks into each document. */
const inside = (note: string) => `note.gte=${note}&note.lte=${note}`

const ask = async (query: string, by: string, hours: number) => {
  const to = new Date(begin + hours * hour).toISOString()
  const { status, body } = await world.call(
    'GET',
    `/api/usage/histogram?${new URLSearchParams({ query, by, from: new Date(begin).toISOString(), to })}`,
  )
  expect([status, body.isEstimate]).toEqual([200, true])
  return body
}

const sum = (buckets: { counts: Record<string, number> }[], status: string) =>
  buckets.reduce((total, { counts }) => total + (counts[status] ?? 0), 0)

test.each([
  ['batch', 'usageDate', 240, 0.5],
  ['batch', 'arrival', 240, 0.5],
  ['single', 'usageDate', 240, 0.25],
  ['other', 'arrival', 120, 0.25],
])('what cannot be counted in time is estimated: %s by %s in %d hours', async (note, by, hours, share) => {
  const { total, buckets } = await ask(inside(note), by, hours)
  const all = (count * hours) / 240
  expect(total / all).toBeWithin(share - 0.05, share + 0.05)
  expect(sum(buckets, 'rated') + sum(buckets, 'rejected')).toBe(total)
  // Each bucket has as many as the others.
  const most = Math.max(...buckets.map(({ counts }: { counts: Record<string, number> }) => counts.rated ?? 0))
  expect(most).toBeLessThan(((all * share) / buckets.length) * 2)
  // Asked again, the same is answered the same.
  expect((await ask(inside(note), by, hours)).buckets).toEqual(buckets)
})

test('what the tally knows is known in an estimate, too', async () => {
  const { total, buckets } = await ask(`status=rejected&${inside('batch')}`, 'usageDate', 240)
  expect(total / count).toBeWithin(0.04, 0.06)
  expect(sum(buckets, 'rated')).toBe(0)
})

test('what nobody has is estimated as nothing', async () => {
  expect(await ask(inside('zz'), 'usageDate', 240)).toMatchObject({ total: 0, buckets: [] })
})
