import { afterAll, beforeAll, expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import { connect as connectSocket, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect, type Pool } from '../../server/db/connect'
import { embeddedUser, foldersOf } from '../../server/db/embedded'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, type RunningServer, startServer } from '../support/process'

/** Streams through a real server and real sockets: what becomes of memory, connections and what is left half-way. */
const records = 100_000
const dataDir = makeDataDir()
let server: RunningServer
let pool: Pool

beforeAll(async () => {
  const seeding = Bun.spawn(
    [process.execPath, join(import.meta.dir, '../../server/dev/seed.ts'), '--usages', String(records)],
    {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  expect(await seeding.exited).toBe(0)
  server = await startServer({ DATA_DIR: dataDir })
  pool = connect({ sockets: foldersOf(dataDir).sockets, user: embeddedUser, database: embeddedUser })
})
afterAll(async () => {
  await pool.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A client that says what it wants and takes what comes: `received` is all of it so far. */
function client(accept: string, query = ''): { socket: Socket; received(): string; closed: Promise<unknown> } {
  const { hostname, port } = new URL(server.url)
  const socket = connectSocket(Number(port), hostname)
  const chunks: string[] = []
  socket.on('data', (chunk) => chunks.push(chunk.toString('latin1')))
  socket.on('error', () => {})
  socket.write(`GET ${basePath}/usage${query} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\n\r\n`)
  return { socket, received: () => chunks.join(''), closed: new Promise((done) => socket.once('close', done)) }
}

const statements = async () => {
  const [row] = await pool.runText<{ count: number }>(
    "select count(*)::int as count from pg_stat_activity where application_name = 'tallyman export'",
    [],
  )
  return row?.count
}
const eventually = async (check: () => unknown) => {
  while (!(await check())) await Bun.sleep(10)
}

test('all usages pass through a server that grows no further, while another reader has stopped reading', async () => {
  const memory = async () =>
    Number(await new Response(Bun.spawn(['ps', '-o', 'rss=', '-p', String(server.pid)]).stdout).text()) / 1024
  const download = async (accept: string) => {
    const response = await fetch(`${server.url}${basePath}/usage`, { headers: { accept } })
    let rows = 0
    let chunks = 0
    let most = 0
    for await (const chunk of response.body ?? []) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++
      if (chunks++ % 50 === 0) most = Math.max(most, await memory())
    }
    return { rows, most }
  }
  const before = await memory()
  const stopped = client('application/x-ndjson')
  await eventually(() => stopped.received().length > 0)
  stopped.socket.pause()
  const ndjson = await download('application/x-ndjson')
  const csv = await download('text/csv')
  expect([ndjson.rows, csv.rows]).toEqual([records, records + 1])
  // 150 MB pass for NDJSON, 110 for CSV.
  expect(Math.max(ndjson.most, csv.most) - before).toBeLessThan(128)
  expect(await statements()).toBe(1)
  stopped.socket.destroy()
  await eventually(async () => (await statements()) === 0)
})

test('a client that hangs up ends its statement, be it sending or still computing', async () => {
  const sending = client('text/csv')
  await eventually(() => sending.received().length > 100_000)
  sending.socket.destroy()
  await eventually(async () => (await statements()) === 0)
  await pool.transaction(async (db) => {
    await db.runText('lock table usage in access exclusive mode', [])
    const computing = client('text/csv')
    await eventually(async () => (await statements()) === 1)
    computing.socket.destroy()
    await eventually(async () => (await statements()) === 0)
  })
})

test('clients that hang up at any moment leave nothing behind', async () => {
  for (let delay = 0; delay < 60; delay++) {
    const { socket } = client(delay % 2 ? 'text/csv' : 'application/x-ndjson')
    await Bun.sleep(delay / 2)
    socket.destroy()
  }
  await eventually(async () => (await statements()) === 0)
  const next = await fetch(`${server.url}${basePath}/usage?limit=0&fields=id`, { headers: { accept: 'text/csv' } })
  expect(await next.text()).toBe('id\r\n')
})

test('what breaks in the middle does not look complete, and is logged', async () => {
  const { socket, received, closed } = client('application/x-ndjson')
  await eventually(() => received().length > 100_000)
  socket.pause()
  await pool.runText(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tallyman export'",
    [],
  )
  await eventually(async () => (await statements()) === 0)
  socket.resume()
  await closed
  expect(received()).toStartWith('HTTP/1.1 200')
  expect(received()).not.toEndWith('0\r\n\r\n')
  expect(server.output()).toContain('an export broke off')
})

test('a connection serves the next request after a stream', async () => {
  const { socket, received } = client('text/csv', '?limit=1000&fields=id')
  await eventually(() => received().endsWith('0\r\n\r\n'))
  socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await eventually(() => received().endsWith('{"status":"alive"}'))
  socket.destroy()
})

test('a stream under way does not keep the server from stopping', async () => {
  const { socket, received, closed } = client('application/x-ndjson')
  await eventually(() => received().length > 0)
  socket.pause()
  process.kill(server.pid, 'SIGTERM')
  expect(await server.exited).toBe(0)
  socket.resume()
  await closed
  expect(received()).not.toEndWith('0\r\n\r\n')
})
