import { applyPatch as applyOperations, type Operation } from 'rfc6902'
import { badRequest, conflict, invalid, TmfError } from '../errors'
import { dotted } from './check'
import { type Document, isObject, shorten } from './json'

/** A change as its media type says it: RFC 7396 or RFC 6902. */
export type Patch = { kind: 'merge'; body: unknown } | { kind: 'json'; body: unknown }

/** The document after the patch; the given one stays as it is. All of the patch applies, or none. */
export function applyPatch(type: string, before: Document, patch: Patch): Document {
  return patch.kind === 'merge' ? mergePatch(type, before, patch.body) : jsonPatch(type, before, patch.body)
}

function mergePatch(type: string, before: Document, body: unknown): Document {
  if (!isObject(body)) throw invalid(type, [{ path: '', message: `must be a JSON object with the attributes to change; got ${shorten(body)}` }])
  return merge(before, body)
}

/** RFC 7396: objects merge, null removes, anything else replaces. */
function merge(target: unknown, patch: Document): Document {
  const result: Document = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else result[name] = isObject(value) ? merge(result[name], value) : value
  }
  return result
}

const operationNames = ['add', 'remove', 'replace', 'move', 'copy', 'test']

function jsonPatch(type: string, before: Document, body: unknown): Document {
  if (!Array.isArray(body)) throw invalid(type, [{ path: '', message: 'must be an array of operations (RFC 6902), such as [{"op":"replace","path":"/status","value":"rated"}]' }])
  const operations = body.map((operation, index) => checkOperation(type, operation, index))
  const after = structuredClone(before)
  // The library stops at nothing: what failed is in its results, and the half-changed copy is thrown away.
  const failures = applyOperations(after, operations)
  const failed = failures.findIndex((failure) => failure !== null)
  if (failed >= 0) throw refusal(operations[failed] as Operation, failed)
  return after
}

function checkOperation(type: string, operation: unknown, index: number): Operation {
  const wrong = (message: string) => invalid(type, [{ path: `[${index}]`, message }])
  if (!isObject(operation)) throw wrong(`must be an operation; got ${shorten(operation)}`)
  const { op, path, from } = operation
  if (typeof op !== 'string' || !operationNames.includes(op)) throw wrong(`must have an op of ${operationNames.join(', ')}; got ${shorten(op)}`)
  if (!isPointer(path)) throw wrong('must have a path that is a JSON Pointer, such as /status')
  if ((op === 'move' || op === 'copy') && !isPointer(from)) throw wrong(`must have a from that is a JSON Pointer, as op is ${op}`)
  if ((op === 'add' || op === 'replace' || op === 'test') && !('value' in operation)) throw wrong(`must have a value, as op is ${op}`)
  if (op === 'move' && `${path}/`.startsWith(`${from}/`) && path !== from) throw wrong('cannot move a value into itself')
  if (path === '') throw wrong('must have a path to an attribute: the whole resource cannot be replaced')
  return operation as unknown as Operation
}

const isPointer = (value: unknown): value is string => typeof value === 'string' && /^(\/([^~]|~[01])*)?$/.test(value) && !/(^|\/)__proto__(\/|$)/.test(value)

function refusal(operation: Operation, index: number): TmfError {
  const where = `Operation ${index} (${operation.op} ${operation.path})`
  if (operation.op === 'test') return conflict('testFailed', 'A test of the patch failed', `${where} found another value at ${dotted(operation.path)}. Read the resource again.`)
  return badRequest('patchFailed', 'The patch does not apply', `${where} names a place that is not there. Nothing was changed.`)
}
