import { isExactNumber } from '../../shared/exactNumber'

/** Where JSON stops being JSON, or says what would not be kept. Browsers say it each in their own way, or not at all. */
export interface SyntaxProblem {
  message: string
  line: number
  column: number
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

/** The first thing of a JSON text that cannot be read, or not be kept as written: a name given twice, a number with too many digits. */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  try {
    const end = skip(text, readValue(text, skip(text, 0)))
    if (end < text.length) throw new Stop(end, 'There is more after the end')
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    const lines = text.slice(0, thrown.at).split('\n')
    return { message: thrown.message, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  }
}

/** Reads one value at an offset and says where it ends. */
function readValue(text: string, at: number): number {
  if (text[at] === '{') return readItems(text, at, '}', readMember)
  if (text[at] === '[') return readItems(text, at, ']', readValue)
  const end = match(string, text, at) ?? match(literal, text, at)
  if (end === undefined) throw new Stop(at, at < text.length ? 'Here a value is expected: text in quotes, a number, true, false, [ or {' : 'It ends too early')
  if (/[-\d]/.test(text[at] ?? '') && !isExactNumber(text.slice(at, end))) throw new Stop(at, 'This number has more digits or size than can be kept exactly: put it in quotes')
  return end
}

function readItems(text: string, start: number, close: string, readItem: (text: string, at: number, names: Set<string>) => number): number {
  const names = new Set<string>()
  let at = skip(text, start + 1)
  if (text[at] === close) return at + 1
  while (true) {
    at = skip(text, readItem(text, at, names))
    if (text[at] === close) return at + 1
    if (text[at] !== ',') throw new Stop(at, at < text.length ? `Here , or ${close} is expected` : `It ends before the ${close} that closes it`)
    at = skip(text, at + 1)
    if (text[at] === close) throw new Stop(at, `There is a comma too many before this ${close}`)
  }
}

function readMember(text: string, at: number, names: Set<string>): number {
  const name = match(string, text, at)
  if (name === undefined) throw new Stop(at, at < text.length ? 'Here a name in double quotes is expected' : 'It ends too early')
  const colon = skip(text, name)
  if (text[colon] !== ':') throw new Stop(colon, 'Here : is expected')
  const written = text.slice(at, name)
  const known = names.size
  if (names.add(JSON.parse(written)).size === known) throw new Stop(at, `${written} is here twice: only one of them can be kept`)
  return readValue(text, skip(text, colon + 1))
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : undefined
}

const skip = (text: string, at: number): number => match(space, text, at) ?? at
