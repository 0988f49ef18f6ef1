import { type Document, isEqual, isObject } from '../resource/json'

/** An operation of a JSON Patch (RFC 6902). A difference needs only these three. */
export type Operation = { op: 'add' | 'replace'; path: string; value: unknown } | { op: 'remove'; path: string }

/**
 * The JSON Patch that turns `before` into `after`. The time is linear in the size of both documents, and the patch is not much longer than `after`.
 * With `isCoarse`, for large documents, an attribute that differs is replaced whole, which takes a fraction of the time.
 */
export function difference(before: Document, after: Document, isCoarse = false): Operation[] {
  const found: Operation[] = []
  for (const operation of compareObjects(before, after, '', isCoarse ? replaceIfOther : replaceIfLong))
    found.push(operation)
  return found
}

type Compare = (before: unknown, after: unknown, path: string) => Iterable<Operation>

function* compareObjects(before: Document, after: Document, path: string, inner: Compare): Generator<Operation> {
  for (const name of Object.keys(before))
    if (!Object.hasOwn(after, name)) yield { op: 'remove', path: pointerTo(path, name) }
  for (const [name, value] of Object.entries(after)) {
    if (Object.hasOwn(before, name)) yield* inner(before[name], value, pointerTo(path, name))
    else yield { op: 'add', path: pointerTo(path, name), value }
  }
}

/** Replaces the whole value if its operations are over 1000 characters longer than one `replace`: each operation repeats the path of its parents. */
function replaceIfLong(before: unknown, after: unknown, path: string): Operation[] {
  const found = [...compare(before, after, path)]
  if (found.length < 2) return found
  const whole: Operation = { op: 'replace', path, value: after }
  return found.reduce((sum, operation) => sum + lengthOf(operation), 0) > lengthOf(whole) + 1000 ? [whole] : found
}

const replaceIfOther = (before: unknown, after: unknown, path: string): Operation[] =>
  isEqual(before, after) ? [] : [{ op: 'replace', path, value: after }]

const lengthOf = (operation: Operation): number =>
  25 + operation.path.length + ('value' in operation ? JSON.stringify(operation.value).length : 0)

function* compare(before: unknown, after: unknown, path: string): Generator<Operation> {
  if (isObject(before) && isObject(after)) yield* compareObjects(before, after, path, compare)
  else if (Array.isArray(before) && Array.isArray(after)) yield* compareArrays(before, after, path)
  else if (!isEqual(before, after)) yield { op: 'replace', path, value: after }
}

/**
 * Keeps the common elements at the start and at the end. The elements between these are compared pairwise in order; surplus elements are
 * added or removed.
 */
function* compareArrays(before: unknown[], after: unknown[], path: string): Generator<Operation> {
  const same = (one: number, other: number) => isEqual(before[one], after[other])
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && same(start, start)) start++
  let end = 0
  while (end < shorter - start && same(before.length - 1 - end, after.length - 1 - end)) end++
  const common = shorter - end
  for (let index = start; index < common; index++) yield* compare(before[index], after[index], `${path}/${index}`)
  for (let index = common; index < after.length - end; index++)
    yield { op: 'add', path: `${path}/${index}`, value: after[index] }
  for (let index = before.length - end - 1; index >= common; index--) yield { op: 'remove', path: `${path}/${index}` }
}

const pointerTo = (path: string, name: string): string => `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
