import { expect, test } from 'bun:test'
import { startSite } from './site'

/** How the app's files come over the wire. */
const site = startSite()

const page = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers: { accept: 'text/html', ...headers } })

async function findAssets(): Promise<string[]> {
  const html = await (await page('/')).text()
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].flatMap(([, path]) => path ?? [])
}

test('files named after their content are kept for good', async () => {
  const assets = await findAssets()
  expect(assets.length).toBeGreaterThan(0)
  for (const path of assets) {
    const { status, headers } = await page(path)
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  }
})

test.each(['br', 'gzip'])('they come compressed to who takes %s', async (encoding) => {
  const paths = (await findAssets()).filter((path) => path.endsWith('.js'))
  for (const path of paths) {
    // Compression gains nothing for files that fit into one packet.
    if ((await (await page(path, { 'accept-encoding': 'identity' })).arrayBuffer()).byteLength < 1024) continue
    const response = await page(path, { 'accept-encoding': encoding })
    expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([
      encoding,
      'accept-encoding',
    ])
    expect(response.headers.get('content-type')).toContain('javascript')
    expect((await response.text()).length).toBeGreaterThan(1000)
  }
})

test.each([
  ['br;q=0', null],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['gzip, br', 'br'],
  ['*', 'br'],
  ['identity', null],
])('who accepts %s gets them as %p', async (accepted, encoding) => {
  for (const path of ['/', '/usages'])
    expect((await page(path, { 'accept-encoding': accepted })).headers.get('content-encoding')).toBe(encoding)
})

test('what has not changed is not sent again, in any encoding; HEAD is GET without the body', async () => {
  const tags = new Set<string>()
  for (const path of ['/', '/favicon.svg', ...(await findAssets()), '/docs/assets/swagger-ui-bundle.js'])
    for (const encoding of ['br', 'gzip', 'identity']) {
      const asked = { 'accept-encoding': encoding }
      const whole = await page(path, asked)
      const etag = whole.headers.get('etag') ?? ''
      tags.add(`${path} ${etag}`)
      const again = await page(path, { ...asked, 'if-none-match': `"other", W/${etag}` })
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, ''])
      const head = await fetch(site.url + path, { method: 'HEAD', headers: { accept: 'text/html', ...asked } })
      for (const name of ['etag', 'content-type', 'content-encoding', 'vary', 'cache-control'])
        expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)])
    }
  expect(tags.size).toBeGreaterThan(6)
})

test.each([
  ['/', '*/*', 200, 'text/html;charset=utf-8'],
  ['/', 'application/json', 404, 'application/json; charset=utf-8'],
  ['/usages', '*/*', 404, 'application/json; charset=utf-8'],
  ['/usages', 'text/html;q=0.5, */*;q=0.1', 200, 'text/html;charset=utf-8'],
])('%s with Accept: %s is %d, as %s', async (path, accept, status, type) => {
  const { headers, status: answered } = await fetch(site.url + path, { headers: { accept } })
  expect([answered, headers.get('content-type'), headers.get('vary')?.toLowerCase().includes('accept')]).toEqual([
    status,
    type,
    true,
  ])
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s of a page or a file is 405', async (method) => {
  for (const path of ['/', '/usages', '/favicon.svg']) {
    const { status, headers } = await fetch(site.url + path, { method, headers: { accept: 'text/html' } })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  }
})

test.each(['/.vite/manifest.json', '/index.html.br', '/assets/../.vite/manifest.json', '/%2e%2e/package.json'])(
  '%s is no file of the app',
  async (path) => {
    expect((await fetch(site.url + path, { headers: { accept: 'application/json' } })).status).toBe(404)
  },
)

test('no answer is taken for another type than it says, and no page is framed', async () => {
  for (const path of [
    '/',
    '/docs',
    '/docs/json',
    '/docs/query-language',
    '/api/view',
    '/livez',
    '/nothing',
    '/favicon.svg',
  ]) {
    const { headers } = await page(path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    if (headers.get('content-type')?.startsWith('text/html'))
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  }
})

test.each([
  '/',
  '/usages',
  '/usages/anything?tab=json',
  '/specifications/new',
  '/nowhere/at/all',
  '/%00',
  `/${'a'.repeat(300)}`,
  `/assets/${'a'.repeat(300)}`,
])('%s is the app, asked for anew each time', async (path) => {
  const response = await page(path)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache'])
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(await response.text()).toContain('<div id="root">')
})

test.each(['/tmf-api/usageManagement/v4/nothing', '/api/nothing', '/tmf-api/nothing'])(
  '%s is not a page: 404 in JSON',
  async (path) => {
    const response = await page(path)
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'unknownPath', status: '404' }])
  },
)
