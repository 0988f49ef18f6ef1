import { findBrowser } from './browser'

/** Installs Chromium when there is none: Debian's package where apt-get can, else Playwright's own. */
export async function ensureBrowser(): Promise<void> {
  if (findBrowser()) return
  if (await installFromDebian('Chromium', ['chromium', 'fonts-liberation'])) return
  process.stdout.write('\n— Installing Chromium from Playwright\n')
  await run([process.execPath, 'x', 'playwright-core', 'install', '--only-shell', 'chromium'])
}

/** Installs a program of Debian that a test needs, when there is none. A test that cannot find it fails. */
export async function ensureProgram(program: string, packages: string[]): Promise<void> {
  if (!Bun.which(program, { PATH: `${process.env.PATH}:/usr/sbin` })) await installFromDebian(program, packages)
}

async function installFromDebian(what: string, packages: string[]): Promise<boolean> {
  if (!Bun.which('apt-get') || process.getuid?.() !== 0) return false
  process.stdout.write(`\n— Installing ${what} from Debian\n`)
  return (
    (await run(['apt-get', 'update', '-qq'])) &&
    (await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages]))
  )
}

async function run(command: string[]): Promise<boolean> {
  const child = Bun.spawn(command, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return (await child.exited) === 0
}
