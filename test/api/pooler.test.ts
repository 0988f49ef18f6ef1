import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect } from '../../server/db/connect'
import { migrate } from '../../server/db/migrate'
import { basePath } from '../../shared/vocabulary'
import { blankDatabase } from '../support/database'
import { throughPgBouncer } from '../support/pgbouncer'
import { startRefused, startServer } from '../support/process'

/** All settings that the server sends with a connection. */
const ignoring = 'ignore_startup_parameters = statement_timeout,synchronous_commit,jit'
const role = (statement: string) => `alter role current_user ${statement}`

test.each([
  ['transaction pooling that knows none of the settings', ['pool_mode = transaction'], 'unsupported startup parameter'],
  [
    'transaction pooling that loses the settings',
    ['pool_mode = transaction', ignoring],
    'statement_timeout does not arrive',
  ],
  ['session pooling that loses the settings', ['pool_mode = session', ignoring], 'statement_timeout does not arrive'],
])('a server refuses %s, and says what to do', async (_name, settings, reason) => {
  await throughPgBouncer(await blankDatabase(), settings, async ({ url: DATABASE_URL }) => {
    const { code, output } = await startRefused({ DATABASE_URL, PORT: '0' })
    expect(code).toBe(1)
    expect(output).toContain('connection pooler')
    expect(output).toContain(reason)
    expect(output).toContain('the address of PostgreSQL itself')
  })
})

/** Sets what the role of the database has by default, while `story` runs. */
async function withDefaults(
  database: string,
  defaults: Record<string, string>,
  story: () => Promise<void>,
): Promise<void> {
  const admin = new Bun.SQL(database, { max: 1 })
  for (const [name, value] of Object.entries(defaults)) await admin.unsafe(role(`set ${name} = '${value}'`))
  try {
    await story()
  } finally {
    for (const name of Object.keys(defaults)) await admin.unsafe(role(`reset ${name}`))
    await admin.close()
  }
}

test.each([
  [{ synchronous_commit: 'off', statement_timeout: '12345ms' }, 'synchronous_commit is off instead of on', ''],
  [{ statement_timeout: '12345ms' }, 'connections share backends', ''],
  [{ statement_timeout: '12345ms' }, 'connections share backends', 'default_pool_size = 1'],
])('even if the role has the settings, a pooler of transactions is found: %p', async (defaults, reason, more) => {
  const database = await blankDatabase()
  await withDefaults(database, defaults, () =>
    throughPgBouncer(database, ['pool_mode = transaction', ignoring, more], async ({ url: DATABASE_URL }) => {
      const { code, output } = await startRefused({ DATABASE_URL, PORT: '0' })
      expect([code, output]).toEqual([1, expect.stringContaining(reason)])
    }),
  )
})

test('PostgreSQL itself is accepted, whatever its role has by default', async () => {
  const database = await blankDatabase()
  await withDefaults(database, { synchronous_commit: 'off', statement_timeout: '1s' }, async () => {
    const server = await startServer({ DATABASE_URL: database })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    await server.stop()
  })
})

/** The settings of PgBouncer in the README, but with few sessions. */
const documented = (sessions: number): string[] => {
  const readme = readFileSync(join(import.meta.dir, '../../README.md'), 'utf8')
  const [, settings = ''] = /```ini\n[^`]*\[pgbouncer\]\n([^`]+)```/.exec(readme) ?? []
  expect(settings).toContain('pool_mode = transaction')
  return settings
    .split('\n')
    .filter((line) => !/^(listen_|auth_|default_pool_size)/.test(line))
    .concat(`default_pool_size = ${sessions}`)
}

const through = (url: string) => ({ DATABASE_URL: url, DATABASE_POOLER: 'transaction', DATABASE_CONNECTIONS: '8' })

/** A role whose own settings would lose commits, stop every statement that takes long, and go on with abandoned ones. */
const harmful = { synchronous_commit: 'off', statement_timeout: '900ms', client_connection_check_interval: '0' }

/** Calls a server as a client does. */
const caller =
  (url: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path.startsWith('/usage') ? basePath : ''}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, text, body: isJson && text ? JSON.parse(text) : undefined }
  }

const lines = (count: number, more: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => JSON.stringify(more(index))).join('\n')

