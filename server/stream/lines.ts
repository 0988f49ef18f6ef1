import { setImmediate } from 'node:timers/promises'

/** One line of a body. */
export interface Line {
  /** Counted from 1; blank lines count. */
  number: number
  /** Undefined when there are too many. */
  bytes: Uint8Array | undefined
}

/** Lines that came together; `size` of their bytes. */
export interface Lines {
  lines: Line[]
  size: number
}

const newline = 10
const mostTogether = 500
const pieceSize = 64 * 1024

/** The lines of a stream of bytes that are not blank. Of a line longer than `most` no more is kept than that it was there. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Lines> {
  const splitter = makeSplitter(most)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceSize) {
      const lines = splitter.split(chunk.subarray(at, at + pieceSize))
      for (let from = 0; from < lines.length; from += mostTogether)
        yield together(lines.slice(from, from + mostTogether))
      // Whoever sends faster than we read would keep everybody else waiting.
      await setImmediate()
    }
  }
  const last = splitter.end()
  if (last.length > 0) yield together(last)
}

const together = (lines: Line[]): Lines => ({
  lines,
  size: lines.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0),
})

function makeSplitter(most: number) {
  let number = 0
  /** The line that has begun: its length so far, and its bytes while they are not too many. */
  let length = 0
  let begun = Buffer.alloc(0)

  function keep(part: Uint8Array): void {
    const end = length + part.length
    if (end > most + 1) begun = Buffer.alloc(0)
    else {
      if (end > begun.length)
        begun = Buffer.concat([begun.subarray(0, length)], Math.min(most + 1, Math.max(end, 2 * begun.length)))
      begun.set(part, length)
    }
    length = end
  }

  /** The line that ends with `part`, unless it is blank. */
  function finish(part: Uint8Array): Line | undefined {
    number++
    if (length > 0) keep(part)
    // A line may end in \r\n.
    const bytes = trimReturn(length > 0 ? begun.subarray(0, length) : part)
    const isTooLong = length > most + 1 || bytes.length > most
    begun = Buffer.alloc(0)
    length = 0
    if (isTooLong) return { number, bytes: undefined }
    return isBlank(bytes, number === 1) ? undefined : { number, bytes }
  }

  return {
    split(piece: Uint8Array): Line[] {
      const lines: Line[] = []
      let start = 0
      for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
        const line = finish(piece.subarray(start, end))
        if (line) lines.push(line)
        start = end + 1
      }
      if (start < piece.length) keep(piece.subarray(start))
      return lines
    },
    /** The last line, when nothing ends it. */
    end(): Line[] {
      const line = length > 0 ? finish(new Uint8Array()) : undefined
      return line ? [line] : []
    },
  }
}

const trimReturn = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes)

/** Nothing but JSON's white space; the first line may begin with a byte order mark. */
function isBlank(bytes: Uint8Array, isFirst: boolean): boolean {
  const start = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
