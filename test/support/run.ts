import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser, ensureProgram } from '../e2e/install'
import { descendantsOf, running } from './descendants'

/**
 * `npm test`: every test there is, after the static checks. Arguments are passed on to `bun test`, so `npm test -- test/unit` runs some tests
 * alone. The app is built, and a browser installed, only for tests that need them.
 */
const root = join(import.meta.dir, '../..')
const chosen = process.argv.slice(2)

/** Everything that the tests write to the folder for temporary files. */
const temporary = mkdtempSync(join(tmpdir(), 'tallyman-'))
chmodSync(temporary, 0o755)
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))

let current: Bun.Subprocess | undefined
let ending: Promise<void> | undefined

async function run(title: string, command: string[]): Promise<boolean> {
  process.stdout.write(`\n— ${title}\n`)
  const env = { ...process.env, TMPDIR: temporary }
  const child = Bun.spawn(command, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
  current = child
  const code = await child.exited
  await ending
  return code === 0
}

/**
 * Ends the tests and all that they have started: first the test process, which drops its databases, then the rest, which is found before, because
 * servers and databases outlive the process that started them.
 */
async function endAll(): Promise<void> {
  const started = descendantsOf(process.pid)
  current?.kill('SIGTERM')
  await Promise.race([current?.exited, Bun.sleep(5000)])
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const { pid } of running(started)) kill(pid, signal)
    for (const until = Date.now() + 10_000; running(started).length > 0 && Date.now() < until; ) await Bun.sleep(50)
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)
  process.once(signal, () => {
    ending ??= endAll().finally(() => process.exit(code))
  })

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
if (!isUnit) await ensureProgram('pgbouncer', ['pgbouncer'])
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
