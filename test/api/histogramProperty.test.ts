import { beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { encodeTime } from 'ulid'
import { foldTally } from '../../server/db/tally'
import { usage } from '../../server/usage/usage'
import { usageStatuses } from '../../shared/vocabulary'
import { aUsage, startWorld } from '../support/world'

/** Property: every histogram equals counting the usages one by one. */
const world = startWorld()
const minute = 60_000
const day = 1440 * minute
const middle = Date.parse('2026-03-02T10:00:00Z')

interface Stored {
  usageDate: number
  arrival: number
  status: string
  specification: string
  usageType: string
}

/** Most lie near one another, some at the very begin of a step, some far away. */
const instants = fc
  .tuple(
    fc.constantFrom(0, 1, minute, day, 400 * day),
    fc.integer({ min: -10, max: 10 }),
    fc.constantFrom(0, 0, 1, -1, 10 * minute),
  )
  .map(([unit, count, more]) => middle + unit * count + more)
const stored = fc.record({
  usageDate: instants,
  arrival: instants,
  status: fc.constantFrom(...usageStatuses),
  specification: fc.constantFrom('one', 'two', 'three'),
  usageType: fc.constantFrom('Voice', 'SMS'),
})
const all: Stored[] = fc.sample(stored, { numRuns: 1500, seed: 7 })

beforeAll(async () => {
  for (const half of [all.slice(0, 700), all.slice(700)]) {
    await foldTally(world.pool)
    const ids = half.map(
      ({ arrival }, index) => encodeTime(arrival, 10) + String(all.indexOf(half[index] as Stored)).padStart(16, '0'),
    )
    const next = ids.values()
    const documents = half.map(({ usageDate, status, specification, usageType }) => ({
      ...aUsage({ usageDate: new Date(usageDate).toISOString(), usageType, usageSpecification: { id: specification } }),
      status,
    }))
    await world.writer.create(usage, documents, { id: () => next.next().value ?? '' })
  }
})

/** Conditions, and what fits them. */
const queries = fc.constantFrom<[string, (one: Stored) => boolean]>(
  ['', () => true],
  ['status=rated,billed', ({ status }) => status === 'rated' || status === 'billed'],
  [
    'status.ne=rated&usageSpecification.id=one',
    ({ status, specification }) => status !== 'rated' && specification === 'one',
  ],
  [
    'usageSpecification.id=one;status=rated',
    ({ status, specification }) => status === 'rated' || specification === 'one',
  ],
  ['usageSpecification.id.like=t*', ({ specification }) => specification.startsWith('t')],
  ['usageType=SMS&status=received', ({ usageType, status }) => usageType === 'SMS' && status === 'received'],
  [
    'since=2026-03-02&status=rated',
    ({ usageDate, status }) => usageDate >= middle - 600 * minute && status === 'rated',
  ],
  [
    'usageDate.gt=2026-03-02T10:00:00Z&usageDate.lte=2026-03-05T10:00:00Z',
    ({ usageDate }) => usageDate > middle && usageDate <= middle + 3 * day,
  ],
  ['usageDate=2026-03-02', ({ usageDate }) => usageDate >= middle - 600 * minute && usageDate < middle + 840 * minute],
  ['usageDate.ne=2026-03-02T10:00:00Z', ({ usageDate }) => usageDate !== middle],
  [
    "filter=$[?(@.usageType=='SMS')]&usageSpecification.id=one",
    ({ usageType, specification }) => usageType === 'SMS' && specification === 'one',
  ],
)

test('a histogram is what counting one by one gives', async () => {
  const lengths = fc.constantFrom(1, minute, 11 * minute, 600 * minute, day, 30 * day, 1000 * day)
  await fc.assert(
    fc.asyncProperty(
      queries,
      fc.constantFrom('usageDate', 'arrival'),
      instants,
      lengths,
      async ([query, fits], by, from, length) => {
        const to = from + length
        const parameters = new URLSearchParams({
          query,
          by,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
        })
        const { body } = await world.call('GET', `/api/usage/histogram?${parameters}`)
        const at = by === 'arrival' ? (one: Stored) => one.arrival : (one: Stored) => one.usageDate
        const within = all.filter((one) => at(one) >= from && at(one) < to && fits(one))
        const milliseconds = body.interval * 1000
        const monday = Date.UTC(1970, 0, 5)
        const expected = new Map<string, Record<string, number>>()
        for (const one of within) {
          const begin = new Date(Math.floor((at(one) - monday) / milliseconds) * milliseconds + monday).toISOString()
          const counts = expected.get(begin) ?? {}
          counts[one.status] = (counts[one.status] ?? 0) + 1
          expected.set(begin, counts)
        }
        expect({ ...body, buckets: undefined }).toMatchObject({ by, total: within.length, isEstimate: false })
        expect(body.buckets).toEqual([...expected].sort().map(([at, counts]) => ({ at, counts })))
      },
    ),
    { numRuns: 400 },
  )
}, 120_000)
