import { type Node, parseTree, visit } from 'jsonc-parser'
import { isExactNumber, nearestExact } from '../../shared/exactNumber'
import { json as words } from '../messages/json'
import { type Path, writePath } from './path'

/** The first error in a JSON text. JSON.parse does not tell the position in every browser. */
export interface SyntaxProblem {
  message: string
  /** Offset in the text. */
  at: number
  line: number
  column: number
}

/** The offsets of a value in a text. */
export interface Extent {
  from: number
  to: number
}

/** Documents are not nested deeper; the parser is recursive. */
const maxDepth = 200

/** An object or array that is not closed yet. */
interface Container {
  close: '}' | ']'
  /** The names of an object so far. */
  names: Set<string>
}

/** The token that may come next. */
type Expected = 'value' | 'item' | 'itemAfterComma' | 'colon' | 'comma'

/** Finds the first error: invalid JSON, a duplicate name, or a number with too many digits, which JSON.parse would change. */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  const containers: Container[] = []
  let expected: Expected = 'value'

  const begin = (close: Container['close']) => (at: number) => {
    checkDepth(at)
    containers.push({ close, names: new Set() })
    expected = 'item'
  }
  const end = (at: number) => {
    if (at === text.length) stopAt(at)
    containers.pop()
    expected = 'comma'
  }
  const checkDepth = (at: number) => {
    if (containers.length > maxDepth) throw new Stop(at, words.deep)
  }
  const stopAt = (at: number): never => {
    throw new Stop(at, messageFor(expected, text.charAt(at), containers.at(-1)?.close))
  }

  try {
    visit(
      text,
      {
        onObjectBegin: begin('}'),
        onArrayBegin: begin(']'),
        onObjectEnd: end,
        onArrayEnd: end,
        onObjectProperty: (name, at, length) => {
          const names = containers.at(-1)?.names
          if (names?.has(name)) throw new Stop(at, words.twice(text.slice(at, at + length)))
          names?.add(name)
          expected = 'colon'
        },
        onSeparator: (character) => {
          expected = character === ':' ? 'value' : 'itemAfterComma'
        },
        onLiteralValue: (value, at, length) => {
          checkDepth(at)
          if (typeof value === 'number') {
            // The parser reads 01 as two numbers.
            if (/[\w.]/.test(text.charAt(at + length))) stopAt(at)
            if (!isExactNumber(text.slice(at, at + length)))
              throw new Stop(at, words.inexact(nearestExact(text.slice(at, at + length))))
          }
          expected = 'comma'
        },
        onError: (_, at) => stopAt(at),
      },
      { disallowComments: true },
    )
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    const { at, message } = thrown
    const lines = text.slice(0, at).split('\n')
    return { message, at, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
  }
}

function messageFor(expected: Expected, character: string, close: Container['close'] | undefined): string {
  if (expected === 'comma' && !close) return words.more
  if (expected === 'comma' && close) return character ? words.comma(close) : words.unclosed(close)
  if (expected === 'colon') return words.colon
  if (character === '') return words.early
  if (expected === 'itemAfterComma' && character === close) return words.tooManyCommas(close)
  return expected !== 'value' && close === '}' ? words.name : words.value
}

class Stop extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message)
  }
}

/** The offsets of each value in a text without a syntax problem, by the value's path. */
export function findExtents(text: string): Map<string, Extent> {
  const extents = new Map<string, Extent>()
  const add = ({ offset, length, type, children = [] }: Node, path: Path) => {
    extents.set(writePath(path), { from: offset, to: offset + length })
    for (const [index, child] of children.entries()) {
      const [name, value] = type === 'object' ? (child.children ?? []) : [{ value: index }, child]
      if (name && value) add(value, [...path, name.value])
    }
  }
  const root = parseTree(text)
  if (root) add(root, [])
  return extents
}
