import { afterAll, beforeAll, setDefaultTimeout } from 'bun:test'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBeside } from '../../server/db/open'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, type RunningServer, startServer } from '../support/process'
import { launchBrowser } from './browser'

/** The real server and a browser in front of it, for the tests of one file. */
export interface Site {
  url: string
  /** Runs a story in a page of its own; fails when the page complained or called another host. */
  visit(path: string, story: (page: Page) => Promise<void>, options?: VisitOptions): Promise<void>
  /** Makes a resource by the API and resolves with it. */
  make(path: string, body: unknown): Promise<Made>
  /** Takes a table away from the server, so that it answers 500; resolves with what brings it back. */
  hideTable(name: string): Promise<() => Promise<void>>
  /** Kills the server without warning. */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  restart(): Promise<void>
}

export interface Made {
  id: string
  href: string
}

interface VisitOptions extends BrowserContextOptions {
  /** Console lines that the story brings about on purpose, such as an answer of 404. */
  expected?: RegExp
}

interface SiteOptions {
  /** The number of usages at the beginning. */
  seed?: number
  /** Starts what stands between browser and server; resolves with the settings for the server, and with the address for the browser once the server runs. */
  proxy?: () => Promise<{
    env: Record<string, string>
    url: string
    pointTo(server: string): Promise<void>
    stop(): Promise<void>
  }>
}

export function startSite({ seed = 0, proxy }: SiteOptions = {}): Site {
  setDefaultTimeout(60_000)
  const site = {} as Site
  const dataDir = makeDataDir()
  let server: RunningServer
  let browser: Browser
  let front: Awaited<ReturnType<NonNullable<typeof proxy>>> | undefined
  beforeAll(async () => {
    if (!existsSync(join(import.meta.dir, '../../web/dist/index.html')))
      throw new Error('The app is not built: run `bun run build`')
    const launching = launchBrowser()
    front = await proxy?.()
    server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'info', ...front?.env })
    browser = await launching
    await front?.pointTo(server.url)
    site.url = front?.url ?? server.url
    if (seed > 0) await seedBeside(dataDir, seed)
  })
  afterAll(async () => {
    await browser?.close()
    await front?.stop()
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return Object.assign(site, {
    visit: (path: string, story: (page: Page) => Promise<void>, options?: VisitOptions) =>
      visit(browser, new URL(site.url + path), story, options),
    make: (path: string, body: unknown) => make(`${site.url}${basePath}${path}`, body),
    hideTable: async (name: string) => {
      const { pool, close } = await openBeside({ dataDir, databaseUrl: undefined })
      await pool.client.unsafe(`alter table ${name} rename to hidden`)
      return async () => {
        await pool.client.unsafe(`alter table hidden rename to ${name}`)
        await close()
      }
    },
    kill: () => server.kill(),
    restart: async () => {
      server = await startServer({
        DATA_DIR: dataDir,
        PORT: new URL(site.url).port,
      })
    },
  })
}

/** Stores believable usages beside a running server. */
export async function seedBeside(dataDir: string, usages: number): Promise<void> {
  const seed = Bun.spawn(
    [process.execPath, join(import.meta.dir, '../../server/dev/seed.ts'), '--usages', String(usages), '--days', '30'],
    {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
      stdout: 'ignore',
      stderr: 'pipe',
    },
  )
  if ((await seed.exited) !== 0) throw new Error(await new Response(seed.stderr).text())
}

async function visit(
  browser: Browser,
  url: URL,
  story: (page: Page) => Promise<void>,
  { expected, ...options }: VisitOptions = {},
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const complaints = listen(page, url)
    await page.goto(url.href)
    await story(page)
    const unexpected = complaints.filter((line) => !expected?.test(line))
    if (unexpected.length > 0) throw new Error(`The page complained:\n${unexpected.join('\n')}`)
  } finally {
    await context.close()
  }
}

/** Collects whatever a page complains about. */
function listen(page: Page, url: URL): string[] {
  const complaints: string[] = []
  page.on(
    'console',
    (message) =>
      ['error', 'warning'].includes(message.type()) &&
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`),
  )
  page.on('pageerror', (error) => complaints.push(`page error: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== url.host)
      complaints.push(`request to another host: ${request.url()}`)
  })
  return complaints
}

async function make(url: string, body: unknown): Promise<Made> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 201) throw new Error(`${response.status} for ${url}: ${await response.text()}`)
  return (await response.json()) as Made // The server's own shape, just created.
}
