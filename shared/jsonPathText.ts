/** What is wrong with a path, at the 1-based `position`; `unsupported` when it is legal but not offered. */
export class JsonPathProblem extends Error {
  constructor(
    readonly position: number,
    message: string,
    readonly unsupported: boolean,
    /** The text ends too early. */
    readonly isCut: boolean,
  ) {
    super(message)
  }
}

/** Deeper nesting would endanger the stack. */
const maxDepth = 16

/** The text of a JSONPath, and how far it has been read. */
export class JsonPathText {
  at = 0
  conditions = 0
  depth = 0

  constructor(
    readonly text: string,
    readonly slashes: boolean,
  ) {}

  /** Takes what comes next if it is the token, or matches the sticky pattern given for it. */
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
    if (this.take(token) === undefined) throw this.wrong(token)
  }

  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at
    return sticky.exec(this.text)
  }

  isDone(): boolean {
    this.skip()
    return this.at >= this.text.length
  }

  wrong(expected: string): JsonPathProblem {
    const found = this.at >= this.text.length ? 'the end' : this.text.slice(this.at, this.at + 20)
    return new JsonPathProblem(
      this.at + 1,
      `expected ${expected} at position ${this.at + 1}, found ${found}`,
      false,
      this.at >= this.text.length,
    )
  }

  notOffered(what: string, instead: string, at = this.at): JsonPathProblem {
    return new JsonPathProblem(at + 1, `${what} (position ${at + 1}) is not offered. ${instead}.`, true, false)
  }

  /** Reads something nested one level deeper. */
  nested<Result>(read: () => Result): Result {
    if (++this.depth > maxDepth) throw this.wrong(`no more than ${maxDepth} levels`)
    const result = read()
    this.depth--
    return result
  }

  private skip(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++
  }
}
