import { afterAll, beforeAll, expect, test } from 'bun:test'
import { connect, type Pool } from '../../server/db/connect'
import { type DatabaseError, UnknownOutcome } from '../../server/db/databaseError'
import { fewestConnections, sharesOf } from '../../server/db/shares'
import type { TmfError } from '../../server/errors'
import { limits } from '../../shared/limits'
import { blankDatabase } from '../support/database'

/** A pool with one connection in each share, on a real PostgreSQL. */
let url: string
let pool: Pool
beforeAll(async () => {
  url = await blankDatabase()
  pool = connect(url, { connections: fewestConnections, statementTimeout: 3000 })
  await pool.client.unsafe('create table thing (id int primary key)')
})
afterAll(() => pool.close())

const sleep = (seconds: number, text = 'x') => `select pg_sleep(${seconds}), '${text}'`
const failure = <Kind extends Error>(promise: Promise<unknown>): Promise<Kind> =>
  promise.then(
    () => {
      throw new Error('It succeeded')
    },
    (thrown) => thrown,
  )
const statements = async (name: string) =>
  Number(
    (
      await pool.client`
        select count(*) as count from pg_stat_activity where application_name = ${`tallyman ${name}`} and datname = current_database() and state = 'active'`
    )[0]?.count,
  )

test('a server never has more connections than it is told', () => {
  for (let connections = fewestConnections; connections <= 200; connections++) {
    const { shares, streams } = sharesOf(connections, 1000)
    const sizes = [...Object.values(shares).map(({ size }) => size), streams]
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(connections)
  }
  expect(sharesOf(limits.databaseConnections, 1000).streams).toBe(limits.exportStreams)
})

test('no share waits for another', async () => {
  const busy = [pool.scanning(), pool.changes, pool.brief].map((db) => db.transaction((tx) => tx.runText(sleep(1), [])))
  const started = performance.now()
  await Promise.all([pool.check(), pool.writes.runText('select 1', []), pool.runText('select 1', [])])
  expect(performance.now() - started).toBeLessThan(900)
  await Promise.allSettled(busy)
})

test('a brief statement that takes longer starts again among the long ones, and counts as one', async () => {
  expect(await pool.scanning().runText<{ one: number }>('select 1 as one, pg_sleep(0.6)', [])).toMatchObject([
    { one: 1 },
  ])
  const { code } = await failure<DatabaseError>(pool.scanning().runText(sleep(5), []))
  expect(code).toBe('57014')
})

test('who waits too long for a connection gets a 503 with Retry-After, and so does one too many at once', async () => {
  const many = sharesOf(fewestConnections, 3000).shares.scans
  const scanning = () => pool.scanning().transaction((tx) => tx.runText(sleep(2.9), []))
  const started = performance.now()
  const running = scanning()
  const waiting = Array.from({ length: many.maxWaiting }, () =>
    scanning().catch((thrown: TmfError) => [thrown.status, thrown.extra.headers?.['retry-after']]),
  )
  const refused = await failure<TmfError>(scanning())
  expect([refused.status, refused.extra.headers?.['retry-after']]).toEqual([503, '1'])
  expect(performance.now() - started).toBeLessThan(1000)
  await running
  // The first of those who wait get a connection in time.
  for (const outcome of (await Promise.all(waiting)).slice(2)) expect(outcome).toEqual([503, '5'])
  expect(performance.now() - started).toBeLessThan(limits.connectionTime + 4000)
})

test('the statement of an asker who has left is cancelled, and never the one after it', async () => {
  for (let round = 0; round < 60; round++) {
    let hasLeft = false
    // Some end by themselves just when they are cancelled.
    const asked = pool
      .scanning({ hasLeft: () => hasLeft })
      .transaction((tx) => tx.runText(sleep(0.05 + round / 400), []))
    const leaving = setTimeout(() => {
      hasLeft = true
    }, round)
    const left = asked.catch((thrown: TmfError) => thrown.status ?? thrown)
    const next = Array.from({ length: 5 }, () => pool.scanning().transaction((tx) => tx.runText('select 1 as one', [])))
    for (const rows of await Promise.all(next)) expect(rows).toEqual([{ one: 1 }])
    expect([499, expect.any(Array)]).toContainEqual(await left)
    clearTimeout(leaving)
  }
  let isCancelled = false
  const endless = failure<TmfError>(
    pool.scanning({ hasLeft: () => isCancelled }).transaction((tx) => tx.runText(sleep(2.5), [])),
  )
  while ((await statements('scans')) === 0) await Bun.sleep(5)
  isCancelled = true
  expect((await endless).status).toBe(499)
  while ((await statements('scans')) > 0) await Bun.sleep(5)
}, 60_000)

test('a transaction in which a statement failed is not committed, even if its author did not notice', async () => {
  const unnoticed = pool.changes.transaction(async (tx) => {
    await tx.runText('insert into thing values (1)', [])
    await tx.runText('insert into thing values (1)', []).catch(() => {})
  })
  expect((await failure<DatabaseError>(unnoticed)).code).toBe('23505')
  expect(await pool.runText('select from thing', [])).toHaveLength(0)
})

test('a transaction that loses its connection does not go on on another', async () => {
  const lost = pool.changes.transaction(async (tx) => {
    await tx.runText('insert into thing values (2)', [])
    const [{ pid } = { pid: 0 }] = await tx.runText<{ pid: number }>('select pg_backend_pid() as pid', [])
    await pool.client`select pg_terminate_backend(${pid})`
    await Bun.sleep(50)
    await tx.runText('insert into thing values (3)', []).catch(() => {})
    await tx.runText('insert into thing values (4)', []).catch(() => {})
  })
  const error = await failure<DatabaseError>(lost)
  expect([error.isLost, error instanceof UnknownOutcome]).toEqual([true, false])
  expect(await pool.runText('select from thing', [])).toHaveLength(0)
  expect(await pool.changes.transaction((tx) => tx.runText('select 1 as one', []))).toEqual([{ one: 1 }])
})

test('a write whose connection breaks before its answer has an unknown outcome, a question has none', async () => {
  for (const [name, db, isUnknown] of [
    ['writes', pool.writes, true],
    ['scans', pool.scanning(), false],
  ] as const) {
    const asked = failure(db.runText(sleep(2.5), []))
    const isRunning = async () =>
      (
        await pool.client`select pid from pg_stat_activity where application_name = ${`tallyman ${name}`} and state = 'active'`
      )[0]?.pid
    let process: number | undefined
    while (!process) process = await isRunning()
    await pool.client`select pg_terminate_backend(${process})`
    expect((await asked) instanceof UnknownOutcome).toBe(isUnknown)
  }
})
