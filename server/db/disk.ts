import { statfs } from 'node:fs/promises'
import type { TmfError } from '../errors'
import { DatabaseError, diskFull } from './databaseError'

/** The interval at which the free space is read, in milliseconds. */
const interval = 500
/** The least time between two attempts to find out if there is space again, in milliseconds. */
const attemptInterval = 2000

/** Knows if the disk of the database is full: by the answers of PostgreSQL and, for a database on this machine, by the free space. */
export interface Disk {
  /** Throws a 503 if a write would take the last space. PostgreSQL ends itself when it cannot write its log, and then reading ends, too. */
  refuseWrite(): void
  /** Notes why a write failed. */
  note(thrown: unknown): void
  /** The error if nothing can be written. `tryWriting` finds out if the disk is still full. */
  problem(tryWriting: () => Promise<unknown>): Promise<TmfError | undefined>
  close(): void
}

/** Where to read the free space, and how many bytes must be free. */
export interface Space {
  folder: string
  least: number
}

export function watchDisk(space?: Space): Disk {
  let isFull = false
  let isLow = false
  let attemptedAt = 0
  const look = async ({ folder, least }: Space) => {
    const { bavail, bsize } = await statfs(folder)
    isLow = bavail * bsize < least
  }
  const watch = space && setInterval(() => void look(space).catch(() => {}), interval)
  return {
    refuseWrite() {
      if (isLow) throw diskFull()
    },
    note(thrown) {
      if (thrown instanceof DatabaseError && thrown.code === '53100') isFull = true
    },
    async problem(tryWriting) {
      if (space) await look(space)
      if (isLow) return diskFull()
      if (!isFull) return undefined
      if (performance.now() - attemptedAt > attemptInterval) {
        attemptedAt = performance.now()
        isFull = await tryWriting().then(
          () => false,
          () => true,
        )
      }
      return isFull ? diskFull() : undefined
    },
    close: () => clearInterval(watch),
  }
}

/** Needs as much space as some batches of writes: in the files of a table, and in the log of the database. Leaves nothing behind. */
export const spaceProbe = [
  `create temporary table tallyman_space on commit drop as select repeat('x', 1000) as filler from generate_series(1, 2000)`,
  `select pg_logical_emit_message(true, 'tallyman', repeat('x', 1000000))`,
]
