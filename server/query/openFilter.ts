import { type SQL, sql } from 'drizzle-orm'
import { significantDigits } from '../../shared/exactNumber'
import type { Operator } from '../../shared/search'
import { compareMeanings, type Meaning, meaningOf, meaningOfText } from './meaning'
import { endOf, instantOf, type Period, readPeriod } from './period'
import { booleanSql, instantSql, numberSql, textSql, timeSql } from './valueSql'

/** Operators that compare two values. */
export type Comparing = Exclude<Operator, 'ne' | 'isnull' | 'regex' | 'like'>

/**
 * What the text of a condition may mean: a date-time or partial date is a period, and `2026` is a number, too. Text that means nothing else is
 * compared as text.
 */
interface Reading {
  meaning: Exclude<Meaning, { kind: 'instant' }> | undefined
  period: Period | undefined
}

function readingOf(text: string, zone?: string): Reading {
  const meaning = meaningOfText(text)
  return { meaning: meaning.kind === 'instant' ? undefined : meaning, period: readPeriod(text, zone) }
}

/** True if the text of a condition means only itself, so that it equals only the same text. */
export const isPlainText = (text: string): boolean => {
  const { meaning, period } = readingOf(text)
  return meaning?.kind === 'text' && !period
}

/** A condition on the text of a document that contains a value equal to the text of a condition. Undefined if many spellings are equal. */
export function spellingSql(text: string): SQL | undefined {
  const { meaning, period } = readingOf(text)
  if (period || !meaning || meaning.kind === 'time') return undefined
  if (meaning.kind === 'number')
    return sql`strpos(replace(document::text, '.', ''), ${significantDigits(meaning.value)}) > 0`
  return sql`strpos(document::text, ${meaning.kind === 'text' ? JSON.stringify(text) : text}) > 0`
}

const signs = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=`, eq: sql`=` }

/** The number of values up to which each is a part of the statement. More are an array, or the statement would grow too large. */
export const mostSingle = 16

/** The SQL of a comparison of a JSON value with each text of a condition. */
export function openSql(value: SQL, op: Comparing, texts: string[], zone?: string): SQL {
  const readings = texts.map((text) => readingOf(text, zone))
  const meanings = readings.flatMap(({ meaning }) => meaning ?? [])
  const periods = readings.flatMap(({ period }) => period ?? [])
  // Text, because the driver would read it as the type it is cast to.
  const single = (text: string) => (type: string) => sql`${text}::text::${sql.raw(type)}`
  const any = (all: string[]) => (type: string) => sql`any(${sql.param(all)}::text[]::${sql.raw(type)}[])`
  const tests =
    texts.length <= mostSingle
      ? meanings.map(({ kind, value: other }) => meaningSql(value, op, kind, single(String(other))))
      : [...Map.groupBy(meanings, ({ kind }) => kind)].map(([kind, all]) =>
          meaningSql(value, op, kind, any(all.map((one) => String(one.value)))),
        )
  if (periods.length > 0) tests.push(periodsSql(instantSql(value), op, periods))
  return sql`(${sql.join(tests, sql` or `)})`
}

/** Compares a value with `other`, which is given as a type of PostgreSQL. */
function meaningSql(
  value: SQL,
  op: Comparing,
  kind: Exclude<Meaning['kind'], 'instant'>,
  other: (type: string) => SQL,
): SQL {
  switch (kind) {
    case 'boolean':
      return sql`${booleanSql(value)} ${signs[op]} ${other('boolean')}`
    case 'number':
      return sql`${numberSql(value)} ${signs[op]} ${other('numeric')}`
    case 'time':
      return sql`extract(epoch from ${timeSql(value)}) * 1000000 ${signs[op]} ${other('numeric')}`
    case 'text':
      return sql`${textSql(value)} ${signs[op]} ${other('text')}`
  }
}

/** Compares an instant with each of the periods. */
export function periodsSql(instant: SQL, op: Operator, periods: Period[]): SQL {
  if (periods.length <= mostSingle) return anyOf(periods.map((period) => periodSql(instant, op, period)))
  const times = (all: string[]) => sql`unnest(${sql.param(all)}::timestamptz[])`
  const [exact, long] = [periods.filter(({ to }) => to === undefined), periods.filter(({ to }) => to !== undefined)]
  const froms = (some: Period[]) => times(some.map(({ from }) => from))
  const tos = (some: Period[]) => times(some.map(({ from, to }) => to ?? from))
  const [from, to] = [sql`period."from"`, sql`period."to"`]
  const within = anyOf([
    sql`exists (select from ${froms(exact)} as period ("from") where ${periodSql(instant, op, { from, to: undefined })})`,
    sql`exists (select from (select ${froms(long)}, ${tos(long)}) as period ("from", "to") where ${periodSql(instant, op, { from, to })})`,
  ])
  if (op !== 'eq' && op !== 'ne') return within
  // With these bounds, an index on the instant leads to the rows.
  const bound = (end: 'min' | 'max', of: SQL) => sql`(select ${sql.raw(end)}(at) from ${of} as bounds (at))`
  return sql`(${instant} between ${bound('min', froms(periods))} and ${bound('max', tos(periods))} and ${within})`
}

const anyOf = (alternatives: SQL[]): SQL => sql`(${sql.join(alternatives, sql` or `)})`

/** Compares an instant with a whole period: after a day means at or after the end of the day. Other operators than an order mean equality. */
function periodSql(
  instant: SQL,
  op: Operator,
  { from, to }: { from: string | SQL; to: string | SQL | undefined },
): SQL {
  const end = to ?? from
  if (op === 'gt') return sql`${instant} ${to === undefined ? signs.gt : signs.gte} ${end}::timestamptz`
  if (op === 'gte') return sql`${instant} >= ${from}::timestamptz`
  if (op === 'lt') return sql`${instant} < ${from}::timestamptz`
  if (op === 'lte') return sql`${instant} ${to === undefined ? signs.lte : signs.lt} ${end}::timestamptz`
  if (to === undefined) return sql`${instant} = ${from}::timestamptz`
  return sql`(${instant} >= ${from}::timestamptz and ${instant} < ${to}::timestamptz)`
}

/** The orders of two values that fulfil each operator. */
export const orders: Record<Comparing, (order: number) => boolean> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  eq: (order) => order === 0,
}

/** The same comparison in JavaScript. */
export function matchOpen(op: Comparing, text: string, zone?: string): (value: unknown) => boolean {
  const { meaning, period } = readingOf(text, zone)
  const within = period && matchPeriod(op, period)
  return (value) => {
    const found = meaningOf(value)
    if (!found) return false
    if (found.kind === 'instant') return within?.(found.value) ?? false
    return meaning?.kind === found.kind && orders[op](compareMeanings(found, meaning))
  }
}

/** The same comparison with an instant in microseconds since 1970, in JavaScript. */
export function matchPeriod(op: Operator, { from, to }: Period): (instant: bigint) => boolean {
  const start = instantOf(from) ?? 0n
  const end = to === undefined ? start : endOf(to)
  const isWhole = to !== undefined
  switch (op) {
    case 'gt':
      return (instant) => (isWhole ? instant >= end : instant > end)
    case 'gte':
      return (instant) => instant >= start
    case 'lt':
      return (instant) => instant < start
    case 'lte':
      return (instant) => (isWhole ? instant < end : instant <= end)
    default:
      return (instant) => instant >= start && (isWhole ? instant < end : instant === start)
  }
}
