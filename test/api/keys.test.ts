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
const keys = (document: Document) => searchKeysOf(document, usage.keyed?.paths ?? [], usage.characteristics)

test.each([
  ['5', 5],
  ['5.0', 5],
  ['5e0', '5'],
  ['-0.5', -0.5],
  ['1e3', 1000],
  ['true', true],
  ['0', -0],
])('%j and %j are the same value of a characteristic', (one, other) => {
  expect(characteristicKey('name', one)).toBe(characteristicKey('name', other))
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
])('%j and %j are not', (one, other) => {
  expect(characteristicKey('name', one)).not.toBe(characteristicKey('name', other))
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
