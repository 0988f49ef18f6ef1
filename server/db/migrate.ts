import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import type postgres from 'postgres'
import journal from '../../drizzle/meta/_journal.json'
import { StartProblem } from '../config'
import { connect, type Target } from './connect'
import { settingsOf } from './settings'

const folder = `${import.meta.dir}/../../drizzle`
/** An advisory lock of the transaction that migrates, so that servers that start together migrate one after the other. An arbitrary number. */
const lock = 6_350_400

/**
 * Migrates the database to the newest schema, in one transaction; refuses a PostgreSQL older than 15. `onChange` is called before migrating a database
 * that is not new.
 */
export async function migrate(
  target: Target,
  onChange: (tags: string[]) => void = () => {},
  isPooled = false,
): Promise<{ version: string }> {
  const pool = connect(target, { max: 1, statementTimeout: 0, isPooled })
  try {
    const [server] = await pool.client<{ number: string; version: string }[]>`
      select current_setting('server_version_num') as number, current_setting('server_version') as version`
    if (!server || Number(server.number) < 150_000)
      throw new StartProblem(`PostgreSQL ${server?.version} is too old`, 'Tallyman needs PostgreSQL 15 or newer')
    await pool.client.begin(async (transaction) => {
      for (const [name, value] of Object.entries(settingsOf(0)))
        await transaction`select set_config(${name}, ${value}, true)`
      await transaction`select pg_advisory_xact_lock(${lock})`
      const waiting = await waitingFor(transaction)
      if (waiting.length > 0 && waiting.length < journal.entries.length) onChange(waiting)
      await runMigrations(drizzle(asClient(transaction, pool.client)), { migrationsFolder: folder })
    })
    return { version: server.version }
  } finally {
    await pool.close()
  }
}

/** A transaction as Drizzle takes it for a client: its own transaction becomes a savepoint. */
const asClient = (transaction: postgres.TransactionSql, { options }: postgres.Sql): postgres.Sql =>
  Object.assign(transaction as unknown as postgres.Sql, {
    options,
    begin: (work: (inner: postgres.TransactionSql) => Promise<unknown>) => transaction.savepoint(work),
  })

/** The migrations still to run: drizzle stores the time of the last one. */
async function waitingFor(client: postgres.TransactionSql): Promise<string[]> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`
  const [done] = table?.name
    ? await client<{ last: string | null }[]>`select max(created_at) as last from drizzle.__drizzle_migrations`
    : []
  return journal.entries.filter(({ when }) => when > Number(done?.last ?? 0)).map(({ tag }) => tag)
}
