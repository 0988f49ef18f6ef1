import { beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { patterns } from '../../server/query/meaning'
import { isDateTime } from '../../shared/dateTime'
import { writeSearch } from '../../shared/search'
import { jsonPaths } from '../support/jsonPaths'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** No document, once it is stored, makes a query fail: every document that is accepted, and what an older version accepted. */
const world = startWorld()

const pad = (value: number, length = 2) => String(value).padStart(length, '0')
/** Date-times and what looks like one. */
const dateTimes = fc
  .record({
    year: fc.oneof(fc.constantFrom(0, 1, 99, 1582, 1900, 2000, 2015, 2016, 9999), fc.nat(9999)),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.oneof(fc.constantFrom(1, 28, 29, 30, 31), fc.nat(32)),
    hour: fc.oneof(fc.constantFrom(0, 23), fc.nat(24)),
    minute: fc.oneof(fc.constantFrom(0, 59), fc.nat(60)),
    second: fc.oneof(fc.constantFrom(0, 59, 60), fc.nat(61)),
    fraction: fc.constantFrom('', '.', '.0', '.9', '.999999999', '.0000005', '.000000000', '.0000000001'),
    zone: fc.constantFrom('Z', 'z', '', '+00:00', '-00:00', '+05:30', '-08:00', '+14:00', '+14:59', '-14:59', '+15:00'),
  })
  .map(
    ({ year, month, day, hour, minute, second, fraction, zone }) =>
      `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}`,
  )

test('exactly the date-times that the schema admits match the pattern, and PostgreSQL reads them all', async () => {
  const pattern = new RegExp(patterns.dateTime)
  const all = fc.sample(dateTimes, 20_000)
  const admitted = all.filter(isDateTime)
  expect(all.filter((text) => pattern.test(text))).toEqual(admitted)
  expect(admitted.length).toBeGreaterThan(500)
  const [read] = await world.pool.client<{ count: number; matching: number }[]>`
    select count(text::timestamptz)::int as count, count(*) filter (where text ~ ${patterns.dateTime})::int as matching
      from unnest(${admitted}::text[]) as given (text)`
  expect(read).toEqual({ count: admitted.length, matching: admitted.length })
})

test('PostgreSQL reads every number and every time that matches its pattern', async () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 45 })
  const numbers = fc
    .tuple(
      fc.constantFrom('', '-', '+'),
      digits,
      fc.constantFrom('', '.'),
      digits,
      fc.constantFrom('', 'e', 'E-'),
      fc.nat(1500),
    )
    .map(([sign, whole, point, rest, e, exponent]) => `${sign}${whole}${point && point + rest}${e && e + exponent}`)
  const found = fc.sample(numbers, 20_000).filter((text) => new RegExp(patterns.number).test(text))
  expect(found.length).toBeGreaterThan(500)
  const [read] = await world.pool.client<{ count: number }[]>`
    select count(text::numeric)::int as count from unnest(${found}::text[]) as given (text) where text ~ ${patterns.number}`
  expect(read?.count).toBe(found.length)
})

const odd = fc.oneof(
  dateTimes,
  fc.constantFrom(
    '2015-06-30T23:59:60Z',
    '2015-06-30T23:59:60.9Z',
    '2026-02-30',
    '2024-02-29',
    '2026-11',
    '24:00',
    '10:00',
  ),
  fc.constantFrom(
    'infinity',
    'now',
    'epoch',
    'NaN',
    '1e400',
    '-1e-400',
    '1e99999',
    '0x10',
    '1_000',
    ' 5',
    '5 MB',
    'true',
    'null',
  ),
  fc.integer({ min: 10, max: 60 }).map((length) => `1${'7'.repeat(length)}.${'3'.repeat(length)}`),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.boolean(),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('\0', '\ud800', '"', '\\', "'", '%', '\u2028', '😀'),
)
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    odd,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'startDateTime', 'amount', 'value', 'odd.name'), tie('json'), {
      maxKeys: 3,
    }),
  ),
}))
const text = fc.oneof(
  odd.filter((value) => typeof value === 'string'),
  fc.constant('x'),
)
const usages = fc.record(
  {
    usageDate: dateTimes,
    usageType: text,
    description: text,
    relatedParty: fc.array(
      fc.record(
        { id: text, '@referredType': fc.constant('Individual'), role: text, extra: json },
        { requiredKeys: ['id', '@referredType'] },
      ),
      { maxLength: 2 },
    ),
    usageCharacteristic: fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'odd.name'), value: json }), {
      maxLength: 3,
    }),
    ratedProductUsage: fc.array(
      fc.record(
        { ratingDate: dateTimes, taxRate: fc.oneof(fc.double(), fc.integer()), extra: json },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
    extra: json,
    moment: odd,
  },
  { requiredKeys: [] },
)

