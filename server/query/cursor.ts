import { type SQL, sql } from 'drizzle-orm'
import { badRequest } from '../errors'
import type { Order, OrderTerm } from './sort'

/** A place in an ordered list: the values that a resource there is ordered by. An end has none. */
export type Place = (string | null)[] | 'end'

/** A place as callers see it: opaque, and good for lists of the same order only. */
export const writeCursor = ({ name }: Order, place: Place): string =>
  Buffer.from(JSON.stringify([name, place])).toString('base64url')

export function readCursor(parameter: string, text: string, { name, terms }: Order): Place {
  const [order, place] = parse(text) ?? []
  if (typeof order !== 'string' || !isPlace(place)) {
    throw badRequest(
      'invalidPage',
      `${parameter} is not a cursor`,
      `Take ${parameter} as it stands in the Link header of another page, or leave it out.`,
    )
  }
  if (
    order !== name ||
    (place !== 'end' &&
      (place.length !== terms.length || terms.some((term, index) => !canHave(term, place[index] ?? null))))
  ) {
    throw badRequest(
      'invalidPage',
      `${parameter} belongs to another list`,
      `It is a place in a list sorted by ${order.slice(0, 100)}, and this one is sorted by ${name}.`,
    )
  }
  return place
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

const isPlace = (place: unknown): place is Place =>
  place === 'end' ||
  (Array.isArray(place) &&
    place.every(
      (value) => value === null || (typeof value === 'string' && !value.includes('\0') && value.isWellFormed()),
    ))

/**
 * What lies beyond a place, as conditions on stretches of the list that follow one another: those equal to it in all but the last value,
 * in all but the last two, and so on. Each is one range of an index in that order, where a single condition for all would be none.
 */
export function beyond(terms: OrderTerm[], place: (string | null)[]): SQL[] {
  const stretches: SQL[] = []
  for (let index = terms.length - 1; index >= 0; index--) {
    const equal = terms.slice(0, index).map((term, at) => equals(term, place[at] ?? null))
    for (const further of furtherThan(terms[index] as OrderTerm, place[index] ?? null))
      stretches.push(sql.join([...equal, further], sql` and `))
  }
  return stretches
}

const equals = ({ value, type }: OrderTerm, text: string | null): SQL =>
  text === null ? sql`${value} is null` : sql`${value} = ${text}::${sql.raw(type)}`

function furtherThan({ value, type, descending, mayBeNull }: OrderTerm, text: string | null): SQL[] {
  if (text === null) return descending ? [] : [sql`${value} is not null`]
  const compared = sql`${value} ${sql.raw(descending ? '<' : '>')} ${text}::${sql.raw(type)}`
  return descending && mayBeNull ? [compared, sql`${value} is null`] : [compared]
}
