import type { JsonPath } from '../../shared/jsonPath'
import { readJsonPath } from '../../shared/jsonPathReader'
import { JsonPathProblem } from '../../shared/jsonPathText'
import { readSearch, SearchProblem } from '../../shared/search'
import { badRequest, invalid, TmfError } from '../errors'
import type { Shape } from '../query/attribute'
import { finder, type Node } from '../query/matchDocument'
import type { Effort } from '../query/matchValue'
import { type Document, isObject } from '../resource/json'
import { type Expand, readOperation, spendCopies, testFailed } from './jsonPatch'
import { placesOf } from './pointerQuery'

/** How much of the document all operations of a patch may look at. */
const maxEffort = 500_000

/**
 * The operations of a JSON Patch Query (TMF630 part 5) as plain ones of RFC 6902: each applies to every place its path selects, the last
 * first, so that removing one does not move the others. Paths are JSON Pointers, those with a condition behind a `?`, or JSONPath.
 */
export function expandQueries(it: Shape & { type: string }): Expand {
  const effort: Effort = { left: maxEffort }
  return function* (document, operation, index, copies) {
    if (!isObject(operation) || typeof operation.path !== 'string') return void (yield operation)
    if (!isQuery(operation.path) && !isQuery(operation.from)) return void (yield appending(document, operation))
    const { op, value } = readOperation(
      it.type,
      { ...operation, path: '/-', ...(isQuery(operation.from) && { from: '/' }) },
      index,
    )
    const name = `Operation ${index} (${op} ${operation.path})`
    const where = { document, index, effort }
    const isCarrying = op === 'move' || op === 'copy'
    const source = isCarrying
      ? one(select(it, { ...where, text: String(operation.from), isNew: false }), `${name}: from`)
      : undefined
    if (op === 'move' && source) yield { op: 'remove', path: pointerOf(source.pointer) }

    const isNew = isCarrying || op === 'add'
    const places = select(it, { ...where, text: operation.path, isNew })
    if (places.length === 0) throw op === 'test' ? testFailed({ name }) : nothingAt(`${name} selects nothing`)
    if (op === 'move') one(places, name)
    const carried = source ? source.value : value
    const copied = op === 'copy' ? places.length : isNew || op === 'replace' ? places.length - 1 : 0
    if (copied > 0) spendCopies(copies, JSON.stringify(carried).length * copied)
    for (const place of places.toReversed())
      yield* isNew ? additions(place, carried, isCarrying) : [{ op, path: pointerOf(place.pointer), value }]
  }
}

function one(places: Node[], what: string): Node {
  const [place, ...others] = places
  if (!place || others.length > 0)
    throw nothingAt(`${what} selects ${places.length || 'no'} places, and must select one`)
  return place
}

/** A plain `add` of a value where a list is goes to its end. */
function appending(document: Document, operation: Document): Document {
  const { op, path, value } = operation
  const isAppended = op === 'add' && !Array.isArray(value) && Array.isArray(valueAt(document, plainSteps(String(path))))
  return isAppended && path !== '' ? { ...operation, path: `${path}/-` } : operation
}

/**
 * To add, as TMF630 has it: a value to the end of a list that is there, attributes to an element that is selected. What a place already
 * has is replaced otherwise, as RFC 6902 says; what is moved or copied to an element goes before it.
 */
function additions({ value: there, pointer }: Node, value: unknown, isCarrying: boolean): Document[] {
  const path = pointerOf(pointer)
  if (Array.isArray(there) && !Array.isArray(value)) return [{ op: 'add', path: `${path}/-`, value }]
  if (!isCarrying && typeof pointer.at(-1) === 'number' && isObject(there) && isObject(value)) {
    return Object.entries(value).map(([name, member]) => ({
      op: 'add',
      path: pointerOf([...pointer, name]),
      value: member,
    }))
  }
  return [{ op: 'add', path, value }]
}

interface Asked {
  document: Document
  text: string
  /** The last name need not be there. */
  isNew: boolean
  index: number
  effort: Effort
}

function select(it: Shape & { type: string }, asked: Asked): Node[] {
  const { text, index } = asked
  if (!isQuery(text)) {
    const [pointer, value] = [plainSteps(text), valueAt(asked.document, plainSteps(text))]
    return value === undefined && !asked.isNew ? [] : [{ pointer, value }]
  }
  try {
    const query = text.indexOf('?')
    const isPointer = text.startsWith('/') && !/\[\s*$/.test(text.slice(0, query))
    if (isPointer)
      return placesOf(it, { ...asked, names: plainSteps(text.slice(0, query)), search: readSearch(text.slice(query)) })
    return follow(it, readJsonPath(text, { slashes: text.startsWith('/') }), asked)
  } catch (thrown) {
    if (!(thrown instanceof JsonPathProblem || thrown instanceof SearchProblem)) throw thrown
    if (thrown.unsupported)
      throw new TmfError(501, 'notSupported', 'The path is not supported', `Operation ${index}: ${thrown.message}`)
    throw invalid(it.type, [
      { path: `[${index}]`, message: `has a path that cannot be read (${text.slice(0, 60)}): ${thrown.message}` },
    ])
  }
}

function follow(it: Shape, path: JsonPath, { document, isNew, effort }: Asked): Node[] {
  const root: Node = { value: document, pointer: [] }
  const last = path.at(-1)
  if (!isNew || last?.kind !== 'name') return finder(it, path)(root, effort)
  const parents = finder(it, path.slice(0, -1))(root, effort)
  return parents
    .flatMap((parent) => finder(it, [{ kind: 'all' }])(parent, effort))
    .flatMap(({ value, pointer }) =>
      isObject(value)
        ? [{ value: Object.hasOwn(value, last.name) ? value[last.name] : undefined, pointer: [...pointer, last.name] }]
        : [],
    )
}

/** Whether a path is more than a JSON Pointer. */
const isQuery = (text: unknown): boolean =>
  typeof text === 'string' && text !== '' && (!text.startsWith('/') || text.includes('?'))

const plainSteps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

const pointerOf = (steps: (string | number)[]): string =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const valueAt = (document: unknown, steps: string[]): unknown =>
  steps.reduce<unknown>(
    (at, step) =>
      Array.isArray(at) ? at[Number(step)] : isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined,
    document,
  )

const nothingAt = (what: string): TmfError =>
  badRequest('patchFailed', 'The patch does not apply', `${what}. Nothing was changed.`)
