import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { limits } from '../../shared/limits'
import { basePath } from '../../shared/vocabulary'
import { type RunningServer, startServer } from '../support/process'
import { sendRaw } from '../support/raw'
import { aUsage, startWorld } from '../support/world'

const portal = 'https://portal.example.com'
const world = startWorld({
  publicUrl: 'https://usage.example.com',
  allowedHosts: ['tallyman', 'inner.example:8080', '[fd00::5]'],
  corsOrigins: [portal, 'http://localhost:5173'],
  trustProxy: true,
})

const path = `${basePath}/usage`
const send = (url: string, method = 'GET', headers: Record<string, string> = {}) =>
  world.send(
    new Request(url, {
      method,
      headers: { ...headers, ...(method === 'POST' && { 'content-type': 'application/json' }) },
      ...(method === 'POST' && { body: JSON.stringify(aUsage()) }),
    }),
  )
const at = (host: string, headers: Record<string, string> = {}) => send(`http://${host}${path}?limit=0`, 'GET', headers)
const outcome = async (response: Response) => [response.status, ((await response.json()) as { code?: string }).code]
const countUsages = async () => (await world.call('GET', '/usage?limit=0')).headers.get('x-total-count')

describe('the server answers for', () => {
  test.each([
    'localhost',
    'LocalHost:3000',
    'localhost.',
    'localhost.:3000',
    '127.0.0.1:1',
    '127.8.9.10',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[0:0:0:0:0:0:0:1]:3000',
    '[::ffff:127.0.0.1]',
    'usage.example.com',
    'usage.example.com:8443',
    'USAGE.example.com.',
    'tallyman',
    'tallyman:3000',
    'inner.example:8080',
    '[FD00:0::5]:3000',
  ])('%s', async (host) => {
    expect((await at(host)).status).toBe(200)
    // A host that has been seen is not read again.
    expect((await at(host)).status).toBe(200)
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'localhost..',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '128.0.0.1',
    '10.0.0.1',
    '[::2]',
    '[::ffff:10.0.0.1]',
    '0.0.0.0',
    'example.com',
    'sub.usage.example.com',
    'inner.example',
    'inner.example:8081',
    'tallyman.evil.example',
  ])('not %s: 421, which names the setting', async (host) => {
    const response = await at(host)
    const body = (await response.json()) as { code: string; message: string }
    expect([response.status, body.code]).toEqual([421, 'hostNotAllowed'])
    expect(body.message).toContain('ALLOWED_HOSTS')
    for (const open of ['/livez', '/readyz']) expect((await send(`http://${host}${open}`)).status).toBe(200)
    for (const closed of ['/', '/docs', '/docs/json', '/metrics', '/api/view', '/nothing'])
      expect((await send(`http://${host}${closed}`)).status).toBe(421)
  })

  test('no name but its own, whatever the name is', () =>
    fc.assert(
      fc.asyncProperty(fc.domain(), fc.option(fc.integer({ min: 1, max: 65_535 })), async (name, port) => {
        fc.pre(!['usage.example.com'].includes(name))
        expect((await at(port === null ? name : `${name}:${port}`)).status).toBe(421)
        expect((await at('localhost', { 'x-forwarded-host': name })).status).toBe(421)
      }),
      { numRuns: 50 },
    ))

  test('a host that a trusted proxy forwards, by the same rule; the Host beside it counts, too', async () => {
    const forwarded = (host: string, name: string) => at(host, { 'x-forwarded-host': name })
    expect((await forwarded('127.0.0.1:3000', 'usage.example.com')).status).toBe(200)
    expect((await forwarded('tallyman', 'usage.example.com, inner')).status).toBe(200)
    expect(await outcome(await forwarded('127.0.0.1:3000', 'evil.example'))).toEqual([421, 'hostNotAllowed'])
    expect(await outcome(await forwarded('evil.example', 'localhost'))).toEqual([421, 'hostNotAllowed'])
  })
})

