import { expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../server/db/connect'
import { basePath } from '../../shared/vocabulary'
import { blankDatabase } from '../support/database'
import { makeDataDir, type RunningServer, startServer } from '../support/process'
import { aUsage } from '../support/world'

/** A full disk: nothing is stored, all is read, the answers and `/readyz` name the disk, and the server goes on when there is space. */
const mebibyte = 2 ** 20
function run(command: string[]): void {
  const { exitCode, stderr } = Bun.spawnSync(command)
  if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${stderr}`)
}
const freeIn = (folder: string) => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

async function call({ url }: RunningServer, method: string, path: string, body?: unknown, type = 'application/json') {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': type },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    text,
    code: /"code":"(\w+)"/.exec(text)?.[1],
  }
}
/** Text that PostgreSQL cannot compress into a page that it already has. */
const large = () => randomBytes(150_000).toString('hex')
const usages = `${basePath}/usage`
const post = (server: RunningServer, description = 'x') => call(server, 'POST', usages, aUsage({ description }))

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; !(await isSo()); await Bun.sleep(50))
    if (performance.now() > end) throw new Error('It never became so')
}

async function expectFull(server: RunningServer, id: string): Promise<void> {
  const item = `${usages}/${id}`
  const additions = [{ op: 'add', path: '/-', value: aUsage({ description: large() }) }]
  const refused = [
    await post(server, large()),
    await call(server, 'PATCH', usages, additions, 'application/json-patch+json'),
    await call(server, 'GET', '/readyz'),
  ]
  for (const { status, code, retryAfter, text } of refused) {
    expect([status, code, retryAfter]).toEqual([503, 'diskFull', '30'])
    expect(text).toContain('Free space')
  }
  expect((await call(server, 'GET', item)).status).toBe(200)
  expect((await call(server, 'GET', `${usages}?limit=10&status=received`)).status).toBeWithin(200, 207)
  expect((await call(server, 'GET', '/livez')).status).toBe(200)
}

test('while the disk of the embedded database has less space than it must keep, nothing is stored and all is read', async () => {
  const dataDir = makeDataDir()
  // Other programs use the same disk, so there is a wide margin on both sides.
  const server = await startServer({ DATA_DIR: dataDir, MIN_FREE_DISK: String(freeIn(dataDir) - 4096 * mebibyte) })
  const filler = join(dataDir, 'filler')
  try {
    const { id } = JSON.parse((await post(server)).text)
    run(['fallocate', '-l', `${8192 * mebibyte}`, filler])
    await until(async () => (await call(server, 'GET', '/readyz')).status === 503)
    await expectFull(server, id)
    for (const [method, body] of [
      ['PATCH', { description: 'z' }],
      ['DELETE', undefined],
    ] as const)
      expect((await call(server, method, `${usages}/${id}`, body)).code).toBe('diskFull')
    const lines = await call(server, 'POST', usages, `${JSON.stringify(aUsage())}\n`.repeat(3), 'application/x-ndjson')
    expect(lines.text.match(/"diskFull"/g)).toHaveLength(3)
    rmSync(filler)
    await until(async () => (await call(server, 'GET', '/readyz')).status === 200)
    expect((await post(server)).status).toBe(201)
    expect((await call(server, 'GET', `${usages}?limit=0`)).status).toBeWithin(200, 207)
  } finally {
    rmSync(filler, { force: true })
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 60_000)

/** Mounting takes root. */
const canMount = process.getuid?.() === 0

test.skipIf(!canMount)(
  'when PostgreSQL finds no space, what it refuses is not stored and all is read',
  async () => {
    const url = new URL(await blankDatabase())
    const mount = mkdtempSync(join(tmpdir(), 'tallyman-disk-'))
    run(['mount', '-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', mount])
    const admin = connect(url.href, { max: 1 })
    const name = `${url.pathname.slice(1)}_small`
    let server: RunningServer | undefined
    try {
      const [row] = await admin.client<{ folder: string }[]>`select current_setting('data_directory') as folder`
      const { uid, gid } = statSync(row?.folder ?? '')
      chownSync(mount, uid, gid)
      await admin.client.unsafe(`create tablespace ${name} location '${mount}'`)
      await admin.client.unsafe(`create database ${name} tablespace ${name}`)
      url.pathname = `/${name}`
      server = await startServer({ DATABASE_URL: url.href })
      const { id } = JSON.parse((await post(server)).text)
      const filler = join(mount, 'filler')
      writeFileSync(filler, '')
      run(['fallocate', '-l', `${freeIn(mount)}`, filler])
      let stored = 1
      // The last pages that the tables already have.
      for (let answer = await post(server, large()); answer.status !== 503; answer = await post(server, large())) {
        expect(answer.status).toBe(201)
        stored++
      }
      await expectFull(server, id)
      const total = async () => Number((await fetch(`${server?.url}${usages}?limit=0`)).headers.get('x-total-count'))
      expect(await total()).toBe(stored)
      truncateSync(filler, 0)
      await until(async () => (await call(server as RunningServer, 'GET', '/readyz')).status === 200)
      expect((await post(server, large())).status).toBe(201)
      expect(await total()).toBe(stored + 1)
    } finally {
      await server?.stop()
      await admin.client.unsafe(`drop database if exists ${name} with (force)`)
      await admin.client.unsafe(`drop tablespace if exists ${name}`)
      await admin.close()
      run(['umount', mount])
      rmSync(mount, { recursive: true, force: true })
    }
  },
  60_000,
)