const paths = [
  'usageDate',
  'usageType',
  'description',
  'relatedParty.id',
  'relatedParty.role',
  'relatedParty.extra',
  'relatedParty.extra.a',
  'characteristic.a',
  'characteristic.b',
  'characteristic.odd.name',
  'usageCharacteristic.value',
  'usageCharacteristic.value.startDateTime',
  'ratedProductUsage.ratingDate',
  'ratedProductUsage.taxRate',
  'ratedProductUsage.extra.b',
  'extra',
  'extra.a',
  'extra.value.amount',
  'moment',
]
let specification: string

beforeAll(async () => {
  const made = await world.call('POST', '/usageSpecification', aSpecification({ name: 'Any' }))
  specification = made.body.id
  let accepted = 0
  for (const one of fc.sample(usages, 1000)) {
    const { status } = await world.call('POST', '/usage', aUsage({ ...one, usageSpecification: { id: specification } }))
    expect([201, 400]).toContain(status)
    if (status === 201) accepted++
  }
  expect(accepted).toBeGreaterThan(100)
  // As versions before this one accepted them.
  for (const ratingDate of ['2015-06-30T23:59:60.9Z', '2015-02-30T00:00:00Z', 'never']) {
    await world.store(
      aUsage({ ratedProductUsage: [{ ratingDate }], moment: ratingDate, usageSpecification: { id: specification } }),
    )
  }
}, 120_000)

const get = async (path: string, headers = {}) => {
  const { status, body, headers: answered } = await world.call('GET', path, undefined, { headers })
  return { status, body, next: /<http:\/\/localhost([^>]+)>; rel="next"/.exec(answered.get('link') ?? '')?.[1] }
}
const query = (parameters: Record<string, string>) => new URLSearchParams(parameters).toString()

describe.each(paths)('with any stored documents, %s', (path) => {
  const isDate = path === 'usageDate' || path === 'ratedProductUsage.ratingDate'
  const values = isDate
    ? ['2015', '2015-06-30', '2015-06-30T23:59:60Z']
    : path.endsWith('taxRate')
      ? ['0', '-1e300', '5e-324']
      : [
          '2015',
          '2015-06-30',
          '2015-06-30T23:59:60Z',
          '5',
          '1e400',
          '-1e-400',
          '1e99999',
          'true',
          '10:00',
          'x',
          '',
          '"\\',
        ]

  test('can be filtered with every operator', async () => {
    for (const value of values)
      for (const op of ['', '.ne', '.gt', '.gte', '.lt', '.lte'])
        expect([value, op, (await get(`/usage?${query({ [`${path}${op}`]: value, fields: 'none' })}`)).status]).toEqual(
          [value, op, 200],
        )
  })

  test('can be sorted in both directions, and its pages are the whole', async () => {
    const { body: all } = await get('/usage?limit=1000&fields=none')
    for (const sort of [path, `-${path}`]) {
      const found: string[] = []
      const { body: whole } = await get(`/usage?${query({ sort, limit: '1000', fields: 'none' })}`)
      let next: string | undefined = `/usage?${query({ sort, limit: '50', fields: 'none' })}`
      while (next) {
        const page = await get(next.replace(/^.*\/usage\?/, '/usage?'))
        expect([200, 206]).toContain(page.status)
        found.push(...page.body.map(({ id }: { id: string }) => id))
        next = page.next
      }
      expect(found).toHaveLength(all.length)
      expect(found).toEqual(whole.map(({ id }: { id: string }) => id))
    }
  })

  test('can be exported, counted and tried', async () => {
    const condition = query({ [`${path}.gte`]: values[0] ?? '' })
    for (const accept of ['text/csv', 'application/x-ndjson']) {
      const fields = accept === 'text/csv' ? `&fields=${path}` : ''
      expect((await get(`/usage?sort=${path}&${condition}${fields}`, { accept })).status).toBe(200)
    }
    expect((await get(`/api/usage/histogram?${query({ query: condition, from: '2015', to: '2016' })}`)).status).toBe(
      200,
    )
    const valued = { attribute: path, query: condition }
    if (!path.endsWith('.extra') || path === 'extra')
      expect((await get(`/api/usage/values?${query(valued)}`)).status).toBe(200)
    const trial = await world.call('POST', `/api/usageSpecification/${specification}/test`, { query: condition })
    expect([trial.status, trial.text.includes('"error"')]).toEqual([200, false])
  })
})

