import type { JsonPath, Step, Test } from '../../shared/jsonPath'
import { anything, type Condition, type Search } from '../../shared/search'
import { isObject } from '../resource/json'
import type { Resource } from '../resource/resource'
import { characteristicAt, namesOf, type Shape, steps, typeAt } from './attribute'
import { inFull } from './checkAttributeName'
import { type Effort, matchValue, spend } from './matchValue'
import { spellings } from './searchKeys'

/** What of a resource a search depends on. */
type Searched = Shape & Pick<Resource, 'shortForms' | 'keyed'>

/** A search on one document: it means what `fitting` says in SQL of a list. Read once, for many documents. */
export function matchDocument(
  it: Searched,
  { any, filter }: Pick<Search, 'any' | 'filter'>,
): (document: unknown, effort: Effort) => boolean {
  const groups = any.map((group) => group.map((condition) => conditionTest(it, condition)))
  const paths = filter?.map((path) => tester(it, { kind: 'exists', path }, []))
  return (document, effort) => {
    const at: Node = { value: document, pointer: [] }
    const fits = groups.length === 0 || groups.some((group) => group.every((test) => test(at, effort)))
    return fits && (!paths || paths.some((test) => test(at, effort)))
  }
}

/** A value of a document, and where it is. */
export interface Node {
  value: unknown
  pointer: (string | number)[]
}

type Find = (from: Node, effort: Effort) => Node[]
type Passes = (at: Node, effort: Effort) => boolean

/** A path, ready to be followed from what `names` lead to. As lax as PostgreSQL: a name looks into arrays, and what is no array is its own element. */
export function finder(it: Shape, path: JsonPath, names: string[] = []): Find {
  const followed = path.map((step, index) => follow(it, step, [...names, ...namesOf(path.slice(0, index))]))
  return (from, effort) => followed.reduce((nodes, next) => nodes.flatMap((node) => next(node, effort)), [from])
}

function follow(it: Shape, step: Step, names: string[]): Find {
  switch (step.kind) {
    case 'name':
      return (node, effort) =>
        (Array.isArray(node.value) ? elements(node, effort) : [node]).flatMap((at) => member(at, step.name))
    case 'all':
      return elements
    case 'index':
      return (node, effort) => elements(node, effort).slice(step.index, step.index + 1)
    case 'filter': {
      const passes = tester(it, step.test, names)
      return (node, effort) => elements(node, effort).filter((at) => passes(at, effort))
    }
  }
}

const member = ({ value, pointer }: Node, name: string): Node[] =>
  isObject(value) && Object.hasOwn(value, name) ? [{ value: value[name], pointer: [...pointer, name] }] : []

function elements(node: Node, effort: Effort): Node[] {
  const { value, pointer } = node
  spend(effort, 1 + (Array.isArray(value) ? value.length : 0))
  return Array.isArray(value)
    ? value.map((element, index) => ({ value: element, pointer: [...pointer, index] }))
    : [node]
}

function tester(it: Shape, test: Test, names: string[]): Passes {
  switch (test.kind) {
    case 'and': {
      const tests = test.tests.map((each) => tester(it, each, names))
      return (at, effort) => tests.every((passes) => passes(at, effort))
    }
    case 'or': {
      const tests = test.tests.map((each) => tester(it, each, names))
      return (at, effort) => tests.some((passes) => passes(at, effort))
    }
    case 'not': {
      const passes = tester(it, test.test, names)
      return (at, effort) => !passes(at, effort)
    }
    case 'compare':
      return attributeTest(it, test.path, names, { op: test.op, values: [test.value] })
    case 'exists': {
      if (test.path.at(-1)?.kind !== 'filter')
        return attributeTest(it, test.path, names, { op: 'isnull', values: ['false'] })
      const find = finder(it, test.path, names)
      return (at, effort) => find(at, effort).length > 0
    }
  }
}

/** Whether what a path leads to fits, from what `names` lead to. */
export function attributeTest(
  it: Shape,
  path: JsonPath,
  names: string[],
  { op, values }: Pick<Condition, 'op' | 'values'>,
): Passes {
  const own = namesOf(path)
  const fits = matchValue(typeAt(it, [...names, ...own]), { path: own.join('.') || 'The element', op, values })
  const find = finder(it, path, names)
  return (at, effort) => {
    spend(effort, 1)
    return fits(
      find(at, effort).map(({ value }) => value),
      effort,
    )
  }
}

function conditionTest(it: Searched, asked: Condition): Passes {
  if (asked.path === anything && it.keyed) return anythingTest(it, it.keyed.paths, asked.values)
  const condition = inFull(it, asked)
  const characteristic = characteristicAt(it, condition.path)
  if (!characteristic) return attributeTest(it, steps(condition.path), [], condition)
  const { array, name } = characteristic
  const isNamed: Step = { kind: 'filter', test: { kind: 'compare', path: steps('name'), op: 'eq', value: name } }
  return attributeTest(it, [...steps(array), isNamed, ...steps('value')], [], condition)
}

/** Whether a document is found by one of the values: by its id, or by what has a key. */
function anythingTest(it: Searched, keyed: string[], values: string[]): Passes {
  const all = values.flatMap(spellings)
  const paths = ['id', ...keyed, ...(it.characteristics ? [`${it.characteristics}.value`] : [])]
  const tests = paths.map((path) => attributeTest(it, steps(path), [], { op: 'eq', values: all }))
  return (at, effort) => tests.some((passes) => passes(at, effort))
}
