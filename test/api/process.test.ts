import { afterAll, expect, test } from 'bun:test'
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect as openSocket } from 'node:net'
import { join } from 'node:path'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, type RunningServer, startRefused, startServer } from '../support/process'
import { aUsage } from '../support/world'

const folders: string[] = []
const folder = () => {
  const made = makeDataDir()
  folders.push(made)
  return made
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

const post = (url: string, body: unknown = aUsage()) =>
  fetch(`${url}${basePath}/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const count = async (url: string) =>
  Number((await fetch(`${url}${basePath}/usage?limit=0`)).headers.get('x-total-count'))
const postmaster = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const isAlive = (pid: number) => existsSync(`/proc/${pid}`)

test('a server says where everything is, serves, and leaves nothing running after SIGTERM', async () => {
  const dataDir = folder()
  const server = await startServer({ DATA_DIR: dataDir })
  for (const words of [
    `App       ${server.url}/`,
    `API       ${server.url}${basePath}/usage`,
    `Docs      ${server.url}/docs`,
    'embedded PostgreSQL 18',
    'Ctrl-C',
  ])
    expect(server.output()).toContain(words)
  expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: 'ready' })
  const { href } = await (await post(server.url)).json()
  expect(href).toStartWith(`${server.url}${basePath}/usage/`)
  const database = postmaster(dataDir)
  await server.stop()
  expect(await server.exited).toBe(0)
  expect(isAlive(database)).toBe(false)
})

test('a second server on the same data is refused with one clear line, and the first goes on', async () => {
  const dataDir = folder()
  const server = await startServer({ DATA_DIR: dataDir })
  const refused = await startRefused({ DATA_DIR: dataDir, PORT: '0' })
  expect(refused.code).toBe(1)
  expect(refused.output.trim().split('\n')).toEqual([
    `Another Tallyman (process ${server.pid}) runs on ${dataDir}: stop it, or set DATA_DIR to another folder`,
  ])
  expect((await post(server.url)).status).toBe(201)
  await server.stop()
})

test('a taken port is one clear line and exit 1', async () => {
  const server = await startServer()
  const { port } = new URL(server.url)
  const refused = await startRefused({ DATA_DIR: folder(), PORT: port })
  expect([
    refused.code,
    refused.output
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('{')),
  ]).toEqual([1, [`Port ${port} is taken on 127.0.0.1: stop what listens there, or set PORT to another`]])
  await server.stop()
})

test('a wrong environment is a list of all that is wrong, and exit 1', async () => {
  const refused = await startRefused({ PORT: 'http', HOST: '0.0.0.0', DATABASE_URL: 'localhost:5432' })
  expect(refused.code).toBe(1)
  for (const name of ['PORT=http', 'HOST=0.0.0.0', 'DATABASE_URL=localhost:5432'])
    expect(refused.output).toContain(name)
})

test('a database that does not answer is said, with what to check, and exit 1', async () => {
  const refused = await startRefused({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '0' })
  expect(refused.code).toBe(1)
  expect(refused.output).toContain('127.0.0.1:1/none cannot be used')
  expect(refused.output).not.toContain('at async')
})

test('requests under way are finished before the server stops', async () => {
  const server = await startServer()
  const body = JSON.stringify(aUsage({ description: 'slow' }))
  const { hostname, port } = new URL(server.url)
  const socket = openSocket(Number(port), hostname)
  const answer = new Promise<string>((done, fail) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => done(text))
    socket.on('error', fail)
  })
  await new Promise<void>((sent) => {
    const head = `POST ${basePath}/usage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`
    socket.write(head + body.slice(0, 20), () => sent())
  })
  // Another request tells that the server has seen the first.
  await fetch(`${server.url}/livez`)
  process.kill(server.pid, 'SIGTERM')
  while (!server.output().includes('Stopping')) await Bun.sleep(5)
  socket.write(body.slice(20))
  expect(await answer).toStartWith('HTTP/1.1 201')
  expect(await server.exited).toBe(0)
})

const ways: [string, (server: RunningServer, dataDir: string) => Promise<void>][] = [
  ['the server is killed', (server) => server.kill()],
  [
    'the server and its database are killed',
    async (server, dataDir) => {
      process.kill(postmaster(dataDir), 'SIGKILL')
      await server.kill()
    },
  ],
  [
    'the server is killed and its pid file names a living stranger',
    async (server, dataDir) => {
      const database = postmaster(dataDir)
      await server.kill()
      process.kill(database, 'SIGKILL')
      while (isAlive(database)) await Bun.sleep(5)
      const file = join(dataDir, 'postgres/postmaster.pid')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
    },
  ],
]

test.each(ways)('after %s, the next start recovers by itself', async (_name, end) => {
  const dataDir = folder()
  const server = await startServer({ DATA_DIR: dataDir })
  await post(server.url)
  await end(server, dataDir)
  const again = await startServer({ DATA_DIR: dataDir })
  expect(await count(again.url)).toBe(1)
  await again.stop()
})

test('after a kill, a DATA_DIR behind a link recovers as well', async () => {
  const dataDir = join(folder(), 'link')
  symlinkSync(folder(), dataDir)
  const server = await startServer({ DATA_DIR: dataDir })
  await post(server.url)
  await server.kill()
  const again = await startServer({ DATA_DIR: dataDir })
  expect(await count(again.url)).toBe(1)
  await again.stop()
})

test.each(['with,comma', 'mit Leerzeichen und Ümlaut', '長'.repeat(40)])(
  'a DATA_DIR may be called %s',
  async (name) => {
    const dataDir = join(folder(), name)
    const server = await startServer({ DATA_DIR: dataDir })
    expect((await post(server.url)).status).toBe(201)
    await server.stop()
  },
)

test.each(['/dev/null/x', '/proc/nosuch'])('a DATA_DIR that cannot be used is one clear line: %s', async (dataDir) => {
  const { code, output } = await startRefused({ DATA_DIR: dataDir, PORT: '0' })
  expect([code, output.trim().split('\n').length]).toEqual([1, 1])
  expect(output).toStartWith(`DATA_DIR ${dataDir} cannot be used: `)
})

/** Sends bytes as they are; resolves with all that comes back. */
const raw = (url: string, text: string) =>
  new Promise<string>((done, fail) => {
    const { hostname, port } = new URL(url)
    const socket = openSocket(Number(port), hostname, () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => done(answer))
    socket.on('error', fail)
  })

test('a request without a host is served, one with a host that is none is 400, and a caller who hangs up is no fault of ours', async () => {
  const server = await startServer()
  expect(await raw(server.url, 'GET /livez HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.[01] 200/)
  expect(await raw(server.url, `GET ${basePath}/usage HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.[01] 200/)
  for (const host of ['a b', 'evil"><x', 'a:99999']) {
    const answer = await raw(server.url, `GET ${basePath}/usage HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
    expect(answer).toContain('"code":"badHost"')
  }
  const { hostname, port } = new URL(server.url)
  await new Promise<void>((done) => {
    const socket = openSocket(Number(port), hostname, () => {
      socket.write(
        `POST ${basePath}/usage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a"`,
        () => socket.destroy(),
      )
    })
    socket.on('close', () => done())
  })
  await fetch(`${server.url}/livez`)
  await server.stop()
  expect(server.output()).not.toContain('"level":"error"')
  for (const line of server.output().split('\n')) expect(line).not.toMatch(/^\s*at |error:/)
})

test('Ctrl-C, which a terminal sends to the whole process group, stops cleanly too', async () => {
  const dataDir = folder()
  const server = await startServer({ DATA_DIR: dataDir })
  await post(server.url)
  // The database must not be in the server's group: it would stop before the server's last requests have.
  const groupOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]
  expect(groupOf(postmaster(dataDir))).not.toBe(groupOf(server.pid))
  process.kill(server.pid, 'SIGINT')
  expect(await server.exited).toBe(0)
  expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down')
})

test('a signal that arrives twice at once, as npm passes on what the terminal sent to all, still stops it whole', async () => {
  const server = await startServer()
  process.kill(server.pid, 'SIGTERM')
  process.kill(server.pid, 'SIGINT')
  expect(await server.exited).toBe(0)
  expect(server.output()).toContain('"msg":"stopped"')
})
