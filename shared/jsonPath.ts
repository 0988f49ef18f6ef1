/** JSONPath as `filter=` and patches have it (TMF630 part 6): what it can say, and its text. */

export type JsonPath = Step[]

export type Step =
  | { kind: 'name'; name: string }
  | { kind: 'index'; index: number }
  /** `[*]`: every element of an array; anything else is itself. */
  | { kind: 'all' }
  /** `[?()]`: the elements that pass. */
  | { kind: 'filter'; test: Test }

export type Test =
  | { kind: 'and' | 'or'; tests: Test[] }
  | { kind: 'not'; test: Test }
  /** A path alone: it leads to something. */
  | { kind: 'exists'; path: JsonPath }
  /** As a condition of the query string: `300` and `'300'` are the same, the attribute decides what is a number. `== null` is `isnull`. */
  | { kind: 'compare'; path: JsonPath; op: Comparison; value: string }

export type Comparison = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'regex' | 'isnull'

/** How many conditions a path has, those inside conditions included. */
export const countConditions = (path: JsonPath): number =>
  path.reduce((sum, step) => sum + (step.kind === 'filter' ? conditionsOf(step.test) : 0), 0)

function conditionsOf(test: Test): number {
  if ('tests' in test) return test.tests.reduce((sum, it) => sum + conditionsOf(it), 0)
  return 'test' in test ? conditionsOf(test.test) : 1 + countConditions(test.path)
}

/** Writes a path that `readJsonPath` reads back. */
export const writeJsonPath = (path: JsonPath, root = '$'): string => root + path.map(writeStep).join('')

function writeStep(step: Step): string {
  if (step.kind === 'name') return /^[\w@][\w@-]*$/.test(step.name) ? `.${step.name}` : `[${quote(step.name)}]`
  if (step.kind === 'index') return `[${step.index}]`
  return step.kind === 'all' ? '[*]' : `[?(${writeTest(step.test)})]`
}

const signs = { eq: '==', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=', regex: '=~' } as const

function writeTest(test: Test): string {
  switch (test.kind) {
    case 'and':
    case 'or':
      return test.tests
        .map((it) => ('tests' in it ? `(${writeTest(it)})` : writeTest(it)))
        .join(test.kind === 'and' ? ' && ' : ' || ')
    case 'not':
      return `!(${writeTest(test.test)})`
    case 'exists':
      return writeJsonPath(test.path, '@')
    case 'compare':
      if (test.op === 'isnull') return `${writeJsonPath(test.path, '@')} ${test.value === 'true' ? '==' : '!='} null`
      return `${writeJsonPath(test.path, '@')} ${signs[test.op]} ${quote(test.value)}`
  }
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
