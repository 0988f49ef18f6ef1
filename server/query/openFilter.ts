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

/** The SQL of a comparison of a JSON value with the text of a condition. */
export function openSql(value: SQL, op: Comparing, text: string, zone?: string): SQL {
  const { meaning, period } = readingOf(text, zone)
  const tests = [
    ...(meaning ? [meaningSql(value, op, meaning)] : []),
    ...(period ? [periodSql(instantSql(value), op, period)] : []),
  ]
  return sql`(${sql.join(tests, sql` or `)})`
}

function meaningSql(value: SQL, op: Comparing, meaning: Exclude<Meaning, { kind: 'instant' }>): SQL {
  switch (meaning.kind) {
    case 'boolean':
      return sql`${booleanSql(value)} ${signs[op]} ${meaning.value}::boolean`
    case 'number':
      return sql`${numberSql(value)} ${signs[op]} ${meaning.value}::numeric`
    case 'time':
      return sql`extract(epoch from ${timeSql(value)}) * 1000000 ${signs[op]} ${String(meaning.value)}::numeric`
    case 'text':
      return sql`${textSql(value)} ${signs[op]} ${meaning.value}::text`
  }
}

/** Compares an instant with a whole period: after a day means at or after the end of the day. Other operators than an order mean equality. */
export function periodSql(instant: SQL, op: Operator, { from, to }: Period): SQL {
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
