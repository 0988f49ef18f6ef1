import { type SQL, sql } from 'drizzle-orm'
import { badRequest } from '../errors'
import type { Order, OrderTerm } from './sort'

/** A position in a sorted list: the sort values of one resource, as text; `end` is the end of the list. */
export type Position = (string | null)[] | 'end'

/** Encodes a position as an opaque cursor: base64url of a JSON array of the order's name and the position. A cursor is valid only in that order. */
export const writeCursor = ({ name }: Order, position: Position): string =>
  Buffer.from(JSON.stringify([name, position])).toString('base64url')

/** Decodes a cursor. Answers 400 if the text is not a cursor or belongs to another order. */
export function readCursor(parameter: string, text: string, { name, terms }: Order): Position {
  const [order, position] = parse(text) ?? []
  if (typeof order !== 'string' || !isPosition(position)) {
    throw badRequest(
      'invalidPage',
      `${parameter} is not a valid cursor`,
      `Copy ${parameter} unchanged from the Link header of another page, or omit ${parameter}.`,
    )
  }
  if (
    order !== name ||
    (position !== 'end' &&
      (position.length !== terms.length || terms.some((term, index) => !canHave(term, position[index] ?? null))))
  ) {
    throw badRequest(
      'invalidPage',
      `${parameter} is a cursor for another sort order`,
      `The cursor is for a list sorted by ${order.slice(0, 100)}; this list is sorted by ${name}.`,
    )
  }
  return position
}

function canHave({ type, mayBeNull }: OrderTerm, value: string | null): boolean {
  if (value === null) return mayBeNull
  if (type === 'timestamptz')
    return /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}( BC)?$/.test(value)
  return type === 'text' || isJson(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function parse(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isPosition = (position: unknown): position is Position =>
  position === 'end' ||
  (Array.isArray(position) &&
    position.every(
      (value) => value === null || (typeof value === 'string' && !value.includes('\0') && value.isWellFormed()),
    ))

/**
 * The rows after a position, as conditions for consecutive ranges of the list: rows equal to the position in all sort values but the last,
 * then in all but the last two, and so on. Each condition is one range of an index in that order; a single condition for all rows is not.
 */
export function rangesAfter(terms: OrderTerm[], position: (string | null)[]): SQL[] {
  const ranges: SQL[] = []
  for (let index = terms.length - 1; index >= 0; index--) {
    const equal = terms.slice(0, index).map((term, at) => equals(term, position[at] ?? null))
    for (const further of isAfter(terms[index] as OrderTerm, position[index] ?? null))
      ranges.push(sql.join([...equal, further], sql` and `))
  }
  return ranges
}

const equals = ({ value, type }: OrderTerm, text: string | null): SQL =>
  text === null ? sql`${value} is null` : sql`${value} = ${text}::${sql.raw(type)}`

function isAfter({ value, type, descending, mayBeNull }: OrderTerm, text: string | null): SQL[] {
  if (text === null) return descending ? [] : [sql`${value} is not null`]
  const compared = sql`${value} ${sql.raw(descending ? '<' : '>')} ${text}::${sql.raw(type)}`
  return descending && mayBeNull ? [compared, sql`${value} is null`] : [compared]
}
