import type postgres from 'postgres'
import { parse } from 'postgres-array'

/**
 * The array types of PostgreSQL for the driver: the object id of each in `pg_type`. The driver would otherwise read them from the database at the start
 * of each connection, and end the process if the connection is lost meanwhile.
 */
const numbers = [1005, 1007, 1028, 1021, 1022]
const texts = [199, 1003, 1009, 1014, 1015, 1016, 1115, 1182, 1185, 1231, 2951, 3807]
const booleans = [1000]

const arrayType = (id: number, read: (text: string) => unknown): postgres.PostgresType => ({
  to: id,
  from: [id],
  serialize: (value: unknown) => (Array.isArray(value) ? textOf(value) : value),
  parse: (text: string) => parse(text, read),
})

export const arrayTypes: Record<string, postgres.PostgresType> = Object.fromEntries([
  ...numbers.map((id) => [`array${id}`, arrayType(id, Number)] as const),
  ...texts.map((id) => [`array${id}`, arrayType(id, (text) => text)] as const),
  ...booleans.map((id) => [`array${id}`, arrayType(id, (text) => text === 't')] as const),
])

/** An array as PostgreSQL reads it: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const textOf = (values: unknown[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : Array.isArray(value) ? textOf(value) : quoted(String(value)))).join()}}`

/** Text in quotes. JSON escapes quotes and backslashes in the same way, and seven times faster; the characters of `otherInJson` it escapes differently. */
const quoted = (text: string): string =>
  otherInJson.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : JSON.stringify(text)

const otherInJson = /[\p{Cc}\p{Cs}]/u
