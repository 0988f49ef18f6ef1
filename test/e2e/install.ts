import { findBrowser } from './browser'

/** Installs Chromium when there is none: Debian's package where apt-get can, else Playwright's own. */
export async function ensureBrowser(): Promise<void> {
  if (findBrowser()) return
  if (Bun.which('apt-get') && process.getuid?.() === 0) {
    process.stdout.write('\n— Installing Chromium from Debian\n')
    if (
      (await run(['apt-get', 'update', '-qq'])) &&
      (await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']))
    )
      return
  }
  process.stdout.write('\n— Installing Chromium from Playwright\n')
  await run([process.execPath, 'x', 'playwright-core', 'install', '--only-shell', 'chromium'])
}

async function run(command: string[]): Promise<boolean> {
  const child = Bun.spawn(command, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return (await child.exited) === 0
}
