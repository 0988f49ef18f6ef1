import { anything, type Condition, type Search } from '../../shared/search'
import { badRequest } from '../errors'
import { type Shape, steps } from '../query/attribute'
import { attributeTest, type Node } from '../query/matchDocument'
import { type Effort, spend } from '../query/matchValue'
import { type Document, isObject } from '../resource/json'

/** A JSON Pointer that goes through arrays by itself, with conditions: `/usageCharacteristic/value?name=duration` (TMF630 part 5). */
interface PointerQuery {
  document: Document
  names: string[]
  search: Search
  /** The last name need not be there. */
  isNew: boolean
  effort: Effort
}

/** An element of an array that was gone through, or the document, and the names that led there. */
interface Passed {
  names: string[]
  node: Node
}

type Test = ReturnType<typeof attributeTest>

/** A place at the end of a pointer, with what was passed on the way. */
interface Found {
  node: Node
  passed: Passed[]
}

/**
 * The places where the conditions hold. A condition is about an element on the way to the place, so that several are about the same one:
 * its path begins with the names of that element's array (`orderItem.productOffering.id`), or in the innermost element.
 */
export function placesOf(it: Shape, query: PointerQuery): Node[] {
  const { any, ...others } = query.search
  const isOther =
    Object.values(others).some((other) => other !== undefined) || any.flat().some(({ path }) => path === anything)
  if (any.length === 0 || isOther)
    throw badRequest(
      'invalidFilter',
      'The query of a path has only conditions',
      'Write /array/attribute?name=value. An attribute named as a parameter of lists is written with its operator: limit.eq=5.',
    )
  if (query.names.includes('-'))
    throw badRequest(
      'invalidFilter',
      'A path with a condition has no -',
      'Add to the end by the path of the array, without a condition.',
    )
  const isAboutEnd = any.flat().some(({ path }) => beginsWith(path.split('.'), withoutIndexes(query.names)))
  const tests = new Map(any.flat().map((condition) => [condition, new Map<number, Test>()]))
  const holds = (condition: Condition, found: Found): boolean => {
    const { names, node, isNamed } = elementOf(condition, found)
    const rest = condition.path.split('.').slice(isNamed ? names.length : 0)
    const passes =
      tests.get(condition)?.get(names.length) ??
      attributeTest(it, rest.length > 0 ? steps(rest.join('.')) : [], names, condition)
    tests.get(condition)?.set(names.length, passes)
    return passes(node, query.effort)
  }
  return walk(query, isAboutEnd)
    .filter((found) => any.some((group) => group.every((condition) => holds(condition, found))))
    .map(({ node }) => node)
}

/** The element a condition is about: the last one whose array it names, else the innermost one before the place itself. */
function elementOf({ path }: Condition, { node, passed }: Found): Passed & { isNamed: boolean } {
  const parts = path.split('.')
  const named = passed.findLast(({ names }) => names.length > 0 && beginsWith(parts, names))
  if (named) return { ...named, isNamed: true }
  const before = passed.filter((each) => each.node !== node)
  return { ...((before.length > 1 ? before : passed).at(-1) ?? { names: [], node }), isNamed: false }
}

const beginsWith = (parts: string[], names: string[]): boolean => names.every((name, index) => parts[index] === name)

const withoutIndexes = (names: string[]): string[] => names.filter((name) => !/^\d+$/.test(name))

/** Every place a pointer leads to, through all elements of the arrays on its way, or through the one whose index it has. */
function walk({ document, names, isNew, effort }: PointerQuery, isAboutEnd: boolean): Found[] {
  const root: Node = { value: document, pointer: [] }
  let found: (Found & { at: number })[] = [{ node: root, passed: [{ names: [], node: root }], at: 0 }]
  while (found.some(({ at }) => at < names.length)) found = found.flatMap(next)
  return found

  function next(from: Found & { at: number }): (Found & { at: number })[] {
    const { node, passed, at } = from
    const name = names[at]
    if (name === undefined) return [from]
    spend(effort, 1)
    const isLast = at === names.length - 1
    if (!isObject(node.value) || !(Object.hasOwn(node.value, name) || (isNew && isLast))) return []
    const value = Object.hasOwn(node.value, name) ? node.value[name] : undefined
    const child: Node = { value, pointer: [...node.pointer, name] }
    if (!Array.isArray(value) || (isLast && !isAboutEnd && passed.length > 1))
      return [{ node: child, passed, at: at + 1 }]
    const index = /^(0|[1-9]\d*)$/.test(names[at + 1] ?? '') ? Number(names[at + 1]) : undefined
    const through = withoutIndexes(names.slice(0, at + 1))
    spend(effort, value.length)
    return value.flatMap((element, position) => {
      if (index !== undefined && index !== position) return []
      const inside: Node = { value: element, pointer: [...child.pointer, position] }
      return [
        { node: inside, passed: [...passed, { names: through, node: inside }], at: at + (index === undefined ? 1 : 2) },
      ]
    })
  }
}