describe('a change by a web page', () => {
  test.each([
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://usage.example.com', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    [portal, 'http://localhost:3000'],
    ['http://localhost:5173', 'http://localhost:3000'],
  ])('of %s is made at %s', async (origin, base) => {
    expect((await send(`${base}${path}`, 'POST', { origin })).status).toBe(201)
  })

  test('of the address that a trusted proxy forwards is made', async () => {
    const headers = { origin: 'https://tallyman', 'x-forwarded-host': 'tallyman', 'x-forwarded-proto': 'https' }
    // PUBLIC_URL takes precedence over what the proxy says.
    expect((await send(`http://127.0.0.1:3000${path}`, 'POST', headers)).status).toBe(403)
    expect(
      (await send(`http://127.0.0.1:3000${path}`, 'POST', { ...headers, origin: 'https://usage.example.com' })).status,
    ).toBe(201)
  })

  test.each([
    'https://evil.example',
    'null',
    'http://localhost',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://127.0.0.1:3000',
    'http://usage.example.com',
    'https://usage.example.com:8443',
    'https://usage.example.com.evil.example',
    'https://portal.example.com:444',
    'http://portal.example.com',
    `${portal}, https://evil.example`,
    'nonsense',
    '',
  ])('of %s is not made: 403, which names the setting', async (origin) => {
    const before = await countUsages()
    for (const method of ['POST', 'PATCH', 'DELETE', 'PUT']) {
      const response = await send(`http://localhost:3000${path}${method === 'POST' ? '' : '/x'}`, method, { origin })
      const body = (await response.json()) as { code: string; message: string }
      expect([method, response.status, body.code]).toEqual([method, 403, 'originNotAllowed'])
      expect(body.message).toContain('CORS_ORIGINS')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(await countUsages()).toBe(before)
  })

  test('is not made either if the browser only says that it comes from elsewhere', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect(await outcome(await send(`http://localhost:3000${path}`, 'POST', { 'sec-fetch-site': site }))).toEqual([
        403,
        'originNotAllowed',
      ])
  })

  test('needs no Origin when no browser is there', async () => {
    expect((await send(`http://localhost:3000${path}`, 'POST')).status).toBe(201)
  })
})

describe('work for a page of another site', () => {
  const of = (site: string, mode: string, dest: string, more = {}) =>
    at('localhost:3000', { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest, ...more })

  test.each([
    ['cross-site', 'no-cors', 'image'],
    ['same-site', 'no-cors', 'image'],
    ['cross-site', 'no-cors', 'script'],
    ['cross-site', 'cors', 'empty'],
    ['cross-site', 'navigate', 'iframe'],
    ['cross-site', 'navigate', 'embed'],
    ['same-site', 'no-cors', 'empty'],
  ])('is refused: %s, %s, %s', async (site, mode, dest) => {
    expect(await outcome(await of(site, mode, dest))).toEqual([403, 'originNotAllowed'])
  })

  test.each([
    ['same-origin', 'cors', 'empty', {}],
    ['same-origin', 'no-cors', 'image', {}],
    ['none', 'navigate', 'document', {}],
    ['cross-site', 'navigate', 'document', {}],
    ['cross-site', 'cors', 'empty', { origin: portal }],
  ])('is done: %s, %s, %s', async (site, mode, dest, more) => {
    expect((await of(site, mode, dest, more)).status).toBe(200)
  })
})

