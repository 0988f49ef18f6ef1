import { setImmediate } from 'node:timers/promises'

/** One line of a request body. */
export interface Line {
  /** The line number, counted from 1. Blank lines count. */
  number: number
  /** Undefined for a line that is too long. */
  bytes: Uint8Array | undefined
}

/** Consecutive lines; `size` is their total length in bytes. */
export interface LineBatch {
  lines: Line[]
  size: number
}

const newline = 10
const maxBatchLines = 500
const pieceSize = 64 * 1024

/** Splits a stream of bytes into lines, without blank lines. A line longer than `maxLength` bytes is returned without its bytes. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxLength: number): AsyncGenerator<LineBatch> {
  const splitter = makeSplitter(maxLength)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceSize) {
      const lines = splitter.split(chunk.subarray(at, at + pieceSize))
      for (let from = 0; from < lines.length; from += maxBatchLines)
        yield batchOf(lines.slice(from, from + maxBatchLines))
      // A client that sends faster than the server reads would otherwise block all other requests.
      await setImmediate()
    }
  }
  const last = splitter.end()
  if (last.length > 0) yield batchOf(last)
}

const batchOf = (lines: Line[]): LineBatch => ({
  lines,
  size: lines.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0),
})

function makeSplitter(maxLength: number) {
  let number = 0
  /** The incomplete last line: its length so far, and its bytes up to the limit. */
  let length = 0
  let partial = Buffer.alloc(0)

  function keep(part: Uint8Array): void {
    const end = length + part.length
    if (end > maxLength + 1) partial = Buffer.alloc(0)
    else {
      if (end > partial.length)
        partial = Buffer.concat(
          [partial.subarray(0, length)],
          Math.min(maxLength + 1, Math.max(end, 2 * partial.length)),
        )
      partial.set(part, length)
    }
    length = end
  }

  /** Completes the line that ends with `part`. Undefined for a blank line. */
  function finish(part: Uint8Array): Line | undefined {
    number++
    if (length > 0) keep(part)
    // A line may end in \r\n.
    const bytes = trimReturn(length > 0 ? partial.subarray(0, length) : part)
    const isTooLong = length > maxLength + 1 || bytes.length > maxLength
    partial = Buffer.alloc(0)
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
    /** The last line, if the stream ends without a line break. */
    end(): Line[] {
      const line = length > 0 ? finish(new Uint8Array()) : undefined
      return line ? [line] : []
    },
  }
}

const trimReturn = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes)

/** True for a line of only JSON white space (RFC 8259, 2). The first line may start with a byte order mark. */
function isBlank(bytes: Uint8Array, isFirst: boolean): boolean {
  const start = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
