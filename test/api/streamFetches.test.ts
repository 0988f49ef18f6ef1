import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()
const mebibyte = 1024 * 1024

/** The batches of a stream of texts with these sizes. */
async function batchesOf(sizes: number[]): Promise<string[][]> {
  const statement = sql`select repeat('x', size) from unnest(${sql.param(sizes)}::int[]) with ordinality as it (size, at) order by at`
  const batches: string[][] = []
  for await (const batch of await world.pool.stream(statement)) batches.push(batch.map(([text]) => String(text)))
  expect(batches.flat().map((text) => text.length)).toEqual(sizes)
  return batches
}
const bytesOf = (batch: string[]) => batch.reduce((sum, text) => sum + text.length, 0)

test('small rows are fetched a hundred at a time', async () => {
  const batches = await batchesOf(Array(1000).fill(1000))
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(100)
  expect(batches.length).toBeLessThan(16)
})

test.each([300_000, mebibyte, 3 * mebibyte])(
  'rows of %d bytes are fetched as few at a time as they are large',
  async (size) => {
    const [first = [], ...later] = await batchesOf(Array(40).fill(size))
    expect(first.length).toBeLessThanOrEqual(8)
    for (const batch of later) expect(bytesOf(batch)).toBeLessThanOrEqual(Math.max(mebibyte, size))
  },
)

test('a single large row slows only the fetch behind it', async () => {
  const batches = await batchesOf([...Array(500).fill(100), mebibyte, ...Array(500).fill(100)])
  expect(batches.length).toBeLessThan(60)
})

test('an export of large usages has them all, in order', async () => {
  const sent = [1000, 10, 900_000, 20, 1_000_000, ...Array(150).fill(50), 800_000].map((size) =>
    usage.prepare(aUsage({ description: 'é'.repeat(size / 2) }), new Date()),
  )
  await world.writer.create(usage, sent)
  for (const accept of ['application/x-ndjson', 'text/csv']) {
    const { text } = await world.call('GET', '/usage?sort=id', undefined, { headers: { accept } })
    expect([...text.matchAll(/é+/g)].map(([found]) => found.length)).toEqual(
      sent.map(({ description }) => String(description).length),
    )
  }
})
