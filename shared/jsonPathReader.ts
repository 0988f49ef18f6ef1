import type { Comparison, JsonPath, Step, Test } from './jsonPath'
import { isBlank, JsonPathText } from './jsonPathText'
import { limits } from './limits'

/** Limits far above what queries need; they protect the stack and the database. */
const maxLength = limits.filterLength
const maxSteps = limits.filterSteps
const maxConditions = limits.conditions

/**
 * Reads a JSONPath. The leading `$` is optional. With `slashes`, names may follow a slash as in a JSON Pointer:
 * `/note[?(@.author=='X')]/text`.
 */
export function readJsonPath(text: string, { slashes = false } = {}): JsonPath {
  const reader = new JsonPathText(text, slashes)
  if (text.length > maxLength) throw reader.expected(`at most ${maxLength} characters`)
  if (isBlank(text.charAt(0))) throw reader.expected('no blank before the path')
  if (/^@[.[]/.test(text)) throw reader.expected(`$[?(…)] around the condition, as in $[?(@.status=='rated')]`)
  const path: JsonPath = []
  if (!reader.take('$', /\$(?=[.[/\s]|$)/y) && !reader.sees('[') && !(slashes && reader.sees('/')))
    path.push(readName(reader))
  path.push(...readSteps(reader))
  if (isBlank(text.charAt(text.length - 1))) {
    reader.at = text.length - 1
    throw reader.expected('no blank after the path')
  }
  if (!reader.isDone()) throw reader.expected(`. or [ or the end (a condition is written [?(@.status=='rated')])`)
  if (path.find(({ kind }) => kind === 'index' || kind === 'name')?.kind === 'index')
    throw reader.notSupported('A position in the list', 'Use offset and limit', 0)
  return path
}

function readSteps(reader: JsonPathText): Step[] {
  const steps: Step[] = []
  for (;;) {
    if (reader.take('..')) throw reader.notSupported('..', 'Name every step', reader.at - 2)
    if (reader.take('[')) steps.push(readBracket(reader))
    else if (reader.slashes && reader.depth === 0 && reader.take('/')) steps.push(readPointerStep(reader))
    else if (reader.take('.')) {
      if (isBlank(reader.text.charAt(reader.at))) throw reader.expected('a name')
      // Some callers write `.[`.
      if (!reader.sees('[')) steps.push(readName(reader))
    } else return steps
    if (steps.length > maxSteps) throw reader.expected(`no more than ${maxSteps} steps`)
  }
}

function readName(reader: JsonPathText): Step {
  if (reader.sees('*')) throw reader.notSupported('.*', 'Name the attribute, or write [*] for the elements of an array')
  const name = reader.take('', /[^\s.[\]()=!<>&|~'"`/\\,?*]+/y)
  if (name === undefined) throw reader.expected('a name')
  if (/^\d/.test(name)) {
    reader.at -= name.length
    throw reader.expected(`a name that does not begin with a digit, or ['${name}']`)
  }
  if (reader.sees('(')) throw reader.notSupported(`The function ${name}()`, 'Compare an attribute with a value')
  return { kind: 'name', name }
}

/** A step of a JSON Pointer (RFC 6901). */
function readPointerStep(reader: JsonPathText): Step {
  const name = reader.match(/[^/[]*/y)?.[0] ?? ''
  reader.at += name.length
  if (/^(0|[1-9]\d{0,8})$/.test(name)) return { kind: 'index', index: Number(name) }
  return { kind: 'name', name: name.replaceAll('~1', '/').replaceAll('~0', '~') }
}

function readBracket(reader: JsonPathText): Step {
  const start = reader.at - 1
  const step = readSelector(reader, start)
  if (reader.sees(',')) throw reader.notSupported('[a,b]', 'Write a condition with ||, or several filters', start)
  if (reader.sees(':')) throw reader.notSupported('A slice [a:b]', 'Write one index such as [0], or [*]', start)
  reader.expect(']')
  return step
}

function readSelector(reader: JsonPathText, start: number): Step {
  if (reader.take('?')) return { kind: 'filter', test: reader.nested(() => readOr(reader)) }
  if (reader.take('*')) return { kind: 'all' }
  if (reader.sees("'") || reader.sees('"')) return { kind: 'name', name: readString(reader) }
  if (reader.sees('(')) throw reader.notSupported('A script [()]', 'Write a condition [?()]', start)
  if (reader.sees(':')) throw reader.notSupported('A slice [a:b]', 'Write one index such as [0], or [*]', start)
  if (reader.sees('-')) throw reader.notSupported('An index from the end', 'Count from 0, or write a condition', start)
  if (reader.match(/[1-9]\d{9,15}(?!\d)/y))
    throw reader.notSupported('An index above 999999999', 'Write a condition', start)
  const index = reader.take('', /(?:0|[1-9]\d{0,8})(?!\d)/y)
  if (index === undefined) throw reader.expected('?(condition), *, an index or a name in quotes')
  return { kind: 'index', index: Number(index) }
}

const readOr = (reader: JsonPathText): Test => readJoined(reader, 'or', '||', readAnd)
const readAnd = (reader: JsonPathText): Test => readJoined(reader, 'and', '&&', readUnary)

function readJoined(
  reader: JsonPathText,
  kind: 'and' | 'or',
  sign: string,
  read: (reader: JsonPathText) => Test,
): Test {
  const first = read(reader)
  const tests = [first]
  while (reader.take(sign)) tests.push(read(reader))
  return tests.length === 1 ? first : { kind, tests }
}

function readUnary(reader: JsonPathText): Test {
  if (reader.take('!')) return { kind: 'not', test: reader.nested(() => readNegated(reader)) }
  if (reader.sees('(')) return readGroup(reader)
  if (++reader.conditions > maxConditions) throw reader.expected(`no more than ${maxConditions} conditions`)
  if (reader.sees('@')) {
    const path = readElementPath(reader)
    const op = readOperator(reader)
    return op ? compare(path, op, readValue(reader, op)) : { kind: 'exists', path }
  }
  refuseOtherValues(reader, 'A $ inside a condition', 'Use @ for the current element')
  const value = readLiteral(reader)
  if (value === undefined) throw reader.expected(`a condition such as @.name=='x'`)
  const op = readOperator(reader)
  if (!op || op === 'regex') throw reader.expected('== or another comparison with an @ path')
  if (!reader.sees('@')) throw reader.expected('a path that begins with @')
  return compare(readElementPath(reader), flipped[op], value)
}

function readNegated(reader: JsonPathText): Test {
  if (reader.sees('!') || reader.sees('(')) return readUnary(reader)
  const start = reader.at
  const test = readUnary(reader)
  if (test.kind === 'exists') return test
  reader.at = start
  throw reader.expected('parentheses around the comparison after !')
}

function readGroup(reader: JsonPathText): Test {
  reader.expect('(')
  const test = reader.nested(() => readOr(reader))
  reader.expect(')')
  return test
}

/** The attributes whose names begin with @ in TMF630; written without a dot, `@type` means these. */
const metaAttributes = ['type', 'baseType', 'schemaLocation', 'referredType']

/** Reads a path that begins with `@`. The dot may be left out, as in the example of TMF630 part 6: `attachment[?(@size==300)]`. */
function readElementPath(reader: JsonPathText): JsonPath {
  reader.expect('@')
  return reader.nested(() => {
    if (!reader.match(/[a-z_]/iy)) return readSteps(reader)
    const name = readName(reader)
    if (name.kind === 'name' && metaAttributes.includes(name.name)) name.name = `@${name.name}`
    return [name, ...readSteps(reader)]
  })
}

type Sign = Exclude<Comparison, 'isnull'>
const operators: [string, Sign][] = [
  ['==', 'eq'],
  ['!=', 'ne'],
  ['<=', 'lte'],
  ['>=', 'gte'],
  ['=~', 'regex'],
  ['<', 'lt'],
  ['>', 'gt'],
]
const flipped: Record<Sign, Sign> = { eq: 'eq', ne: 'ne', gt: 'lt', gte: 'lte', lt: 'gt', lte: 'gte', regex: 'regex' }

function readOperator(reader: JsonPathText): Sign | undefined {
  const found = operators.find(([sign]) => reader.take(sign))
  if (found) return found[1]
  if (reader.sees('=')) throw reader.expected('== (a single = is not a comparison)')
  const word = reader.match(/[a-z]+/iy)?.[0]
  if (word) throw reader.notSupported(`The operator ${word}`, 'Compare with == for each value, joined by ||')
  return undefined
}

/** A comparison with a value, or with `null`, `true` or `false`. */
function compare(path: JsonPath, op: Sign, value: Literal): Test {
  if (typeof value === 'string') return { kind: 'compare', path, op, value }
  const is = (isEqual: boolean): Test =>
    value === null
      ? { kind: 'compare', path, op: 'isnull', value: String(isEqual) }
      : { kind: 'compare', path, op: isEqual ? 'eq' : 'ne', value: String(value) }
  // null, true and false have no order (RFC 9535, 2.3.5.2.2): nothing is less, and only what is equal is less or equal.
  if (op === 'lt' || op === 'gt') return { kind: 'and', tests: [is(true), is(false)] }
  return is(op !== 'ne')
}

/** A number as written or text; `null`, `true` and `false` as themselves. */
type Literal = string | boolean | null

/** Reads the value after an operator. */
function readValue(reader: JsonPathText, op: Sign): Literal {
  refuseOtherValues(reader, 'Comparing a path with a path', 'Compare with a value')
  if (op === 'regex') return readPattern(reader)
  const value = readLiteral(reader)
  if (value === undefined) throw reader.expected('a number, text in quotes, true, false or null')
  return value
}

function refuseOtherValues(reader: JsonPathText, what: string, instead: string): void {
  if (reader.sees('@') || reader.sees('$')) throw reader.notSupported(what, instead)
  if (reader.sees('[') || reader.sees('{'))
    throw reader.notSupported('An array or object as a value', 'Compare its attributes one by one')
  const call = reader.match(/([a-z]\w*)\s*\(/iy)?.[1]
  if (call) throw reader.notSupported(`The function ${call}()`, 'Compare an attribute with a value')
}

/** Undefined when there is no literal. */
function readLiteral(reader: JsonPathText): Literal | undefined {
  if (reader.sees("'") || reader.sees('"')) return readString(reader)
  const word = reader.take('', /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.@$])/y)
  if (word !== undefined && /\d/.test(word) && !Number.isFinite(Number(word)))
    throw reader.expected('a number up to 1.8e308 before this')
  return word !== undefined && /^[tfn]/.test(word) ? (JSON.parse(word) as null | boolean) : word
}

/** Reads `/…/`, `/…/i` or text in quotes; the flag `i` becomes the prefix `(?i)`. */
function readPattern(reader: JsonPathText): string {
  if (reader.sees("'") || reader.sees('"')) return readString(reader)
  if (!reader.sees('/')) throw reader.expected('a regular expression such as /^a/ or /^a/i, or one in quotes')
  const found = reader.match(/\/((?:[^/\\]|\\[\s\S])*)\/([a-z]*)/iy)
  if (!found) {
    reader.at = reader.text.length
    throw reader.expected('/ after the regular expression')
  }
  const [whole, pattern = '', flags = ''] = found
  reader.at += whole.length
  if (flags !== '' && flags !== 'i')
    throw reader.notSupported(`The flag ${flags}`, 'Write /…/ or /…/i', reader.at - flags.length)
  return (flags && '(?i)') + pattern.replaceAll('\\/', '/')
}

const escapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function readString(reader: JsonPathText): string {
  const start = reader.at
  const found = reader.match(/'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"/y)
  if (!found) {
    const quote = reader.text.charAt(start)
    reader.at = reader.text.length
    throw reader.expected(`${quote} after the text that begins at position ${start + 1}`)
  }
  const [whole, single, double = ''] = found
  const raw = single ?? double
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const invalid = /[\0-\x1f]|\\(?!u[\da-fA-F]{4}|[bfnrt/\\'"])/.exec(raw.replace(/\\\\/g, '..'))
  const isOtherQuote = (single === undefined ? /\\'/ : /\\"/).exec(raw.replace(/\\\\/g, '..'))
  const wrong = invalid ?? isOtherQuote
  if (wrong) {
    reader.at += 1 + wrong.index
    throw reader.expected('a character, or an escape such as \\n, \\u00e9 or \\\\')
  }
  reader.at += whole.length
  const text = raw.replace(/\\(?:u([\da-fA-F]{4})|([\s\S]))/g, (_, code: string | undefined, sign: string) =>
    code === undefined ? (escapes[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  )
  if (text.isWellFormed() && !text.includes('\0')) return text
  reader.at = start
  throw reader.expected('text without U+0000 and unpaired surrogates')
}
