/** The syntax tree of the JSONPath in `filter=` and patches (TMF630 part 6), and how it is written as text. */

export type JsonPath = Step[]

export type Step =
  | { kind: 'name'; name: string }
  | { kind: 'index'; index: number }
  /** `[*]`: every element of an array; a value that is not an array stays as it is. */
  | { kind: 'all' }
  /** `[?()]`: the elements that pass the test. */
  | { kind: 'filter'; test: Test }

export type Test =
  | { kind: 'and' | 'or'; tests: Test[] }
  | { kind: 'not'; test: Test }
  /** A path without comparison: something exists at the path. */
  | { kind: 'exists'; path: JsonPath }
  /** Compares as in the query string: `300` and `'300'` are the same, because the attribute determines the type. `== null` becomes `isnull`. */
  | { kind: 'compare'; path: JsonPath; op: Comparison; value: string; zone?: string }

export type Comparison = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'regex' | 'isnull'

/** Counts the conditions of a path, including nested ones. */
export const countConditions = (path: JsonPath): number =>
  path.reduce((sum, step) => sum + (step.kind === 'filter' ? conditionsOf(step.test) : 0), 0)

function conditionsOf(test: Test): number {
  if ('tests' in test) return test.tests.reduce((sum, it) => sum + conditionsOf(it), 0)
  return 'test' in test ? conditionsOf(test.test) : 1 + countConditions(test.path)
}

/** The same path with the days, months and years that it compares with in a time zone. */
export const inZone = (path: JsonPath, zone: string): JsonPath =>
  path.map((step) => (step.kind === 'filter' ? { ...step, test: testInZone(step.test, zone) } : step))

function testInZone(test: Test, zone: string): Test {
  if ('tests' in test) return { ...test, tests: test.tests.map((it) => testInZone(it, zone)) }
  if ('test' in test) return { ...test, test: testInZone(test.test, zone) }
  const path = inZone(test.path, zone)
  return test.kind === 'compare' ? { ...test, path, zone } : { ...test, path }
}

/** Writes a path in a form that `readJsonPath` can read. */
export const writeJsonPath = (path: JsonPath, root = '$'): string => root + path.map(writeStep).join('')

function writeStep(step: Step): string {
  if (step.kind === 'name') return /^[a-z_@][\w@-]*$/i.test(step.name) ? `.${step.name}` : `[${quote(step.name)}]`
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

const quote = (text: string): string =>
  `'${text
    .replace(/[\\']/g, '\\$&')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSONPath has no control characters in text
    .replace(/[\0-\x1f]/g, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`
