import { expect, test } from 'bun:test'
import type { Usage } from '../../shared/usage'
import { nextForAll } from '../../web/usages/explorer/bulk/bulk'
import { exportAddress, exportAddresses, joined } from '../../web/usages/explorer/bulk/exports'
import { columnsOf, defaultColumns, readCols, valuesAt, writeCols } from '../../web/usages/explorer/list/columns'

/** The columns of the explorer: how an address names them, what they show, what an export has of them, and what may be done with rows. */
const usage: Usage = {
  id: '01M83XJ8800000000000000000',
  href: '',
  status: 'rated',
  usageDate: '2026-11-23T10:14:00Z',
  usageSpecification: { id: 's-1' },
  usageCharacteristic: [
    { name: 'duration', value: 60 },
    { name: 'leg', value: 'a' },
    { name: 'leg', value: { b: 1 } },
  ],
  relatedParty: [
    { id: 'operator-1', role: 'operator', '@referredType': 'Organization' },
    { id: 'customer-1', name: 'Ingrid Bø', role: 'customer', '@referredType': 'Individual' },
  ],
  ratedProductUsage: [{ taxIncludedRatingAmount: { value: 1.5, unit: 'EUR' } }],
}
const known = { attributes: [], specifications: new Map([['s-1', 'Voice']]), zone: 'UTC' as const }
const texts = (...ids: string[]) => columnsOf(ids, known).map(({ textOf }) => textOf(usage))

test('columns show what they are about', () => {
  expect(texts('party', 'usageSpecification', 'amount', 'status', 'usageType')).toEqual([
    'Ingrid Bø',
    'Voice',
    '1.50 EUR',
    'rated',
    '',
  ])
  expect(texts('relatedParty.role', 'characteristic.duration', 'characteristic.leg', 'nothing.here')).toEqual([
    'operator; customer',
    '60',
    'a; {"b":1}',
    '',
  ])
  const [received, date] = texts('received', 'usageDate')
  expect(received).toContain('10:00:00')
  expect(date).toContain('10:14:00')
})

test('what is inherited is no value', () => {
  expect(valuesAt(usage, 'constructor.name')).toEqual([])
})

test.each<[string | undefined, string[] | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['status,id,status', ['status', 'id']],
  ['characteristic.a%2Cb', ['characteristic.a,b']],
  ['%,id', ['%', 'id']],
])('the columns %p are %j', (cols, ids) => {
  expect(readCols(cols)).toEqual(ids)
})

test('columns survive the address', () => {
  for (const ids of [defaultColumns, ['characteristic.a,b', '50%', 'x']])
    expect(readCols(writeCols(ids))).toEqual([...ids])
})

test('an export has the query and the columns that are seen, and the id', () => {
  const columns = columnsOf(['status', 'characteristic.duration'], known)
  expect(exportAddress('status=rated&usageType=a%26b', 'csv', columns)).toBe(
    '/api/usage/export?query=status%3Drated%26usageType%3Da%2526b&format=csv&fields=id%2Cstatus%2Ccharacteristic.duration',
  )
  expect(exportAddress('', 'ndjson', columns)).toBe('/api/usage/export?query=&format=ndjson')
})

test('more usages than an address has room for are several exports, joined without their heads', () => {
  const ids = Array.from({ length: 450 }, (_, at) => String(at).padStart(26, '0'))
  const addresses = exportAddresses(ids, 'csv', columnsOf(defaultColumns, known))
  expect(addresses).toHaveLength(3)
  expect(Math.max(...addresses.map(({ length }) => length))).toBeLessThan(8192)
  expect(joined(['id\r\n1\r\n', 'id\r\n2\r\n'], 'csv')).toBe('id\r\n1\r\n2\r\n')
  expect(joined(['{}\n', '{}\n'], 'ndjson')).toBe('{}\n{}\n')
})

const of = (...statuses: Usage['status'][]) => statuses.map((status) => ({ ...usage, status }))

test.each<[Usage[], Usage['status'][]]>([
  [[], []],
  [of('received'), ['guided', 'rejected']],
  [of('received', 'received', 'recycled'), ['guided', 'rejected']],
  [of('received', 'guided'), ['rejected']],
  [of('rejected', 'rejected'), ['recycled']],
  [of('received', 'billed'), []],
])('all of %j may become %j', (usages, next) => {
  expect(nextForAll(usages)).toEqual(next)
})
