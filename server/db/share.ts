import { overloaded, TmfError } from '../errors'
import type { Connection } from './connection'

/** The party for which a statement runs. Its statements are cancelled when it has left. */
export interface Asker {
  /** True if the client has disconnected. Called only while a statement takes long, because it is not free. */
  hasLeft(): boolean
}

export interface ShareLimits {
  /** The maximum number of connections. */
  size: number
  /** The maximum number of statements at a time on a connection, in a row. More than one is for short statements only. */
  depth: number
  /** The maximum number of statements that wait for a connection; beyond it, callers get a 503. */
  maxWaiting: number
  /** Milliseconds that a statement may wait for a connection before its caller gets a 503. */
  maxWait: number
  /** Milliseconds after which a connection that has not answered is given up; 0 for no limit. PostgreSQL itself should have ended the statement before. */
  deadline: number
  /** Begins a transaction with the settings of this share; undefined if its connections have these. */
  begin: string | undefined
}

/** Connections for one kind of statement, so that the other kinds never wait for these. */
export interface Share {
  begin: string | undefined
  /** Lends a connection, after waiting for a free one. Call `give` afterwards. */
  take(asker?: Asker): Loan | Promise<Loan>
  give(loan: Loan): void
  /** Ends what has taken or waited too long, and what nobody waits for any more. False if nothing runs or waits. */
  sweep(now: number): boolean
  close(): Promise<void>
}

export interface Loan {
  connection: Connection
  asker: Asker | undefined
}

interface Waiting {
  since: number
  asker: Asker | undefined
  resolve(loan: Loan): void
  reject(error: Error): void
}

/** `onBusy` is called when a connection is lent; `sweep` must be called from then on. */
export function makeShare(
  name: string,
  { size, depth, maxWaiting, maxWait, deadline, begin }: ShareLimits,
  open: () => Connection,
  onBusy: () => void,
): Share {
  /** The loans of each connection. */
  const lent = new Map<Connection, Set<Loan>>()
  const waiting: Waiting[] = []
  let isClosed = false

  /** The connection with the fewest loans, opened if all are lent. Undefined if none is free. */
  function free(): Connection | undefined {
    const now = performance.now()
    let best: Connection | undefined
    let fewest = depth
    for (const [connection, loans] of lent) {
      if (loans.size >= fewest) continue
      if (connection.isUsable(now)) {
        best = connection
        fewest = loans.size
        if (fewest === 0) return best
      } else if (loans.size === 0) {
        lent.delete(connection)
        void connection.close()
      }
    }
    if (lent.size >= size) return best
    const opened = open()
    lent.set(opened, new Set())
    return opened
  }

  function lend(connection: Connection, asker: Asker | undefined): Loan {
    const loan = { connection, asker }
    lent.get(connection)?.add(loan)
    onBusy()
    return loan
  }

  function takeBack(loan: Loan): void {
    lent.get(loan.connection)?.delete(loan)
    while (waiting.length > 0) {
      const next = free()
      if (!next) return
      const { asker, resolve } = waiting.shift() as Waiting
      resolve(lend(next, asker))
    }
  }

  return {
    begin,
    take(asker) {
      if (isClosed) throw overloaded('The server is stopping. Try again.')
      const connection = waiting.length === 0 ? free() : undefined
      if (connection) return lend(connection, asker)
      if (waiting.length >= maxWaiting) throw tooMany(name, waiting.length)
      return new Promise((resolve, reject) => {
        waiting.push({ since: performance.now(), asker, resolve, reject })
      })
    },
    give: (loan) => {
      const { settled } = loan.connection
      if (settled) void settled.then(() => takeBack(loan))
      else takeBack(loan)
    },
    sweep(now) {
      for (let index = 0; index < waiting.length; ) {
        const { asker, since, reject } = waiting[index] as Waiting
        const error = asker?.hasLeft() ? clientLeft() : now - since > maxWait ? waitedTooLong(name, maxWait) : undefined
        if (error) waiting.splice(index, 1)
        else index++
        if (error) reject(error)
      }
      let isBusy = waiting.length > 0
      for (const [connection, loans] of lent) {
        if (loans.size === 0) continue
        isBusy = true
        const since = connection.waitingSince()
        if (since === undefined) continue
        if (deadline > 0 && now - since > deadline) connection.end(noAnswer())
        else if (depth === 1 && now - since > patience)
          for (const { asker } of loans) if (asker?.hasLeft()) connection.cancel(clientLeft())
      }
      return isBusy
    },
    async close() {
      isClosed = true
      for (const { reject } of waiting.splice(0)) reject(overloaded('The server is stopping. Try again.'))
      await Promise.all([...lent.keys()].map((connection) => connection.close()))
    },
  }
}

/** Shorter statements are not worth cancelling, in milliseconds. */
const patience = 50

const tooMany = (name: string, waiting: number): TmfError =>
  overloaded(
    `${waiting} statements wait for the database connections for ${name}. Try again after the seconds in Retry-After.`,
  )

const waitedTooLong = (name: string, maxWait: number): TmfError =>
  overloaded(
    `The database connections for ${name} were busy for ${maxWait / 1000} seconds. Try again after the seconds in Retry-After.`,
    5,
  )

/** Nobody reads this answer; the log and the metrics show its status, which nginx uses for the same purpose. */
const clientLeft = (): TmfError =>
  new TmfError(499, 'clientLeft', 'The client closed the connection', 'The query was cancelled.')

/** The database or the network to it stands still. */
const noAnswer = (): Error => Object.assign(new Error('The database does not answer'), { code: 'NO_ANSWER' })
