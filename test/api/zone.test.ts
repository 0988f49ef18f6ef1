import { beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { encodeTime } from 'ulid'
import { bucketsOf } from '../../server/analytics/buckets'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

let made = 0
/** Stores usages that arrived at a time, with their hour as the description. */
const store = (usages: { at: string; arrivedAt?: string; [attribute: string]: unknown }[]) => {
  const ids = usages.map(
    ({ at, arrivedAt = at }) => encodeTime(Date.parse(arrivedAt), 10) + String(++made).padStart(16, '0'),
  )
  return world.writer.create(
    usage,
    usages.map(({ at, arrivedAt: _, ...more }) =>
      usage.prepare(aUsage({ usageDate: at, description: at, ...more }) as never, new Date()),
    ),
    { id: () => ids.shift() ?? '' },
  )
}

const hour = 3_600_000
const iso = (at: number) => new Date(at).toISOString()
/** A usage for each hour of UTC around the days on which clocks change in Berlin in 2026. */
const hours = ['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z'].flatMap((from) =>
  Array.from({ length: 48 }, (_, index) => iso(Date.parse(from) + index * hour)),
)

beforeAll(async () => {
  await store(
    hours.map((at) => ({
      at,
      ratedProductUsage: [{ ratingDate: at }],
      usageCharacteristic: [{ name: 'start', value: at.replace('Z', '+00:00') }],
    })),
  )
  await store([
    { at: '2026-07-01T00:00:00Z', arrivedAt: '2026-06-15T10:00:00.123Z' },
    { at: '2026-07-01T00:00:00Z', arrivedAt: '2026-06-15T10:00:00.124Z' },
    { at: '2026-07-01T00:00:00Z', arrivedAt: '2026-06-15T22:30:00Z' },
  ])
})

const count = async (query: string, path = '/usage') => {
  const { status, headers, body } = await world.call('GET', `${path}?${query}&limit=0`)
  return status === 200 ? Number(headers.get('x-total-count')) : [status, body.message]
}

const days: [zone: string, day: string, hours: number][] = [
  ['Europe/Berlin', '2026-03-28', 11],
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['UTC', '2026-03-29', 24],
  ['America/New_York', '2026-03-29', 24],
  ['Asia/Kathmandu', '2026-10-25', 24],
  ['europe/berlin', '2026-10-25', 25],
  ['Etc/GMT+5', '2026-10-25', 24],
]

describe.each(days)('zone=%s&usageDate=%s', (zone, day, expected) => {
  test.each(['usageDate', 'arrival', 'ratedProductUsage.ratingDate', 'characteristic.start'])(
    '%s has the hours of that day',
    async (attribute) => {
      expect(await count(`${attribute}=${day}&zone=${zone}`)).toBe(expected)
      const after = await count(`${attribute}.gt=${day}&zone=${zone}`)
      const from = await count(`${attribute}.gte=${day}&zone=${zone}`)
      expect(Number(from) - Number(after)).toBe(expected)
      const before = await count(`${attribute}.lt=${day}&zone=${zone}`)
      expect(Number(await count(`${attribute}.lte=${day}&zone=${zone}`)) - Number(before)).toBe(expected)
    },
  )

  test('JSONPath, exports and values agree', async () => {
    const path = encodeURIComponent(`$[?(@.usageDate=='${day}')]`)
    expect(await count(`filter=${path}&zone=${zone}`)).toBe(expected)
    const element = encodeURIComponent(`usageCharacteristic[?(@.name=='start'&&@.value=='${day}')]`)
    expect(await count(`filter=${element}&zone=${zone}`)).toBe(expected)
    expect(await count(`characteristic.start.ne=${day}&zone=${zone}`)).toBe(hours.length + 3 - expected)
    for (const address of [
      `/api/usage/export?format=ndjson&zone=${encodeURIComponent(zone)}&query=usageDate=${day}`,
      `/api/usage/export?format=ndjson&query=${encodeURIComponent(`arrival=${day}&zone=${zone}`)}`,
    ])
      expect((await world.call('GET', address)).text.trim().split('\n')).toHaveLength(expected)
    const query = encodeURIComponent(`usageDate=${day}&zone=${zone}`)
    expect((await world.call('GET', `/api/usage/values?attribute=status&query=${query}`)).body.of).toBe(expected)
  })

  test.each(['usageDate', 'arrival'])('a histogram by %s has a bucket for the day', async (by) => {
    const parameters = new URLSearchParams({ by, zone, from: '2026-01-15', to: '2026-04-30' })
    if (day > '2026-06') {
      parameters.set('from', '2026-08-15')
      parameters.set('to', '2026-11-30')
    }
    const { body } = await world.call('GET', `/api/usage/histogram?${parameters}`)
    const start = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
    expect([body.interval, body.isEstimate]).toEqual([86_400, false])
    expect(body.buckets).toContainEqual({ at: iso(start), counts: { received: expected } })
  })
})

test('a day of a zone is the same in the histogram, counted or estimated from the tally', async () => {
  const ask = (more: Record<string, string>) =>
    world.call(
      'GET',
      `/api/usage/histogram?${new URLSearchParams({ from: '2026-03-29', to: '2026-03-30', zone: 'Europe/Berlin', ...more })}`,
    )
  expect((await ask({})).body).toMatchObject({
    from: '2026-03-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
    total: 23,
  })
  expect((await ask({ query: 'description.like=*' })).body.total).toBe(23)
  expect((await ask({ query: 'usageDate.gte=2026-03-29' })).body.total).toBe(23)
  expect((await ask({ by: 'arrival', query: 'arrival.gt=2026-03-28' })).body.total).toBe(23)
})

test.each(['Mars/Olympus', '%2B01:00', '', 'Europe/Berlin%20', 'x'.repeat(100)])('zone=%s is 400', async (zone) => {
  for (const path of [`/usage?zone=${zone}`, `/api/usage/histogram?zone=${zone}`, `/api/usage/export?zone=${zone}`]) {
    const { status, body } = await world.call('GET', path)
    expect([status, body.message]).toEqual([400, expect.stringContaining('such as Europe/Berlin')])
  }
})

test('arrival compares to the millisecond, as the time in the id', async () => {
  const found = (query: string) => count(`${query}&usageDate=2026-07-01`)
  expect([
    await found('arrival=2026-06-15T10:00:00.123Z'),
    await found('arrival=2026-06-15T12:00:00.123%2B02:00'),
    await found('arrival=2026-06-15T12:00:00.123+02:00'),
    await found('arrival=2026-06-15T10:00:00.1235Z'),
    await found('arrival.gt=2026-06-15T10:00:00.123Z'),
    await found('arrival.gte=2026-06-15T10:00:00.1231Z'),
    await found('arrival.lte=2026-06-15T10:00:00.123Z'),
    await found('arrival.lt=2026-06-15T10:00:00.1231Z'),
    await found('arrival.ne=2026-06-15T10:00:00.123Z'),
    await found('arrival=2026-06-15'),
    await found('arrival.in=2025,2026-06-16'),
    await found('arrival.isnull=true'),
    await found('arrival.isnull=false'),
    await found('arrival.gte=9999'),
    await found('arrival.lt=1969'),
  ]).toEqual([1, 1, 1, 0, 2, 2, 1, 1, 2, 3, 0, 0, 3, 0, 0])
})

test.each([
  ['arrival=yesterday', 'must be compared with a date-time'],
  ['arrival.like=2026*', 'arrival is a date-time'],
  ['arrival.day=1', 'Operators are'],
])('%s is 400', async (query, words) => {
  expect(await count(query)).toEqual([400, expect.stringContaining(words)])
})

test('arrival is a sort key and a field, in every format and of every type', async () => {
  const query = 'arrival=2026-06-15&sort=arrival&fields=arrival'
  const expected = ['2026-06-15T10:00:00.123Z', '2026-06-15T10:00:00.124Z', '2026-06-15T22:30:00.000Z']
  const arrivals = (some: { arrival: string }[]) => some.map(({ arrival }) => arrival)
  expect(arrivals((await world.call('GET', `/usage?${query}`)).body)).toEqual(expected)
  const accept = (type: string) => world.call('GET', `/usage?${query}`, undefined, { headers: { accept: type } })
  expect(
    arrivals(
      (await accept('application/x-ndjson')).text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ),
  ).toEqual(expected)
  expect((await accept('text/csv')).text.trim().split('\r\n')).toEqual(['arrival', ...expected])
  const { body } = await world.call('POST', '/usageSpecification?fields=arrival', { name: 'x' })
  expect(Date.now() - Date.parse(body.arrival)).toBeLessThan(60_000)
  expect(await count(`arrival.gte=${body.arrival}`, '/usageSpecification')).toBe(1)
})

test('buckets of a zone never overlap, never contain parts of two days, and hold all of the time', () => {
  const instant = fc.integer({ min: Date.parse('1900-01-01T00:00:00Z'), max: Date.parse('2100-01-01T00:00:00Z') })
  const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu', 'Africa/Cairo')
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 4e11 }), zones, (from, length, zone) => {
      const { starts, step } = bucketsOf({ from, to: from + length }, zone)
      const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
      expect(starts.length).toBeWithin(1, 121)
      expect(starts[0] as number).toBeLessThanOrEqual(from)
      expect(starts.at(-1) as number).toBeLessThan(from + length)
      for (const [index, start] of starts.entries()) {
        const next = starts[index + 1]
        if (next !== undefined) expect(next).toBeGreaterThan(start)
        if (step >= 86_400_000) expect(local(start).startOfDay().epochMilliseconds).toBe(start)
        else if (next !== undefined)
          expect(
            local(next - 1)
              .toPlainDate()
              .equals(local(start).toPlainDate()),
          ).toBe(true)
      }
    }),
  )
})
