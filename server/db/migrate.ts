import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import journal from '../../drizzle/meta/_journal.json'
import { StartProblem } from '../config'
import { connect, type Pool, type Target } from './connect'

const folder = `${import.meta.dir}/../../drizzle`
/** An advisory lock held during migration, so that servers that start together migrate one after the other. An arbitrary number. */
const lock = 6_350_400

/** Migrates the database to the newest schema; refuses a PostgreSQL older than 15. `onChange` is called before migrating a database that is not new. */
export async function migrate(
  target: Target,
  onChange: (tags: string[]) => void = () => {},
): Promise<{ version: string }> {
  const pool = connect(target, { max: 1, statementTimeout: 0 })
  try {
    const [server] = await pool.client<{ number: string; version: string }[]>`
      select current_setting('server_version_num') as number, current_setting('server_version') as version`
    if (!server || Number(server.number) < 150_000)
      throw new StartProblem(`PostgreSQL ${server?.version} is too old`, 'Tallyman needs PostgreSQL 15 or newer')
    await pool.client`select pg_advisory_lock(${lock})`
    const waiting = await waitingFor(pool)
    if (waiting.length > 0 && waiting.length < journal.entries.length) onChange(waiting)
    await runMigrations(drizzle(pool.client), { migrationsFolder: folder })
    return { version: server.version }
  } finally {
    await pool.close()
  }
}

/** The migrations still to run: drizzle stores the time of the last one. */
async function waitingFor({ client }: Pool): Promise<string[]> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`
  const [done] = table?.name
    ? await client<{ last: string | null }[]>`select max(created_at) as last from drizzle.__drizzle_migrations`
    : []
  return journal.entries.filter(({ when }) => when > Number(done?.last ?? 0)).map(({ tag }) => tag)
}
