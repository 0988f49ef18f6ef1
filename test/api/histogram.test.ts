import { beforeAll, describe, expect, test } from 'bun:test'
import { encodeTime } from 'ulid'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

interface Wanted {
  usageDate?: string
  arrivedAt: string
  [attribute: string]: unknown
}

let made = 0
/** Usages that came at a time of the test's choice. */
const store = async (all: Wanted[]) => {
  const ids = all
    .map(({ arrivedAt }) => encodeTime(Date.parse(arrivedAt), 10) + String(++made).padStart(16, '0'))
    .values()
  const documents = all.map(({ arrivedAt: _, ...document }) => usage.prepare({ ...aUsage(document) }, new Date()))
  await world.writer.create(usage, documents, { id: () => ids.next().value ?? '' })
}

const ask = (parameters: Record<string, string>) =>
  world.call('GET', `/api/usage/histogram?${new URLSearchParams(parameters)}`)

beforeAll(() =>
  store([
    { usageDate: '2026-03-02T10:00:00Z', arrivedAt: '2026-03-02T10:00:01Z', status: 'rated', usageType: 'Voice' },
    {
      usageDate: '2026-03-02T10:09:59.999999Z',
      arrivedAt: '2026-03-02T11:30:00Z',
      status: 'rejected',
      usageType: 'Voice',
    },
    { usageDate: '2026-03-02T10:10:00Z', arrivedAt: '2026-03-02T11:30:00Z', status: 'rated', usageType: 'SMS' },
    { usageDate: '2026-03-02T12:59:59Z', arrivedAt: '2026-03-05T00:00:00Z', status: 'rated', usageType: 'SMS' },
    { usageDate: '2026-03-03T00:00:00+01:00', arrivedAt: '2026-03-05T00:00:00Z', usageSpecification: { id: 'other' } },
    { arrivedAt: '2026-03-05T00:00:00Z', usageType: 'Voice' },
  ]),
)

test('the usages of some hours are told by time and status, also at the edges', async () => {
  expect(await ask({ from: '2026-03-02T10:00:00Z', to: '2026-03-02T13:00:00Z' })).toMatchObject({
    status: 200,
    body: {
      by: 'usageDate',
      from: '2026-03-02T10:00:00.000Z',
      to: '2026-03-02T13:00:00.000Z',
      interval: 120,
      isEstimate: false,
      total: 4,
      buckets: [
        { at: '2026-03-02T10:00:00.000Z', counts: { rated: 1 } },
        { at: '2026-03-02T10:08:00.000Z', counts: { rejected: 1 } },
        { at: '2026-03-02T10:10:00.000Z', counts: { rated: 1 } },
        { at: '2026-03-02T12:58:00.000Z', counts: { rated: 1 } },
      ],
    },
  })
})

test('what arrived when is another question', async () => {
  const { body } = await ask({ by: 'arrival', from: '2026-03-02', to: '2026-04-01' })
  expect([body.interval, body.total]).toEqual([21_600, 6])
  expect(body.buckets).toEqual([
    { at: '2026-03-02T06:00:00.000Z', counts: { rejected: 1, rated: 2 } },
    { at: '2026-03-05T00:00:00.000Z', counts: { received: 2, rated: 1 } },
  ])
})

test('a bucket begins before the time that was asked for, and holds only what lies in it', async () => {
  const { body } = await ask({ from: '2026-03-02T10:05:00Z', to: '2026-03-30T10:10:00Z' })
  expect([body.interval, body.total]).toEqual([21_600, 4])
  expect(body.buckets).toEqual([
    { at: '2026-03-02T06:00:00.000Z', counts: { rejected: 1, rated: 1 } },
    { at: '2026-03-02T12:00:00.000Z', counts: { rated: 1 } },
    { at: '2026-03-02T18:00:00.000Z', counts: { received: 1 } },
  ])
})

