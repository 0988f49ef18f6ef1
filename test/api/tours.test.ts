import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../support/process'

/** Between the output of two blocks. */
const mark = '\x1e'

/** Guides that are tours, block by block, in one shell: what each block prints is what the page shows below it. */
describe.each([
  ['live-specifications', 10],
  ['following-changes', 3],
  ['billing', 5],
])('docs/%s.md', (name, fewest) => {
  const text = readFileSync(join(import.meta.dir, `../../docs/${name}.md`), 'utf8')
  const steps = [...text.matchAll(/^```sh\n(.*?)^```\n(?:\n```\n(.*?)^```\n)?/gms)].map(([, commands = '', shown]) => ({
    commands,
    shown,
  }))
  let server: RunningServer
  let printed: string[]
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-tour-'))

  beforeAll(async () => {
    server = await startServer()
    const script = steps
      .map(({ commands }) => commands.replace('http://127.0.0.1:3000', server.url))
      .join(`printf '${mark}'\n`)
    const shell = Bun.spawn(['bash', '-eu', '-c', script], { cwd: folder, stdout: 'pipe', stderr: 'pipe' })
    const [out, complaints] = await Promise.all([new Response(shell.stdout).text(), new Response(shell.stderr).text()])
    expect([complaints, await shell.exited]).toEqual(['', 0])
    printed = out.split(mark)
  }, 60_000)
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('has its blocks, and each command block but the first shows what it answers', () => {
    expect(steps.length).toBeGreaterThan(fewest)
    expect(steps.slice(1).every(({ shown }) => shown !== undefined)).toBe(true)
    expect(text.match(/^```/gm)).toHaveLength(2 * (2 * steps.length - 1))
  })

  test.each(steps.map(({ commands, shown = '' }, index) => [commands.trim().split('\n')[0], index, shown] as const))(
    '%s',
    (_command, index, shown) => {
      expect(pack(printed[index] ?? '')).toMatch(patternOf(shown))
    },
  )
})

/** The shown output as a pattern for the printed one: `…` stands for any text without a status; white space is ignored, but a status is a line of its own. */
const pack = (lines: string) => lines.replace(/^(\d{3})$/gm, '\x1f$1').replace(/\s+/g, '')
const patternOf = (shown: string) => new RegExp(`^${pack(shown).split('…').map(RegExp.escape).join('[^\\x1f]*?')}$`)

test.each([
  ['{"a":1,…}\n200', '{"a":1,"b":2}\n200\n', true],
  ['{"a":1}\n200', '{"a":1,"b":2}\n200\n', false],
  ['{"a":1,…}\n201', '{"a":1,"b":2}\n200\n', false],
  ['…\n201', '{"a":201}\n200\n', false],
  ['…\n200', '{}\n200\n{}\n409\n', false],
  ['…\n409', '{}\n200\n{}\n409\n', false],
])('%j as a pattern of %j: %p', (shown, out, isThat) => {
  expect(patternOf(shown).test(pack(out))).toBe(isThat)
})
