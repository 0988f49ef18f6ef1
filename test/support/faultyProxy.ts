import { connect, createServer, type Socket } from 'node:net'

/**
 * What happens to one statement on its way to PostgreSQL. `cutBefore`: the connection breaks, and PostgreSQL does not receive the statement. `cutAfter`:
 * PostgreSQL executes it, and the connection breaks before the answer. `silence`: PostgreSQL executes it, and no answer ever comes. Otherwise the
 * SQLSTATE that is answered instead of executing it.
 */
export type Fault = 'cutBefore' | 'cutAfter' | 'silence' | '53100' | '40P01' | '40001' | '57P01' | '57014'

/** Errors that end the connection. */
const fatal: Fault[] = ['57P01']

/** A proxy in front of PostgreSQL that knows its protocol well enough to find statements (Frontend/Backend Protocol 3.0, chapter 54.7). */
export interface FaultyProxy {
  url: string
  /** From now on counts statements, and does `fault` to the `nth`, counted from 1. */
  arm(fault?: Fault, nth?: number): void
  /** Stops that; returns the number of statements since. */
  disarm(): number
  close(): void
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const upstreamUrl = new URL(target)
  const sockets = new Set<Socket>()
  let armed: { fault: Fault | undefined; nth: number; count: number } | undefined

  function serve(client: Socket): void {
    const upstream = connect(Number(upstreamUrl.port || 5432), upstreamUrl.hostname)
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket)
          end()
        })
    }
    let isStarted = false
    let isSilent = false
    let sent = Buffer.alloc(0)
    /** The messages of a statement, until its end is here. */
    let statement: Buffer[] = []

    client.on('data', (chunk: Buffer) => {
      sent = Buffer.concat([sent, chunk])
      while (sent.length >= 5) {
        const start = isStarted ? 1 : 0
        const size = start + sent.readUInt32BE(start)
        if (sent.length < size) return
        const message = sent.subarray(0, size)
        sent = sent.subarray(size)
        if (!isStarted) {
          isStarted = true
          upstream.write(message)
          continue
        }
        statement.push(message)
        const type = String.fromCharCode(message[0] ?? 0)
        // Sync and Query end a statement, Flush and Terminate must not wait, and a password is none.
        if ('SQHXp'.includes(type)) {
          const whole = Buffer.concat(statement)
          statement = []
          if (('S' === type && hasExecute(whole)) || type === 'Q') pass(whole)
          else upstream.write(whole)
        }
      }
    })

    function pass(whole: Buffer): void {
      const fault = armed && ++armed.count === armed.nth ? armed.fault : undefined
      if (fault === undefined) upstream.write(whole)
      else if (fault === 'cutBefore') end()
      else if (fault === 'cutAfter' || fault === 'silence') {
        isSilent = true
        if (fault === 'cutAfter') upstream.on('data', onReady(end))
        upstream.write(whole)
      } else {
        client.write(errorResponse(fault))
        if (fatal.includes(fault)) client.end(end)
        else client.write(readyForQuery)
      }
    }

    upstream.on('data', (chunk) => void (isSilent || client.write(chunk)))
  }

  const server = createServer(serve)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = new URL(target)
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url: url.href,
    arm: (fault, nth = 0) => {
      armed = { fault, nth, count: 0 }
    },
    disarm() {
      const count = armed?.count ?? 0
      armed = undefined
      return count
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Calls `done` at ReadyForQuery, which ends the answer: by then the statement has been executed. */
function onReady(done: () => void): (chunk: Buffer) => void {
  let answer = Buffer.alloc(0)
  return (chunk) => {
    answer = Buffer.concat([answer, chunk])
    for (let at = 0; answer.length >= at + 5; at += 1 + answer.readUInt32BE(at + 1))
      if (answer[at] === 'Z'.charCodeAt(0)) done()
  }
}

/** True if some messages execute something, rather than only describe it. */
function hasExecute(messages: Buffer): boolean {
  for (let at = 0; at < messages.length; at += 1 + messages.readUInt32BE(at + 1))
    if (messages[at] === 'E'.charCodeAt(0)) return true
  return false
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeUInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}

const errorResponse = (code: Fault): Buffer => {
  const severity = fatal.includes(code) ? 'FATAL' : 'ERROR'
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, 'Minjected']
  return message('E', Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`))
}
const readyForQuery = message('Z', Buffer.from('I'))
