import { beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** Values without a declared type compare by what they mean, however they are spelled. */
const world = startWorld()

/** The usages of each test have a type of their own. */
let types = 0
async function store(values: unknown[], name = 'start'): Promise<string> {
  const usageType = `type-${types++}`
  for (const [index, value] of values.entries()) {
    const answer = await world.call(
      'POST',
      '/usage',
      aUsage({
        usageType,
        description: String(index),
        usageCharacteristic: [{ name, value }],
        extra: { [name]: value },
        relatedParty: [{ id: 'x', '@referredType': 'Individual', [name]: value }],
      }),
    )
    expect(answer.status).toBe(201)
  }
  return usageType
}

/** The indexes of the values that a query finds, in the order of the list. */
async function list(usageType: string, query: string): Promise<number[]> {
  const answer = await world.call('GET', `/usage?usageType=${usageType}&limit=1000&${query}`)
  expect(answer.status).toBe(200)
  return answer.body.map(({ description }: { description: string }) => Number(description))
}
const found = async (usageType: string, query: string) => (await list(usageType, query)).sort((a, b) => a - b)

/** The same condition on a characteristic, on its elements, and on attributes that nobody declared. */
const everywhere = (name: string, op: string, value: string) => {
  const signs: Record<string, string> = { '': '==', '.gt': '>', '.gte': '>=', '.lt': '<', '.lte': '<=', '.ne': '!=' }
  const asked = encodeURIComponent(value)
  const path = encodeURIComponent(`usageCharacteristic[?(@.name=='${name}'&&@.value${signs[op]}'${value}')]`)
  return [
    `characteristic.${name}${op}=${asked}`,
    `usageCharacteristic.value${op}=${asked}`,
    `extra.${name}${op}=${asked}`,
    `relatedParty.${name}${op}=${asked}`,
    `filter=${path}`,
  ]
}

const sets: Record<
  string,
  { name: string; values: unknown[]; conditions: [op: string, value: string, expected: number[]][] }
> = {
  'date-times with different offsets': {
    name: 'start',
    values: [
      '2026-11-23T10:00:00+05:30',
      '2026-11-22T22:00:00-08:00',
      '2026-11-23T04:30:00.000Z',
      '2026-11-24T00:00:00Z',
      'later',
    ],
    conditions: [
      ['.gte', '2026-11-23T05:00:00Z', [1, 3]],
      ['.lt', '2026-11-23T05:00:00Z', [0, 2]],
      ['', '2026-11-23T04:30:00Z', [0, 2]],
      ['', '2026-11-23T06:30:00.0+02:00', [0, 2]],
      ['.ne', '2026-11-22T20:30:00-08:00', [1, 3, 4]],
      ['', '2026-11-23', [0, 1, 2]],
      ['', '2026-11', [0, 1, 2, 3]],
      ['', '2026', [0, 1, 2, 3]],
      ['.gt', '2026-11-23', [3]],
      ['.lte', '2026-11-23', [0, 1, 2]],
      ['.gt', '2025', [0, 1, 2, 3]],
      ['.gt', 'l', [4]],
    ],
  },
  'days and months': {
    name: 'billing day',
    values: ['2026-10-31', '2026-11-01', '2026-11-30', '2026-11', '2026-12-01T00:30:00+01:00'],
    conditions: [
      ['', '2026-11-01', [1, 3]],
      ['', '2026-11', [1, 2, 3, 4]],
      ['.gt', '2026-10-31', [1, 2, 3, 4]],
      ['.lt', '2026-11', [0]],
      ['.gte', '2026-11-30T00:00:00Z', [2, 4]],
    ],
  },
  numbers: {
    name: 'volume',
    values: ['9', '10', 50, '60.0', '1e2', -1, '12345678901234567890.5', '12345678901234567891', 'many', '+9'],
    conditions: [
      ['.gt', '9', [1, 2, 3, 4, 6, 7]],
      ['.lte', '9.0', [0, 5]],
      ['', '60', [3]],
      ['', '100.00', [4]],
      ['.gt', '12345678901234567890', [6, 7]],
      ['.gt', '12345678901234567890.50', [7]],
      ['', '12345678901234567891.0', [7]],
      ['.ne', '10', [0, 2, 3, 4, 5, 6, 7, 8, 9]],
      ['', '+9', [9]],
    ],
  },
  'times of day': {
    name: 'at',
    values: ['09:30', '10:00:00', '23:59:59.5', '12:30+02:30', '24:00'],
    conditions: [
      ['', '10:00', [1, 3]],
      ['.gt', '09:30:00.0', [1, 2, 3]],
      ['.lte', '10:00Z', [0, 1, 3]],
      ['', '24:00', [4]],
    ],
  },
  'periods, by their start': {
    name: 'validity',
    values: [
      { startDateTime: '2026-11-23T10:00:00+05:30', endDateTime: '2026-11-30T00:00:00Z' },
      { startDateTime: '2026-11-24T00:00:00Z' },
      { endDateTime: '2026-11-24T00:00:00Z' },
    ],
    conditions: [
      ['', '2026-11-23T04:30:00Z', [0]],
      ['', '2026-11', [0, 1]],
      ['.gt', '2026-11-23', [1]],
    ],
  },
  'quantities, by their amount': {
    name: 'used',
    values: [{ amount: 9, units: 'MB' }, { amount: '10.0', units: 'MB' }, { value: 50, unit: 'EUR' }, { other: 50 }],
    conditions: [
      ['', '10', [1]],
      ['.gt', '9', [1, 2]],
    ],
  },
  booleans: {
    name: 'roaming',
    values: [true, 'true', false, 'false', 'yes'],
    conditions: [
      ['', 'true', [0, 1]],
      ['.ne', 'true', [2, 3, 4]],
      ['', 'false', [2, 3]],
      ['.gt', 'false', [0, 1]],
    ],
  },
  'several values': {
    name: 'legs',
    values: [['9', '2026-11-23'], [[10]], []],
    conditions: [
      ['.gt', '9', [1]],
      ['', '2026-11', [0]],
      ['.ne', '10', [0, 2]],
    ],
  },
}

test.each(Object.entries(sets))('%s compare by their meaning', async (_what, { name, values, conditions }) => {
  const type = await store(values, name)
  // In JSONPath `!=` is a condition on one element, so usages without the element do not match.
  for (const [op, value, expected] of conditions)
    for (const query of everywhere(name, op, value))
      if (!(op === '.ne' && query.startsWith('filter')))
        expect([query, await found(type, query)]).toEqual([query, expected])
})

test('any= finds an instant, a day and a number in every spelling', async () => {
  const type = await store(
    ['2026-03-01T10:00:00+05:30', '2026-03-01', '0777.50', '777.50', { amount: 777.5 }],
    'anything',
  )
  expect(await found(type, 'any=2026-03-01T04:30:00Z')).toEqual([0])
  expect(await found(type, 'any=2026-03-01')).toEqual([0, 1])
  expect(await found(type, 'any=777.5')).toEqual([3, 4])
})

const mixed = [
  true,
  'false',
  -1,
  '9',
  '10',
  50,
  '60.0',
  '1e2',
  '2026-11-22T22:00:00-08:00',
  '2026-11-23T10:00:00+05:30',
]
const rest = [
  '2026-11-23',
  { startDateTime: '2026-11-23T05:00:00Z' },
  '09:30',
  '10:00Z',
  '+49',
  'B',
  'a',
  '\u{e000}',
  '\u{1f600}',
  [],
  { a: 1 },
]

test('a list is in one order of booleans, numbers, instants, times and text, and its pages follow it both ways', async () => {
  const all = [...mixed, ...rest]
  const usageType = await store(all, 'order')
  for (const path of ['characteristic.order', 'extra.order']) {
    const ascending = await list(usageType, `sort=${path}`)
    const descending = await list(usageType, `sort=-${path}`)
    const kept = (indexes: number[]) => indexes.map((index) => all[index])
    expect(kept(ascending)).toEqual([
      [],
      'false',
      true,
      -1,
      '9',
      '10',
      50,
      '60.0',
      '1e2',
      '2026-11-23',
      '2026-11-23T10:00:00+05:30',
      { startDateTime: '2026-11-23T05:00:00Z' },
      '2026-11-22T22:00:00-08:00',
      '09:30',
      '10:00Z',
      '+49',
      'B',
      'a',
      '\u{e000}',
      '\u{1f600}',
      { a: 1 },
    ])
    expect(descending).toEqual(ascending.toReversed())
    for (const [sort, whole] of [
      [path, ascending],
      [`-${path}`, descending],
    ] as const) {
      expect(await pages(`usageType=${usageType}&sort=${sort}&limit=4`, 'next', 'first')).toEqual(whole)
      const backwards = await pages(`usageType=${usageType}&sort=${sort}&limit=4`, 'prev', 'last')
      expect(backwards.toSorted((a, b) => a - b)).toEqual(whole.toSorted((a, b) => a - b))
    }
  }
})

/** Reads page after page in the direction of a link. */
async function pages(query: string, rel: 'next' | 'prev', start: 'first' | 'last'): Promise<number[]> {
  const linkOf = (headers: Headers, name: string) =>
    new RegExp(`<[^>]*/usage(\\?[^>]+)>; rel="${name}"`).exec(headers.get('link') ?? '')?.[1]
  const first = await world.call('GET', `/usage?${query}`)
  let next = start === 'first' ? `?${query}` : linkOf(first.headers, 'last')
  const seen: number[] = []
  while (next) {
    const { status, body, headers } = await world.call('GET', `/usage${next}`)
    expect([200, 206]).toContain(status)
    seen.push(...body.map(({ description }: { description: string }) => Number(description)))
    next = linkOf(headers, rel)
  }
  return seen
}

const instant = fc
  .date({ min: new Date('2026-11-01T00:00:00Z'), max: new Date('2026-11-03T00:00:00Z'), noInvalidDate: true })
  .chain((date) =>
    fc.integer({ min: -28, max: 28 }).map((half) => {
      const sign = half < 0 ? '-' : '+'
      const zone = `${sign}${String(Math.abs(half) >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`
      return new Date(date.getTime() + half * 1_800_000).toISOString().replace('Z', zone)
    }),
  )
const number = fc
  .tuple(fc.integer({ min: -200, max: 200 }), fc.constantFrom('', '.0', '.50', 'e1'))
  .map(([whole, end]) => `${whole}${end}`)
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  instant,
  number,
  fc.integer({ min: -200, max: 200 }),
  fc.boolean(),
  fc.constantFrom('a', 'b', 'true', '10:00', '11:30+01:30', '2026-11-02', '2026-11'),
)

