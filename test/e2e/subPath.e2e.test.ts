import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { basePath } from '../../shared/vocabulary'
import { prepareNginx } from '../support/nginx'
import { aSpecification, aUsage } from '../support/world'
import { startSite } from './site'

/** nginx below `prefix`. `target` is what it makes of the path; `settings` what the server is told. */
const behindNginx = (
  prefix: string,
  isStripped: boolean,
  headers: string[],
  settings: (url: string) => Record<string, string>,
) =>
  startSite({
    proxy: async () => {
      const nginx = prepareNginx()
      const url = nginx.url + prefix
      return {
        url,
        env: settings(url),
        pointTo: (server) =>
          nginx.start(`location ${prefix}/ {
            proxy_pass ${server}${isStripped ? '/' : ''};
            ${headers.map((header) => `proxy_set_header ${header};`).join(' ')}
          }`),
        stop: nginx.stop,
      }
    },
  })

const forwarded = (prefix: string) => [
  'X-Forwarded-Proto $scheme',
  'X-Forwarded-Host $http_host',
  `X-Forwarded-Prefix ${prefix}`,
]

describe.each([
  ['PUBLIC_URL, the path passed on', '/tallyman', false, ['Host $http_host'], (url: string) => ({ PUBLIC_URL: url })],
  [
    'X-Forwarded-Prefix, the path removed',
    '/apps/usage-1',
    true,
    forwarded('/apps/usage-1'),
    () => ({ TRUST_PROXY: '127.0.0.1' }),
  ],
] as const)('below a path of nginx: %s', (_name, prefix, isStripped, headers, settings) => {
  const site = behindNginx(prefix, isStripped, [...headers], settings)

  test('the app works: pages, deep links, search, details, live mode, downloads, documentation', async () => {
    const specification = await site.make('/usageSpecification', aSpecification({ name: 'Below-a-path' }))
    const usage = await site.make('/usage', aUsage({ description: 'first below', usageSpecification: specification }))
    expect(usage.href).toBe(`${site.url}${basePath}/usage/${usage.id}`)
    await site.visit('/', async (page) => {
      await page.getByRole('link', { name: 'Usages', exact: true }).first().click()
      await page.waitForURL(`${site.url}/usages**`)
      await page.getByRole('grid').getByText('first below').waitFor()

      await page.getByRole('button', { name: /Live/ }).or(page.getByLabel(/Live/)).first().click()
      await site.make('/usage', aUsage({ description: 'second below', usageSpecification: specification }))
      await page.getByRole('grid').getByText('second below').waitFor()

      const download = page.waitForEvent('download')
      await page
        .getByRole('button', { name: /Export/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: /CSV/ }).click()
      expect(readFileSync(await (await download).path(), 'utf8')).toContain(usage.id)

      await page.keyboard.press('Escape')
      const link = page.getByRole('grid').getByRole('link', { name: 'first below' })
      expect(await link.getAttribute('href')).toBe(`${prefix}/usages/${usage.id}`)
    })
    await site.visit(`/usages/${usage.id}`, async (page) => {
      await page.getByRole('heading', { name: 'first below' }).waitFor()
      await page.getByText(usage.href).first().waitFor()
      await page.reload()
      await page.getByRole('link', { name: 'Below-a-path' }).first().click()
      await page.waitForURL(`${site.url}/specifications/${specification.id}**`)
      await page.getByRole('heading', { name: 'Below-a-path' }).waitFor()
    })
    await site.visit('/usages?zone=utc&q=usageType=Nothing', async (page) => {
      await page.waitForURL((url) => url.pathname === `${prefix}/usages` && !url.searchParams.has('zone'))
      await page.getByText('No usages').first().waitFor()
    })
    await site.visit('', async (page) => {
      await page.getByRole('link', { name: 'Specifications', exact: true }).first().click()
      await page.getByText('Below-a-path').first().waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('textbox').fill(usage.id)
      await page.getByText(`Open usage`).first().click()
      await page.waitForURL(`${site.url}/usages/${usage.id}**`)
    })
  })

  test('the API pages and guides work, and a request can be tried out', async () => {
    await site.visit('/docs', async (page) => {
      await page.getByText('List Usages, newest first').click()
      await page.getByRole('button', { name: 'Execute' }).click()
      await page.getByText(`${site.url}${basePath}/usage`).first().waitFor()
      await page.getByText(/x-total-count: \d/).waitFor()
      expect(await page.getByRole('link', { name: 'Query language' }).first().getAttribute('href')).toBe(
        `${prefix}/docs/query-language`,
      )
      await page.goto(`${site.url}/docs/query-language`)
      await page.getByRole('link', { name: 'API', exact: true }).click()
      await page.waitForURL(`${site.url}/docs`)
    })
  })

  test('addresses in answers lead back through nginx', async () => {
    const get = async (url: string) => {
      const answer = await fetch(url)
      expect([url, answer.status]).toEqual([url, expect.any(Number)])
      expect(answer.ok).toBe(true)
      return answer
    }
    const { headers } = await get(`${site.url}${basePath}/usage?limit=1`)
    const [, next = ''] = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '') ?? []
    expect(next).toStartWith(`${site.url}${basePath}/usage?`)
    expect(await (await get(next)).json()).toHaveLength(1)
    const document = (await (await get(`${site.url}/docs/json`)).json()) as { servers: { url: string }[] }
    const resolved = document.servers.map(({ url }) => new URL(url, `${site.url}/docs/json`).href.replace(/\/$/, ''))
    expect(new Set(resolved)).toEqual(new Set([site.url]))
    for (const path of ['/livez', '/readyz', '/metrics', '/favicon.svg', '/docs/limits', '/api/view'])
      await get(site.url + path)
    expect(await (await get(`${site.url}/metrics`)).text()).toContain(`route="${basePath}/usage"`)
  })
})