test('every kind of request works through transactions of few sessions, and each commit is on disk', async () => {
  const database = await blankDatabase()
  const admin = new Bun.SQL(database, { max: 1 })
  await withDefaults(database, harmful, () =>
    throughPgBouncer(database, documented(3), async ({ url, log }) => {
      const server = await startServer(through(url))
      const call = caller(server.url)
      await admin.unsafe(`
        create table committed (synchronous text, jit text);
        create function note() returns trigger language plpgsql as $$ begin
          insert into committed values (current_setting('synchronous_commit'), current_setting('jit')); return null; end $$;
        create trigger note after insert or update or delete on usage for each row execute function note();
        create trigger note after insert or update or delete on usage_specification for each row execute function note()`)

      const record = { name: 'record', valueType: 'string', isUnique: true }
      const { body: specification } = await call('POST', '/usageSpecification', {
        name: 'Voice',
        description: 'Calls',
        validFor: { startDateTime: '2026-01-01T00:00:00Z' },
        isBundle: false,
        specCharacteristic: [record],
      })
      const usage = (value: string) => ({
        usageSpecification: { id: specification.id },
        usageCharacteristic: [{ name: 'record', value }],
      })
      // Many at once, so that they take turns on the sessions.
      const created = await Promise.all(
        Array.from({ length: 60 }, (_, index) => call('POST', '/usage', usage(`A${index}`))),
      )
      expect(new Set(created.map(({ status }) => status))).toEqual(new Set([201]))
      const first = created[0]?.body as { id: string }
      expect(await call('POST', '/usage', usage('A7'))).toMatchObject({ status: 409, body: { code: 'duplicate' } })

      const bulk = await call(
        'POST',
        '/usage',
        lines(500, (index) => usage(`B${index}`)),
        {
          'content-type': 'application/x-ndjson',
        },
      )
      expect(bulk.text.match(/"status":"?201/g) ?? []).toHaveLength(500)
      const patch = { 'content-type': 'application/json-patch+json' }
      const collection = ['C1', 'C2'].map((value) => ({ op: 'add', path: '/-', value: usage(value) }))
      expect((await call('PATCH', '/usage', collection, patch)).body).toHaveLength(2)
      expect((await call('PATCH', '/usage', [...collection.slice(1), collection[0]], patch)).status).toBe(409)

      const merge = { 'content-type': 'application/merge-patch+json' }
      const changes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          call('PATCH', `/usage/${first.id}`, { description: `change ${index}` }, merge),
        ),
      )
      expect(new Set(changes.map(({ status }) => status))).toEqual(new Set([200]))
      const key = { 'idempotency-key': 'once' }
      const once = await call('POST', '/usage', usage('D'), key)
      expect((await call('POST', '/usage', usage('D'), key)).body.id).toBe(once.body.id)
      expect((await call('DELETE', `/usage/${once.body.id}`)).status).toBe(204)

      const reads = await Promise.all(
        [
          `/usage/${first.id}`,
          '/usage?limit=5',
          '/usage?characteristic.record=B7',
          '/usage?filter=usageCharacteristic[?(@.value=="B8")]',
          '/usage?any=change&sort=-usageDate',
          '/usage?id.in=x,y,z',
          '/api/change?limit=1000',
          '/readyz',
        ].map((path) => call('GET', path)),
      )
      expect(reads.map(({ status }) => status)).toEqual([200, 206, 200, 200, 200, 200, 200, 200])
      expect([reads[0]?.body.id, reads[2]?.body.length, reads[3]?.body.length]).toEqual([first.id, 1, 1])
      const kinds = reads[6]?.body.change.map(({ kind }: { kind: string }) => kind)
      expect([kinds.filter((kind: string) => kind === 'created').length, kinds.at(-1)]).toEqual([564, 'deleted'])
      const exported = await call('GET', '/usage', undefined, { accept: 'application/x-ndjson' })
      expect(exported.text.trimEnd().split('\n')).toHaveLength(562)

      const settings = await admin.unsafe('select distinct synchronous, jit from committed')
      expect([...settings]).toEqual([{ synchronous: 'on', jit: 'off' }])
      expect(server.output() + (await log())).not.toMatch(/prepared statement|"level":"(error|fatal)"/)
      await server.stop()
    }),
  )
  await admin.close()
}, 40_000)

