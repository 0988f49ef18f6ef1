import { describe, expect, test } from 'bun:test'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { encodeTime } from 'ulid'
import journal from '../../drizzle/meta/_journal.json'
import { connect } from '../../server/db/connect'
import { migrate } from '../../server/db/migrate'
import { makePartitions, strayUsages } from '../../server/db/partitions'
import * as schema from '../../server/db/schema'
import { makeLog } from '../../server/log'
import { makeMetrics } from '../../server/metrics'
import { usage } from '../../server/usage/usage'
import { maintenanceWorker } from '../../server/workers'
import { blankDatabase } from '../support/database'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

test.each(Object.values(schema).map((table) => [getTableConfig(table).name, table] as const))(
  'the migrations make table %s as the schema has it',
  async (name, table) => {
    const { columns, indexes } = getTableConfig(table)
    const found = await world.pool
      .client`select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as "notNull" from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and not attisdropped order by attnum`
    expect(found.map((column) => ({ ...column }))).toEqual(
      columns.map((column) => ({
        name: column.name,
        type: column.getSQLType().replace(/ collate "C"/, ''),
        notNull: column.notNull,
      })),
    )
    const made = await world.pool.client`select indexname as name from pg_indexes where tablename = ${name}`
    for (const { config } of indexes) expect(made.map((index) => index.name)).toContain(config.name)
  },
)

test('migrating twice, and by two servers at once, is the same as once', async () => {
  const target = await blankDatabase()
  await Promise.all([migrate(target), migrate(target), migrate(target)])
  expect((await migrate(target)).version).toMatch(/^\d+/)
  const pool = connect(target, { max: 1 })
  expect(await pool.client`select count(*)::int as count from drizzle.__drizzle_migrations`).toMatchObject([
    { count: journal.entries.length },
  ])
  await pool.close()
})

test('a database in use is changed with a word of what changes, a new one and an unchanged one without', async () => {
  const target = await blankDatabase()
  const said: string[][] = []
  const say = (tags: string[]) => said.push(tags)
  await migrate(target, say)
  await migrate(target, say)
  expect(said).toEqual([])
  const pool = connect(target, { max: 1 })
  await pool.client`drop index usage_by_rule`
  await pool.client`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`
  await pool.close()
  await migrate(target, say)
  expect(said).toEqual([[journal.entries.at(-1)?.tag ?? '']])
})

describe('partitions', () => {
  const partitionOf = async (id: string) =>
    (
      await world.pool.client<{ name: string }[]>`select tableoid::regclass::text as name from usage where id = ${id}`
    )[0]?.name
  const createAt = async (time: string) => {
    const id =
      encodeTime(Date.parse(time), 10) +
      Math.random()
        .toString(32)
        .slice(2, 10)
        .toUpperCase()
        .replace(/[ILOU]/g, 'X')
        .padEnd(16, '0')
    await world.writer.create(usage, [{ ...aUsage(), status: 'received' }], { id: () => id })
    return id
  }

  test('are one a month, made once, and take the ids of their month', async () => {
    expect(await makePartitions(world.pool, new Date('2031-11-15'), new Date('2032-01-01'))).toEqual([
      'usage_2031_11',
      'usage_2031_12',
      'usage_2032_01',
    ])
    expect(await makePartitions(world.pool, new Date('2031-11-15'), new Date('2032-01-01'))).toEqual([])
    expect(await partitionOf(await createAt('2031-11-01T00:00:00.000Z'))).toBe('usage_2031_11')
    expect(await partitionOf(await createAt('2031-11-30T23:59:59.999Z'))).toBe('usage_2031_11')
    expect(await partitionOf(await createAt('2031-12-01T00:00:00.000Z'))).toBe('usage_2031_12')
  })

  test('take over what the default partition caught before them', async () => {
    const id = await createAt('2035-06-10T00:00:00Z')
    expect(await partitionOf(id)).toBe('usage_default')
    expect(await strayUsages(world.pool)).toBe(1)
    await Promise.all([
      makePartitions(world.pool, new Date('2035-06-01'), new Date('2035-06-30')),
      makePartitions(world.pool, new Date('2035-06-01'), new Date('2035-06-30')),
    ])
    expect(await partitionOf(id)).toBe('usage_2035_06')
    expect(await strayUsages(world.pool)).toBe(0)
    expect(await world.call('GET', `/usage/${id}`)).toMatchObject({ status: 200 })
  })

  test('are made ahead by the maintenance, which reports what lies outside', async () => {
    const metrics = makeMetrics(() => 0)
    await createAt('2040-01-01T00:00:00Z')
    const now = () => new Date('2036-02-20T00:00:00Z')
    await maintenanceWorker({ pool: world.pool, log: makeLog('silent'), metrics }, now).processAll()
    const made = await world.pool.client<
      { name: string }[]
    >`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'usage'::regclass`
    for (const name of ['usage_2036_02', 'usage_2036_03', 'usage_2036_04'])
      expect(made.map((row) => row.name)).toContain(name)
    expect(await metrics.registry.metrics()).toContain('tallyman_stray_usages 1')
  })

  test('hold the month of today, where what arrives now goes', async () => {
    const { body } = await world.call('POST', '/usage', aUsage())
    expect(await partitionOf(body.id)).toBe(`usage_${new Date().toISOString().slice(0, 7).replace('-', '_')}`)
  })
})

test('a usage is found by id in one partition, and lists walk an index', async () => {
  const explain = async (statement: string) =>
    (await world.pool.client.unsafe(`explain ${statement}`)).map((line) => line['QUERY PLAN']).join('\n')
  const { body } = await world.call('POST', '/usage', aUsage())
  const byId = await explain(`select document from usage where id = '${body.id}'`)
  expect(byId.match(/ on usage_/g)).toHaveLength(1)
  await world.pool.client`set enable_seqscan = off`
  for (const where of [
    "status = any('{rated}')",
    "usage_specification_id = any('{x}')",
    "keys && '{1}'",
    "usage_date = any('{2026-01-01Z}')",
  ]) {
    expect(await explain(`select document from usage where ${where} order by id desc limit 10`)).toMatch(/Index/)
  }
})
