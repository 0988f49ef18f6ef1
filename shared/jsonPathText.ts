import { limits } from './limits'

/** A JSONPath that cannot be used, with the 1-based `position` of the problem; `unsupported` is true when the path is valid but not supported. */
export class JsonPathProblem extends Error {
  constructor(
    readonly position: number,
    message: string,
    readonly unsupported: boolean,
    /** Whether the text ends too early. */
    readonly isCut: boolean,
  ) {
    super(message)
  }
}

/** The blanks of RFC 9535 (2.1.1). */
export const isBlank = (character: string): boolean => /[ \t\n\r]/.test(character)

/** Protects the stack. */
const maxDepth = limits.filterDepth

/** The text of a JSONPath with the reading position. */
export class JsonPathText {
  at = 0
  conditions = 0
  depth = 0

  constructor(
    readonly text: string,
    readonly slashes: boolean,
  ) {}

  /** Takes the token, or a match of the sticky pattern, if it comes next. */
  take(token: string, pattern?: RegExp): string | undefined {
    this.skip()
    const found = pattern ? this.match(pattern)?.[0] : this.text.startsWith(token, this.at) ? token : undefined
    if (found !== undefined) this.at += found.length
    return found
  }

  sees(token: string): boolean {
    this.skip()
    return this.text.startsWith(token, this.at)
  }

  expect(token: string): void {
    if (this.take(token) === undefined) throw this.expected(token)
  }

  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at
    return sticky.exec(this.text)
  }

  isDone(): boolean {
    this.skip()
    return this.at >= this.text.length
  }

  expected(what: string): JsonPathProblem {
    const found = this.at >= this.text.length ? 'the end' : this.text.slice(this.at, this.at + 20)
    return new JsonPathProblem(
      this.at + 1,
      `expected ${what} at position ${this.at + 1}, found ${found}`,
      false,
      this.at >= this.text.length,
    )
  }

  notSupported(what: string, instead: string, at = this.at): JsonPathProblem {
    return new JsonPathProblem(at + 1, `${what} (position ${at + 1}) is not supported. ${instead}.`, true, false)
  }

  /** Runs `read` one nesting level deeper. */
  nested<Result>(read: () => Result): Result {
    if (++this.depth > maxDepth) throw this.expected(`no more than ${maxDepth} levels`)
    const result = read()
    this.depth--
    return result
  }

  private skip(): void {
    while (isBlank(this.text.charAt(this.at))) this.at++
  }
}
