/** The syntax tree of a regular expression. */
export type Expression =
  | { kind: 'one'; of: Characters }
  | { kind: 'row'; parts: Expression[] }
  | { kind: 'either'; parts: Expression[] }
  | { kind: 'times'; part: Expression; least: number; most: number }

/** Ranges of code points, or their complement. */
export interface Characters {
  ranges: [number, number][]
  isNegated: boolean
}

class Unreadable extends Error {}

const range = (from: string, to = from): [number, number] => [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0]
const digits = [range('0', '9')]
const letters = [range('a', 'z'), range('A', 'Z')]
const spaces = [range(' '), range('\t'), range('\n')]
const classes: Record<string, [number, number][]> = { d: digits, w: [...letters, ...digits, range('_')], s: spaces }
const posix: Record<string, [number, number][]> = {
  alpha: letters,
  alnum: [...letters, ...digits],
  digit: digits,
  lower: [range('a', 'z')],
  upper: [range('A', 'Z')],
  space: spaces,
  punct: [range('!', '/'), range(':', '@'), range('[', '`'), range('{', '~')],
  word: [...letters, ...digits, range('_')],
  xdigit: [...digits, range('a', 'f'), range('A', 'F')],
}
/** One example per class is enough to generate a value. */
const unicode: Record<string, [number, number][]> = {
  L: letters,
  Lu: [range('A', 'Z')],
  Ll: [range('a', 'z')],
  N: digits,
  Nd: digits,
  P: [range('.'), range('-')],
  Z: [range(' ')],
  Zs: [range(' ')],
  S: [range('+')],
}
const control: Record<string, string> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' }

/** Parses an RE2 regular expression, as far as needed to generate a matching text. Undefined for unsupported syntax. */
export function readExpression(source: string): Expression | undefined {
  try {
    const reader = new Reader(source)
    const expression = reader.either()
    return reader.isDone() ? expression : undefined
  } catch (thrown) {
    if (thrown instanceof Unreadable) return undefined
    throw thrown
  }
}

const nothing: Expression = { kind: 'row', parts: [] }
const any: Expression = { kind: 'one', of: { ranges: [...letters, ...digits], isNegated: false } }

class Reader {
  private at = 0
  constructor(private readonly source: string) {}

  isDone(): boolean {
    return this.at >= this.source.length
  }

  either(): Expression {
    const parts = [this.row()]
    while (this.take('|')) parts.push(this.row())
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'either', parts }
  }

  private row(): Expression {
    const parts: Expression[] = []
    while (!this.isDone() && !this.sees('|') && !this.sees(')')) parts.push(this.repeated(this.atom()))
    return { kind: 'row', parts }
  }

  private repeated(part: Expression): Expression {
    const [all, sign, least, comma, most] = this.match(/([*+?])|\{(\d+)(?:(,)(\d*))?\}/y) ?? []
    if (all === undefined) return part
    this.take('?')
    const unbounded = Number.POSITIVE_INFINITY
    if (sign)
      return this.repeated({ kind: 'times', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : unbounded })
    return this.repeated({
      kind: 'times',
      part,
      least: Number(least),
      most: comma ? (most ? Number(most) : unbounded) : Number(least),
    })
  }

  private atom(): Expression {
    if (this.take('(')) return this.group()
    if (this.take('[')) return { kind: 'one', of: this.set() }
    if (this.take('.')) return any
    if (this.take('^') || this.take('$')) return nothing
    if (this.take('\\')) return this.escaped()
    return this.literal(this.character())
  }

  private group(): Expression {
    // Flags for case and lines can be ignored: a text that matches without them also matches with them.
    if (this.match(/\?[imsU]*(?:-[imsU]+)?\)/y)) return nothing
    if (this.sees('?') && !this.match(/\?(?:P?<\w+>|[imsU-]*:)/y)) throw new Unreadable()
    const inner = this.either()
    if (!this.take(')')) throw new Unreadable()
    return inner
  }

  private escaped(): Expression {
    const quoted = this.match(/Q([\s\S]*?)(?:\\E|$)/y)
    if (quoted) return { kind: 'row', parts: [...(quoted[1] ?? '')].map((it) => this.literal(it)) }
    if (this.match(/[AzbB]/y)) return nothing
    return { kind: 'one', of: { ...this.escapedSet(), isNegated: false } }
  }

  /** After a backslash: a character class or a character. */
  private escapedSet(): Pick<Characters, 'ranges'> {
    const named = this.match(/(p|P)(?:\{(\^?)(\w+)\}|(\w))/y)
    if (named) {
      const ranges = unicode[named[3] ?? named[4] ?? '']
      if (!ranges || named[1] === 'P' || named[2]) throw new Unreadable()
      return { ranges }
    }
    const hex = this.match(/x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/y)
    if (hex) return { ranges: [range(String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2] ?? '0', 16)))] }
    const character = this.character()
    const known = classes[character]
    if (known) return { ranges: known }
    const opposite = classes[character.toLowerCase()]
    if (opposite) return { ranges: others(opposite) }
    return { ranges: [range(control[character] ?? character)] }
  }

  private set(): Characters {
    const isNegated = this.take('^')
    const ranges: [number, number][] = []
    do {
      const word = this.match(/\[:(\^?)(\w+):\]/y)
      if (word) ranges.push(...(word[1] ? others(posix[word[2] ?? ''] ?? []) : (posix[word[2] ?? ''] ?? [])))
      else ranges.push(...this.member())
      if (this.isDone()) throw new Unreadable()
    } while (!this.take(']'))
    return { ranges, isNegated }
  }

  private member(): [number, number][] {
    const from = this.take('\\') ? this.escapedSet().ranges : [range(this.character())]
    const [first] = from
    if (from.length !== 1 || !first || first[0] !== first[1] || !/^-[^\]]/.test(this.source.slice(this.at))) return from
    this.take('-')
    const to = this.take('\\') ? this.escapedSet().ranges[0] : range(this.character())
    return [[first[0], to?.[1] ?? first[0]]]
  }

  private literal(character: string): Expression {
    return { kind: 'one', of: { ranges: [range(character)], isNegated: false } }
  }

  private character(): string {
    const character = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0)
    if (this.isDone()) throw new Unreadable()
    this.at += character.length
    return character
  }

  private sees(character: string): boolean {
    return this.source[this.at] === character
  }

  private take(character: string): boolean {
    if (!this.sees(character)) return false
    this.at++
    return true
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)
    if (found) this.at = pattern.lastIndex
    return found
  }
}

/** Printable characters outside the ranges. */
function others(ranges: [number, number][]): [number, number][] {
  const printable = Array.from({ length: 95 }, (_, at) => at + 32)
  return printable
    .filter((code) => !ranges.some(([from, to]) => code >= from && code <= to))
    .map((code) => [code, code])
}

/** The characters to choose from, the most readable first. */
export function choicesOf({ ranges, isNegated }: Characters): string[] {
  const isIn = (code: number) => ranges.some(([from, to]) => code >= from && code <= to) !== isNegated
  const pleasant = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.:/ '].filter((it) =>
    isIn(it.codePointAt(0) ?? 0),
  )
  if (pleasant.length > 0) return pleasant
  const printable = Array.from({ length: 95 }, (_, at) => at + 32).filter(isIn)
  if (printable.length > 0) return printable.map((code) => String.fromCodePoint(code))
  return ranges.flatMap(([from]) => (isNegated ? [] : [String.fromCodePoint(from)]))
}
