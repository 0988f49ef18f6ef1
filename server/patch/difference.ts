import { type Document, isObject } from '../resource/json'

/** An operation of RFC 6902, of the three a difference needs. */
export type Operation = { op: 'add' | 'replace'; path: string; value: unknown } | { op: 'remove'; path: string }

/** The JSON Patch that makes `after` of `before`. It takes time in proportion to their size, and is not much longer than `after`. */
export function difference(before: Document, after: Document): Operation[] {
  const found: Operation[] = []
  for (const operation of betweenObjects(before, after, '', replaceIfLong)) found.push(operation)
  return found
}

type Between = (before: unknown, after: unknown, path: string) => Iterable<Operation>

function* betweenObjects(before: Document, after: Document, path: string, inner: Between): Generator<Operation> {
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) yield { op: 'remove', path: at(path, name) }
  for (const [name, value] of Object.entries(after)) {
    if (Object.hasOwn(before, name)) yield* inner(before[name], value, at(path, name))
    else yield { op: 'add', path: at(path, name), value }
  }
}

/** Paths repeat the names above them: what changes in very many places is much shorter as a whole. */
function replaceIfLong(before: unknown, after: unknown, path: string): Operation[] {
  const found = [...between(before, after, path)]
  if (found.length < 2) return found
  const whole: Operation = { op: 'replace', path, value: after }
  return found.reduce((sum, operation) => sum + lengthOf(operation), 0) > lengthOf(whole) + 1000 ? [whole] : found
}

const lengthOf = (operation: Operation): number =>
  25 + operation.path.length + ('value' in operation ? JSON.stringify(operation.value).length : 0)

function* between(before: unknown, after: unknown, path: string): Generator<Operation> {
  if (isObject(before) && isObject(after)) yield* betweenObjects(before, after, path, between)
  else if (Array.isArray(before) && Array.isArray(after)) yield* betweenArrays(before, after, path)
  else if (!Bun.deepEquals(before, after, true)) yield { op: 'replace', path, value: after }
}

/** What both begin and end with stays; in between, elements are compared in order, and what one side has more of is added or removed. */
function* betweenArrays(before: unknown[], after: unknown[], path: string): Generator<Operation> {
  const same = (one: number, other: number) => Bun.deepEquals(before[one], after[other], true)
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && same(start, start)) start++
  let end = 0
  while (end < shorter - start && same(before.length - 1 - end, after.length - 1 - end)) end++
  const common = shorter - end
  for (let index = start; index < common; index++) yield* between(before[index], after[index], `${path}/${index}`)
  for (let index = common; index < after.length - end; index++)
    yield { op: 'add', path: `${path}/${index}`, value: after[index] }
  for (let index = before.length - end - 1; index >= common; index--) yield { op: 'remove', path: `${path}/${index}` }
}

const at = (path: string, name: string): string => `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
