import { afterAll, beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { openBeside } from '../../server/db/open'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, type RunningServer, startServer } from '../support/process'
import { sendRaw } from '../support/raw'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
const returned = async (headers: Record<string, string>, path = `${basePath}/usage`) =>
  (await world.send(new Request(`http://localhost${path}`, { headers }))).headers

test.each(['a', '7b1c-9f', 'req/1:2+3=', 'x'.repeat(128)])(
  'X-Request-ID %p is returned, also with an error',
  async (id) => {
    for (const path of [`${basePath}/usage`, `${basePath}/usage/nothing`, '/nowhere', '/livez', '/docs/json'])
      expect((await returned({ 'x-request-id': id }, path)).get('x-request-id')).toBe(id)
  },
)

test.each(['x'.repeat(129), 'a b', 'ü', ''])('%p is no id of a request: it gets another one', async (id) => {
  const given = (await returned({ 'x-request-id': id })).get('x-request-id')
  expect(given).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/)
})

test('every request without an id gets one of its own', async () => {
  const ids = await Promise.all(Array.from({ length: 100 }, async () => (await returned({})).get('x-request-id')))
  expect(new Set(ids).size).toBe(100)
})

test.each([traceparent, `cc-${traceId}-00f067aa0ba902b7-00-more`, `00-${traceId}-00f067aa0ba902b7-00`])(
  'traceparent %p is returned',
  async (header) => {
    expect((await returned({ traceparent: header })).get('traceparent')).toBe(`00${header.slice(2, 55)}`)
  },
)

test.each([
  `ff-${traceId}-00f067aa0ba902b7-01`,
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `${traceparent}-more`,
  traceparent.toUpperCase(),
  traceparent.slice(0, -1),
  `${traceparent}, ${traceparent}`,
  `01-${traceId}-00f067aa0ba902b7-01-${'x'.repeat(600)}`,
  'nonsense',
])('traceparent %p counts for nothing', async (header) => {
  expect((await returned({ traceparent: header })).has('traceparent')).toBe(false)
})

test('nothing that a client calls a trace or an id breaks a request', () =>
  fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[\x21-\x7e]{0,200}$/),
      fc.stringMatching(/^[\x21-\x7e]{0,80}$/),
      async (id, parent) => {
        const headers = await returned({ 'x-request-id': id, traceparent: parent }, '/livez')
        expect(headers.get('x-request-id')?.length).toBeLessThanOrEqual(128)
      },
    ),
    { numRuns: 50 },
  ))

let server: RunningServer
const dataDir = makeDataDir()
beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'info', DATA_DIR: dataDir })
})
afterAll(() => server.stop())

/** The logged lines about the request with an id. The line of the request itself is the last. */
async function linesOf(id: string, isComplete: (messages: string[]) => boolean): Promise<Record<string, unknown>[]> {
  for (;;) {
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line))
      .filter(({ requestId }) => requestId === id)
    if (isComplete(lines.map(({ msg }) => msg))) return lines
    await Bun.sleep(5)
  }
}

test('every line of the log about a request names it and its trace: requests, streams, exports, faults', async () => {
  const send = async (id: string, path: string, init: RequestInit = {}) => {
    const answer = await fetch(server.url + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), 'x-request-id': id, traceparent },
    })
    expect(answer.headers.get('x-request-id')).toBe(id)
    return answer.text()
  }
  const usage = JSON.stringify(aUsage())
  await send('one', `${basePath}/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: usage,
  })
  const lines = `${usage}\n`.repeat(600)
  await send('stream', `${basePath}/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines,
  })
  await send('export', '/api/usage/export?format=ndjson')
  const { pool, close } = await openBeside({ dataDir, databaseUrl: undefined })
  await pool.client.unsafe('alter table usage_specification rename to hidden')
  const fault = await send('fault', `${basePath}/usageSpecification`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aSpecification()),
  })
  await pool.client.unsafe('alter table hidden rename to usage_specification')
  await close()
  expect(JSON.parse(fault)).toMatchObject({ status: '500', message: expect.stringContaining('X-Request-ID') })

  for (const [id, messages] of [
    ['one', ['request']],
    ['stream', ['request', 'stream']],
    ['export', ['export', 'request']],
    ['fault', ['a request failed', 'request']],
  ] as const) {
    const found = await linesOf(id, (seen) => messages.every((message) => seen.includes(message)))
    expect(found.map(({ msg }) => String(msg)).sort()).toEqual([...messages])
    for (const line of found) expect([line.msg, line.traceId]).toEqual([line.msg, traceId])
  }
})

test('a request that is refused at the door is named, too', async () => {
  const answer = await sendRaw(
    server.url,
    'GET / HTTP/1.1\r\nHost: evil.example\r\nX-Request-ID: refused\r\nConnection: close\r\n\r\n',
  )
  expect(answer).toMatch(/^x-request-id: refused\r$/im)
  expect(await linesOf('refused', (seen) => seen.length > 0)).toMatchObject([{ status: 421 }])
})
