import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import { StartProblem } from '../config'
import { connect, type Target } from './connect'

const folder = `${import.meta.dir}/../../drizzle`
/** Held while migrating, so that servers starting together take turns. Any number does, as long as it is ours. */
const lock = 6_350_400

/** Brings the database to the newest schema; refuses a PostgreSQL older than 15. */
export async function migrate(target: Target): Promise<{ version: string }> {
  const pool = connect(target, { max: 1, statementTimeout: 0 })
  try {
    const [server] = await pool.client<{ number: string; version: string }[]>`
      select current_setting('server_version_num') as number, current_setting('server_version') as version`
    if (!server || Number(server.number) < 150_000) throw new StartProblem(`PostgreSQL ${server?.version} is too old`, 'Tallyman needs PostgreSQL 15 or newer')
    await pool.client`select pg_advisory_lock(${lock})`
    await runMigrations(drizzle(pool.client), { migrationsFolder: folder })
    return { version: server.version }
  } finally {
    await pool.close()
  }
}
