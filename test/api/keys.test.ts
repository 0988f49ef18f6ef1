import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { connect } from '../../server/db/connect'
import { characteristicKey, searchKeysOf } from '../../server/query/searchKeys'
import type { Document } from '../../server/resource/json'
import { usage } from '../../server/usage/usage'
import { blankDatabase } from '../support/database'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()
const keys = (document: Document) => searchKeysOf(document, usage.keyed ?? { paths: [] }, usage.characteristics)

test.each([
  ['5', 5],
  ['5.0', 5],
  ['5e0', '5'],
  ['-0.5', -0.5],
  ['1e3', 1000],
  ['12345678901234567890.10', '12345678901234567890.1'],
  ['true', true],
  ['0', -0],
  ['7', { amount: 7, units: 'MB' }],
  ['2026-11-23T04:30:00Z', '2026-11-23T10:00:00.0+05:30'],
  ['2026-11-23', '2026-11-22T22:00:00-08:00'],
  ['2026-11', '2026-11-30'],
  ['2026', { startDateTime: '2026-12-31T23:59:59Z', endDateTime: '2027-01-01T00:00:00Z' }],
  ['10:00', '11:30:00.000+01:30'],
])('%j finds the value %j of a characteristic', (asked, value) => {
  expect(keys({ usageCharacteristic: [{ name: 'name', value }] })).toContain(characteristicKey('name', asked))
})

test.each([
  ['5', 6],
  ['05', 5],
  ['+33199000123', 33199000123],
  ['8949000000000000001', '8949000000000000002'],
  ['', 0],
  [' 5', 5],
  ['0x10', 16],
  ['1e999', '2e999'],
  ['A', 'a'],
  ['null', ''],
  ['2026-11-23', '2026-11-23T23:00:00-02:00'],
  ['2026-02-29', '2026-03-01'],
  ['10:00', '10:00+01:00'],
  ['7', { amount: '7 MB' }],
])('%j does not find %j', (asked, value) => {
  expect(keys({ usageCharacteristic: [{ name: 'name', value }] })).not.toContain(characteristicKey('name', asked))
})

test('a name and a value cannot be taken apart at another place', () => {
  expect(characteristicKey('a=b', 'c')).not.toBe(characteristicKey('a', 'b=c'))
  expect(keys({ usageType: 'x' })).not.toEqual(keys({ relatedParty: [{ id: 'x' }] }))
})

test('every value of an array is found, each key stands once', () => {
  const one = keys({
    relatedParty: [{ id: 'a' }, { id: 'a' }, { id: 'b' }],
    usageCharacteristic: [{ name: 'n', value: ['x', 'y', { z: 1 }, null] }],
  })
  expect(one).toHaveLength(4)
  expect(one).toContain(characteristicKey('n', 'y'))
})

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
)
const document = fc.record({
  relatedParty: fc.array(fc.record({ id: fc.string({ maxLength: 10 }) }), { maxLength: 4 }),
  usageCharacteristic: fc.array(
    fc.record({
      name: fc.string({ maxLength: 10 }),
      value: fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ a: scalar }), fc.constant(null)),
    }),
    { maxLength: 8 },
  ),
})

const migration = (tag: string) => readFileSync(join(import.meta.dir, `../../drizzle/${tag}.sql`), 'utf8')

