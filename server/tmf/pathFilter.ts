import { type SQL, sql } from 'drizzle-orm'
import type { Condition } from '../../shared/search'
import { isNull, likeExpression } from './filterValues'

/**
 * Where in a document, and how its values compare. `text`: as text. `any`: as what a value looks like, text or number or true or false.
 * `loose`: also text that reads as a number with a number, as characteristics are sent both ways. `characteristic`: the same, for the
 * value of the element that has the name.
 */
export type Lookup = { kind: 'text' | 'any' | 'loose'; path: string } | { kind: 'characteristic'; array: string; name: string }

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A condition on what a document holds at a path. Lax JSON paths look into arrays by themselves, and any element will do. */
export function pathFits(lookup: Lookup, { path, op, values }: Condition): SQL {
  const at = lookup.kind === 'characteristic' ? `$.${quoted(lookup.array)}[*] ? (@."name" == ${quoted(lookup.name)})."value"` : jsonPath(lookup.path)
  if (op === 'isnull') {
    const there = exists(`${at} ? (@ != null)`)
    return isNull(path, values) ? sql`not ${there}` : there
  }
  const fitting = exists(`${at} ? (${values.map((value) => testOf(lookup.kind, op === 'ne' ? 'eq' : op, value)).join(' || ')})`)
  if (op === 'ne') return sql`not ${fitting}`
  // A characteristic, a number as text or another operator than equality may be written in ways we cannot look for.
  return op === 'eq' && (lookup.kind === 'text' || lookup.kind === 'any') ? sql`case when ${mentions(lookup.kind, values)} then ${fitting} else false end` : fitting
}

export const jsonPath = (path: string): string =>
  `$${path
    .split('.')
    .map((part) => `.${quoted(part)}`)
    .join('')}`

const quoted = (text: string): string => JSON.stringify(text)

const exists = (path: string): SQL => sql`jsonb_path_exists(document::jsonb, ${path}::jsonpath)`

function testOf(kind: Lookup['kind'], op: Exclude<Condition['op'], 'ne' | 'isnull'>, value: string): string {
  if (op === 'regex') return `@ like_regex ${quoted(value)}`
  if (op === 'like') return `@ like_regex ${quoted(likeExpression(value))} flag "s"`
  const sign = op === 'eq' ? '==' : signs[op]
  const scalar = kind === 'text' ? undefined : scalarOf(value)
  if (op === 'eq') return [`@ == ${quoted(value)}`, ...numeric(kind, sign, scalar)].join(' || ')
  // Text and numbers have no order among each other.
  return scalar !== undefined && scalar !== 'true' && scalar !== 'false' ? numeric(kind, sign, scalar).join(' || ') : `@ ${sign} ${quoted(value)}`
}

/** Comparisons with a number. `.double()` reads text as a number, and fails, so does not fit, where it is none. */
const numeric = (kind: Lookup['kind'], sign: string, scalar: string | undefined): string[] => {
  if (scalar === undefined) return []
  const isLoose = (kind === 'loose' || kind === 'characteristic') && scalar !== 'true' && scalar !== 'false'
  return [isLoose ? `@.double() ${sign} ${scalar}` : `@ ${sign} ${scalar}`]
}

/**
 * Whether the document's text mentions one of the values. Documents are written by JSON.stringify, so one that has a value holds its very
 * text: looking for that first spares most of the parsing, which is 30 times as dear.
 */
function mentions(kind: Lookup['kind'], values: string[]): SQL {
  const literals = values.flatMap((value) => [quoted(value), kind === 'text' ? undefined : scalarOf(value)]).filter((literal) => literal !== undefined)
  return sql`(${sql.join(
    literals.map((literal) => sql`strpos(document::text, ${literal}) > 0`),
    sql` or `,
  )})`
}

/** The number, true or false that a value may also stand for, as JSON.stringify writes it. */
function scalarOf(value: string): string | undefined {
  if (value === 'true' || value === 'false') return value
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) && Number.isFinite(Number(value))
  return isNumber ? JSON.stringify(Number(value)) : undefined
}
