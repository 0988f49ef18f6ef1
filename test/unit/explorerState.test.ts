import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Condition, equal, readSearch, writeSearch } from '../../shared/search'
import { filtersOf, narrowed, readFilters, writeFilters } from '../../web/usages/explorer/filter/filters'
import { changedSearch, type ExplorerSearch, listQueryOf, readExplorerSearch } from '../../web/usages/explorer/state'
import { conditionsOf, fixed, isTime, spanOf, writeSpan } from '../../web/usages/explorer/time/time'

const now = Date.UTC(2026, 10, 23, 12)

/** The API query that an address leads to. */
const asked = (search: ExplorerSearch) => writeSearch(listQueryOf(search, now))

/** An address as the page reads it, without what it does not understand. */
const read = (raw: object) =>
  Object.fromEntries(
    Object.entries(readExplorerSearch(raw as Parameters<typeof readExplorerSearch>[0])).filter(
      ([, value]) => value !== undefined,
    ),
  )

test.each<[object, ExplorerSearch]>([
  [{}, {}],
  [
    {
      q: 'status=rated',
      time: '24h',
      by: 'usageDate',
      sort: '-usageDate',
      cols: 'status,id',
      density: 'compact',
      open: 'x',
      tab: 'history',
      view: 'v',
      zone: 'local',
    },
    {
      q: 'status=rated',
      time: '24h',
      by: 'usageDate',
      sort: '-usageDate',
      cols: 'status,id',
      density: 'compact',
      open: 'x',
      tab: 'history',
      view: 'v',
      zone: 'local',
    },
  ],
  [{ live: '1', by: 'usageDate', sort: 'usageDate' }, { live: '1' }],
  [
    {
      time: 'yesterday',
      by: 'arrival',
      sort: ',',
      density: 'dense',
      live: 'yes',
      zone: 'CET',
      limit: '25',
      offset: '50',
      q: '',
    },
    {},
  ],
  [{ status: 'rejected' }, { q: 'status=rejected' }],
  [{ status: 'lost' }, {}],
  [{ status: 'lost,rated,billed', usageType: 'Voice' }, { q: 'status=rated,billed&usageType=Voice' }],
  [{ q: 'usageType=SMS', 'usageSpecification.id': 's-1' }, { q: 'usageType=SMS&usageSpecification.id=s-1' }],
  [{ 'relatedParty.id': '"a,b"' }, { q: 'relatedParty.id=a%2Cb' }],
  [{ q: 'status', 'relatedParty.id': 'a' }, { q: 'status' }],
])('the address %j is understood as %j', (raw, search) => {
  expect(read(raw)).toEqual({ ...search })
})

test.each<[ExplorerSearch, string]>([
  [{}, ''],
  [{ q: 'status=rated,billed&party=customer-1' }, 'status=rated,billed&relatedParty.id=customer-1'],
  [{ time: '24h', by: 'usageDate' }, 'usageDate.gte=2026-11-22T12%3A00%3A00.000Z&sort=-usageDate'],
  [{ time: '24h', by: 'usageDate', sort: 'usageDate' }, 'usageDate.gte=2026-11-22T12%3A00%3A00.000Z&sort=usageDate'],
  [{ time: '1h' }, 'id.gte=01M84103W00000000000000000'],
  [
    { time: '2026-11-23T10:00:00Z..2026-11-23T11:00:00Z', q: 'status=rejected' },
    'status=rejected&id.gte=01M83XJ8800000000000000000&id.lt=01M84103W00000000000000000',
  ],
  [
    { q: 'status=rated;usageType=SMS', time: '..2026-11-23T00:00:00Z', by: 'usageDate' },
    'status=rated&usageDate.lt=2026-11-23T00%3A00%3A00.000Z;usageType=SMS&usageDate.lt=2026-11-23T00%3A00%3A00.000Z&sort=-usageDate',
  ],
  [{ q: 'usageDate=2026-11' }, 'usageDate=2026-11&sort=-id'],
  [
    { q: "filter=relatedParty[?(@.role=='customer')]" },
    "filter=%24.relatedParty%5B%3F(%40.role%20%3D%3D%20'customer')%5D",
  ],
])('for %j the API is asked %p', (search, query) => {
  expect(asked(search)).toBe(query)
})

