import { createConnection, type Socket } from 'node:net'
import type postgres from 'postgres'
import { DatabaseError } from './databaseError'

/** The time to reach the database and log in, in milliseconds. */
const connectTimeout = 5000
/** The time that the database has to confirm a cancellation, in milliseconds. */
const cancelTimeout = 2000
/** The age at which a connection is replaced, in milliseconds: a backend keeps the memory of its largest statements. */
const lifetime = 45 * 60_000

/** How the driver opens a client with these options. */
export type OpenClient = (options: postgres.Options<Record<string, postgres.PostgresType>>) => postgres.Sql

/**
 * One connection to the database, which lives once: when it breaks, it rejects all later statements, so a statement of a transaction can never run on
 * another connection. Statements run in order. Connects with the first statement.
 */
export interface Connection {
  /**
   * Runs a statement; rejects with a DatabaseError. With a budget, resolves early when it is spent and cancels the rest of the statement; only for
   * connections that run one statement at a time, because the cancellation could hit the next one.
   */
  send<Row extends object>(text: string, values: unknown[], prepare: boolean, budget?: Budget<Row>): Promise<Row[]>
  /** False when the connection has broken, was ended, or is old. */
  isUsable(now: number): boolean
  /** When the oldest statement without an answer was sent, in milliseconds of `performance.now()`; undefined if there is none. */
  waitingSince(): number | undefined
  /** Rejects the running statement, and cancels it in the database. */
  cancel(error: Error): void
  /** Resolves when no cancellation is under way that could hit the next statement. */
  settled: Promise<void> | undefined
  /** Ends the connection at once: rejects its statements, and closes its socket. */
  end(cause: Error): void
  /** Ends the connection after its statements. */
  close(): Promise<void>
}

/** How much of a result is read: no row after the one with which the sum of the sizes exceeds `bytes`, but always the first two. */
export interface Budget<Row> {
  bytes: number
  sizeOf(row: Row): number
}

/** True if the last of the rows that were read is beyond the budget. */
export const exceeds = <Row>(rows: Row[], { bytes, sizeOf }: Budget<Row>): boolean =>
  rows.length > 1 && rows.reduce((sum, row) => sum + sizeOf(row), 0) > bytes

/** The fields of the driver's queries that this module needs. The driver does not publish them; `package.json` pins its version. */
interface DriverQuery {
  /** The backend to which the statement was sent; null before. */
  state: object | null
  /** Sends a cancellation; resolves when the database has closed the connection of the request, which is after it sent the signal. */
  canceller: ((query: DriverQuery) => Promise<void>) | null
}

interface Pending {
  query: DriverQuery
  since: number
  reject(error: Error): void
}

/** Which of several hosts in the address to connect to; `onRefused` is called if it cannot be reached. */
export interface HostChoice {
  host(): number
  onRefused(): void
}

export function makeConnection(open: OpenClient, { host, onRefused }: HostChoice): Connection {
  const born = performance.now()
  const pending = new Set<Pending>()
  const sockets = new Set<Socket>()
  let broken: Error | undefined
  let isCancelling = false
  let hasOpened = false

  const client = open({
    max: 1,
    connect_timeout: connectTimeout / 1000,
    // This module replaces connections itself.
    max_lifetime: null,
    backoff: 0 as never,
    onclose: () => breakOff(connectionClosed()),
    // The driver's types lack this option; its README describes it.
    ...{ socket: (target: SocketTarget) => openSocket(target) },
  })

  function breakOff(cause: Error): void {
    broken ??= cause
    for (const { query, reject } of pending) reject(new DatabaseError(cause, query.state !== null))
    pending.clear()
  }

  function openSocket({ path, host: hosts, port }: SocketTarget): Promise<Socket> {
    if (hasOpened && !isCancelling) return Promise.reject(connectionClosed())
    hasOpened = true
    const index = host() % hosts.length
    const socket: Socket & { host?: string } = path
      ? createConnection(path)
      : createConnection(port[index] ?? 5432, hosts[index])
    // The driver verifies the certificate against this name.
    if (!path) socket.host = hosts[index]
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return new Promise((done, fail) => {
      const late = setTimeout(() => socket.destroy(coded('CONNECT_TIMEOUT')), connectTimeout)
      const refused = (error: Error) => {
        clearTimeout(late)
        onRefused()
        if (!isCancelling) breakOff(error)
        fail(error)
      }
      socket.once('error', refused)
      socket.once('connect', () => {
        clearTimeout(late)
        socket.off('error', refused)
        done(socket)
      })
    })
  }

  /** Cancels a statement whose result nobody waits for any more. Ends the connection with `error` if that fails. */
  function cancelInDatabase({ query }: Pending, error: Error): void {
    // Nothing can be cancelled before it was sent.
    if (!query.state || !query.canceller) {
      connection.end(error)
      return
    }
    isCancelling = true
    const ended = (query as unknown as Promise<unknown>).then(
      () => {},
      () => {},
    )
    const late = setTimeout(() => connection.end(error), cancelTimeout)
    connection.settled = Promise.all([ended, query.canceller(query)])
      .then(
        () => {},
        () => connection.end(error),
      )
      .finally(() => {
        clearTimeout(late)
        isCancelling = false
        connection.settled = undefined
      })
  }

  const connection: Connection = {
    settled: undefined,
    send: <Row extends object>(text: string, values: unknown[], prepare: boolean, budget?: Budget<Row>) =>
      new Promise<Row[]>((resolve, reject) => {
        if (broken) return reject(new DatabaseError(broken))
        // Collected here, because the driver's own array has holes after a statement that failed while returning rows.
        const rows: Row[] = []
        const query = client.unsafe<Row[]>(text, values as postgres.ParameterOrJSON<never>[], { prepare })
        const entry: Pending = { query: query as unknown as DriverQuery, since: performance.now(), reject }
        pending.add(entry)
        let left = budget?.bytes ?? 0
        const take = (row: Row): void => {
          // The driver goes on until the cancellation arrives.
          if (!pending.has(entry)) return
          rows.push(row)
          if (!budget) return
          left -= budget.sizeOf(row)
          if (left >= 0 || rows.length < 2) return
          pending.delete(entry)
          cancelInDatabase(entry, new Error('The result is larger than its budget'))
          resolve(rows)
        }
        query
          .forEach((row) => void take(row as Row))
          .then(
            () => {
              pending.delete(entry)
              resolve(rows)
            },
            (thrown) => {
              pending.delete(entry)
              const error = new DatabaseError(thrown, entry.query.state !== null)
              reject(error)
              if (error.isLost) connection.end(thrown)
            },
          )
      }),
    isUsable: (now) => !broken && now - born < lifetime,
    waitingSince: () => {
      for (const { since } of pending) return since
      return undefined
    },
    cancel(error) {
      const [entry] = pending
      if (!entry || isCancelling) return
      pending.delete(entry)
      entry.reject(error)
      cancelInDatabase(entry, error)
    },
    end(cause) {
      breakOff(cause)
      for (const socket of sockets) socket.destroy()
      void client.end({ timeout: 0 })
    },
    close: () => client.end({ timeout: 5 }),
  }
  return connection
}

interface SocketTarget {
  path: string | undefined
  host: string[]
  port: number[]
}

const coded = (code: string): Error => Object.assign(new Error(code), { code })
const connectionClosed = (): Error => coded('CONNECTION_CLOSED')
