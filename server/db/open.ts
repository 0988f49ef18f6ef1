import { limits } from '../../shared/limits'
import { type Config, StartProblem } from '../config'
import type { Log } from '../log'
import { connect, type Pool, type Target } from './connect'
import type { Space } from './disk'
import { embeddedUser, foldersOf } from './embedded'
import { keepRunning } from './keepRunning'
import { isLocked, lockDataDir } from './lock'
import { migrate } from './migrate'
import { checkSessions, checkTransactions } from './sessions'

/** A migrated database. `close` ends everything that opening it started. */
export interface OpenDatabase {
  pool: Pool
  /** Describes the database for users. */
  description: string
  close(): Promise<void>
}

type Wanted = Pick<Config, 'databaseUrl' | 'dataDir'> &
  Partial<Pick<Config, 'databaseConnections' | 'isDatabasePooled' | 'minFreeDisk'>>

/** Opens the database in DATABASE_URL, or starts the embedded one, and starts it again if it ends. */
export async function openDatabase(
  { databaseUrl, dataDir, databaseConnections, isDatabasePooled = false, minFreeDisk = limits.freeDisk }: Wanted,
  log?: Log,
): Promise<OpenDatabase> {
  if (databaseUrl) return openAt(databaseUrl, isDatabasePooled, databaseConnections)
  const lock = lockDataDir(dataDir)
  try {
    const embedded = await keepRunning(dataDir, log)
    const { pool, version } = await embeddedTarget(embedded.sockets)
      .then((target) =>
        opened(target, { connections: databaseConnections, space: { folder: embedded.cluster, least: minFreeDisk } }),
      )
      .catch(async (thrown) => {
        await embedded.stop()
        throw thrown
      })
    return {
      pool,
      description: `embedded PostgreSQL ${version} in ${embedded.cluster}`,
      close: async () => {
        await pool.close()
        await embedded.stop()
        lock.release()
      },
    }
  } catch (thrown) {
    lock.release()
    throw thrown
  }
}

/** Opens the database of a server for another program. The server may be running. */
export async function openBeside(wanted: Wanted): Promise<OpenDatabase> {
  if (wanted.databaseUrl || !isLocked(wanted.dataDir)) return openDatabase(wanted)
  const { pool, version } = await opened({
    sockets: foldersOf(wanted.dataDir).sockets,
    user: embeddedUser,
    database: embeddedUser,
  })
  return { pool, description: `the running server's PostgreSQL ${version}`, close: () => pool.close() }
}

async function openAt(url: string, isPooled: boolean, connections?: number): Promise<OpenDatabase> {
  const { host, pathname } = new URL(url)
  try {
    await (isPooled ? checkTransactions(url) : checkSessions(url))
    const { pool, version } = await opened(url, { connections, isPooled })
    const through = isPooled ? ', through a pooler of transactions' : ''
    return { pool, description: `PostgreSQL ${version} at ${host}${pathname}${through}`, close: () => pool.close() }
  } catch (thrown) {
    if (thrown instanceof StartProblem) throw thrown
    const reason =
      thrown instanceof Error
        ? thrown.message || ('code' in thrown ? String(thrown.code) : thrown.name)
        : String(thrown)
    throw new StartProblem(
      `The database at ${host}${pathname} cannot be used: ${reason}`,
      'Check DATABASE_URL, and that the server runs and the database exists',
    )
  }
}

async function opened(
  target: Target,
  options: { connections?: number | undefined; space?: Space; isPooled?: boolean } = {},
): Promise<{ pool: Pool; version: string }> {
  const { version } = await migrate(
    target,
    (tags) =>
      process.stderr.write(`  Migrating the database (${tags.join(', ')}). With many usages this takes minutes.\n`),
    options.isPooled,
  )
  return { pool: connect(target, options), version }
}

/** The database in the embedded cluster, created if missing. */
async function embeddedTarget(sockets: string): Promise<Target> {
  const admin = connect({ sockets, user: embeddedUser, database: 'postgres' }, { max: 1 })
  try {
    const [found] = await admin.client`select from pg_database where datname = ${embeddedUser}`
    if (!found) await admin.client.unsafe(`create database ${embeddedUser}`)
  } finally {
    await admin.close()
  }
  return { sockets, user: embeddedUser, database: embeddedUser }
}
