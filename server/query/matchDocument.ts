import { arrivalOf } from '../../shared/dateTime'
import type { JsonPath, Step, Test } from '../../shared/jsonPath'
import { anything, type Condition, type Search } from '../../shared/search'
import { badRequest } from '../errors'
import { isObject } from '../resource/json'
import type { Keyed, Resource } from '../resource/resource'
import { arrival, arrivalSchema } from './arrival'
import { characteristicAt, namesOf, type Shape, stepsOf, typeAt } from './attribute'
import { expandShortForm } from './checkAttributeName'
import { matchValue, spend, type WorkBudget } from './matchValue'
import { patternCost } from './patternCost'
import { spellings } from './searchKeys'
import { updatedAt } from './updatedAt'

/** The properties of a resource that a search depends on. */
type SearchScope = Shape & Pick<Resource, 'shortForms' | 'keyed'>

/** Compiles a search to a JavaScript predicate on a document, with the same meaning as `searchSql`. Compile once, then test many documents. */
export function matchDocument(
  it: SearchScope,
  { any, filter }: Pick<Search, 'any' | 'filter'>,
): (document: unknown, budget: WorkBudget) => boolean {
  patternCost({ any, filter })
  const groups = any.map((group) => group.map((condition) => compileCondition(it, condition)))
  const paths = filter?.map((path) => compileTest(it, { kind: 'exists', path }, []))
  return (document, budget) => {
    const at: Node = { value: document, pointer: [] }
    const fits = groups.length === 0 || groups.some((group) => group.every((test) => test(at, budget)))
    return fits && (!paths || paths.some((test) => test(at, budget)))
  }
}

/** A value in a document, and the steps from the document to the value. */
export interface Node {
  value: unknown
  pointer: (string | number)[]
}

type NodeFinder = (from: Node, budget: WorkBudget) => Node[]
type NodeTest = (at: Node, budget: WorkBudget) => boolean

/**
 * Compiles a JSON path. `names` are the attribute names from the document to the start node. The path is lax, as in PostgreSQL: a name
 * descends into arrays, and a value that is not an array counts as an array of one element.
 */
export function compilePath(it: Shape, path: JsonPath, names: string[] = []): NodeFinder {
  const followed = path.map((step, index) => compileStep(it, step, [...names, ...namesOf(path.slice(0, index))]))
  return (from, budget) => followed.reduce((nodes, next) => nodes.flatMap((node) => next(node, budget)), [from])
}

function compileStep(it: Shape, step: Step, names: string[]): NodeFinder {
  switch (step.kind) {
    case 'name':
      return (node, budget) =>
        (Array.isArray(node.value) ? elements(node, budget) : [node]).flatMap((at) => member(at, step.name))
    case 'all':
      return elements
    case 'index':
      return (node, budget) => elements(node, budget).slice(step.index, step.index + 1)
    case 'filter': {
      const passes = compileTest(it, step.test, names)
      return (node, budget) => elements(node, budget).filter((at) => passes(at, budget))
    }
  }
}

const member = ({ value, pointer }: Node, name: string): Node[] =>
  isObject(value) && Object.hasOwn(value, name) ? [{ value: value[name], pointer: [...pointer, name] }] : []

function elements(node: Node, budget: WorkBudget): Node[] {
  const { value, pointer } = node
  spend(budget, 1 + (Array.isArray(value) ? value.length : 0))
  return Array.isArray(value)
    ? value.map((element, index) => ({ value: element, pointer: [...pointer, index] }))
    : [node]
}

function compileTest(it: Shape, test: Test, names: string[]): NodeTest {
  switch (test.kind) {
    case 'and': {
      const tests = test.tests.map((each) => compileTest(it, each, names))
      return (at, budget) => tests.every((passes) => passes(at, budget))
    }
    case 'or': {
      const tests = test.tests.map((each) => compileTest(it, each, names))
      return (at, budget) => tests.some((passes) => passes(at, budget))
    }
    case 'not': {
      const passes = compileTest(it, test.test, names)
      return (at, budget) => !passes(at, budget)
    }
    case 'compare':
      return compileComparison(it, test.path, names, { op: test.op, values: [test.value], zone: test.zone })
    case 'exists': {
      if (test.path.at(-1)?.kind !== 'filter')
        return compileComparison(it, test.path, names, { op: 'isnull', values: ['false'] })
      const find = compilePath(it, test.path, names)
      return (at, budget) => find(at, budget).length > 0
    }
  }
}

/** Compiles a comparison of the values that a path selects. `names` are the attribute names from the document to the start node. */
export function compileComparison(
  it: Shape,
  path: JsonPath,
  names: string[],
  { op, values, zone }: Pick<Condition, 'op' | 'values' | 'zone'>,
): NodeTest {
  const own = namesOf(path)
  const fits = matchValue(typeAt(it, [...names, ...own]), { path: own.join('.') || 'The element', op, values, zone })
  const find = compilePath(it, path, names)
  return (at, budget) => {
    spend(budget, 1)
    return fits(
      find(at, budget).map(({ value }) => value),
      budget,
    )
  }
}

function compileCondition(it: SearchScope, asked: Condition): NodeTest {
  if (asked.path === anything && it.keyed) return compileAny(it, it.keyed, asked.values)
  const condition = expandShortForm(it, asked)
  if (condition.path === arrival) return compileArrival(condition)
  if (condition.path === updatedAt)
    throw badRequest(
      'invalidFilter',
      'updatedAt works only in lists',
      'Elsewhere, the document does not have this time.',
    )
  const characteristic = characteristicAt(it, condition.path)
  if (!characteristic) return compileComparison(it, stepsOf(condition.path), [], condition)
  const { array, name } = characteristic
  const isNamed: Step = { kind: 'filter', test: { kind: 'compare', path: stepsOf('name'), op: 'eq', value: name } }
  return compileComparison(it, [...stepsOf(array), isNamed, ...stepsOf('value')], [], condition)
}

/** Compares the time of arrival, which is part of the id. */
function compileArrival(condition: Condition): NodeTest {
  const fits = matchValue({ schema: arrivalSchema, isOpen: false }, condition)
  return ({ value }, budget) => fits([isObject(value) ? arrivalOf(String(value.id)) : undefined], budget)
}

/** True for a document whose id is one of the values, or that has one of the values in an attribute with search keys. */
function compileAny(it: SearchScope, keyed: Keyed, values: string[]): NodeTest {
  const all = values.flatMap(spellings)
  const paths = ['id', ...keyed.paths, ...(it.characteristics ? [`${it.characteristics}.value`] : [])]
  const tests = paths.map((path) => compileComparison(it, stepsOf(path), [], { op: 'eq', values: all }))
  const isOther = (document: unknown) =>
    isObject(document) && keyed.others?.of(document).some((one) => all.includes(one))
  return (at, budget) => tests.some((passes) => passes(at, budget)) || isOther(at.value) === true
}
