import { type SQL, sql } from 'drizzle-orm'
import type { JsonPath, Step, Test } from '../../shared/jsonPath'
import type { Condition } from '../../shared/search'
import type { Resource } from '../resource/resource'
import { type Attribute, attributeAtSteps, type Element, namesOf, typeAt } from './attribute'
import { allSearchKeysSql } from './columnFilter'
import { attributeSql, groupsSql, hrefSql } from './filter'
import { documentJson, isDate } from './filterValues'
import { textContains } from './pathFilter'
import { utcDatesOf } from './period'
import { characteristicKey, searchKeyOf } from './searchKeys'

/**
 * The SQL of a search: its conditions, and at least one of its `filter=` paths (TMF630 part 6). Undefined for a search without either. Conditions that
 * are SQL already stay as they are. `base` is the address of the API, for conditions on `href`.
 */
export function conditionsSql(
  it: Resource,
  any: (Condition | SQL)[][],
  filter: JsonPath[] | undefined,
  base: string,
): SQL | undefined {
  const conditions = groupsSql(it, any, base)
  if (!filter) return conditions
  const paths = anyOf(filter.map((path) => pathExists({ it, base, element: undefined, depth: 0 }, path)))
  return conditions ? sql`(${conditions} and ${paths})` : paths
}

/** The start of a path: the document, or an array element of the document inside `depth` subqueries. */
interface PathStart {
  it: Resource
  base: string
  element: Element | undefined
  depth: number
}

/** The condition on the attribute at the end of a path. */
type Comparison = Pick<Condition, 'op' | 'values' | 'zone'>

const exists: Comparison = { op: 'isnull', values: ['false'] }

/** True if a path selects at least one value: an element that passes its filter, or an attribute that is present. */
const pathExists = (start: PathStart, path: JsonPath): SQL =>
  followPath(start, path, (at, rest) => (path.length > 0 && rest.length === 0 ? sql`true` : endSql(at, rest, exists)))

/** Translates a path: one `exists` subquery for each filter step, and `end` for the steps after the last filter. */
function followPath(start: PathStart, whole: JsonPath, end: (start: PathStart, rest: JsonPath) => SQL): SQL {
  const path = start.element ? whole : whole.slice(whole.findIndex((step) => !staysOnEntity(step)))
  const at = path.findIndex(({ kind }) => kind === 'filter')
  const step = path[at]
  if (step?.kind !== 'filter') return end(start, path)
  const before = path.slice(0, at)
  const rest = path.slice(at + 1)
  // `$` is the list, so a filter directly after `$` is a condition on the resources and may use their columns.
  if (!start.element && before.every(staysOnEntity))
    return sql`(${testSql(start, step.test)} and ${followPath(start, rest, end)})`
  const array = attributeOf(start, [...before, { kind: 'all' }])
  const alias = sql.identifier(`element${start.depth}`)
  const inner: PathStart = {
    ...start,
    depth: start.depth + 1,
    element: { names: [...(start.element?.names ?? []), ...namesOf(before)], source: sql`${alias}.value` },
  }
  const found = sql`exists (
    select from jsonb_path_query(${array.source ?? documentJson}, ${array.jsonPath}::jsonpath) as ${alias} (value)
     where ${testSql(inner, step.test)} and ${followPath(inner, rest, end)})`
  const key = start.element ? undefined : elementKeysSql(start.it, namesOf(before), step.test)
  if (key) return sql`(${key} and ${found})`
  const texts = array.source ? [] : textContainsSql(start.it, namesOf(before), step.test)
  return texts.length > 0 ? sql`case when ${sql.join(texts, sql` and `)} then ${found} else false end` : found
}

/** True for a step that selects the resource itself: in lax mode `[*]` and `[0]` of a value that is not an array are the value. */
const staysOnEntity = (step: Step): boolean => step.kind === 'all' || (step.kind === 'index' && step.index === 0)

/** The SQL of a filter's test. `not` is written as `is not true`, because the negation of null would be null. */
function testSql(start: PathStart, test: Test): SQL {
  switch (test.kind) {
    case 'and':
      return sql`(${sql.join(
        test.tests.map((it) => testSql(start, it)),
        sql` and `,
      )})`
    case 'or':
      return anyOf(test.tests.map((it) => testSql(start, it)))
    case 'not':
      return isNot(testSql(start, test.test))
    case 'exists':
      return pathExists(start, test.path)
    case 'compare':
      return comparisonSql(start, test.path, { op: test.op, values: [test.value], zone: test.zone })
  }
}

