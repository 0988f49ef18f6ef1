import { rmSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../e2e/browser'
import { makeDataDir, startServer } from '../support/process'
import { filled } from './filled'
import { type Times, table, timesOf } from './measure'

const help = `Opens the explorer over many usages in a browser and measures what people feel: until something is painted, until
the rows and the histogram are there, from a key to what it shows, and how even scrolling is. An empty document of
the same server is the ceiling.

  bun run bench:app -- --records N [options]

  --records N     how many (default: 1000000)
  --loads N       how often it is opened, each time by a browser that has nothing of it yet (default: 15)
  --data-dir DIR  keep the databases there, and use those that are (default: a folder that is removed)
`

/** The browser's own measurements of a page. */
interface Felt {
  firstPaint: number
  largestPaint: number
  /** Milliseconds that tasks took above 50 each: how long it did not answer. */
  blocked: number
  /** How much moved after it was painted; 0.1 is called good. */
  shifted: number
}

const explorer = '/usages'
const bare = '/livez'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '1000000' },
      loads: { type: 'string', default: '15' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(help)
  const dir = values['data-dir'] ?? makeDataDir()
  const dataDir = join(dir, values.records)
  await filled(dataDir, Number(values.records))
  const server = await startServer({ DATA_DIR: dataDir })
  const browser = await launchBrowser()
  try {
    const loads = Array.from({ length: Number(values.loads) }, (_, index) => index)
    const ceiling: Felt[] = []
    const felt: Felt[] = []
    const rows: number[] = []
    const drawn: number[] = []
    for (const _ of loads) {
      ceiling.push(await visit(browser, server.url + bare, feltOf))
      await visit(browser, server.url + explorer, async (page) => {
        const since = (selector: string) =>
          page
            .waitForFunction((it) => document.querySelector(it) && performance.now(), selector, { polling: 'raf' })
            .then((handle) => handle.jsonValue())
        const [row, bar] = await Promise.all([
          since('[role=grid] tbody tr:not([aria-busy=true]) td'),
          since(`[role=slider] svg g rect[fill^="url"]`),
        ])
        rows.push(Number(row))
        drawn.push(Number(bar))
        felt.push(await feltOf(page))
      })
    }
    const keys = await visit(browser, server.url + explorer, keyTimes)
    const still = await visit(browser, server.url + bare, (page) => frames(page, 120))
    const scrolled = await visit(browser, server.url + explorer, scrolledFrames)
    process.stdout.write(
      `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${values.records} usages, ${values.loads} loads\n\n${table(
        ['ms', 'p50', 'p95', 'max'],
        [
          line('first paint of an empty document', of(ceiling, 'firstPaint')),
          line('first paint of the explorer', of(felt, 'firstPaint')),
          line('largest paint of the explorer', of(felt, 'largestPaint')),
          line('first row visible', timesOf(rows)),
          line('histogram visible', timesOf(drawn)),
          line('tasks above 50 ms while opening', of(felt, 'blocked')),
          line('from a key in the search to its frame, the network stalled', timesOf(keys)),
          line('between frames of an empty document', timesOf(still)),
          line('between frames while the list is scrolled', timesOf(scrolled)),
        ],
      )}\n\nlayout shift at most ${Math.max(...felt.map(({ shifted }) => shifted)).toFixed(3)}; ${percent(scrolled, still)} of the frames of scrolling are as even as those of an empty document\n`,
    )
  } finally {
    await browser.close()
    await server.stop()
    if (!values['data-dir']) rmSync(dir, { recursive: true, force: true })
  }
}

const of = (felt: Felt[], what: keyof Felt): Times => timesOf(felt.map((it) => it[what]))

const line = (name: string, { p50, p95, max }: Times): string[] => [
  name,
  ...[p50, p95, max].map((value) => value.toFixed(1)),
]

/** A browser of its own looks at a page. */
async function visit<Result>(browser: Browser, url: string, look: (page: Page) => Promise<Result>): Promise<Result> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    await page.goto(url)
    return await look(page)
  } finally {
    await context.close()
  }
}

/** Read a second later, when what moves has moved. */
async function feltOf(page: Page): Promise<Felt> {
  await page.waitForTimeout(1000)
  return page.evaluate(async () => {
    const seen = <Entry>(type: string) =>
      new Promise<Entry[]>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries() as Entry[]))
        observer.observe({ type, buffered: true })
        setTimeout(() => resolve([]), 200)
      })
    const [paints, largest, tasks, shifts] = await Promise.all([
      seen<PerformanceEntry>('paint'),
      seen<PerformanceEntry>('largest-contentful-paint'),
      seen<PerformanceEntry>('longtask'),
      seen<PerformanceEntry & { value: number }>('layout-shift'),
    ])
    return {
      firstPaint: paints.find(({ name }) => name === 'first-contentful-paint')?.startTime ?? Number.NaN,
      largestPaint: largest.at(-1)?.startTime ?? Number.NaN,
      blocked: tasks.reduce((sum, { duration }) => sum + duration - 50, 0),
      shifted: shifts.reduce((sum, { value }) => sum + value, 0),
    }
  })
}

/** A search is typed while nothing answers any more. From each key to the next frame, in which what it changed is seen. */
async function keyTimes(page: Page): Promise<number[]> {
  await page.locator('[role=grid] tbody tr:not([aria-busy=true]) td').first().waitFor()
  await page.route(/\/(api|tmf-api)\//, () => new Promise(() => undefined))
  const box = page.getByRole('combobox', { name: 'Search', exact: true })
  await box.focus()
  await page.evaluate(() => {
    const taken: number[] = []
    Object.assign(window, { taken })
    // The frame after the next is begun once that one is painted.
    document.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => requestAnimationFrame(() => taken.push(performance.now() - timeStamp))),
      true,
    )
  })
  await page.keyboard.type('relatedParty.id:customer-00042 status:rejected duration>60', { delay: 80 })
  await page.waitForTimeout(500)
  return page.evaluate(() => (window as unknown as { taken: number[] }).taken)
}

/** Between so many frames. */
const frames = (page: Page, count: number): Promise<number[]> =>
  page.evaluate(
    (wanted) =>
      new Promise<number[]>((resolve) => {
        const taken: number[] = []
        let before: number | undefined
        const next = (now: number) => {
          if (before !== undefined) taken.push(now - before)
          before = now
          if (taken.length < wanted) requestAnimationFrame(next)
          else resolve(taken)
        }
        requestAnimationFrame(next)
      }),
    count,
  )

/** The list is scrolled by the wheel, 40 rows a second, through parts that are fetched meanwhile. */
async function scrolledFrames(page: Page): Promise<number[]> {
  await page.locator('[role=grid] tbody tr:not([aria-busy=true]) td').first().waitFor()
  await page.getByRole('grid', { name: 'Usages' }).hover()
  const counted = frames(page, 600)
  let isOver = false
  void counted.finally(() => {
    isOver = true
  })
  while (!isOver) {
    await page.mouse.wheel(0, 72)
    await page.waitForTimeout(50)
  }
  return counted
}

/** How many frames took no longer than the most even nineteen of twenty of an empty document. */
function percent(taken: number[], still: number[]): string {
  const { p95 } = timesOf(still)
  return `${((100 * taken.filter((it) => it <= p95 * 1.2).length) / taken.length).toFixed(1)} %`
}

await main()
