import { rmSync } from 'node:fs'
import { connect, type Pool } from '../../server/db/connect'
import { embeddedUser, startEmbedded } from '../../server/db/embedded'
import { migrate } from '../../server/db/migrate'
import { makePartitions } from '../../server/db/partitions'
import { load } from '../../server/dev/load'
import { makeWriter } from '../../server/tmf/write'
import { usage } from '../../server/usage/usage'
import { makeDataDir } from '../process'
import { records } from './records'

/** What lists are fast by. Without them usages are still found by id. */
const optional = ['usage_by_key', 'usage_by_date', 'usage_by_status', 'usage_by_status_and_date', 'usage_by_specification']
const chunk = 25_000
const days = 90

export interface Ingest {
  records: number
  perSecondWith: number
  perSecondWithout: number
  ratio: number
}

/** Loads the same usages into two databases, one without the optional indexes, in turns, so that what else the machine does hits both. */
export async function compareIngest(count: number): Promise<Ingest> {
  const dataDir = makeDataDir()
  const embedded = await startEmbedded(dataDir)
  const until = new Date()
  const open = async (name: string) => {
    const target = { sockets: embedded.sockets, user: embeddedUser, database: name }
    const admin = connect({ ...target, database: 'postgres' }, { max: 1 })
    await admin.client.unsafe(`create database ${name}`)
    await admin.close()
    await migrate(target)
    const pool = connect(target)
    await makePartitions(pool, new Date(until.getTime() - days * 86_400_000), until)
    return pool
  }
  const [full, bare] = [await open('indexed'), await open('bare')]
  for (const index of optional) await bare.client.unsafe(`drop index ${index}`)
  const seconds = new Map<Pool, number>()
  try {
    let part: ReturnType<typeof records> extends Generator<infer It> ? It[] : never = []
    const flush = async () => {
      for (const pool of Math.random() < 0.5 ? [full, bare] : [bare, full]) {
        const started = performance.now()
        await load(pool, makeWriter(pool), usage, part)
        seconds.set(pool, (seconds.get(pool) ?? 0) + (performance.now() - started) / 1000)
      }
      part = []
    }
    for (const it of records({ count, days, until, seed: 1 })) {
      part.push(it)
      if (part.length === chunk) await flush()
    }
    if (part.length > 0) await flush()
  } finally {
    await Promise.all([full.close(), bare.close()])
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  const rate = (pool: Pool) => Math.round(count / (seconds.get(pool) ?? Number.NaN))
  return { records: count, perSecondWith: rate(full), perSecondWithout: rate(bare), ratio: rate(full) / rate(bare) }
}
