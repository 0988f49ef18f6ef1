import { StartProblem } from '../config'
import { connect, type Target } from './connect'

/** A time that no database has as its default, in milliseconds. */
const askedTimeout = 12_345
/** The time for the answer of an idle connection, in milliseconds. */
const longestWait = 5000

/**
 * Makes sure that connections are sessions of PostgreSQL: that the settings sent with them apply, so that a commit is on disk when it is
 * acknowledged, and that a connection keeps its backend, with its prepared statements and its locks. A pooler such as PgBouncer can change both.
 * Runs before anything is written: a lock taken through such a pooler would stay.
 */
export async function checkSessions(target: Target): Promise<void> {
  const one = connect(target, { max: 1, statementTimeout: askedTimeout })
  const other = connect(target, { max: 1, statementTimeout: askedTimeout })
  try {
    const [first] = await one.client<{ pid: number; timeout: string; commit: string }[]>`
      select pg_backend_pid() as pid, current_setting('statement_timeout') as timeout, current_setting('synchronous_commit') as commit`
    if (first?.commit !== 'on')
      throw pooled(`synchronous_commit is ${first?.commit} instead of on, so acknowledged usages could be lost`)
    if (first.timeout !== `${askedTimeout}ms`) throw pooled('statement_timeout does not arrive')
    // A pooler gives the backend of an idle client to the next one, or takes another for the same client.
    const backends = await other.client.begin(async (transaction) => [
      ...(await transaction<{ pid: number }[]>`select pg_backend_pid() as pid`),
      ...(await Promise.race([
        one.client<{ pid: number }[]>`select pg_backend_pid() as pid`,
        // A pooler with a single backend would let it wait for the end of this transaction.
        Bun.sleep(longestWait).then(() => [{ pid: 0 }]),
      ])),
    ])
    if (backends[0]?.pid === first.pid || backends[1]?.pid !== first.pid)
      throw pooled('connections share backends (transaction pooling)')
  } catch (thrown) {
    // Protocol violation: how PgBouncer answers settings that it does not know.
    if (thrown instanceof Error && 'code' in thrown && thrown.code === '08P01') throw pooled(thrown.message)
    throw thrown
  } finally {
    await Promise.all([one.close(), other.close()])
  }
}

/** Makes sure that a pooler runs transactions, and that the settings of a transaction apply. Runs before anything is written. */
export async function checkTransactions(target: Target): Promise<void> {
  const pool = connect(target, { max: 1, statementTimeout: askedTimeout, isPooled: true })
  try {
    await pool.client`select 1`
    const [found] = await pool
      .runText<{ timeout: string; commit: string }>(
        "select current_setting('statement_timeout') as timeout, current_setting('synchronous_commit') as commit",
        [],
      )
      .catch((thrown) => {
        throw notTransactional(thrown instanceof Error ? thrown.message : String(thrown))
      })
    if (found?.timeout !== `${askedTimeout}ms` || found.commit !== 'on')
      throw notTransactional(`statement_timeout is ${found?.timeout}, synchronous_commit is ${found?.commit}`)
  } finally {
    await pool.close()
  }
}

const notTransactional = (what: string): StartProblem =>
  new StartProblem(
    `The pooler at DATABASE_URL fails at the first transaction: ${what}`,
    'Set pool_mode = transaction in PgBouncer, as the README shows, or set DATABASE_URL to the address of PostgreSQL itself, without DATABASE_POOLER',
  )

const pooled = (what: string): StartProblem =>
  new StartProblem(
    `DATABASE_URL leads to PostgreSQL through a connection pooler that changes sessions: ${what}`,
    'Set DATABASE_POOLER=transaction, or set DATABASE_URL to the address of PostgreSQL itself. The server has a bounded pool of its own (DATABASE_CONNECTIONS), so it needs no pooler',
  )