test('sorting agrees with every comparison, and equality with both', async () => {
  const values = fc.sample(anyValue, 120)
  const usageType = await store(values, 'agreed')
  for (const path of ['characteristic.agreed', 'extra.agreed']) {
    const order = await list(usageType, `sort=${path}`)
    for (const value of values.slice(0, 40)) {
      const asked = encodeURIComponent(String(value))
      const [less, equal, greater] = await Promise.all(
        ['.lt', '', '.gt'].map((op) => found(usageType, `${path}${op}=${asked}`)),
      )
      const all = [...(less ?? []), ...(equal ?? []), ...(greater ?? [])]
      expect(new Set(all).size).toBe(all.length)
      // Those that the value compares with stand together in the list: first the lower, then the equal, then the greater.
      const rank = (index: number) => (less?.includes(index) ? 0 : equal?.includes(index) ? 1 : 2)
      const ranks = order.filter((index) => all.includes(index)).map(rank)
      expect([value, ranks]).toEqual([value, ranks.toSorted()])
    }
  }
})

let specification: string
let typed: string

beforeAll(async () => {
  const made = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({
      name: 'Typed',
      specCharacteristic: [
        { name: 'begin', valueType: 'dateTime', configurable: true, extensible: false },
        { name: 'size', valueType: 'decimal' },
      ],
    }),
  )
  specification = made.body.id
  typed = 'typed'
  for (const [begin, size] of [
    ['2026-11-23T10:00:00+05:30', '9'],
    ['2026-11-22T22:00:00-08:00', '10.0'],
    ['2026-11-23T04:30:00Z', 10],
  ])
    await world.call(
      'POST',
      '/usage',
      aUsage({
        usageType: typed,
        usageDate: '2026-11-23T04:30:00Z',
        usageSpecification: { id: specification },
        usageCharacteristic: [
          { name: 'begin', value: begin },
          { name: 'size', value: size },
        ],
      }),
    )
})

