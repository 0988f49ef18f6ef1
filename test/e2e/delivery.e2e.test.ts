import { expect, test } from 'bun:test'
import { startSite } from './site'

/** How the app's files come over the wire. */
const site = startSite()

const page = (path: string, headers: Record<string, string> = {}) => fetch(site.url + path, { headers: { accept: 'text/html', ...headers } })

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
    // What fits into one packet gains nothing.
    if ((await (await page(path, { 'accept-encoding': 'identity' })).arrayBuffer()).byteLength < 1024) continue
    const response = await page(path, { 'accept-encoding': encoding })
    expect([response.headers.get('content-encoding'), response.headers.get('vary')]).toEqual([encoding, 'accept-encoding'])
    expect(response.headers.get('content-type')).toContain('javascript')
    expect((await response.text()).length).toBeGreaterThan(1000)
  }
})

test.each(['/', '/usages', '/usages/anything?tab=json', '/specifications/new', '/nowhere/at/all', '/%00', `/${'a'.repeat(300)}`, `/assets/${'a'.repeat(300)}`])(
  '%s is the app, asked for anew each time',
  async (path) => {
    const response = await page(path)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(await response.text()).toContain('<div id="root">')
  },
)

test.each(['/tmf-api/usageManagement/v4/nothing', '/api/nothing', '/tmf-api/nothing'])('%s is not a page: 404 in JSON', async (path) => {
  const response = await page(path)
  expect([response.status, await response.json()]).toMatchObject([404, { code: 'unknownPath', status: '404' }])
})