test('an id that a time of arrival begins with is that of the instant', () => {
  const [from] = conditionsOf({ from: Date.UTC(2026, 10, 23, 10), to: undefined }, 'arrival')
  expect(from).toEqual({ path: 'id', op: 'gte', values: ['01M83XJ8800000000000000000'] })
  expect(parseTime('01M83XJ880')).toBe(Date.UTC(2026, 10, 23, 10))
})

/** Crockford's base 32. */
const parseTime = (text: string) =>
  [...text].reduce((sum, letter) => sum * 32 + '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter), 0)

test.each([
  ['1h', true],
  ['90d', true],
  ['15m', true],
  ['0h', false],
  ['1w', false],
  ['all', false],
  ['..', false],
  ['2026-11-23T10:00:00Z..', true],
  ['2026-11-23..2026-11-22', false],
  ['then..2026-11-22', true],
  ['1e9..', false],
])('%p is a time: %p', (text, is) => {
  expect(isTime(text)).toBe(is)
})

test('a time that ends now is fixed by its two ends, others are as they were', () => {
  expect(fixed('24h', now)).toBe('2026-11-22T12:00:00Z..2026-11-23T12:00:00Z')
  expect(fixed(undefined, now)).toBe('..2026-11-23T12:00:00Z')
  expect(fixed('..2026-11-23T10:00:00Z', now)).toBe('..2026-11-23T10:00:00Z')
  const both = '2026-11-23T10:00:00Z..2026-11-23T11:00:00.250Z'
  expect(writeSpan(spanOf(both, now))).toBe(both)
})

test.each<[string, string[]]>([
  ['', []],
  ['status=rated&party=c', ['status=rated', 'relatedParty.id=c']],
  ['since=2026-11&until=2026-12', ['usageDate.gte=2026-11', 'usageDate.lt=2026-12']],
  ['status=rated;usageType=SMS', ['status=rated;usageType=SMS']],
  ['status=rated&party=c;status=rated&usageType=SMS', ['status=rated', 'relatedParty.id=c;usageType=SMS']],
  ['status=rated;status=rated&usageType=SMS', ['status=rated']],
])('%p is these filters: %j', (q, filters) => {
  expect(readFilters(q).map((it) => writeFilters([it]) ?? '')).toEqual(filters)
})

test.each<[string, Condition, string]>([
  ['', equal('status', 'rated'), 'status=rated'],
  ['status=rated', equal('status', 'billed'), 'status=rated,billed'],
  ['status=rated', equal('status', 'rated'), 'status=rated'],
  ['status.ne=rated', equal('status', 'rated'), 'status=rated'],
  ['status.ne=rated,billed', equal('status', 'rated'), 'status.ne=billed&status=rated'],
  ['status=rated&usageType=SMS', { path: 'status', op: 'ne', values: ['rated'] }, 'usageType=SMS&status.ne=rated'],
  [
    'characteristic.duration.gt=5',
    { path: 'characteristic.duration', op: 'gt', values: ['60'] },
    'characteristic.duration.gt=60',
  ],
  ['status=rated;usageType=SMS', equal('id', 'x'), 'id=x&status=rated;id=x&usageType=SMS'],
])('%p narrowed by %j is %p', (q, condition, narrow) => {
  expect(writeFilters(narrowed(readFilters(q), { kind: 'condition', condition })) ?? '').toBe(narrow)
})

const aCondition = fc.record({
  path: fc.constantFrom('status', 'usageType', 'characteristic.a'),
  op: fc.constantFrom('ne' as const, 'gt' as const),
  values: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 1 }),
})

test('filters survive the address', () => {
  fc.assert(
    fc.property(fc.array(fc.array(aCondition, { minLength: 1, maxLength: 4 }), { maxLength: 3 }), (any) => {
      const once = filtersOf(readSearch(writeSearch({ any })))
      expect(readFilters(writeFilters(once))).toEqual(once)
    }),
  )
})

test.each<[ExplorerSearch, ExplorerSearch, ExplorerSearch]>([
  [{ live: '1', q: 'a=1' }, { sort: '-usageDate' }, { q: 'a=1', sort: '-usageDate' }],
  [{ live: '1' }, { by: 'usageDate' }, { by: 'usageDate' }],
  [{ live: '1' }, { open: 'x' }, { live: '1', open: 'x' }],
  [{ by: 'usageDate', sort: 'id', q: 'a=1' }, { live: '1' }, { live: '1', q: 'a=1' }],
])('an address %j that is changed by %j is %j', (before, changed, after) => {
  expect(JSON.parse(JSON.stringify(changedSearch(before, changed)))).toEqual(after)
})
