import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import { limits } from '../../shared/limits'
import { arrayTypes } from './arrays'
import { type Caches, makeCaches } from './caches'
import { type Budget, type Connection, makeConnection, type OpenClient } from './connection'
import { DatabaseError, UnknownOutcome } from './databaseError'
import { type Disk, type Space, spaceProbe, watchDisk } from './disk'
import { settingsOf } from './settings'
import { type Asker, makeShare, type Share } from './share'
import { sharesOf } from './shares'
import { type Batch, makeStreams } from './stream'

/** How to reach a PostgreSQL: an address, or a socket folder, user and database. */
export type Target = string | { sockets: string; database: string; user: string }

/** Some connections, or a transaction on one of them. Only `Pool.scanning` takes a budget: see `Connection.send`. */
export interface Db {
  /** Runs a statement with a fixed text, prepared once per connection. Returns JSON as text. */
  run<Row extends object>(statement: SQL, budget?: Budget<Row>): Promise<Row[]>
  /** Runs a statement whose text depends on the request, without preparing it: a connection keeps its prepared statements, and they would fill its memory. */
  runOnce<Row extends object>(statement: SQL, budget?: Budget<Row>): Promise<Row[]>
  /** Like `run`, for a text with $1, $2 … */
  runText<Row extends object>(text: string, values: unknown[], budget?: Budget<Row>): Promise<Row[]>
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result>
}

/**
 * The connections of one server, in shares (`shares.ts`), so that no kind of work waits for another. Its own functions are for short statements, such
 * as reading one resource; its transactions are those of `changes`.
 */
export interface Pool extends Db {
  /** For batches of writes, which never wait long for locks. */
  writes: Db
  /** For other writes, which may wait for locks. */
  changes: Db
  /** For questions that take a quarter of a second at most, such as counting with a time limit. */
  brief: Db
  /** Resolves if the database answers and can be written to; otherwise rejects with the reason. Never waits for other statements. */
  check(): Promise<void>
  /**
   * The same pool for statements that may take long, such as lists with any conditions. A statement runs among the brief ones first, and starts again
   * among the long ones if it takes longer. It is cancelled if the asker leaves.
   */
  scanning(asker?: Asker): Pool
  /** A plain client of the driver, with connections of its own, for migrations and administration. */
  client: postgres.Sql
  caches: Caches<Pool>
  /** Streams the rows of a statement, some at a time, on a connection of its own and without a statement timeout. Rejects with 503 if too many streams run. */
  stream(statement: SQL): Promise<ReadableStream<Batch>>
  close(): Promise<void>
}

const dialect = new PgDialect()
/** The text of a statement, with $1, $2 … for its values. */
export const textOf = (statement: SQL): string => dialect.sqlToQuery(statement).sql

const asIs = (value: unknown) => value

/** The interval at which waiting and running statements are looked at, in milliseconds. */
const sweepInterval = 100

/**
 * Opens a pool. Statements that take longer than `statementTimeout` ms fail with SQLSTATE 57014; 0 means no limit. `connections` is the maximum number
 * of connections of the server, `max` that of the plain client. With `isPooled`, a pooler may run each transaction on another session (PgBouncer's
 * `pool_mode = transaction`): every statement then runs in a transaction with its settings, and none is prepared.
 */
export function connect(
  target: Target,
  {
    max = 12,
    statementTimeout = limits.statementTime,
    connections = limits.databaseConnections,
    space,
    isPooled = false,
  }: { max?: number; statementTimeout?: number; connections?: number; space?: Space; isPooled?: boolean } = {},
): Pool {
  // Through a pooler one name for all, because it sets the name anew when a session gets another client.
  const settings = (name: string, timeout: number) => ({
    application_name: isPooled ? 'tallyman' : name,
    ...((isPooled ? {} : settingsOf(timeout)) as object),
  })
  const usual: postgres.Options<Record<string, postgres.PostgresType>> = {
    connect_timeout: 10,
    onnotice: () => {},
    fetch_types: false,
    prepare: !isPooled,
    types: {
      ...arrayTypes,
      json: { to: 114, from: [114], serialize: asIs, parse: asIs },
      // The driver would return a Date, which has no microseconds and no leap seconds.
      date: { to: 1184, from: [1082, 1114, 1184], serialize: asIs, parse: asIs },
    },
  }
  const open = (own: typeof usual) =>
    typeof target === 'string'
      ? postgres(target, { ...usual, ...own })
      : postgres({ ...usual, ...own, host: target.sockets, database: target.database, user: target.user, pass: '' })
  const client = open({ max, connection: settings('tallyman', statementTimeout) })

  /** Of several hosts in the address, the next one is tried after a failure. */
  let host = 0
  const { shares: parts, streams: mostStreams } = sharesOf(connections, statementTimeout, isPooled)
  const shareOf = (name: keyof typeof parts): Share => {
    const { timeout, ...own } = parts[name]
    const openOwn: OpenClient = (more) => open({ ...more, connection: settings(`tallyman ${name}`, timeout) })
    return makeShare(
      name,
      own,
      () => makeConnection(openOwn, { host: () => host, onRefused: () => void host++ }),
      watch,
    )
  }
  const shares = {
    reads: shareOf('reads'),
    writes: shareOf('writes'),
    changes: shareOf('changes'),
    brief: shareOf('brief'),
    scans: shareOf('scans'),
    health: shareOf('health'),
  }
  let watching: ReturnType<typeof setInterval> | undefined
  function watch(): void {
    watching ??= setInterval(() => {
      const now = performance.now()
      if (Object.values(shares).filter((share) => share.sweep(now)).length > 0) return
      clearInterval(watching)
      watching = undefined
    }, sweepInterval)
  }

  const disk = watchDisk(space)
  const reads = on(shares.reads)
  const health = on(shares.health)
  const changes = on(shares.changes, { disk })
  const streams = makeStreams(
    () => open({ max: 1, connection: settings('tallyman export', 0) }),
    isPooled ? undefined : (process) => reads.runText('select pg_terminate_backend($1)', [process]),
    mostStreams,
  )
  const pool: Pool = {
    ...reads,
    transaction: changes.transaction,
    writes: on(shares.writes, { disk }),
    changes,
    brief: on(shares.brief),
    async check() {
      await health.runText('select 1', [])
      const problem = await disk.problem(() =>
        changes.transaction(async (db) => {
          for (const text of spaceProbe) await db.runText(text, [])
        }),
      )
      if (problem) throw problem
    },
    scanning: (asker) => {
      const brief = on(shares.brief, { asker })
      const scans = on(shares.scans, { asker })
      const scanning: Pool = {
        ...pool,
        run: (statement, budget) =>
          brief.run<never>(statement, budget).catch(again(() => scans.run(statement, budget))),
        runOnce: (statement, budget) =>
          brief.runOnce<never>(statement, budget).catch(again(() => scans.runOnce(statement, budget))),
        runText: (text, values, budget) =>
          brief.runText<never>(text, values, budget).catch(again(() => scans.runText(text, values, budget))),
        transaction: scans.transaction,
        brief,
        scanning: () => scanning,
      }
      return scanning
    },
    client,
    caches: makeCaches(() => pool),
    stream: (statement) => {
      const { sql, params } = dialect.sqlToQuery(statement)
      return streams.start(sql, params)
    },
    close: async () => {
      await streams.close()
      await Promise.all([client.end({ timeout: 5 }), ...Object.values(shares).map((share) => share.close())])
      clearInterval(watching)
      disk.close()
    },
  }
  return pool
}

