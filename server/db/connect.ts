import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import { limits } from '../../shared/limits'
import { type Caches, makeCaches } from './caches'
import { DatabaseError } from './databaseError'
import { type Batch, makeStreams } from './stream'

/** How to reach a PostgreSQL: an address, or a socket folder, user and database. */
export type Target = string | { sockets: string; database: string; user: string }

/** A connection pool, or one of its transactions. */
export interface Db {
  /** Runs a statement with a fixed text, prepared once per connection. Returns JSON as text. */
  run<Row extends object>(statement: SQL): Promise<Row[]>
  /** Runs a statement whose text depends on the request, without preparing it: a connection keeps its prepared statements, and they would fill its memory. */
  runOnce<Row extends object>(statement: SQL): Promise<Row[]>
  /** Like `run`, for a text with $1, $2 … */
  runText<Row extends object>(text: string, values: unknown[]): Promise<Row[]>
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result>
}

export interface Pool extends Db {
  client: postgres.Sql
  caches: Caches<Pool>
  /** Streams the rows of a statement, `size` at a time, on a connection of its own and without a statement timeout. Rejects with 503 if too many streams run. */
  stream(statement: SQL, size: number): Promise<ReadableStream<Batch>>
  close(): Promise<void>
}

const dialect = new PgDialect()
/** The text of a statement, with $1, $2 … for its values. */
export const textOf = (statement: SQL): string => dialect.sqlToQuery(statement).sql

const asIs = (value: unknown) => value

/** Opens a pool. Statements that take longer than `statementTimeout` ms fail with SQLSTATE 57014; 0 means no limit. */
export function connect(target: Target, { max = 12, statementTimeout = limits.statementTime } = {}): Pool {
  const options: postgres.Options<Record<string, postgres.PostgresType>> = {
    max,
    connect_timeout: 10,
    onnotice: () => {},
    // A commit must be on disk before it is acknowledged, whatever the setting of the database.
    connection: { application_name: 'tallyman', statement_timeout: statementTimeout, synchronous_commit: 'on' },
    types: {
      json: { to: 114, from: [114], serialize: asIs, parse: asIs },
      // The driver would return a Date, which has no microseconds and no leap seconds.
      date: { to: 1184, from: [1082, 1114, 1184], serialize: asIs, parse: asIs },
    },
  }
  const open = (own: typeof options) =>
    typeof target === 'string'
      ? postgres(target, own)
      : postgres({ ...own, host: target.sockets, database: target.database, user: target.user, pass: '' })
  const client = open(options)
  // As text, because the driver ignores the number 0 and the timeout of the database would apply.
  const streams = makeStreams(
    () =>
      open({
        ...options,
        max: 1,
        connection: { application_name: 'tallyman export', statement_timeout: '0' as never },
      }),
    (process) => client`select pg_terminate_backend(${process})`,
  )
  const pool: Pool = {
    ...on(client),
    client,
    caches: makeCaches(() => pool),
    stream: (statement, size) => {
      const { sql, params } = dialect.sqlToQuery(statement)
      return streams.start(sql, params, size)
    },
    close: async () => {
      await streams.close()
      await client.end({ timeout: 5 })
    },
  }
  return pool
}

/** Marks an error as the database's. */
const fail = (thrown: unknown): never => {
  throw new DatabaseError(thrown)
}

const on = (client: postgres.Sql | postgres.TransactionSql): Db => {
  const send = async <Row extends object>(text: string, values: unknown[], prepare: boolean) => {
    // Collected here, because the driver's own array has holes after a statement that failed while returning rows.
    const rows: Row[] = []
    await client
      .unsafe<Row[]>(text, values as postgres.ParameterOrJSON<never>[], { prepare })
      .forEach((row) => void rows.push(row as Row))
      .catch(fail)
    return rows
  }
  const sendStatement = <Row extends object>(statement: SQL, prepare: boolean) => {
    const { sql, params } = dialect.sqlToQuery(statement)
    return send<Row>(sql, params, prepare)
  }
  return {
    // Not Drizzle's driver, which does not prepare statements: planning a query of a partitioned table costs more than running it.
    runText: (text, values) => send(text, values, true),
    run: (statement) => sendStatement(statement, true),
    runOnce: (statement) => sendStatement(statement, false),
    transaction: <Result>(work: (db: Db) => Promise<Result>) => {
      if (!('begin' in client)) throw new Error('A transaction inside a transaction')
      // An error of `work` is rethrown unchanged; an error of the driver is wrapped as a database error.
      let outcome: Promise<Result> | undefined
      const done = client.begin((tx) => {
        outcome = work(on(tx))
        return outcome
      }) as Promise<Result>
      return done.catch(async (thrown) => {
        await outcome
        return fail(thrown)
      })
    },
  }
}
