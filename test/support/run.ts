import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensureProgram } from '../e2e/install'

/**
 * `npm test`: every test there is, after the static checks. Arguments are passed on to `bun test`, so `npm test -- test/unit` runs some tests
 * alone. The app is built, and a browser installed, only for tests that need them.
 */
const root = join(import.meta.dir, '../..')
const chosen = process.argv.slice(2)

async function run(title: string, command: string[]): Promise<boolean> {
  process.stdout.write(`\n— ${title}\n`)
  const child = Bun.spawn(command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  return (await child.exited) === 0
}

/** The totals of the run, from the report that `bun test` leaves. */
async function totals(report: string): Promise<string> {
  const [, tests = '0', , failures = '0', skipped = '0'] =
    /<testsuites[^>]* tests="(\d+)"[^>]* assertions="(\d+)"[^>]* failures="(\d+)"[^>]* skipped="(\d+)"/.exec(
      await Bun.file(report).text(),
    ) ?? []
  const passed = Number(tests) - Number(failures) - Number(skipped)
  return `${passed} passed, ${failures} failed${Number(skipped) > 0 ? `, ${skipped} skipped` : ''}`
}

mkdirSync(join(root, 'test/results'), { recursive: true })
const report = join(root, 'test/results/tests.xml')
const isWhole = chosen.length === 0
const isChecked = !isWhole || (await run('Types, style and dead code', [process.execPath, 'run', 'check']))
/** Only paths in folders without a browser leave it out: a part of a name may be that of any test. */
const isInBrowser = isWhole || !chosen.every((path) => /^(\.\/)?test\/(unit|api|plans|ctk|fault)\b/.test(path))
const isUnit = chosen.every((path) => /^(\.\/)?test\/unit\b/.test(path))
// Tests of the API need some build of the app, tests in the browser the current one.
if (isInBrowser || (!isUnit && !existsSync(join(root, 'web/dist/index.html')))) {
  if (!(await run('The app', [process.execPath, 'server/setup.mjs', 'app']))) process.exit(1)
}
if (isInBrowser) {
  await ensureBrowser()
  await ensureProgram('nginx', ['nginx-light'])
}
const isTested = await run('Tests', [
  process.execPath,
  'test',
  '--timeout',
  '60000',
  '--reporter=junit',
  `--reporter-outfile=${report}`,
  ...chosen,
])
process.stdout.write(`\n${isChecked ? '' : 'The static checks failed: see above.\n'}${await totals(report)}\n`)
process.exit(isChecked && isTested ? 0 : 1)
