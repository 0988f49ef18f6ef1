import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { basePath } from '../../shared/vocabulary'
import { blankDatabase } from '../support/database'
import { makeDataDir, type RunningServer, startServer } from '../support/process'
import { aUsage } from '../support/world'

/** What a server does while its database is away: killed, paused, or behind a network that swallows everything. */
const dataDir = makeDataDir()
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ DATA_DIR: dataDir })
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const postmaster = () => Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const backends = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === join(dataDir, 'postgres')
      } catch {
        return false
      }
    })

interface Answer {
  status: number
  code: string | undefined
  id: string | undefined
  retryAfter: string | null
  milliseconds: number
}

async function send(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const started = performance.now()
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const { code, id } = text.startsWith('{') ? JSON.parse(text) : { code: undefined, id: undefined }
  return {
    status: response.status,
    code,
    id,
    retryAfter: response.headers.get('retry-after'),
    milliseconds: performance.now() - started,
  }
}
const post = (url: string) => send(url, 'POST', `${basePath}/usage`, aUsage())
const get = (url: string, id: string) => send(url, 'GET', `${basePath}/usage/${id}`)

async function until(isSo: () => Promise<boolean>, milliseconds = 30_000): Promise<void> {
  for (const end = performance.now() + milliseconds; !(await isSo()); await Bun.sleep(20))
    if (performance.now() > end) throw new Error('It never became so')
}
const works = async (url: string) =>
  (await send(url, 'GET', '/readyz')).status === 200 && (await post(url)).status === 201

/** Writes and reads until the database is back; resolves with what was acknowledged. Every other answer is a 503 that tells when to try again. */
async function useWhile(url: string, breakIt: () => unknown): Promise<string[]> {
  const acknowledged: string[] = []
  let isBack = false
  let others = 0
  const caller = async () => {
    while (!isBack) {
      const answer = await post(url)
      if (answer.status === 201) acknowledged.push(answer.id ?? '')
      else {
        expect([answer.status, answer.retryAfter === null]).toEqual([503, false])
        others++
      }
      const read = await get(url, acknowledged.at(-1) ?? 'none')
      expect([200, 404, 503]).toContain(read.status)
    }
  }
  const callers = Array.from({ length: 8 }, caller)
  await until(async () => acknowledged.length > 50)
  breakIt()
  await until(async () => others > 0)
  await until(() => works(url))
  isBack = true
  await Promise.all(callers)
  return acknowledged
}

async function expectStored(url: string, ids: string[]): Promise<void> {
  for (const id of ids) expect((await get(url, id)).status).toBe(200)
}

test.each([
  ['PostgreSQL', () => process.kill(postmaster(), 'SIGKILL')],
  [
    'a process of PostgreSQL',
    () =>
      process.kill(
        backends().find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tallyman')) ?? 0,
        'SIGKILL',
      ),
  ],
  ['all of PostgreSQL', () => backends().map((pid) => process.kill(pid, 'SIGKILL'))],
  ['PostgreSQL, in order', () => process.kill(postmaster(), 'SIGINT')],
])(
  'after the end of %s under load the server goes on, with everything it acknowledged',
  async (_, end) => {
    const acknowledged = await useWhile(server.url, end)
    await expectStored(server.url, acknowledged)
    expect((await send(server.url, 'GET', '/livez')).status).toBe(200)
    const counted = await fetch(`${server.url}${basePath}/usage?limit=0`)
    expect(Number(counted.headers.get('x-total-count'))).toBeGreaterThanOrEqual(acknowledged.length)
  },
  120_000,
)

/** The longest that a request may take while the database does not answer. */
const longest = 25_000

test('a paused PostgreSQL: every request is answered, and afterwards all goes on', async () => {
  const first = (await post(server.url)).id ?? ''
  const paused = backends()
  for (const pid of paused) process.kill(pid, 'SIGSTOP')
  const health = await send(server.url, 'GET', '/readyz')
  expect([health.status, health.milliseconds < 5000]).toEqual([503, true])
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => post(server.url)),
    ...Array.from({ length: 20 }, () => get(server.url, first)),
    ...Array.from({ length: 20 }, () => send(server.url, 'GET', `${basePath}/usage?status=received`)),
    send(server.url, 'PATCH', `${basePath}/usage/${first}`, { description: 'x' }),
    send(server.url, 'DELETE', `${basePath}/usage/${first}`),
  ])
  for (const answer of answers) {
    expect([answer.status, answer.retryAfter === null]).toEqual([503, false])
    expect(answer.milliseconds).toBeLessThan(longest)
  }
  for (const pid of paused) process.kill(pid, 'SIGCONT')
  await until(() => works(server.url))
  const acknowledged = await Promise.all(Array.from({ length: 50 }, () => post(server.url)))
  expect(acknowledged.map(({ status }) => status)).toEqual(Array(50).fill(201))
  // What was given up is closed in the database, too.
  await until(async () => backends().length < 45)
}, 120_000)

/** An external database behind a network that swallows what is sent, without closing a connection. */
test('a network that swallows everything: every request is answered, and afterwards all goes on', async () => {
  const url = new URL(await blankDatabase())
  let isSwallowing = false
  const held: Socket[] = []
  const proxy: Server = createServer((client) => {
    const upstream = connectSocket(Number(url.port), url.hostname)
    held.push(client, upstream)
    client.on('error', () => {}).on('close', () => upstream.destroy())
    upstream.on('error', () => {}).on('close', () => client.destroy())
    client.on('data', (chunk) => void (isSwallowing || upstream.write(chunk)))
    upstream.on('data', (chunk) => void (isSwallowing || client.write(chunk)))
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  const { port } = proxy.address() as { port: number }
  const DATABASE_URL = `postgres://${url.username}@127.0.0.1:${port}${url.pathname}`
  const external = await startServer({ DATABASE_URL })
  try {
    const first = (await post(external.url)).id ?? ''
    isSwallowing = true
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => post(external.url)),
      ...Array.from({ length: 10 }, () => get(external.url, first)),
      send(external.url, 'GET', '/readyz'),
    ])
    for (const answer of answers) {
      expect([answer.status, answer.retryAfter === null]).toEqual([503, false])
      expect(answer.milliseconds).toBeLessThan(longest)
    }
    isSwallowing = false
    await until(() => works(external.url))
    expect((await get(external.url, first)).status).toBe(200)
  } finally {
    isSwallowing = false
    await external.stop()
    for (const socket of held) socket.destroy()
    proxy.close()
  }
}, 120_000)
