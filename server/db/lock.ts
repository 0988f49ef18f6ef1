import { Database, SQLiteError } from 'bun:sqlite'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartProblem } from '../config'

/**
 * Locks `dataDir` for this process; throws if another process holds the lock. This is SQLite's lock on an empty file: the operating system
 * releases it however the process ends, so it is never stale.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const holder = join(dataDir, 'server.pid')
  let lock: Database | undefined
  try {
    mkdirSync(dataDir, { recursive: true })
    lock = new Database(join(dataDir, 'lock'))
    lock.run('pragma busy_timeout = 0')
    lock.run('pragma locking_mode = exclusive')
    lock.run('begin exclusive')
    writeFileSync(holder, `${process.pid}\n`)
  } catch (thrown) {
    lock?.close()
    if (thrown instanceof SQLiteError && thrown.code === 'SQLITE_BUSY') {
      throw new StartProblem(
        `Another Tallyman (process ${readPid(holder)}) runs on ${dataDir}: stop it, or set DATA_DIR to another folder`,
      )
    }
    throw new StartProblem(`DATA_DIR ${dataDir} cannot be used: ${thrown instanceof Error ? thrown.message : thrown}`)
  }
  return { release: () => lock.close() }
}

/** True if a running server uses `dataDir`. */
export function isLocked(dataDir: string): boolean {
  try {
    lockDataDir(dataDir).release()
    return false
  } catch (thrown) {
    if (thrown instanceof StartProblem) return true
    throw thrown
  }
}

function readPid(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return 'unknown'
  }
}
