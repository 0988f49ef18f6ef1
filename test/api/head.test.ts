import { afterAll, beforeAll, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { basePath } from '../../shared/vocabulary'
import { type RunningServer, startServer } from '../support/process'
import { aUsage } from '../support/world'

let server: RunningServer
let usage = ''

beforeAll(async () => {
  server = await startServer()
  const response = await fetch(`${server.url}${basePath}/usage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aUsage()),
  })
  usage = `${basePath}/usage/${(await response.json()).id}`
})
afterAll(() => server.stop())

/** The status line and the headers on the wire, which libraries may change. */
const headersOf = (method: string, path: string, more = '') =>
  new Promise<{ status: string; headers: Map<string, string>; body: string }>((done, fail) => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', fail)
    socket.on('close', () => {
      const [head = '', ...body] = text.split('\r\n\r\n')
      const [status = '', ...lines] = head.split('\r\n')
      done({
        status,
        headers: new Map(
          lines.map((line) => [line.split(': ')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(': ') + 2)]),
        ),
        body: body.join('\r\n\r\n'),
      })
    })
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n${more}\r\n`)
  })

test.each([
  ['a list', () => `${basePath}/usage`],
  ['a page', () => `${basePath}/usage?limit=1&fields=none`],
  ['one usage', () => usage],
  ['nothing', () => `${basePath}/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN`],
  ['a mistake', () => `${basePath}/usage?pageSize=5`],
  ['an unknown path', () => '/nowhere/at/all'],
  ['values', () => '/api/usage/values?attribute=status'],
  ['a histogram', () => '/api/usage/histogram?from=2026-01-01&to=2026-02-01'],
  ['the revisions', () => `${usage.replace(basePath, '/api')}/revisions`],
  ['the description', () => '/docs/json'],
  ['a guide', () => '/docs/query-language'],
  ['the API page', () => '/docs'],
  ['health', () => '/livez'],
])('HEAD of %s tells the length that GET has', async (_name, path) => {
  const [get, head] = [await headersOf('GET', path()), await headersOf('HEAD', path())]
  expect([head.status, head.body]).toEqual([get.status, ''])
  expect(get.headers.get('content-length')).toBeDefined()
  expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'))
  expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
})

test('HEAD of a stream tells no length, as GET', async () => {
  for (const type of ['application/x-ndjson', 'text/csv']) {
    const accept = `Accept: ${type}\r\n`
    const [get, head] = [
      await headersOf('GET', `${basePath}/usage`, accept),
      await headersOf('HEAD', `${basePath}/usage`, accept),
    ]
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([get.status, '', undefined])
    expect(get.headers.get('content-length')).toBeUndefined()
  }
})