describe('a page in CORS_ORIGINS', () => {
  test('may ask first, and is answered for every path and method', async () => {
    for (const [method, where] of [
      ['POST', path],
      ['PATCH', `${path}/x`],
      ['DELETE', `${path}/x`],
      ['GET', '/api/usage/histogram'],
    ] as const) {
      const response = await send(`http://localhost:3000${where}`, 'OPTIONS', {
        origin: portal,
        'access-control-request-method': method,
        'access-control-request-headers': 'content-type,if-match,idempotency-key,prefer,x-reason,traceparent',
      })
      expect(response.status).toBe(204)
      expect(response.headers.get('access-control-allow-origin')).toBe(portal)
      expect(response.headers.get('access-control-allow-methods')?.split(', ')).toContain(method)
      expect(response.headers.get('access-control-allow-headers')).toContain('if-match')
      expect(response.headers.get('access-control-max-age')).toBe('600')
      expect(response.headers.get('vary')).toContain('Origin')
    }
  })

  test('is not allowed any header when it asks for too many headers', async () => {
    const allowed = async (length: number) => {
      const asked = {
        origin: portal,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x'.repeat(length),
      }
      const { headers } = await send(`http://localhost:3000${path}`, 'OPTIONS', asked)
      return headers.get('access-control-allow-headers')?.length
    }
    expect(await allowed(limits.preflightHeadersLength)).toBe(limits.preflightHeadersLength)
    expect(await allowed(limits.preflightHeadersLength + 1)).toBeUndefined()
  })

  test('reads answers and errors with the headers that matter', async () => {
    const answers = [
      await send(`http://localhost:3000${path}`, 'POST', { origin: portal }),
      await at('localhost:3000', { origin: portal }),
      await at('localhost:3000', { origin: portal, accept: 'text/csv' }),
      await send(`http://localhost:3000${path}/nothing`, 'GET', { origin: portal }),
      await send('http://localhost:3000/nothing', 'GET', { origin: portal }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 404, 404])
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe(portal)
      expect(headers.get('vary')).toContain('Origin')
      const exposed = headers.get('access-control-expose-headers')?.split(', ')
      expect(exposed).toEqual(expect.arrayContaining(['ETag', 'Link', 'Location', 'X-Total-Count', 'Content-Range']))
    }
    expect(answers[1]?.headers.get('x-total-count')).not.toBeNull()
  })

  test('is the only one: other pages read nothing, and caches keep them apart', async () => {
    for (const headers of [{}, { origin: 'https://evil.example' }] as Record<string, string>[]) {
      const answer = await at('localhost:3000', headers)
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null])
      expect(answer.headers.get('vary')).toContain('Origin')
    }
    const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    expect(await outcome(await send(`http://localhost:3000${path}`, 'OPTIONS', asked))).toEqual([
      403,
      'originNotAllowed',
    ])
  })
})

describe('on the wire', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ TRUST_PROXY: '127.0.0.9', ALLOWED_HOSTS: 'Tallyman.', LOG_LEVEL: 'info' })
  })
  afterAll(() => server.stop())

  test.each([
    ['GET /x HTTP/1.1\r\nHost: localhost', 404],
    ['GET /x HTTP/1.1\r\nHost: LOCALHOST.:3000', 404],
    ['GET /x HTTP/1.1\r\nHost: [::1]:3000', 404],
    ['GET /x HTTP/1.1\r\nHost: tallyman:80', 404],
    ['GET /x HTTP/1.1\r\nHost: evil.example', 421],
    ['GET //localhost/x HTTP/1.1\r\nHost: evil.example', 421],
    // The runtime reads the path of an absolute target; the Host header says which server is meant.
    ['GET http://localhost/x HTTP/1.1\r\nHost: evil.example', 421],
    ['GET http://evil.example/x HTTP/1.1\r\nHost: localhost', 404],
    ['GET /x HTTP/1.0', 404],
    ['GET /x HTTP/1.0\r\nHost: evil.example', 421],
    ['GET /x HTTP/1.1', 400],
    ['GET /x HTTP/1.1\r\nHost: ', 400],
    ['GET /x HTTP/1.1\r\nHost: localhost@evil.example', 400],
    ['GET /x HTTP/1.1\r\nHost: evil.example/localhost', 400],
    ['GET /x HTTP/1.1\r\nHost: localhost:99999', 400],
    ['GET /x HTTP/1.1\r\nHost: evil.example\r\nHost: localhost', 400],
    ['GET /x HTTP/1.1\r\nHost: localhost\r\nHost: evil.example', 400],
    // The headers of a peer that is not a trusted proxy count for nothing.
    ['GET /x HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example', 404],
    ['GET /livez HTTP/1.1\r\nHost: 10.0.0.7:3000', 200],
  ])('%p is answered with %d', async (head, status) => {
    const answer = await sendRaw(server.url, `${head}\r\nConnection: close\r\n\r\n`)
    expect(answer.split('\r\n')[0]).toStartWith(`HTTP/1.1 ${status}`)
  })

  test('refusals are logged and counted like all answers', async () => {
    await sendRaw(server.url, 'GET /x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(server.output()).toContain('"status":421')
    expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('status="421"')
  })
})
