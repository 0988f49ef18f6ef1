import { Kind, type TSchema } from '@sinclair/typebox'
import { type SQL, sql } from 'drizzle-orm'
import { attributePath } from '../../shared/search'
import { maxKeyLength } from '../../shared/vocabulary'
import { badRequest, type TmfError } from '../errors'
import { attributeAt, characteristicAt, longForm } from '../query/attribute'
import { checkAttributeName, derivedFilterNames } from '../query/checkAttributeName'
import { isDate } from '../query/filterValues'
import { isScalar } from '../query/searchKeys'
import { type Document, shorten } from '../resource/json'
import { valuesAt } from '../stream/csvColumns'
import { usage } from '../usage/usage'

/** An attribute whose values are looked at. */
export interface ValuedAttribute {
  /** As the caller wrote it. */
  asked: string
  /** It says how people call something. */
  isName: boolean
  /** As JSON: the attribute alone where it has a column, else the whole usage. */
  part: SQL
  /** That as a document. */
  read(part: string): Document
  /** What a usage has, each value once. Long ones, which nobody picks from a list, are left out. */
  texts(document: Document): Set<string>
}

/** The attribute that a caller names; refuses what has no values of its own. */
export function valuedAttribute(asked: string | null): ValuedAttribute {
  if (asked === null || asked.includes('\0') || !attributePath.test(asked) || asked.split('.').length > 16) {
    throw refusal(
      asked,
      'Write attribute=usageType, relatedParty.id, characteristic.NAME or any other attribute, nested ones by dots.',
    )
  }
  const { path } = longForm(usage, asked)
  checkAttributeName(usage, path)
  const { schema, column } = attributeAt(usage, path)
  const inside = Object.keys(elementOf(schema)?.properties ?? {}).map((name) => `${path}.${name}`)
  if (inside.length > 0)
    throw refusal(asked, `It holds attributes of its own: ask for ${inside.slice(0, 8).join(', ')}.`)
  if (derivedFilterNames(usage).includes(path))
    throw refusal(asked, 'GET /api/quarantine counts the rules that are broken.')
  if (path === 'href') throw refusal(asked, 'No two usages share one. Ask for id.')
  const values = valuesAt(usage, path)
  const isText = column !== undefined && !isDate(schema)
  return {
    asked,
    isName: /(^|\.)name$/.test(path) && !characteristicAt(usage, path),
    part: isText ? sql`to_json(${column})` : sql`document`,
    read: (part) => (isText ? nested(path.split('.'), JSON.parse(part)) : JSON.parse(part)),
    texts: (document) => new Set(textsOf(values(document))),
  }
}

/** The values that are no objects, also those of arrays in arrays. */
const textsOf = (values: unknown[]): string[] =>
  values
    .flat(2)
    .filter(isScalar)
    .map(String)
    .filter((text) => text.length <= maxKeyLength)

const refusal = (asked: string | null, fix: string): TmfError =>
  badRequest('invalidQuery', `attribute cannot be ${shorten(asked ?? '') || 'left out'}`, fix)

const elementOf = (schema: TSchema | undefined): TSchema | undefined =>
  schema?.[Kind] === 'Array' ? (schema.items as TSchema) : schema

const nested = ([name = '', ...rest]: string[], value: unknown): Document => ({
  [name]: rest.length > 0 ? nested(rest, value) : value,
})
