import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Tallyman process of its own, on its own data. */
export interface RunningServer {
  url: string
  pid: number
  /** Everything it has printed so far. */
  output(): string
  /** Resolves with the exit code when it has ended. */
  exited: Promise<number | null>
  /** Stops it as a person would, with SIGTERM, and removes its data when they were throw-away. */
  stop(): Promise<void>
  /** Kills it without warning. Its data stay, and its PostgreSQL runs on, as after any crash. */
  kill(): Promise<void>
}

const main = join(import.meta.dir, '../../server/main.ts')

/** Starts the real server and waits until it listens. Without DATA_DIR it gets a throw-away one; without PORT a free one. */
export async function startServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const throwAway = env.DATA_DIR ? undefined : makeDataDir()
  const { child, output, exited } = run({ DATA_DIR: throwAway ?? '', PORT: '0', ...env })
  const line = await waitForLine(child, output, /^.*"msg":"listening".*$/m, /Stop it with/)
  const { url, pid } = JSON.parse(line) as { url: string; pid: number }
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal)
    await exited
  }
  return {
    url,
    pid,
    output,
    exited,
    stop: async () => {
      await end('SIGTERM')
      if (throwAway) rmSync(throwAway, { recursive: true, force: true })
    },
    kill: () => end('SIGKILL'),
  }
}

/** Starts a server that is expected to give up, and resolves with what it said. */
export async function startRefused(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { output, exited } = run(env)
  return { code: await exited, output: output() }
}

/** A folder that the operating-system user of PostgreSQL can enter. */
export function makeDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tallyman-test-'))
  chmodSync(dir, 0o755)
  return dir
}

function run(env: Record<string, string>) {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(HOST|PORT|PUBLIC_URL|DATA_DIR|DATABASE_URL|DATABASE_POOLER|AUTH|TRUST_PROXY|ALLOWED_HOSTS|CORS_ORIGINS|OTEL_.*|REQUIRE_IF_MATCH|PROFILE|LOG_LEVEL|npm_.*)$/.test(
        name,
      ),
  )
  const child = spawn(process.execPath, [main], {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const append = (chunk: Buffer) => {
    text += chunk.toString()
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const exited = new Promise<number | null>((done) => child.once('close', done))
  return { child, output: () => text, exited }
}

/** Waits until the output has all of the patterns; resolves with what the first found. */
function waitForLine(child: ChildProcess, output: () => string, ...patterns: RegExp[]): Promise<string> {
  return new Promise((done, fail) => {
    const look = () => {
      const found = patterns.map((pattern) => pattern.exec(output())?.[0])
      if (found[0] && !found.includes(undefined)) done(found[0])
    }
    child.stdout?.on('data', look)
    child.stderr?.on('data', look)
    child.once('close', (code) => fail(new Error(`The server ended (${code}):\n${output()}`)))
  })
}
