import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './port'

/** Debian's PgBouncer in front of a database. */
interface Pooler {
  /** The address of the database through it. */
  url: string
  /** Kills it. */
  kill(): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
  /** All that it has logged. */
  log(): Promise<string>
}

const password = 'secret'

/** Runs `story` with a PgBouncer that has these settings, in the form of `pgbouncer.ini`, besides its addresses and passwords. */
export async function throughPgBouncer(
  database: string,
  settings: string[],
  story: (pooler: Pooler) => Promise<void>,
): Promise<void> {
  const program = Bun.which('pgbouncer', { PATH: `${process.env.PATH}:/usr/sbin` })
  if (!program) throw new Error('There is no pgbouncer: install Debian’s package pgbouncer')
  const { hostname, port, username, pathname } = new URL(database)
  const folder = mkdtempSync(join(tmpdir(), 'tallyman-pgbouncer-'))
  chmodSync(folder, 0o777)
  const own = freePort()
  const at = (name: string) => join(folder, name)
  writeFileSync(at('userlist.txt'), `"${username}" "${password}"\n`)
  writeFileSync(
    at('pgbouncer.ini'),
    `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
logfile = ${at('log')}
auth_type = scram-sha-256
auth_file = ${at('userlist.txt')}
${settings.join('\n')}
`,
  )
  const asUser = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  let child: Bun.Subprocess | undefined
  const pooler: Pooler = {
    url: `postgres://${username}:${password}@127.0.0.1:${own}${pathname}`,
    async start() {
      child = Bun.spawn([program, '-q', ...asUser, at('pgbouncer.ini')], { stdio: ['ignore', 'ignore', 'ignore'] })
      const isListening = () =>
        Bun.connect({
          hostname: '127.0.0.1',
          port: own,
          socket: { data() {}, open: (socket) => void socket.end() },
        }).catch(() => false)
      while (child.exitCode === null && !(await isListening())) await Bun.sleep(20)
      if (child.exitCode !== null) throw new Error(`pgbouncer ended (${child.exitCode})`)
    },
    async kill() {
      child?.kill('SIGKILL')
      await child?.exited
    },
    log: () => Bun.file(at('log')).text(),
  }
  try {
    await pooler.start()
    await story(pooler)
  } finally {
    await pooler.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
