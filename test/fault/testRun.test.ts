import { expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { descendantsOf, type Process, running } from '../support/descendants'

const root = join(import.meta.dir, '../..')

test.each(['SIGTERM', 'SIGINT'] as const)(
  'npm test ends all that it has started when it gets %s, and leaves no files',
  async (signal) => {
    const npm = Bun.spawn(['npm', 'test', '--', 'test/fault/durability.test.ts'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '' },
      stdio: ['ignore', 'ignore', 'ignore'],
    })
    let started: Process[] = []
    const has = (what: RegExp) => started.some(({ command }) => what.test(command))
    while (npm.exitCode === null && !(has(/server\/main\.ts/) && has(/postgres.*-D/))) {
      await Bun.sleep(50)
      started = descendantsOf(npm.pid)
    }
    expect(npm.exitCode).toBeNull()
    // The folder that this run has made; its tests are themselves part of a run with a folder of its own.
    const inFolder = new RegExp(`-D (${RegExp.escape(tmpdir())}/tallyman-[^/]+)/`)
    const [, folder = ''] = started.flatMap(({ command }) => inFolder.exec(command) ?? [])
    expect(existsSync(folder)).toBe(true)
    npm.kill(signal)
    await npm.exited
    while (running(started).some(({ command }) => /run\.ts/.test(command))) await Bun.sleep(20)
    expect(running(started)).toEqual([])
    expect(existsSync(folder)).toBe(false)
  },
)