/** A value that is found in more ways than when keys were introduced. */
const meaningful = fc.oneof(
  fc
    .date({ min: new Date('0002-01-01T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true })
    .chain((date) =>
      fc.constantFrom(date.toISOString(), date.toISOString().slice(0, 10), date.toISOString().slice(0, 7)),
    ),
  fc.constantFrom(
    '2026-11-23T10:00:00.1234567+05:30',
    '2016-12-31T23:59:60-08:00',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
  ),
  fc.constantFrom(
    '10:00',
    '23:59:59.50',
    '00:30:00+14:00',
    '24:00',
    '12345678901234567890.0',
    '0.000000012345678901234567890',
  ),
  fc.constantFrom<unknown>(
    { startDateTime: '2026-11-23' },
    { amount: 1e21, units: 'B' },
    { amount: null, value: '7.50' },
    { value: true },
  ),
  scalar,
)
const later = fc.record({
  usageCharacteristic: fc.array(
    fc.record({
      name: fc.constantFrom('a', 'b'),
      value: fc.oneof(meaningful, fc.array(fc.oneof(meaningful, fc.array(meaningful)), { maxLength: 2 })),
    }),
    { maxLength: 4 },
  ),
})

test('usages that were there before values were found by their meaning are found by it', async () => {
  const pool = connect(await blankDatabase(), { max: 1 })
  await pool.client.unsafe(migration('0000_usage_and_specification'))
  const stored = fc
    .sample(later, 500)
    .filter((it) => !JSON.stringify(it).includes('\\u0000'))
    .map((it) => ({ ...it, usageSpecification: { id: 'v' } }))
  for (const [index, it] of stored.entries())
    await pool.client`insert into usage (id, document, status, usage_specification_id) values (${String(index)}, ${JSON.stringify(it)}, 'received', 'v')`
  await pool.client.unsafe(migration('0001_usage_keys'))
  await pool.client.unsafe(migration('0010_usage_keys_by_meaning'))
  const rows = await pool.client<{ id: string; keys: string[] }[]>`select id, keys::text[] as keys from usage`
  expect(rows).toHaveLength(stored.length)
  for (const { id, keys: found } of rows) {
    const one = stored[Number(id)] as Document
    expect([one, keys(one).filter((key) => !found.includes(key))]).toEqual([one, []])
  }
  await pool.close()
})

test('usages that were there before any= found external identifiers are found by them', async () => {
  const pool = connect(await blankDatabase(), { max: 1 })
  for (const tag of ['0000_usage_and_specification', '0001_usage_keys']) await pool.client.unsafe(migration(tag))
  const identifiers = [
    { id: 'a' },
    [{ id: 'b' }, { id: 7 }, { owner: 'x' }],
    'c',
    ['d', 8.5],
    { id: { deep: 1 } },
    null,
    true,
    9,
  ]
  const names = ['externalIdentifier', 'externalId', 'externalID', 'ExternalIdentifiers', 'external_id', 'externalIdea']
  const stored = identifiers.flatMap((it) => names.map((name) => ({ usageSpecification: { id: 'v' }, [name]: it })))
  for (const [index, it] of stored.entries())
    await pool.client`insert into usage (id, document, status, usage_specification_id, keys) values (${String(index)}, ${JSON.stringify(it)}, 'received', 'v', '{}')`
  await pool.client.unsafe(migration('0014_external_identifier'))
  const rows = await pool.client<{ id: string; keys: string[] }[]>`select id, keys::text[] as keys from usage`
  for (const { id, keys: found } of rows) {
    const one = stored[Number(id)] as Document
    expect([one, found.toSorted()]).toEqual([one, keys(one).toSorted()])
  }
  await pool.close()
})

test('usages that were there before there were keys get the same ones', async () => {
  const pool = connect(await blankDatabase(), { max: 1 })
  await pool.client.unsafe(migration('0000_usage_and_specification'))
  const documents = fc
    .sample(document, 500)
    .map((it) => ({ ...it, usageType: 'Voice', usageSpecification: { id: 'v' } }))
  const stored = documents.filter((it) => !JSON.stringify(it).includes('\\u0000'))
  for (const [index, it] of stored.entries()) {
    await pool.client`insert into usage (id, document, status, usage_type, usage_specification_id) values (${String(index)}, ${JSON.stringify(it)}, 'received', 'Voice', 'v')`
  }
  await pool.client.unsafe(migration('0001_usage_keys'))
  const rows = await pool.client<{ id: string; keys: string[] }[]>`select id, keys::text[] as keys from usage`
  expect(rows).toHaveLength(stored.length)
  for (const { id, keys: found } of rows)
    expect([id, found.sort()]).toEqual([id, keys(stored[Number(id)] as Document).sort()])
  await pool.close()
})

test('a change of a usage changes what it is found by', async () => {
  const { body } = await world.call(
    'POST',
    '/usage',
    aUsage({ usageCharacteristic: [{ name: 'originatingNumber', value: '+33199000123' }] }),
  )
  const found = async (number: string) =>
    (await world.call('GET', `/usage?characteristic.originatingNumber=${encodeURIComponent(number)}`)).body.length
  expect([await found('+33199000123'), await found('+33199000124')]).toEqual([1, 0])
  await world.call('PATCH', `/usage/${body.id}`, {
    usageCharacteristic: [{ name: 'originatingNumber', value: '+33199000124' }],
  })
  expect([await found('+33199000123'), await found('+33199000124')]).toEqual([0, 1])
})

test('identifiers of many digits are not taken for numbers that are nearly the same', async () => {
  for (const value of ['8949000000000000001', '8949000000000000002'])
    await world.call('POST', '/usage', aUsage({ usageCharacteristic: [{ name: 'iccid', value }] }))
  const found = async (query: string) => (await world.call('GET', `/usage?${query}`)).body.length
  expect(await found('characteristic.iccid=8949000000000000001')).toBe(1)
  expect(await found('usageCharacteristic.value=8949000000000000001')).toBe(1)
  expect(await found('characteristic.iccid.gte=8949000000000000002')).toBe(1)
})