test('exports, histograms, values and trials follow the same rules', async () => {
  const query = `usageType=${typed}&characteristic.begin.gte=2026-11-23T05:00:00Z`
  const csv = await world.call('GET', `/usage?${query}&fields=characteristic.begin`, undefined, {
    headers: { accept: 'text/csv' },
  })
  expect(csv.text.trim().split('\r\n')).toEqual(['characteristic.begin', '2026-11-22T22:00:00-08:00'])
  const byNumber = await world.call(
    'GET',
    `/usage?usageType=${typed}&sort=-characteristic.size,characteristic.begin&fields=characteristic.size`,
    undefined,
    {
      headers: { accept: 'text/csv' },
    },
  )
  expect(byNumber.text.trim().split('\r\n').slice(1)).toEqual(['10', '10.0', '9'])
  const histogram = await world.call(
    'GET',
    `/api/usage/histogram?${new URLSearchParams({ query, from: '2026-11-23', to: '2026-11-24' })}`,
  )
  expect(JSON.stringify(histogram.body)).toContain('"received":1')
  const values = (attribute: string) =>
    world.call('GET', `/api/usage/values?${new URLSearchParams({ attribute, query: `usageType=${typed}` })}`)
  expect((await values('characteristic.begin')).body.values.map(({ count }: { count: number }) => count)).toEqual([
    2, 1,
  ])
  expect((await values('characteristic.size')).body.values).toEqual([
    { value: '10', count: 2 },
    { value: '9', count: 1 },
  ])
  const trial = await world.call('POST', `/api/usageSpecification/${specification}/test`, { query })
  expect(trial.text).toContain('"checked":1')
})
