import { limits } from '../../shared/limits'
import { badRequest, conflict, invalid, TmfError } from '../errors'
import { spend, type WorkBudget } from '../query/matchValue'
import { copyOf, type Document, isEqual, isObject, shorten } from '../resource/json'

/** One operation of RFC 6902, with its JSON Pointers split into steps. */
interface Operation {
  op: Op
  path: string[]
  from: string[]
  value: unknown
  /** The name of the operation in error messages. */
  name: string
}

const ops = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const
type Op = (typeof ops)[number]

/** The total size of all values that the patch has copied so far, measured as the length of their JSON. */
interface Copies {
  bytes: number
}

/** Translates one operation into operations of RFC 6902. `document` includes the changes of all operations before. */
export type Expand = (
  document: Document,
  operation: unknown,
  index: number,
  copies: Copies,
  budget: WorkBudget,
) => Iterable<unknown>

/** Applies a JSON Patch (RFC 6902) to a copy of the document. Throws if a path does not exist (where the RFC requires the path); the document stays unchanged. */
export function applyJsonPatch(
  type: string,
  before: Document,
  body: unknown,
  expand: Expand = (_, operation) => [operation],
): Document {
  if (!Array.isArray(body))
    throw invalid(type, [
      {
        path: '',
        message:
          'must be an array of operations (RFC 6902), such as [{"op":"replace","path":"/status","value":"rated"}]',
      },
    ])
  const work: Work = { type, document: copyOf(before), copies: { bytes: 0 }, budget: { left: limits.patchWork } }
  for (const [index, given] of body.entries()) {
    for (const operation of expand(work.document, given, index, work.copies, work.budget))
      apply(work, readOperation(type, operation, index), index)
  }
  return work.document
}

/** A patch under way. */
interface Work {
  type: string
  document: Document
  copies: Copies
  budget: WorkBudget
}

function apply(work: Work, operation: Operation, index: number): void {
  const { document, copies, budget } = work
  const { op, path, from, value } = operation
  spend(budget, 1 + ((path.length + from.length) >> 2))
  if (op === 'test') {
    const found = read(document, path, operation)
    if (!isEqual(value, found, (names) => spend(budget, names))) throw testFailed(operation)
  }
  const put = (value: unknown) => {
    // The document nests no deeper than a new one may, or one operation after the other could nest it without end.
    if (typeof value === 'object' && value !== null && path.length + depthOf(value, budget) > limits.documentDepth)
      throw invalid(work.type, [
        { path: `[${index}]`, message: `would nest the ${work.type} deeper than ${limits.documentDepth} levels` },
      ])
    add(document, path, value, operation, budget)
  }
  if (op === 'remove' || op === 'replace') remove(document, path, operation, budget)
  if (op === 'add' || op === 'replace') put(copyOf(value))
  if (op === 'move') put(remove(document, from, operation, budget))
  if (op === 'copy') put(copied(read(document, from, operation), copies))
}

function copied(value: unknown, copies: Copies): unknown {
  const text = JSON.stringify(value)
  countCopied(copies, text.length)
  return JSON.parse(text)
}

/** The levels of objects and arrays in a value. */
function depthOf(value: object, budget: WorkBudget): number {
  const members = Array.isArray(value) ? value : Object.values(value)
  spend(budget, 1 + (members.length >> 4))
  let deepest = 0
  for (const member of members)
    if (typeof member === 'object' && member !== null) deepest = Math.max(deepest, depthOf(member, budget))
  return 1 + deepest
}

/** Adds to the size of all copies and answers 413 above the limit. Operations can copy copies, so without a limit a patch of 1 KB could exhaust the memory. */
export function countCopied(copies: Copies, bytes: number): void {
  copies.bytes += bytes
  if (copies.bytes > limits.patchCopiedBytes)
    throw new TmfError(
      413,
      'bodyTooLarge',
      'The patch copies too much data',
      `One patch may copy at most ${limits.patchCopiedBytes} bytes. Nothing was changed.`,
    )
}

function add(document: Document, path: string[], value: unknown, operation: Operation, budget: WorkBudget): void {
  const [parent, key] = parentOf(document, path, operation)
  if (Array.isArray(parent)) spendOnShift(parent, key, budget)
  if (Array.isArray(parent))
    parent.splice(key === '-' ? parent.length : indexOf(key, parent.length, operation, path), 0, value)
  else parent[key] = value
}

