import { expect, test } from 'bun:test'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blankDatabase } from '../support/database'
import { freePort } from '../support/port'
import { startRefused, startServer } from '../support/process'

/** Runs `story` with the address of a database through Debian's PgBouncer. */
async function throughPgBouncer(
  database: string,
  settings: string[],
  story: (url: string) => Promise<void>,
): Promise<void> {
  const program = Bun.which('pgbouncer', { PATH: `${process.env.PATH}:/usr/sbin` })
  if (!program) throw new Error('There is no pgbouncer: install Debian’s package pgbouncer')
  const { hostname, port, username, pathname } = new URL(database)
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-pgbouncer-'))
  chmodSync(folder, 0o755)
  const own = freePort()
  const file = join(folder, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
${settings.join('\n')}
`,
  )
  const asUser = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const child = Bun.spawn([program, '-q', ...asUser, file], { stdio: ['ignore', 'ignore', 'ignore'] })
  try {
    const isListening = () =>
      Bun.connect({
        hostname: '127.0.0.1',
        port: own,
        socket: { data() {}, open: (socket) => void socket.end() },
      }).catch(() => false)
    while (child.exitCode === null && !(await isListening())) await Bun.sleep(20)
    if (child.exitCode !== null) throw new Error(`pgbouncer ended (${child.exitCode})`)
    await story(`postgres://${username}@127.0.0.1:${own}${pathname}`)
  } finally {
    child.kill('SIGKILL')
    await child.exited
    rmSync(folder, { recursive: true, force: true })
  }
}

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
  await throughPgBouncer(await blankDatabase(), settings, async (DATABASE_URL) => {
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
    throughPgBouncer(database, ['pool_mode = transaction', ignoring, more], async (DATABASE_URL) => {
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
