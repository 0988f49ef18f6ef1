import { rmSync } from 'node:fs'
import { connect } from '../../server/db/connect'
import { embeddedUser, startEmbedded } from '../../server/db/embedded'
import { migrate } from '../../server/db/migrate'
import { makePartitions } from '../../server/db/partitions'
import { freePort } from './port'
import { makeDataDir } from './process'

/**
 * One PostgreSQL for all tests: DATABASE_URL's, or an embedded one started at first need. Every test file gets a database of its own,
 * cloned from a migrated template.
 */
interface Cluster {
  /** The address of a database; of the given one when unnamed. */
  at(database: string): string
  stop(): Promise<void>
}

const run = `tallyman_test_${process.pid}`
const template = `${run}_template`
const made: string[] = []
let cluster: Promise<Cluster> | undefined

/** The address of a new, empty, migrated database. */
export async function migratedDatabase(): Promise<string> {
  const name = `${run}_${made.length}`
  made.push(name)
  cluster ??= startCluster()
  const { at } = await cluster
  await asAdmin(at, `create database ${name} template ${template}`)
  return at(name)
}

/** A database with nothing in it, not even the schema. */
export async function blankDatabase(): Promise<string> {
  const name = `${run}_${made.length}`
  made.push(name)
  cluster ??= startCluster()
  const { at } = await cluster
  await asAdmin(at, `create database ${name}`)
  return at(name)
}

export async function stopPostgres(): Promise<void> {
  const { at, stop } = (await cluster) ?? {}
  if (!at || !stop) return
  for (const name of [...made, template]) await asAdmin(at, `drop database if exists ${name} with (force)`)
  await stop()
}

async function startCluster(): Promise<Cluster> {
  const started = process.env.DATABASE_URL ? given(process.env.DATABASE_URL) : await embedded()
  await asAdmin(started.at, `create database ${template}`)
  await migrate(started.at(template))
  const pool = connect(started.at(template), { max: 1 })
  await makePartitions(pool, new Date(), new Date())
  await pool.close()
  return started
}

function given(url: string): Cluster {
  return {
    at: (database) => {
      const target = new URL(url)
      if (database) target.pathname = `/${database}`
      return target.href
    },
    stop: async () => {},
  }
}

async function embedded(): Promise<Cluster> {
  const dataDir = makeDataDir()
  const port = freePort()
  // These databases need not survive anything; the durability tests have servers of their own.
  const postgres = await startEmbedded(
    dataDir,
    ['fsync=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1', `port=${port}`].flatMap((setting) => [
      '-c',
      setting,
    ]),
  )
  const stop = async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { ...given(`postgres://${embeddedUser}@127.0.0.1:${port}/postgres`), stop }
}

async function asAdmin(at: Cluster['at'], statement: string): Promise<void> {
  const admin = connect(at(''), { max: 1, statementTimeout: 0 })
  await admin.client.unsafe(statement).finally(admin.close)
}