test('any JSONPath can be asked of any stored documents', async () => {
  const asked = fc.constantFrom(
    '2015',
    '2015-06-30T23:59:60Z',
    '5',
    '1e400',
    '-1e-400',
    '1e99999',
    'true',
    '10:00',
    'x',
    '',
  )
  await fc.assert(
    fc.asyncProperty(jsonPaths(asked), async (path) => {
      const { status, body } = await world.call('GET', `/usage?${writeSearch({ filter: [path], fields: ['none'] })}`)
      // A value that a declared attribute cannot have, or a regular expression of its own, is the caller's mistake.
      if (status !== 200) expect([status, body.code]).toEqual([400, 'invalidFilter'])
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['usageDate', (value: string) => aUsage({ usageDate: value })],
  ['ratedProductUsage[0].ratingDate', (value: string) => aUsage({ ratedProductUsage: [{ ratingDate: value }] })],
])('%s refuses a leap second with a fraction, and says where and why', async (path, usage) => {
  for (const value of ['2015-06-30T23:59:60.9Z', '2016-12-31T23:59:60.000001Z', '2016-12-31T10:00:60.5+02:00']) {
    const { status, body } = await world.call('POST', '/usage', usage(value))
    expect([status, body.invalidAttribute[0].path]).toEqual([400, path])
    expect(body.invalidAttribute[0].message).toContain(':60 or :59.999')
  }
  expect((await world.call('POST', '/usage', usage('2015-06-30T23:59:60.000Z'))).status).toBe(201)
})

test('validFor of a specification and of its characteristics likewise', async () => {
  const validFor = { startDateTime: '2015-06-30T23:59:60.9Z' }
  for (const [path, specification] of [
    ['validFor.startDateTime', aSpecification({ validFor })],
    ['specCharacteristic[0].validFor.startDateTime', aSpecification({ specCharacteristic: [{ name: 'a', validFor }] })],
  ] as const) {
    const { status, body } = await world.call('POST', '/usageSpecification', specification)
    expect([status, body.invalidAttribute[0].path]).toEqual([400, path])
  }
  expect((await get('/usageSpecification?sort=validFor.startDateTime&validFor.endDateTime.lt=2020')).status).toBe(200)
})

test('a stored date that does not exist matches no condition and sorts as missing', async () => {
  const rated = (usage: { ratedProductUsage?: { ratingDate?: string }[] }) =>
    usage.ratedProductUsage?.find(({ ratingDate }) => ratingDate !== undefined)?.ratingDate
  const matching = (await get('/usage?ratedProductUsage.ratingDate.gte=0001&limit=1000')).body.map(rated)
  expect(matching.length).toBeGreaterThan(0)
  expect(matching.filter((date: string) => !isDateTime(date))).toEqual([])
  const sorted = (await get('/usage?sort=ratedProductUsage.ratingDate&limit=1000')).body.map(rated)
  const exists = sorted.map((date: string | undefined) => date !== undefined && isDateTime(date))
  expect(exists.lastIndexOf(false)).toBeLessThan(exists.indexOf(true))
  expect(sorted.indexOf('never')).toBeGreaterThanOrEqual(0)
})
