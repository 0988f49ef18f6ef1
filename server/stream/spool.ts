import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../shared/limits'
import type { Log } from '../log'

/**
 * Holds bytes for a reader that takes them later than they are made: the first ones in memory, more in a file, so that a client may send
 * everything before it reads an answer.
 */
export interface Spool {
  /** Adds bytes, waiting for room if memory and file are full. False if the reader has taken nothing for `stallTime` meanwhile; then they are not added. */
  add(bytes: Uint8Array): Promise<boolean>
  /** Adds the last bytes, for which there is always room. */
  addLast(bytes: Uint8Array): void
  /** No more bytes follow. */
  end(): void
  /** The next bytes, in the order in which they were added. Waits for them; undefined after the last ones. */
  next(): Promise<Uint8Array | undefined>
  /** Discards everything. */
  close(): Promise<void>
}

/** Makes the spools of one server, which share `spooledBytes` of the disk. */
export interface Spools {
  open(): Spool
}

const usual = {
  /** The bytes that a spool keeps in memory before it writes a file. */
  memory: 256 * 1024,
  /** The largest file, and all files together, in bytes. */
  file: limits.spooledBytesOfStream,
  files: limits.spooledBytes,
  /** The time in milliseconds after which a reader that takes nothing from a full spool is given up. */
  stallTime: 20_000,
}
type Sizes = typeof usual

/** The bytes read from a file at a time. */
const readSize = 64 * 1024

/** `folder` holds the files. What an earlier process may have left there is deleted. */
export function makeSpools(folder: string, log: Log, own: Partial<Sizes> = {}): Spools {
  const sizes = { ...usual, ...own }
  removeLeftovers(folder, log)
  let used = 0
  const takeRoom = (size: number): boolean => {
    if (used + size > sizes.files) return false
    used += size
    return true
  }
  return {
    open: () =>
      makeSpool(
        makeRing(folder, sizes.file, takeRoom, (size) => takeRoom(-size)),
        sizes,
        log,
      ),
  }
}

function removeLeftovers(folder: string, log: Log): void {
  try {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
  } catch (thrown) {
    if ((thrown as { code?: string }).code !== 'ENOENT') log.warn({ err: thrown }, 'a spool could not be deleted')
  }
}

function makeSpool(ring: Ring, { memory, stallTime }: Sizes, log: Log): Spool {
  const head: Uint8Array[] = []
  /** The last bytes, behind those in the file. */
  const tail: Uint8Array[] = []
  let headSize = 0
  let isEnded = false
  let isClosed = false
  let isFailed = false
  let added = Promise.withResolvers<void>()
  let taken = Promise.withResolvers<void>()
  const noteAdded = () => {
    added.resolve()
    added = Promise.withResolvers()
  }
  const noteTaken = () => {
    taken.resolve()
    taken = Promise.withResolvers()
  }

  async function write(bytes: Uint8Array): Promise<boolean> {
    try {
      return await ring.write(bytes)
    } catch (thrown) {
      // A full disk, for example. The reader still gets everything, but the sender has to wait for it.
      if (!isClosed) log.warn({ err: thrown }, 'answers cannot be spooled')
      isFailed = true
      return false
    }
  }

  return {
    async add(bytes) {
      while (!isClosed) {
        if (ring.size() === 0) {
          isFailed = false
          if (headSize === 0 || headSize + bytes.length <= memory) {
            head.push(bytes)
            headSize += bytes.length
            noteAdded()
            return true
          }
        }
        const progress = taken.promise
        if (!isFailed && (await write(bytes))) {
          noteAdded()
          return true
        }
        if (!(await resolvesWithin(progress, stallTime))) return false
      }
      return true
    },
    addLast(bytes) {
      tail.push(bytes)
      noteAdded()
    },
    end() {
      isEnded = true
      noteAdded()
    },
    async next() {
      while (!isClosed) {
        const more = added.promise
        const first = head.shift()
        if (first) headSize -= first.length
        const bytes = first ?? (ring.size() > 0 ? await ring.read(readSize) : tail.shift())
        if (isClosed) return undefined
        if (bytes) {
          noteTaken()
          return bytes
        }
        if (isEnded) return undefined
        await more
      }
      return undefined
    },
    async close() {
      isClosed = true
      noteAdded()
      noteTaken()
      await ring.close()
    },
  }
}

/** False if the promise takes longer than `time` milliseconds. */
async function resolvesWithin(promise: Promise<void>, time: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<false>((done) => {
    timer = setTimeout(() => done(false), time)
  })
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer))
}

/** A queue of bytes in a file of at most `capacity` bytes, written and read in a circle. */
interface Ring {
  size(): number
  /** False if there is no room. One write at a time. */
  write(bytes: Uint8Array): Promise<boolean>
  /** Up to `most` bytes. One read at a time. */
  read(most: number): Promise<Uint8Array>
  close(): Promise<void>
}

function makeRing(
  folder: string,
  capacity: number,
  takeRoom: (size: number) => boolean,
  giveBack: (size: number) => void,
): Ring {
  let opening: Promise<FileHandle> | undefined
  let [written, read] = [0, 0]
  /** The size of the file, which never shrinks. */
  let fileSize = 0

  async function writeAt(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const position = (at + done) % capacity
      const part = bytes.subarray(done, done + capacity - position)
      done += (await file.write(part, 0, part.length, position)).bytesWritten
    }
  }

  return {
    size: () => written - read,
    async write(bytes) {
      if (written - read + bytes.length > capacity) return false
      const grown = Math.max(0, Math.min(written + bytes.length, capacity) - fileSize)
      if (!takeRoom(grown)) return false
      fileSize += grown
      opening ??= openUnnamed(folder)
      await writeAt(await opening, bytes, written)
      written += bytes.length
      return true
    },
    async read(most) {
      const file = await opening
      const position = read % capacity
      const bytes = Buffer.allocUnsafe(Math.min(most, written - read, capacity - position))
      const { bytesRead = 0 } = (await file?.read(bytes, 0, bytes.length, position)) ?? {}
      if (bytesRead === 0) throw new Error('A spool is shorter than what was written')
      read += bytesRead
      return bytes.subarray(0, bytesRead)
    },
    async close() {
      giveBack(fileSize)
      fileSize = 0
      await opening?.then((file) => file.close()).catch(() => {})
    },
  }
}

/** Opens a new file and deletes its name, so that the operating system deletes the file however the process ends. */
async function openUnnamed(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return file
}
