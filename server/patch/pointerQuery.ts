import { anything, type Condition, type Search } from '../../shared/search'
import { badRequest } from '../errors'
import { type Shape, stepsOf } from '../query/attribute'
import { compileComparison, type Node } from '../query/matchDocument'
import { spend, type WorkBudget } from '../query/matchValue'
import { type Document, isObject } from '../resource/json'

/** A JSON Pointer with conditions, which descends into arrays: `/usageCharacteristic/value?name=duration` (TMF630 part 5). */
interface PointerQuery {
  document: Document
  names: string[]
  search: Search
  /** True if the last name of the pointer may be missing in the document. */
  isNew: boolean
  budget: WorkBudget
}

/** A node on the way to a target: the document or an array element, with the attribute names from the document to the node. */
interface Ancestor {
  names: string[]
  node: Node
}

type Test = ReturnType<typeof compileComparison>

/** A value at the end of a pointer, with the document and the array elements on the way, from the outermost to the innermost. */
interface Target {
  node: Node
  ancestors: Ancestor[]
}

/**
 * Selects the values at the end of a pointer for which the conditions are true. A condition tests one array element on the way to the
 * value, so several conditions test the same element. The path of a condition starts with the names of that element's array
 * (`orderItem.productOffering.id`), or starts inside the innermost element.
 */
export function selectByPointer(it: Shape, query: PointerQuery): Node[] {
  const { any, ...others } = query.search
  const isOther =
    Object.values(others).some((other) => other !== undefined) || any.flat().some(({ path }) => path === anything)
  if (any.length === 0 || isOther)
    throw badRequest(
      'invalidFilter',
      'The query of a path may contain only conditions',
      'Write /array/attribute?name=value. For an attribute with the name of a list parameter, add the operator: limit.eq=5.',
    )
  if (query.names.includes('-'))
    throw badRequest(
      'invalidFilter',
      'A path with a condition cannot contain -',
      'To append to an array, use the path of the array without a condition.',
    )
  const isAboutEnd = any.flat().some(({ path }) => beginsWith(path.split('.'), withoutIndexes(query.names)))
  const tests = new Map(any.flat().map((condition) => [condition, new Map<number, Test>()]))
  const holds = (condition: Condition, found: Target): boolean => {
    const { names, node, isNamed } = elementOf(condition, found)
    const rest = condition.path.split('.').slice(isNamed ? names.length : 0)
    const passes =
      tests.get(condition)?.get(names.length) ??
      compileComparison(it, rest.length > 0 ? stepsOf(rest.join('.')) : [], names, condition)
    tests.get(condition)?.set(names.length, passes)
    return passes(node, query.budget)
  }
  return walk(query, isAboutEnd)
    .filter((found) => any.some((group) => group.every((condition) => holds(condition, found))))
    .map(({ node }) => node)
}

/** The element that a condition tests: the innermost one whose array the condition names, otherwise the innermost one above the target. */
function elementOf({ path }: Condition, { node, ancestors }: Target): Ancestor & { isNamed: boolean } {
  const parts = path.split('.')
  const named = ancestors.findLast(({ names }) => names.length > 0 && beginsWith(parts, names))
  if (named) return { ...named, isNamed: true }
  const before = ancestors.filter((each) => each.node !== node)
  return { ...((before.length > 1 ? before : ancestors).at(-1) ?? { names: [], node }), isNamed: false }
}

const beginsWith = (parts: string[], names: string[]): boolean => names.every((name, index) => parts[index] === name)

const withoutIndexes = (names: string[]): string[] => names.filter((name) => !/^\d+$/.test(name))

/** Follows a pointer to all its targets: through every element of the arrays on the way, or through one element where the pointer has an index. */
function walk({ document, names, isNew, budget }: PointerQuery, isAboutEnd: boolean): Target[] {
  const root: Node = { value: document, pointer: [] }
  let found: (Target & { at: number })[] = [{ node: root, ancestors: [{ names: [], node: root }], at: 0 }]
  while (found.some(({ at }) => at < names.length)) found = found.flatMap(next)
  return found

  function next(from: Target & { at: number }): (Target & { at: number })[] {
    const { node, ancestors, at } = from
    const name = names[at]
    if (name === undefined) return [from]
    spend(budget, 1)
    const isLast = at === names.length - 1
    if (!isObject(node.value) || !(Object.hasOwn(node.value, name) || (isNew && isLast))) return []
    const value = Object.hasOwn(node.value, name) ? node.value[name] : undefined
    const child: Node = { value, pointer: [...node.pointer, name] }
    if (!Array.isArray(value) || (isLast && !isAboutEnd && ancestors.length > 1))
      return [{ node: child, ancestors, at: at + 1 }]
    const index = /^(0|[1-9]\d*)$/.test(names[at + 1] ?? '') ? Number(names[at + 1]) : undefined
    const through = withoutIndexes(names.slice(0, at + 1))
    spend(budget, value.length)
    return value.flatMap((element, position) => {
      if (index !== undefined && index !== position) return []
      const inside: Node = { value: element, pointer: [...child.pointer, position] }
      return [
        {
          node: inside,
          ancestors: [...ancestors, { names: through, node: inside }],
          at: at + (index === undefined ? 1 : 2),
        },
      ]
    })
  }
}