/** An array moves all elements behind one that is inserted or removed. */
const spendOnShift = (array: unknown[], key: string, budget: WorkBudget) =>
  spend(budget, key === '-' ? 1 : Math.max(0, array.length - Number(key)) >> 6 || 1)

function remove(document: Document, path: string[], operation: Operation, budget: WorkBudget): unknown {
  const [parent, key] = parentOf(document, path, operation)
  if (Array.isArray(parent)) spendOnShift(parent, key, budget)
  if (Array.isArray(parent)) return parent.splice(indexOf(key, parent.length - 1, operation, path), 1)[0]
  if (!Object.hasOwn(parent, key)) throw noValueAt(operation, path)
  const value = parent[key]
  delete parent[key]
  return value
}

function read(document: unknown, path: string[], operation: Operation): unknown {
  return path.reduce((at: unknown, key, depth) => step(at, key, operation, path.slice(0, depth + 1)), document)
}

/** The object or array that contains the last step of a pointer, and that step. */
function parentOf(document: Document, path: string[], operation: Operation): [Document | unknown[], string] {
  const parent = read(document, path.slice(0, -1), operation)
  const key = path.at(-1)
  if (key === undefined || !(Array.isArray(parent) || isObject(parent))) throw noValueAt(operation, path)
  return [parent, key]
}

function step(at: unknown, key: string, operation: Operation, path: string[]): unknown {
  if (Array.isArray(at)) return at[indexOf(key, at.length - 1, operation, path)]
  if (isObject(at) && Object.hasOwn(at, key)) return at[key]
  throw operation.op === 'test' ? testFailed(operation) : noValueAt(operation, path)
}

function indexOf(key: string, most: number, operation: Operation, path: string[]): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(key) || Number(key) > most)
    throw operation.op === 'test' ? testFailed(operation) : noValueAt(operation, path)
  return Number(key)
}

/** Reads one operation of RFC 6902. Answers 400 with the index of an invalid operation. */
export function readOperation(type: string, operation: unknown, index: number): Operation {
  const wrong = (message: string) => invalid(type, [{ path: `[${index}]`, message }])
  if (!isObject(operation)) throw wrong(`must be an operation; got ${shorten(operation)}`)
  const op = ops.find((known) => known === operation.op)
  if (!op) throw wrong(`must have an op of ${ops.join(', ')}; got ${shorten(operation.op ?? null)}`)
  const path = pointer(operation.path)
  if (!path) throw wrong('must have a path that is a JSON Pointer, such as /status')
  if (path.length === 0 && op !== 'test')
    throw wrong('must have a path to an attribute: the whole resource cannot be replaced')
  const needsFrom = op === 'move' || op === 'copy'
  const from = needsFrom ? pointer(operation.from) : []
  if (!from) throw wrong(`must have a from that is a JSON Pointer, as op is ${op}`)
  if (op === 'move' && from.length < path.length && from.every((key, at) => key === path[at]))
    throw wrong('cannot move a value into itself')
  if (['add', 'replace', 'test'].includes(op) && !('value' in operation))
    throw wrong(`must have a value, as op is ${op}`)
  return { op, path, from, value: operation.value, name: `Operation ${index} (${op} ${operation.path})` }
}

/** The steps of a JSON Pointer (RFC 6901); undefined for other values, and for pointers with the step `__proto__`. */
function pointer(text: unknown): string[] | undefined {
  if (typeof text !== 'string' || !/^(\/([^~/]|~[01])*)*$/.test(text)) return undefined
  const steps = text.split('/').slice(1)
  return steps.includes('__proto__') ? undefined : steps.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const noValueAt = ({ name }: Operation, path: string[]): TmfError =>
  badRequest(
    'patchFailed',
    'The patch cannot be applied',
    `${name}: no value exists at /${path.join('/')}. Nothing was changed.`,
  )

export const testFailed = ({ name }: Pick<Operation, 'name'>): TmfError =>
  conflict(
    'testFailed',
    'A test operation of the patch failed',
    `${name} found a different value. Read the resource again. Nothing was changed.`,
  )
