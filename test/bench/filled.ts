import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Pool } from '../../server/db/connect'
import { openDatabase } from '../../server/db/open'
import { makePartitions } from '../../server/db/partitions'
import { foldTally } from '../../server/db/tally'
import { load } from '../../server/dev/load'
import { specificationsOf } from '../../server/dev/specifications'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { makeWriter } from '../../server/write/writer'
import { records } from './records'

const days = 90

/** Loads the usages of the last days, unless that was done before: then it resolves with nothing, else with how many a second. */
export async function filled(dataDir: string, count: number): Promise<number | undefined> {
  if (existsSync(join(dataDir, 'postgres'))) return undefined
  mkdirSync(dataDir, { recursive: true })
  const { pool, close } = await openDatabase({ dataDir, databaseUrl: undefined })
  try {
    const until = new Date()
    await makePartitions(pool, new Date(until.getTime() - days * 86_400_000), until)
    const writer = makeWriter(pool)
    await load(pool, writer, usageSpecification, Object.values(specificationsOf(1)))
    const started = performance.now()
    await load(pool, writer, usage, told(count, records({ count, days, until, seed: 1 })))
    const perSecond = Math.round(count / ((performance.now() - started) / 1000))
    await claimForAll(pool, count)
    await foldTally(pool)
    // As autovacuum would leave it: it has the time that this program does not take.
    await pool.client.begin(async (client) => {
      await client`set local statement_timeout = 0`
      await client`analyze usage, usage_tally`
    })
    const partitions = await pool.run<{ name: string }>(
      sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'usage'::regclass`,
    )
    const vacuum = await pool.client.reserve()
    await vacuum`set statement_timeout = 0`
    for (const { name } of partitions) await vacuum.unsafe(`vacuum ${name}`)
    await vacuum`reset statement_timeout`
    vacuum.release()
    return perSecond
  } finally {
    await close()
  }
}

/** As if each of the usages had a unique value: a claim for each of those that have none. */
async function claimForAll(pool: Pool, count: number): Promise<void> {
  const [{ claims } = { claims: '0' }] = await pool.runOnce<{ claims: string }>(
    sql`select count(*) as claims from claim`,
  )
  await pool.client.begin(async (client) => {
    await client`set local statement_timeout = 0`
    await client`insert into claim (key, kind, type, id) select gen_random_uuid(), 'value', 'Usage', 'nobody' from generate_series(1, ${count - Number(claims)})`
  })
}

function* told<It>(count: number, all: Iterable<It>): Generator<It> {
  let index = 0
  for (const it of all) {
    if (++index % 500_000 === 0) process.stderr.write(`${index} of ${count} loaded\n`)
    yield it
  }
}
