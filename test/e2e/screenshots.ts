import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeDataDir, startServer } from '../support/process'
import { launchBrowser } from './browser'
import { everyPage } from './everyPage'
import { seedBeside } from './site'

/** Takes pictures of every page in both themes: `npm run screenshots -- [folder] [width]`. The README's few are copies in docs/screenshots. */
const [folder = join(import.meta.dir, '../results/screenshots'), width = '1280'] = process.argv.slice(2)
const dataDir = makeDataDir()
const server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'info' })
const browser = await launchBrowser()
mkdirSync(folder, { recursive: true })
try {
  await seedBeside(dataDir, 20_000)
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      viewport: { width: Number(width), height: 860 },
      colorScheme,
      reducedMotion: 'reduce',
    })
    for (const { name, path, ready } of await everyPage(server.url)) {
      await page.goto(server.url + path)
      await page.getByText(ready).first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
    }
    await page.close()
  }
} finally {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