/** Runs a statement again that took too long. */
const again =
  <Result>(run: () => Promise<Result>) =>
  (thrown: unknown): Promise<Result> => {
    if (thrown instanceof DatabaseError && thrown.code === '57014') return run()
    throw thrown
  }

type Send = Connection['send']

/** The functions of `Db` for a way to send statements. */
const sending = (send: Send): Omit<Db, 'transaction'> => {
  const sendStatement = <Row extends object>(statement: SQL, prepare: boolean, budget?: Budget<Row>) => {
    const { sql, params } = dialect.sqlToQuery(statement)
    return send<Row>(sql, params, prepare, budget)
  }
  return {
    // Not Drizzle's driver, which does not prepare statements: planning a query of a partitioned table costs more than running it.
    runText: (text, values, budget) => send(text, values, true, budget),
    run: (statement, budget) => sendStatement(statement, true, budget),
    runOnce: (statement, budget) => sendStatement(statement, false, budget),
  }
}

/** With `disk`, the statements write: one that the database has not answered has an unknown outcome, and on a full disk none is sent. */
const on = (share: Share, { asker, disk }: { asker?: Asker; disk?: Disk } = {}): Db => {
  const certain = (thrown: unknown): never => {
    throw disk && thrown instanceof DatabaseError && thrown.isUnanswered ? new UnknownOutcome(thrown.cause) : thrown
  }
  const take = () => {
    disk?.refuseWrite()
    return share.take(asker)
  }
  const alone: Send = async (text, values, prepare, budget) => {
    const loan = await take()
    try {
      return await loan.connection.send(text, values, prepare, budget)
    } catch (thrown) {
      disk?.note(thrown)
      return certain(thrown)
    } finally {
      share.give(loan)
    }
  }
  const transaction = async <Result>(work: (db: Db, connection: Connection) => Promise<Result>): Promise<Result> => {
    const loan = await take()
    const { connection } = loan
    let isOver = false
    /** The first statement that failed: PostgreSQL would answer a commit after it, and roll back. */
    let failed: { thrown: unknown } | undefined
    const db: Db = {
      ...sending((text, values, prepare) => {
        if (isOver) throw new Error('A statement after the end of its transaction')
        return connection.send<never>(text, values, prepare).catch((thrown) => {
          failed ??= { thrown }
          throw thrown
        })
      }),
      transaction: () => {
        throw new Error('A transaction inside a transaction')
      },
    }
    try {
      await connection.send(share.begin ?? 'begin', [], false)
      const result = await work(db, connection)
      if (failed) throw failed.thrown
      isOver = true
      await connection.send('commit', [], false).catch(certain)
      return result
    } catch (thrown) {
      isOver = true
      disk?.note(thrown)
      // A cancellation under way could hit the rollback.
      await connection.settled
      await connection.send('rollback', [], false).catch((error) => connection.end(error))
      throw thrown
    } finally {
      share.give(loan)
    }
  }
  const aloneInTransaction: Send = (text, values, prepare, budget) =>
    transaction(async (_, connection) => {
      const rows = await connection.send(text, values, prepare, budget)
      // The cancellation of what is beyond the budget could hit the commit.
      await connection.settled
      return rows
    })
  return { ...sending(share.begin === undefined ? alone : aloneInTransaction), transaction }
}
