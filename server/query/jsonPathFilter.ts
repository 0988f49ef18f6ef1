import { type SQL, sql } from 'drizzle-orm'
import type { JsonPath, Step, Test } from '../../shared/jsonPath'
import type { Condition, Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import type { Caller } from '../resource/caller'
import { baseOf, type Resource } from '../resource/resource'
import { withAnyFilter } from './anyFilter'
import { type Attribute, attributeBehind, type Element, namesOf, typeAt } from './attribute'
import { keysFit } from './columnFilter'
import { attributeFits, hrefFits, where } from './filter'
import { documentJson, isDate } from './filterValues'
import { mentions } from './pathFilter'
import { characteristicKey, searchKeyOf } from './searchKeys'

/** The SQL of all that a list must fit: its conditions, and one of its `filter=` paths (TMF630 part 6). Undefined when there is nothing. */
export async function fitting(
  pool: Pool,
  it: Resource,
  { any, filter }: Search,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<SQL | undefined> {
  const base = baseOf(it, caller)
  const conditions = where(it, await withAnyFilter(pool, caller.scope, it, any), base)
  if (!filter) return conditions
  const paths = anyOf(filter.map((path) => leads({ it, base, element: undefined, depth: 0 }, path)))
  return conditions ? sql`(${conditions} and ${paths})` : paths
}

/** Where a path begins: at the document, or at an element of it that is `depth` arrays deep. */
interface Place {
  it: Resource
  base: string
  element: Element | undefined
  depth: number
}

/** What the attribute at the end of a path must be. */
type End = Pick<Condition, 'op' | 'values'>

const isThere: End = { op: 'isnull', values: ['false'] }

/** Whether a path leads to something: an element that passes, or an attribute that is there. */
const leads = (place: Place, path: JsonPath): SQL =>
  reaches(place, path, (at, rest) =>
    path.length > 0 && rest.length === 0 ? sql`true` : attributeIs(at, rest, isThere),
  )

/** Follows a path through the elements its conditions choose, to its last attribute. */
function reaches(place: Place, whole: JsonPath, end: (place: Place, rest: JsonPath) => SQL): SQL {
  const path = place.element ? whole : whole.slice(whole.findIndex((step) => !isItself(step)))
  const at = path.findIndex(({ kind }) => kind === 'filter')
  const step = path[at]
  if (step?.kind !== 'filter') return end(place, path)
  const before = path.slice(0, at)
  const rest = path.slice(at + 1)
  // Of a list, `$` is the list: the conditions are about its entities, and about their columns.
  if (!place.element && before.every(isItself))
    return sql`(${holds(place, step.test)} and ${reaches(place, rest, end)})`
  const array = attributeOf(place, [...before, { kind: 'all' }])
  const alias = sql.identifier(`element${place.depth}`)
  const inner: Place = {
    ...place,
    depth: place.depth + 1,
    element: { names: [...(place.element?.names ?? []), ...namesOf(before)], source: sql`${alias}.value` },
  }
  const found = sql`exists (
    select from jsonb_path_query(${array.source ?? documentJson}, ${array.jsonPath}::jsonpath) as ${alias} (value)
     where ${holds(inner, step.test)} and ${reaches(inner, rest, end)})`
  const key = place.element ? undefined : keyFitsOf(place.it, namesOf(before), step.test)
  if (key) return sql`(${key} and ${found})`
  const mentioned = array.source ? [] : mentionsOf(place.it, namesOf(before), step.test)
  return mentioned.length > 0 ? sql`case when ${sql.join(mentioned, sql` and `)} then ${found} else false end` : found
}

/** Whether a step leads from an entity to itself, as it is no array. */
const isItself = (step: Step): boolean => step.kind === 'all' || (step.kind === 'index' && step.index === 0)

/** Whether a test holds. Never a null for what is negated. */
function holds(place: Place, test: Test): SQL {
  switch (test.kind) {
    case 'and':
      return sql`(${sql.join(
        test.tests.map((it) => holds(place, it)),
        sql` and `,
      )})`
    case 'or':
      return anyOf(test.tests.map((it) => holds(place, it)))
    case 'not':
      return isNot(holds(place, test.test))
    case 'exists':
      return leads(place, test.path)
    case 'compare':
      return compares(place, test.path, { op: test.op, values: [test.value] })
  }
}

/** What no value equals, or what is not there, is so however many elements a path goes through. */
function compares(place: Place, path: JsonPath, { op, values }: End): SQL {
  const to = (end: End) => reaches(place, path, (at, rest) => attributeIs(at, rest, end))
  if (!path.some(({ kind }) => kind === 'filter')) return to({ op, values })
  if (op === 'ne') return isNot(to({ op: 'eq', values }))
  return op === 'isnull' && values[0] === 'true' ? isNot(to(isThere)) : to({ op, values })
}

function attributeIs(place: Place, path: JsonPath, end: End): SQL {
  const condition: Condition = { path: namesOf(path).join('.') || 'The element', ...end }
  const isHref = !place.element && path.length === 1 && condition.path === 'href'
  return isHref && (end.op === 'eq' || end.op === 'ne')
    ? hrefFits(place.it, condition, place.base)
    : attributeFits(attributeOf(place, path), condition)
}

/** The attribute steps lead to. What the server gives is not stored in the document. */
function attributeOf({ it, base, element }: Place, path: JsonPath): Attribute {
  const attribute = attributeBehind(it, element, path)
  if (element || attribute.column || !isServerGiven(path)) return attribute
  return { ...attribute, source: sql`jsonb_build_object('id', id, 'href', ${`${base}/${it.path}/`}::text || id)` }
}

const isServerGiven = ([first]: JsonPath): boolean =>
  first?.kind === 'name' && (first.name === 'id' || first.name === 'href')

/** An equality that every element must fit which passes a test. */
interface Equality {
  names: string[]
  value: string
}

/** The equalities among what a test demands in any case: its ANDs, not its alternatives. */
function equalitiesOf(test: Test): Equality[] {
  if (test.kind === 'and') return test.tests.flatMap(equalitiesOf)
  if (test.kind !== 'compare' || test.op !== 'eq' || !test.path.every(isNameStep)) return []
  return [{ names: namesOf(test.path), value: test.value }]
}

const isNameStep = ({ kind }: Step): boolean => kind === 'name'

/** What the keys of a document hold in which some element passes. */
function keyFitsOf({ keyed, characteristics }: Resource, names: string[], test: Test): SQL | undefined {
  if (!keyed) return undefined
  const equalities = equalitiesOf(test)
  const equalTo = (path: string) => equalities.find((equality) => equality.names.join('.') === path)?.value
  const array = names.join('.')
  const [name, value] = array === characteristics ? [equalTo('name'), equalTo('value')] : []
  const keys = name !== undefined && value !== undefined ? [characteristicKey(name, value)] : []
  for (const equality of equalities) {
    const path = [...names, ...equality.names].join('.')
    if (keyed.paths.includes(path)) keys.push(searchKeyOf(path, equality.value))
  }
  return keys.length > 0 ? keysFit(keyed.column, keys) : undefined
}

/** What the text of a document holds in which some element passes: looked for first, as parsing is so much dearer. */
function mentionsOf(it: Resource, names: string[], test: Test): SQL[] {
  return equalitiesOf(test).flatMap((equality) => {
    const type = typeAt(it, [...names, ...equality.names])
    return type.isLoose || type.schema?.enum || isDate(type.schema) ? [] : [mentions(type, [equality.value])]
  })
}

const isNot = (condition: SQL): SQL => sql`(${condition}) is not true`

const anyOf = (alternatives: SQL[]): SQL => sql`(${sql.join(alternatives, sql` or `)})`
