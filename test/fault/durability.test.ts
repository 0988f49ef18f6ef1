import { expect, test } from 'bun:test'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, startServer } from '../support/process'
import { aUsage } from '../support/world'

const callers = 48
const wanted = 1500

test.each(['the server', 'the server and its database'])(
  'every acknowledged usage is there after SIGKILL of %s under load',
  async (what) => {
    const dataDir = makeDataDir()
    const server = await startServer({ DATA_DIR: dataDir })
    const acknowledged = new Set<string>()
    let sent = 0
    let killed = false

    const caller = async () => {
      while (!killed) {
        sent++
        const answer = await fetch(`${server.url}${basePath}/usage`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(aUsage({ description: `Number ${sent}` })),
        }).catch(() => undefined)
        if (answer?.status === 201)
          acknowledged.add(((await answer.json().catch(() => ({}))) as { id?: string }).id ?? '')
        if (acknowledged.size >= wanted && !killed) {
          killed = true
          if (what !== 'the server')
            process.kill(
              Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]),
              'SIGKILL',
            )
          await server.kill()
        }
      }
    }
    await Promise.all(Array.from({ length: callers }, caller))
    acknowledged.delete('')
    expect(acknowledged.size).toBeGreaterThanOrEqual(wanted)

    const again = await startServer({ DATA_DIR: dataDir })
    const found = new Set<string>()
    for (let offset = 0, total = 1; offset < total; offset += 1000) {
      const page = await fetch(`${again.url}${basePath}/usage?limit=1000&offset=${offset}&fields=id`)
      total = Number(page.headers.get('x-total-count'))
      for (const { id } of (await page.json()) as { id: string }[]) found.add(id)
    }
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([])
    // Other stored usages were under way: none appeared from nowhere, and the count agrees with the rows.
    expect(found.size).toBeLessThanOrEqual(sent)
    const counted = await fetch(`${again.url}${basePath}/usage?limit=0`)
    expect(Number(counted.headers.get('x-total-count'))).toBe(found.size)
    await again.stop()
    rmSync(dataDir, { recursive: true, force: true })
  },
  60_000,
)
