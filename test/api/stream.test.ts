import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, type RunningServer, startServer } from '../support/process'
import { aUsage } from '../support/world'

/** Streams of documents through a real server and real sockets. */
let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const one = `${JSON.stringify(aUsage())}\n`
const mebibyte = 2 ** 20
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) * 1024
const postOne = async () =>
  (
    await fetch(`${server.url}${basePath}/usage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: one,
    })
  ).status
const count = async (url = server.url) =>
  Number((await fetch(`${url}${basePath}/usage?limit=0`)).headers.get('x-total-count'))

/** The body in chunks of an HTTP/1.1 response (RFC 9112, 7.1) that is complete. */
function bodyOf(raw: string): string {
  const parts: string[] = []
  for (let at = raw.indexOf('\r\n\r\n') + 4; ; ) {
    const end = raw.indexOf('\r\n', at)
    const size = Number.parseInt(raw.slice(at, end), 16)
    if (size === 0) return parts.join('')
    parts.push(raw.slice(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

/** A stream that is open: what is written goes out at once; `read` takes what has come back, `end` waits for the rest. */
async function openStream({ url } = server, headers = '') {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  const closed = new Promise<void>((done) => socket.on('close', () => done()))
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  const write = (part: string | Uint8Array) =>
    new Promise<void>((done) => {
      socket.write(`${Buffer.byteLength(part).toString(16)}\r\n`)
      socket.write(part)
      socket.write('\r\n', () => done())
    })
  socket.write(
    `POST ${basePath}/usage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n${headers}\r\n`,
  )
  const answers = () => [...text.matchAll(/^\{"line":(\d+),"status":(\d+).*\}$/gm)].map(([whole]) => JSON.parse(whole))
  const until = async (isThere: () => boolean) => {
    while (!isThere() && !socket.closed) await Bun.sleep(5)
  }
  return {
    socket,
    write,
    answers,
    raw: () => text,
    /** Resolves once there are so many answers. */
    answered: async (many: number) => {
      await until(() => answers().length >= many)
      return answers()
    },
    end: async () => {
      socket.write('0\r\n\r\n')
      await closed
      return answers()
    },
    closed,
  }
}

test('a line is answered before the next one is sent', async () => {
  const stream = await openStream()
  for (let line = 1; line <= 3; line++) {
    await stream.write(one)
    expect((await stream.answered(line)).map(({ line, status }) => [line, status]).at(-1)).toEqual([line, 201])
  }
  expect(await stream.end()).toHaveLength(3)
  expect(stream.raw()).toEndWith('0\r\n\r\n')
})

test('a hundred thousand lines are all answered, in order, and the memory of the server does not grow with them', async () => {
  const before = await count()
  const many = one.repeat(1000)
  const stream = await openStream()
  const base = memory()
  let most = 0
  for (let sent = 0; sent < 100; sent++) {
    await stream.write(many)
    most = Math.max(most, memory())
  }
  const answers = await stream.end()
  expect(answers.every(({ line, status }, index) => line === index + 1 && status === 201)).toBe(true)
  expect([answers.length, await count()]).toEqual([100_000, before + 100_000])
  expect((most - base) / mebibyte).toBeLessThan(250)
})

test.each([
  [300_000, ''],
  [30_000, 'Prefer: return=minimal\r\n'],
])(
  '%d lines are all answered to a client that sends everything before it reads %s',
  async (many, headers) => {
    const before = await count()
    const base = memory()
    const stream = await openStream(server, headers)
    stream.socket.pause()
    let most = 0
    for (let sent = 0; sent < many; sent += 10_000) {
      await stream.write(one.repeat(10_000))
      most = Math.max(most, memory())
    }
    stream.socket.write('0\r\n\r\n')
    expect(await postOne()).toBe(201)
    stream.socket.resume()
    await stream.closed
    if (headers) {
      expect(stream.raw()).toContain(`{"created":${many},"repeated":0,"refused":0}`)
      expect(stream.raw()).toMatch(/preference-applied: return=minimal/i)
    } else {
      const answers = bodyOf(stream.raw()).trim().split('\n')
      expect(answers.length).toBe(many)
      const isFine = (text: string, index: number) => text.startsWith(`{"line":${index + 1},"status":201,"id":`)
      expect(answers.every(isFine)).toBe(true)
    }
    expect(await count()).toBe(before + many + 1)
    expect((most - base) / mebibyte).toBeLessThan(250)
  },
  300_000,
)

test('clients that hang up leave nothing behind', async () => {
  for (let round = 0; round < 3; round++) {
    const streams = await Promise.all(Array.from({ length: 16 }, () => openStream()))
    for (const [index, stream] of streams.entries()) {
      // Some wait for answers, some are in the middle of a line, some do not read.
      if (index % 4 === 0) stream.socket.pause()
      await stream.write(index % 3 === 0 ? one.repeat(2000) : index % 3 === 1 ? one.slice(0, 20) : one)
      if (index % 3 === 2 && index % 4 !== 0) await stream.answered(1)
    }
    for (const stream of streams) stream.socket.destroy()
    await Promise.all(streams.map(({ closed }) => closed))
  }
  // The server learns a moment later that a client is gone; until then its place is taken.
  const opened = async () => {
    for (;;) {
      const stream = await openStream()
      await stream.write(one)
      await Promise.race([stream.answered(1), stream.closed])
      if (stream.answers().length === 1) return stream
    }
  }
  const again = await Promise.all(Array.from({ length: 16 }, opened))
  for (const stream of again) expect(await stream.end()).toMatchObject([{ line: 1, status: 201 }])
})

test('a small body that unpacks into gigabytes is neither kept nor obeyed', async () => {
  const base = memory()
  const zeros = Bun.gzipSync(new Uint8Array(256 * mebibyte).fill(0x78))
  const blanks = Bun.gzipSync(new Uint8Array(64 * mebibyte).fill(10))
  const stream = await openStream(server, 'Content-Encoding: gzip\r\n')
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, memory())
  }, 20)
  for (const part of [zeros, zeros, zeros, zeros, blanks]) await stream.write(part)
  const answers = await stream.end()
  clearInterval(watch)
  expect(answers).toMatchObject([{ line: 1, status: 413 }])
  expect((most - base) / mebibyte).toBeLessThan(250)
})

test('a server that is told to stop says where it stopped reading, and has stored what it acknowledged', async () => {
  const dataDir = makeDataDir()
  const stopped = await startServer({ DATA_DIR: dataDir })
  const [busy, quiet] = [await openStream(stopped), await openStream(stopped)]
  await quiet.write(one)
  await quiet.answered(1)
  await busy.write(one.repeat(1000))
  await busy.answered(1)
  const feeding = (async () => {
    // As long as nothing tells it to stop: who sends on may lose what it has not read.
    while (!busy.socket.closed && !busy.raw().includes('"status":503'))
      await Promise.race([busy.write(one.repeat(1000)), busy.closed])
  })()
  process.kill(stopped.pid, 'SIGTERM')
  await Promise.all([busy.closed, quiet.closed, feeding])
  for (const stream of [busy, quiet]) {
    const answers = stream.answers()
    expect(answers.slice(0, -1).every(({ line, status }, index) => line === index + 1 && status === 201)).toBe(true)
    expect(answers.at(-1)).toMatchObject({ line: answers.length, status: 503, error: { code: 'overloaded' } })
    expect(stream.raw().endsWith('0\r\n\r\n')).toBe(true)
  }
  expect(await stopped.exited).toBe(0)
  const again = await startServer({ DATA_DIR: dataDir })
  expect(await count(again.url)).toBe(busy.answers().length + quiet.answers().length - 2)
  await again.stop()
  rmSync(dataDir, { recursive: true, force: true })
})