test.each([
  ['status=rated', 3],
  ['status.ne=rated', 2],
  ['status=rated,rejected&usageType=Voice', 2],
  ['usageSpecification.id=other;usageType=SMS', 3],
  ['usageSpecification.id=other', 1],
  ['usageSpecification.id.ne=other', 4],
  ['since=2026-03-02T10:10:00Z', 3],
  ['usageDate.gt=2026-03-02T10:10:00Z', 2],
  ['until=2026-03-02T10:10:00Z&status=rejected', 1],
  ['usageDate=2026-03-02', 5],
  ['usageDate=2026-03-02T10:10:00Z', 1],
  ['party=nobody', 0],
  ['any=Voice', 2],
  ["filter=$[?(@.usageType=='SMS')]", 2],
  ['status=rated&sort=-usageDate&fields=none&limit=1', 3],
])('of %s there are %d', async (query, total) => {
  expect((await ask({ query, from: '2026', to: '2027' })).body).toMatchObject({
    interval: 604_800,
    isEstimate: false,
    total,
  })
})

test('without a time it is that of all usages', async () => {
  expect((await ask({})).body).toMatchObject({
    from: '2026-03-02T10:00:00.000Z',
    to: '2026-03-02T23:10:00.000Z',
    total: 5,
  })
  expect((await ask({ by: 'arrival' })).body).toMatchObject({
    from: '2026-03-02T10:00:00.000Z',
    to: '2026-03-05T00:10:00.000Z',
    total: 6,
  })
  expect((await ask({ to: '2026-03-02T10:10:00Z' })).body).toMatchObject({ from: '2026-03-01T10:10:00.000Z', total: 2 })
  expect((await ask({ from: '2027' })).body).toMatchObject({
    from: '2027-01-01T00:00:00.000Z',
    to: '2027-01-02T00:00:00.000Z',
    total: 0,
    buckets: [],
  })
})

test('HEAD has the headers of GET', async () => {
  expect(await world.call('HEAD', '/api/usage/histogram?from=2026')).toMatchObject({ status: 200, text: '' })
})

describe('what cannot be asked is explained', () => {
  const day = { from: '2026-03-02', to: '2026-03-03' }
  test.each([
    [{ from: '', to: '2026-03-03' }, 'from is not a time', 'got an empty text'],
    [{ from: '2026-03-02', to: 'tomorrow' }, 'to is not a time', 'such as 2026-11-23T10:14:00Z'],
    [
      { from: '2026-03-02', to: '2026-03-02T00:00:00Z' },
      'from is not before to',
      'from is inclusive, to is exclusive.',
    ],
    [{ ...day, by: 'status' }, 'by cannot be status', 'by is usageDate or arrival.'],
    [{ ...day, status: 'rated' }, 'Unknown parameter status', 'query, by, from, to'],
    [{ ...day, query: 'statsu=rated' }, 'Unknown attribute statsu', 'Did you mean status?'],
    [{ ...day, query: 'limit=x' }, 'limit cannot be x', 'limit must be a whole number'],
    [{ ...day, query: 'offset=-1' }, 'offset cannot be -1', 'offset must be a whole number'],
    [{ ...day, query: 'after=nonsense' }, 'after is not a valid cursor', 'after'],
    [{ ...day, query: 'asOf=2026' }, 'asOf applies only to a single resource', 'asOf'],
    [{ ...day, query: 'filter=(' }, 'Invalid query string', 'filter'],
  ])('%j', async (parameters, reason, message) => {
    expect(await ask(parameters)).toMatchObject({
      status: 400,
      body: { reason, message: expect.stringContaining(message) },
    })
  })

  test('twice the same, and another method', async () => {
    expect(await world.call('GET', '/api/usage/histogram?from=2026&from=2027&to=2028')).toMatchObject({
      status: 400,
      body: { reason: 'from is given twice' },
    })
    expect(await world.call('POST', '/api/usage/histogram', {})).toMatchObject({ status: 405 })
    expect(await ask({ ...day, query: 'filter=$..id' })).toMatchObject({ status: 501 })
  })
})
