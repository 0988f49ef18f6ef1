import type { JsonPath } from '../../shared/jsonPath'
import { readJsonPath } from '../../shared/jsonPathReader'
import { JsonPathProblem } from '../../shared/jsonPathText'
import { readSearch, SearchProblem } from '../../shared/search'
import { badRequest, invalid, TmfError } from '../errors'
import type { Shape } from '../query/attribute'
import { compilePath, type Node } from '../query/matchDocument'
import { spend, type WorkBudget } from '../query/matchValue'
import { patternCost } from '../query/patternCost'
import { type Document, isObject } from '../resource/json'
import { countCopied, type Expand, readOperation, testFailed } from './jsonPatch'
import { selectByPointer } from './pointerQuery'

/**
 * Translates the operations of a JSON Patch Query (TMF630 part 5) to operations of RFC 6902. An operation applies to every value that its
 * path selects, from the last to the first, so that a removal does not shift the remaining targets. A path is a JSON Pointer, a JSON Pointer
 * with conditions after a `?`, or a JSONPath.
 */
export function expandQueries(it: Shape & { type: string }): Expand {
  return function* (document, operation, index, copies, budget) {
    if (!isObject(operation) || typeof operation.path !== 'string') return void (yield operation)
    if (!isQuery(operation.path) && !isQuery(operation.from)) return void (yield appendToArray(document, operation))
    const { op, value } = readOperation(
      it.type,
      { ...operation, path: '/-', ...(isQuery(operation.from) && { from: '/' }) },
      index,
    )
    const name = `Operation ${index} (${op} ${operation.path})`
    const where = { document, index, budget }
    const isMoveOrCopy = op === 'move' || op === 'copy'
    const source = isMoveOrCopy
      ? onlyTarget(select(it, { ...where, text: String(operation.from), isNew: false }), `${name}: from`)
      : undefined
    if (op === 'move' && source) yield { op: 'remove', path: pointerOf(source.pointer) }

    const isNew = isMoveOrCopy || op === 'add'
    const targets = select(it, { ...where, text: operation.path, isNew })
    if (targets.length === 0) throw op === 'test' ? testFailed({ name }) : patchFailed(`${name} selects nothing`)
    if (op === 'move') onlyTarget(targets, name)
    const sourceValue = source ? source.value : value
    const copyCount = op === 'copy' ? targets.length : isNew || op === 'replace' ? targets.length - 1 : 0
    if (copyCount > 0) countCopied(copies, JSON.stringify(sourceValue).length * copyCount)
    for (const target of targets.toReversed())
      yield* isNew ? addOperations(target, sourceValue, isMoveOrCopy) : [{ op, path: pointerOf(target.pointer), value }]
  }
}

function onlyTarget(targets: Node[], what: string): Node {
  const [target, ...others] = targets
  if (!target || others.length > 0)
    throw patchFailed(`${what} selects ${targets.length || 'no'} values, but must select exactly one`)
  return target
}

/** Rewrites a plain `add` of a single value at the path of an array, so that the operation appends to the array. */
function appendToArray(document: Document, operation: Document): Document {
  const { op, path, value } = operation
  const isAppended = op === 'add' && !Array.isArray(value) && Array.isArray(valueAt(document, plainSteps(String(path))))
  return isAppended && path !== '' ? { ...operation, path: `${path}/-` } : operation
}

/**
 * The `add` operations for one target (TMF630 part 5). An existing array gets the value at its end; a selected array element gets the
 * attributes of the value. Otherwise the value replaces an existing one (RFC 6902). A value that is moved or copied to an array element is
 * inserted before that element.
 */
function addOperations({ value: existing, pointer }: Node, value: unknown, isMoveOrCopy: boolean): Document[] {
  const path = pointerOf(pointer)
  if (Array.isArray(existing) && !Array.isArray(value)) return [{ op: 'add', path: `${path}/-`, value }]
  if (!isMoveOrCopy && typeof pointer.at(-1) === 'number' && isObject(existing) && isObject(value)) {
    return Object.entries(value).map(([name, member]) => ({
      op: 'add',
      path: pointerOf([...pointer, name]),
      value: member,
    }))
  }
  return [{ op: 'add', path, value }]
}

interface PathQuery {
  document: Document
  text: string
  /** True if the last name of the path may be missing in the document. */
  isNew: boolean
  index: number
  budget: WorkBudget
}

function select(it: Shape & { type: string }, asked: PathQuery): Node[] {
  const { text, index } = asked
  if (!isQuery(text)) {
    const [pointer, value] = [plainSteps(text), valueAt(asked.document, plainSteps(text))]
    return value === undefined && !asked.isNew ? [] : [{ pointer, value }]
  }
  try {
    const query = text.indexOf('?')
    const isPointer = text.startsWith('/') && !/\[\s*$/.test(text.slice(0, query))
    if (isPointer) {
      const search = readSearch(text.slice(query))
      spend(asked.budget, (text.length >> 3) + patternCost(search))
      return selectByPointer(it, { ...asked, names: plainSteps(text.slice(0, query)), search })
    }
    const path = readJsonPath(text, { slashes: text.startsWith('/') })
    spend(asked.budget, (text.length >> 3) + patternCost({ any: [], filter: [path] }))
    return selectByJsonPath(it, path, asked)
  } catch (thrown) {
    if (!(thrown instanceof JsonPathProblem || thrown instanceof SearchProblem)) throw thrown
    if (thrown.unsupported)
      throw new TmfError(501, 'notSupported', 'The path is not supported', `Operation ${index}: ${thrown.message}`)
    throw invalid(it.type, [
      { path: `[${index}]`, message: `has an invalid path (${text.slice(0, 60)}): ${thrown.message}` },
    ])
  }
}

function selectByJsonPath(it: Shape, path: JsonPath, { document, isNew, budget }: PathQuery): Node[] {
  const root: Node = { value: document, pointer: [] }
  const last = path.at(-1)
  if (!isNew || last?.kind !== 'name') return compilePath(it, path)(root, budget)
  const parents = compilePath(it, path.slice(0, -1))(root, budget)
  return parents
    .flatMap((parent) => compilePath(it, [{ kind: 'all' }])(parent, budget))
    .flatMap(({ value, pointer }) =>
      isObject(value)
        ? [{ value: Object.hasOwn(value, last.name) ? value[last.name] : undefined, pointer: [...pointer, last.name] }]
        : [],
    )
}

/** True for a path that is not a plain JSON Pointer. */
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

const patchFailed = (what: string): TmfError =>
  badRequest('patchFailed', 'The patch cannot be applied', `${what}. Nothing was changed.`)