test('an acknowledged usage stays when PgBouncer is killed, and the server goes on when it is back', async () => {
  const database = await blankDatabase()
  await withDefaults(database, harmful, () =>
    throughPgBouncer(database, documented(3), async ({ url, kill, start, log }) => {
      const server = await startServer(through(url))
      const call = caller(server.url)
      const acknowledged: string[] = []
      const statuses = new Set<number>()
      let isOver = false
      const writing = Array.from({ length: 6 }, async (_, writer) => {
        for (let index = 0; !isOver; index++) {
          const description = `${writer}-${index}`
          const answer = await call('POST', '/usage', { description, usageSpecification: { id: 'x' } })
          statuses.add(answer.status)
          if (answer.status === 201) acknowledged.push(description)
        }
      })
      const more = async () => {
        const before = acknowledged.length
        while (acknowledged.length < before + 30) await Bun.sleep(5)
      }
      for (let round = 0; round < 3; round++) {
        await more()
        await kill()
        while ((await call('GET', '/readyz')).status === 200) await Bun.sleep(5)
        await start()
        while ((await call('GET', '/readyz')).status !== 200) await Bun.sleep(20)
      }
      await more()
      isOver = true
      await Promise.all(writing)
      expect([...statuses].sort()).toEqual([201, 503])
      const { text } = await call('GET', '/usage?fields=description', undefined, { accept: 'application/x-ndjson' })
      const stored = new Set(
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line).description),
      )
      expect(acknowledged.filter((description) => !stored.has(description))).toEqual([])
      expect(server.output() + (await log())).not.toContain('prepared statement')
      await server.stop()
    }),
  )
}, 40_000)

test('an abandoned export ends in the database, and nothing else does', async () => {
  const database = await blankDatabase()
  const admin = new Bun.SQL(database, { max: 1 })
  const busy = async () =>
    (
      await admin.unsafe(`
        select pid from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'`)
    ).length
  await withDefaults(database, harmful, () =>
    throughPgBouncer(database, documented(2), async ({ url }) => {
      const server = await startServer(through(url))
      const call = caller(server.url)
      const description = 'x'.repeat(6000)
      const large = lines(5000, () => ({ description, usageSpecification: { id: 'x' } }))
      await call('POST', '/usage', large, { 'content-type': 'application/x-ndjson', prefer: 'return=minimal' })
      for (let round = 0; round < 5; round++) {
        const left = new AbortController()
        const headers = { accept: 'application/x-ndjson' }
        const response = await fetch(`${server.url}${basePath}/usage`, { headers, signal: left.signal })
        await response.body?.getReader().read()
        expect(await busy()).toBeGreaterThan(0)
        // The other session serves all other requests meanwhile.
        const others = Array.from({ length: 10 }, () => call('POST', '/usage', { usageSpecification: { id: 'y' } }))
        left.abort()
        expect(new Set((await Promise.all(others)).map(({ status }) => status))).toEqual(new Set([201]))
        while ((await busy()) > 0) await Bun.sleep(10)
      }
      const whole = await call('GET', '/usage?fields=id', undefined, { accept: 'application/x-ndjson' })
      expect(whole.text.trimEnd().split('\n')).toHaveLength(5050)
      // A page that ends at its limit of bytes cancels its statement, not the next one on the session.
      const pages = await Promise.all(
        Array.from({ length: 6 }, () => call('GET', '/usage?limit=1000&description.regex=^x')),
      )
      expect(pages.map(({ status, body }) => [status, body.length > 100 && body.length < 1000])).toEqual(
        pages.map(() => [206, true]),
      )
      await server.stop()

      // A statement that computes without sending rows ends, too, and so does one whose asker has left.
      const pool = connect(url, { connections: 8, isPooled: true })
      const computing = await pool.stream(sql`select pg_sleep(60)::text`)
      while ((await busy()) === 0) await Bun.sleep(10)
      await computing.cancel()
      let hasLeft = false
      const asked = pool.scanning({ hasLeft: () => hasLeft }).transaction((db) => db.runText('select pg_sleep(60)', []))
      const status = asked.catch((thrown) => thrown.status)
      while ((await busy()) < 1) await Bun.sleep(10)
      hasLeft = true
      expect(await status).toBe(499)
      while ((await busy()) > 0) await Bun.sleep(10)
      await pool.close()
    }),
  )
  await admin.close()
}, 40_000)

test('servers that start together migrate one after the other, also through fewer sessions than servers', async () => {
  const database = await blankDatabase()
  await withDefaults(database, harmful, () =>
    throughPgBouncer(database, documented(2), async ({ url }) => {
      await Promise.all(Array.from({ length: 4 }, () => migrate(url, undefined, true)))
    }),
  )
})

test('a pooler of statements is refused', async () => {
  await throughPgBouncer(await blankDatabase(), ['pool_mode = statement'], async ({ url }) => {
    const { code, output } = await startRefused({ ...through(url), PORT: '0' })
    expect([code, output]).toEqual([1, expect.stringContaining('pool_mode = transaction')])
  })
})
