import { isExactNumber } from '../../shared/exactNumber'
import { json as words } from '../messages/json'
import { type Path, writePath } from './path'

/** Where JSON stops being JSON, or says what would not be kept. Browsers say it each in their own way, or not at all. */
export interface SyntaxProblem {
  message: string
  /** Offset in the text. */
  at: number
  line: number
  column: number
}

/** From where to where a value stands in a text. */
export interface Extent {
  from: number
  to: number
}

const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON text holds none
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const space = /[ \t\r\n]*/y

class Stop extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message)
  }
}

/** Deeper than any document, and not so deep that reading it fails. */
const deepest = 200

type Note = (path: Path, extent: Extent) => void

/** The first thing of a JSON text that cannot be read, or not be kept as written: a name given twice, a number with too many digits. */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  try {
    readAll(text, () => {})
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    const { at, message } = thrown
    const lines = text.slice(0, at).split('\n')
    return { message, at, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  }
}

/** Where the values of a JSON text stand, by their paths. The text is one without a syntax problem. */
export function findExtents(text: string): Map<string, Extent> {
  const extents = new Map<string, Extent>()
  readAll(text, (path, extent) => extents.set(writePath(path), extent))
  return extents
}

function readAll(text: string, note: Note): void {
  const end = skip(text, readValue(text, skip(text, 0), [], note))
  if (end < text.length) throw new Stop(end, words.more)
}

/** Reads one value at an offset and says where it ends. */
function readValue(text: string, at: number, path: Path, note: Note): number {
  if (path.length > deepest) throw new Stop(at, words.deep)
  const end = endOfValue(text, at, path, note)
  note(path, { from: at, to: end })
  return end
}

function endOfValue(text: string, at: number, path: Path, note: Note): number {
  if (text[at] === '{') {
    const names = new Set<string>()
    return readItems(text, at, '}', (start) => readMember(text, start, names, path, note))
  }
  if (text[at] === '[')
    return readItems(text, at, ']', (start, index) => readValue(text, start, [...path, index], note))
  const end = match(string, text, at) ?? match(literal, text, at)
  if (end === undefined) throw new Stop(at, at < text.length ? words.value : words.early)
  if (/[-\d]/.test(text[at] ?? '') && !isExactNumber(text.slice(at, end))) throw new Stop(at, words.inexact)
  return end
}

function readItems(
  text: string,
  start: number,
  close: string,
  readItem: (at: number, index: number) => number,
): number {
  let at = skip(text, start + 1)
  if (text[at] === close) return at + 1
  for (let index = 0; ; index++) {
    at = skip(text, readItem(at, index))
    if (text[at] === close) return at + 1
    if (text[at] !== ',') throw new Stop(at, at < text.length ? words.comma(close) : words.unclosed(close))
    at = skip(text, at + 1)
    if (text[at] === close) throw new Stop(at, words.tooManyCommas(close))
  }
}

function readMember(text: string, at: number, names: Set<string>, path: Path, note: Note): number {
  const end = match(string, text, at)
  if (end === undefined) throw new Stop(at, at < text.length ? words.name : words.early)
  const colon = skip(text, end)
  if (text[colon] !== ':') throw new Stop(colon, words.colon)
  const written = text.slice(at, end)
  const name: string = JSON.parse(written)
  if (names.has(name)) throw new Stop(at, words.twice(written))
  names.add(name)
  return readValue(text, skip(text, colon + 1), [...path, name], note)
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

const skip = (text: string, at: number): number => match(space, text, at) ?? at
