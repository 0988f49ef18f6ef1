import { afterAll, beforeAll, expect, test } from 'bun:test'
import { connect as connectSocket, type Socket } from 'node:net'
import { connect, type Pool } from '../../server/db/connect'
import { basePath } from '../../shared/vocabulary'
import { blankDatabase } from '../support/database'
import { type RunningServer, startServer } from '../support/process'
import { aUsage } from '../support/world'

/** Clients that ask for what takes long, through a real server and real sockets. */
let server: RunningServer
let watcher: Pool
let stored: string

beforeAll(async () => {
  const DATABASE_URL = await blankDatabase()
  server = await startServer({ DATABASE_URL })
  watcher = connect(DATABASE_URL, { max: 1 })
  const description = `${'a'.repeat(4_001)}!`
  for (let number = 0; number < 10; number++)
    stored = await (await post(aUsage({ description, note: description, status: 'rated' }))).json().then(({ id }) => id)
})
afterAll(async () => {
  await watcher.close()
  await server.stop()
})

const post = (body: unknown = aUsage()) =>
  fetch(`${server.url}${basePath}/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** An odd number of letters is no two halves, but there are very many ways to try. */
const endless = encodeURIComponent('^(a*)(a*)(a*)\\1\\2\\3!$')
const expensive = [
  `${basePath}/usage?description.regex=${endless}`,
  `${basePath}/usage?note.regex=${endless}&limit=1000`,
  `/api/usage/histogram?query=${encodeURIComponent(`note.regex=${endless}`)}`,
  `${basePath}/usage?filter=${encodeURIComponent(`$[?(@.description=~'${decodeURIComponent(endless).replaceAll('\\', '\\\\')}')]`)}`,
]

/** Sends requests, each on a socket of its own. */
const ask = (count: number): Promise<Socket[]> =>
  Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<Socket>((done, fail) => {
          const { hostname, port } = new URL(server.url)
          const socket = connectSocket(Number(port), hostname, () =>
            socket.write(
              `GET ${expensive[index % expensive.length]} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
              () => done(socket),
            ),
          )
          socket.on('error', fail)
        }),
    ),
  )

const answered = (socket: Socket) =>
  new Promise<string>((done) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => done(text))
  })

/** The statements under way in the database of the server. */
const running = () =>
  watcher.client<{ query: string }[]>`
    select query from pg_stat_activity
     where state = 'active' and datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

const until = async (isSo: () => Promise<boolean>, milliseconds: number) => {
  const end = performance.now() + milliseconds
  while (!(await isSo())) {
    if (performance.now() > end) return false
    await Bun.sleep(10)
  }
  return true
}

/** What everybody else does meanwhile; resolves with the longest time, in milliseconds. */
async function others(): Promise<number> {
  let longest = 0
  for (let round = 0; round < 5; round++)
    for (const send of [
      () => post(),
      () => fetch(`${server.url}${basePath}/usage/${stored}`),
      () => fetch(`${server.url}/readyz`),
      () =>
        fetch(`${server.url}${basePath}/usage/${stored}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/merge-patch+json' },
          body: JSON.stringify({ description: `${round}` }),
        }),
    ]) {
      const started = performance.now()
      expect((await send()).ok).toBe(true)
      longest = Math.max(longest, performance.now() - started)
    }
  return longest
}

test.each([8, 36, 200])('%d abandoned expensive GETs stop nobody, and their queries end', async (count) => {
  const sockets = await ask(count)
  expect(await until(async () => (await running()).length > 0, 5000)).toBe(true)
  for (const socket of sockets) socket.destroy()
  expect(await others()).toBeLessThan(2000)
  expect(await until(async () => (await running()).length === 0, 3000)).toBe(true)
  expect((await fetch(`${server.url}${basePath}/usage?status=rated&limit=3`)).ok).toBe(true)
})

test('while expensive GETs wait for their answers, all others go on, and each of them gets an answer in time', async () => {
  const started = performance.now()
  const answers = (await ask(36)).map(answered)
  expect(await others()).toBeLessThan(2000)
  for (const answer of await Promise.all(answers)) {
    // A histogram estimates when exact numbers take too long.
    if (answer.startsWith('HTTP/1.1 200')) continue
    expect(answer).toStartWith('HTTP/1.1 503')
    expect(answer.toLowerCase()).toContain('retry-after: ')
  }
  expect(performance.now() - started).toBeLessThan(30_000)
  expect(await until(async () => (await running()).length === 0, 3000)).toBe(true)
}, 60_000)

test('after many have come and gone, the server holds no more connections than it may', async () => {
  for (let round = 0; round < 3; round++) for (const socket of await ask(40)) socket.destroy()
  await until(async () => (await running()).length === 0, 5000)
  const [row] = await watcher.client`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  expect(row?.count).toBeLessThanOrEqual(24)
  expect(await others()).toBeLessThan(1000)
})
