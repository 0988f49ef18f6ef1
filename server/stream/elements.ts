import { setImmediate } from 'node:timers/promises'
import { badRequest } from '../errors'
import type { Line, LineBatch } from './lines'

const maxBatchElements = 500
const pieceSize = 64 * 1024

/**
 * Splits a JSON array into its elements, as the bytes arrive. The elements are numbered from 1 and not parsed: an element that is not valid JSON is
 * returned like any other. An element longer than `maxLength` bytes is returned without its bytes. Throws 400 if the array does not end, or if more
 * text follows it.
 */
export async function* readElements(chunks: AsyncIterable<Uint8Array>, maxLength: number): AsyncGenerator<LineBatch> {
  const splitter = makeSplitter(maxLength)
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += pieceSize) {
      const elements = splitter.split(chunk.subarray(at, at + pieceSize))
      for (let from = 0; from < elements.length; from += maxBatchElements)
        yield batchOf(elements.slice(from, from + maxBatchElements))
      splitter.check()
      // A client that sends faster than the server reads would otherwise block all other requests.
      await setImmediate()
    }
  }
  splitter.checkEnd()
}

const batchOf = (lines: Line[]): LineBatch => ({
  lines,
  size: lines.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0),
})

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]
/** JSON white space (RFC 8259, 2), and the bytes of a byte order mark, which may precede the array. */
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
const isMark = (byte: number): boolean => byte === 0xef || byte === 0xbb || byte === 0xbf

function makeSplitter(maxLength: number) {
  let state: 'before' | 'inside' | 'after' = 'before'
  let problem = ''
  let number = 0
  /** The open objects and arrays of the element. */
  let depth = 0
  let isInString = false
  let isEscaped = false
  /** The element so far: its length, the pieces of its bytes up to the limit, and whether it is only white space. */
  let length = 0
  let parts: Uint8Array[] = []
  let isEmpty = true

  function keep(part: Uint8Array): void {
    length += part.length
    if (length > maxLength) parts = []
    // Copied, because the runtime may use the memory of a chunk again.
    else if (part.length > 0) parts.push(Uint8Array.from(part))
  }

  function finish(part: Uint8Array): Line {
    keep(part)
    const element = { number: ++number, bytes: length > maxLength ? undefined : Buffer.concat(parts) }
    length = 0
    parts = []
    isEmpty = true
    return element
  }

  function splitInside(piece: Uint8Array, from: number, elements: Line[]): number {
    let start = from
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at] as number
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) isInString = false
      } else if (depth === 0 && (byte === comma || byte === closeBracket)) {
        // The end of an empty array is the end of no element.
        if (byte === comma || number > 0 || !isEmpty) elements.push(finish(piece.subarray(start, at)))
        start = at + 1
        if (byte === closeBracket) {
          state = 'after'
          return start
        }
      } else if (!isBlank(byte)) {
        isEmpty = false
        if (byte === quote) isInString = true
        else if (byte === openBrace || byte === openBracket) depth++
        else if ((byte === closeBrace || byte === closeBracket) && depth > 0) depth--
      }
    }
    keep(piece.subarray(start))
    return piece.length
  }

  return {
    split(piece: Uint8Array): Line[] {
      const elements: Line[] = []
      for (let at = 0; at < piece.length; ) {
        const byte = piece[at] as number
        if (state === 'inside') at = splitInside(piece, at, elements)
        else if (state === 'before' && byte === openBracket) {
          state = 'inside'
          at++
        } else if (isBlank(byte) || (state === 'before' && isMark(byte))) at++
        else {
          problem ||= state === 'before' ? 'The body is not a JSON array' : 'Text follows the JSON array'
          break
        }
      }
      return elements
    },
    /** Throws if something is wrong around the elements that `split` has returned. */
    check(): void {
      if (problem) throw malformed(problem)
    },
    checkEnd(): void {
      if (state !== 'after') throw malformed('The JSON array has no end')
    },
  }
}

const malformed = (reason: string) =>
  badRequest(
    'malformedJson',
    reason,
    'Send one JSON array, from [ to ]. The elements before the error were processed; send the remaining ones again.',
  )

/** True if text begins like a JSON array, after white space and a byte order mark. Undefined if it is only white space so far. */
export function beginsArray(bytes: Uint8Array): boolean | undefined {
  const first = bytes.find((byte) => !isBlank(byte) && !isMark(byte))
  return first === undefined ? undefined : first === openBracket
}
