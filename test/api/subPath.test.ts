import { describe, expect, test } from 'bun:test'
import { basePath } from '../../shared/vocabulary'
import { aUsage, startWorld } from '../support/world'

const publicUrl = 'https://host.example.com/tallyman'
const behindPublicUrl = startWorld({ publicUrl })
const behindProxy = startWorld({ trustProxy: true, allowedHosts: ['host.example.com'] })
const untrusting = startWorld()
const ambiguous = startWorld({ publicUrl: 'https://host.example.com/api' })

const forwarded = {
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'host.example.com',
  'x-forwarded-prefix': '/tallyman/',
}

describe.each([
  ['PUBLIC_URL', behindPublicUrl, {}],
  ['a trusted X-Forwarded-Prefix', behindProxy, forwarded],
] as const)('below the path in %s', (_name, world, headers) => {
  const send = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    world.send(new Request(`http://localhost:3000${path}`, { ...init, headers: { ...headers, ...init.headers } }))

  test.each(['/tallyman', ''])('the proxy may pass the path on or remove it: %p', async (passedOn) => {
    const made = await send(`${passedOn}${basePath}/usage?fields=id,usageType`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aUsage({ usageType: 'Voice' })),
    })
    const { id, href } = (await made.json()) as { id: string; href: string }
    expect([made.status, href]).toEqual([201, `${publicUrl}${basePath}/usage/${id}`])
    expect(made.headers.get('location')).toBe(href)
    expect((await send(`${passedOn}${basePath}/usage/${id}`)).status).toBe(200)
    await send(`${passedOn}${basePath}/usage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aUsage()),
    })
    const list = await send(`${passedOn}${basePath}/usage?limit=1`)
    expect(list.headers.get('link')).toContain(`<${publicUrl}${basePath}/usage?`)
    for (const path of [
      '/livez',
      '/readyz',
      '/metrics',
      '/docs',
      '/docs/json',
      '/docs/limits',
      '/api/view',
      '/api/usage/values?attribute=status',
    ])
      expect([path, (await send(passedOn + path)).status]).toEqual([path, 200])
    for (const path of ['/nothing', '/tmf-api', '/tallymanx/livez', '/tallyman/tallyman/livez', '//livez'])
      expect([path, (await send(passedOn + path)).status]).toEqual([path, 404])
  })

  test.each(['/tallyman', ''])('pages lead to addresses below it: %p', async (passedOn) => {
    const html = { accept: 'text/html' }
    for (const path of ['/', '/usages', '/specifications/x?tab=json', '/docs', '/docs/query-language']) {
      const text = await (await send(passedOn + path, { headers: html })).text()
      const addresses = [...text.matchAll(/ (?:href|src)="(\/[^"]*)"/g)].map(([, address]) => address ?? '')
      expect(addresses.length).toBeGreaterThan(0)
      for (const address of addresses) {
        expect(address).toStartWith('/tallyman/')
        expect([address, (await send(address.replace(/^\/tallyman/, passedOn), { headers: html })).status]).toEqual([
          address,
          200,
        ])
      }
    }
    expect(await (await send(`${passedOn}/usages`, { headers: html })).text()).toContain('data-base="/tallyman"')
    const compressed = await send(`${passedOn}/`, { headers: { ...html, 'accept-encoding': 'gzip' } })
    expect(new TextDecoder().decode(Bun.gunzipSync(await compressed.arrayBuffer()))).toContain('data-base="/tallyman"')
  })

  test('the description of the API names it', async () => {
    const { servers, info } = (await (await send('/docs/json')).json()) as {
      servers: { url: string }[]
      info: { description: string }
    }
    expect(servers.at(-1)?.url).toBe('/tallyman')
    if (world === behindPublicUrl) expect(servers[0]?.url).toBe(publicUrl)
    expect(info.description).toContain('](/tallyman/docs/query-language)')
  })
})

test.each(['/..', '//evil.example', '/a/../b', '/a b', '/"><script>', 'https://evil.example', '/a?b', '/%2e%2e'])(
  'a forwarded prefix that is no path is ignored: %s',
  async (prefix) => {
    const headers = { ...forwarded, 'x-forwarded-prefix': prefix, accept: 'text/html' }
    const page = await behindProxy.send(new Request('http://localhost/usages', { headers }))
    expect(await page.text()).toContain('data-base=""')
  },
)

test('the prefix of a proxy that is not trusted is ignored', async () => {
  const headers = { ...forwarded, accept: 'text/html' }
  const page = await untrusting.send(new Request('http://localhost/usages', { headers }))
  expect(await page.text()).toContain('data-base=""')
  const below = new Request('http://localhost/tallyman/livez', { headers: forwarded })
  expect((await untrusting.send(below)).status).toBe(404)
})

test('a path that is one of the server’s own belongs to the proxy, which removes it', async () => {
  const at = async (path: string) => (await ambiguous.send(new Request(`http://localhost${path}`))).status
  expect(await at('/api/usage/values?attribute=status')).toBe(200)
  expect(await at('/livez')).toBe(200)
  expect(await at('/api/livez')).toBe(404)
  const page = await ambiguous.send(new Request('http://localhost/usages', { headers: { accept: 'text/html' } }))
  expect(await page.text()).toContain('data-base="/api"')
})