/**
 * The SQL of a comparison. With filters in the path, `ne` and `isnull=true` negate the positive condition of the whole path. Otherwise one
 * element without the value would be enough.
 */
function comparisonSql(start: PathStart, path: JsonPath, compared: Comparison): SQL {
  const { op, values } = compared
  const to = (end: Comparison) => followPath(start, path, (at, rest) => endSql(at, rest, end))
  if (!path.some(({ kind }) => kind === 'filter')) return to(compared)
  if (op === 'ne') return isNot(to({ ...compared, op: 'eq' }))
  return op === 'isnull' && values[0] === 'true' ? isNot(to(exists)) : to(compared)
}

function endSql(start: PathStart, path: JsonPath, end: Comparison): SQL {
  const condition: Condition = { path: namesOf(path).join('.') || 'The element', ...end }
  const isHref = !start.element && path.length === 1 && condition.path === 'href'
  return isHref && (end.op === 'eq' || end.op === 'ne')
    ? hrefSql(start.it, condition, start.base)
    : attributeSql(attributeOf(start, path), condition)
}

/** The attribute at the end of the steps. The document does not contain `id` and `href`, so SQL builds an object with these. */
function attributeOf({ it, base, element }: PathStart, path: JsonPath): Attribute {
  const attribute = attributeAtSteps(it, element, path)
  if (element || attribute.column || !isServerGiven(path)) return attribute
  return { ...attribute, source: sql`jsonb_build_object('id', id, 'href', ${`${base}/${it.path}/`}::text || id)` }
}

const isServerGiven = ([first]: JsonPath): boolean =>
  first?.kind === 'name' && (first.name === 'id' || first.name === 'href')

/** An equality that a test requires of every element. */
interface Equality {
  names: string[]
  value: string
  zone: string | undefined
}

/** The equalities that a test always requires: those under `and`, not those under `or` or `not`. */
function equalitiesOf(test: Test): Equality[] {
  if (test.kind === 'and') return test.tests.flatMap(equalitiesOf)
  if (test.kind !== 'compare' || test.op !== 'eq' || !test.path.every(isNameStep)) return []
  return [{ names: namesOf(test.path), value: test.value, zone: test.zone }]
}

const isNameStep = ({ kind }: Step): boolean => kind === 'name'

/** The condition on search keys that every document with a passing element fulfils; it lets PostgreSQL use the index. Undefined without such keys. */
function elementKeysSql({ keyed, characteristics }: Resource, names: string[], test: Test): SQL | undefined {
  if (!keyed) return undefined
  const equalities = equalitiesOf(test)
  // Keys are made for days of UTC; a day of another zone is a part of two of these.
  const isOfUtc = ({ value, zone }: Equality) => utcDatesOf(value, zone).length === 1
  const equalTo = (path: string) =>
    equalities.find((equality) => equality.names.join('.') === path && isOfUtc(equality))?.value
  const array = names.join('.')
  const [name, value] = array === characteristics ? [equalTo('name'), equalTo('value')] : []
  const keys = name !== undefined && value !== undefined ? [characteristicKey(name, value)] : []
  for (const equality of equalities) {
    const path = [...names, ...equality.names].join('.')
    if (keyed.paths.includes(path)) keys.push(searchKeyOf(path, equality.value))
  }
  return keys.length > 0 ? allSearchKeysSql(keyed.column, keys) : undefined
}

/** The conditions on a document's text that every document with a passing element fulfils. They are evaluated first, because parsing JSON costs much more. */
function textContainsSql(it: Resource, names: string[], test: Test): SQL[] {
  return equalitiesOf(test).flatMap((equality) => {
    const type = typeAt(it, [...names, ...equality.names])
    return type.schema?.enum || isDate(type.schema) ? [] : (textContains(type, [equality.value]) ?? [])
  })
}

const isNot = (condition: SQL): SQL => sql`(${condition}) is not true`

const anyOf = (alternatives: SQL[]): SQL => sql`(${sql.join(alternatives, sql` or `)})`
