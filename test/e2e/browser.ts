import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Where Chromium is: CHROMIUM, then on PATH, then what Playwright downloaded. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM
  if (named) return existsSync(named) ? named : undefined
  for (const command of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = Bun.which(command)
    if (path) return path
  }
  return findDownloaded()
}

/** Playwright keeps its browsers below one folder; the shell alone, without windows, is enough. */
function findDownloaded(): string | undefined {
  const whole = chromium.executablePath()
  if (whole && existsSync(whole)) return whole
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ]
  const shells = new Bun.Glob('chromium_headless_shell-*/*/{headless_shell,chrome-headless-shell}')
  for (const cache of caches) {
    if (!cache || !existsSync(cache)) continue
    const [found] = [...shells.scanSync({ cwd: cache, absolute: true })].sort().toReversed()
    if (found) return found
  }
  return undefined
}

/** Starts a headless Chromium. Without one the tests fail, so that nobody takes silence for success. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error(
      `No Chromium${process.env.CHROMIUM ? ` at ${process.env.CHROMIUM}` : ''}: install one, or set CHROMIUM to where it is`,
    )
  return chromium.launch({ executablePath, headless: true, args: quiet })
}

// Nothing leaves the machine, and containers need no sandbox of their own.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
