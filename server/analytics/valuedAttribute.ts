import { Kind, type TSchema } from '@sinclair/typebox'
import { type SQL, sql } from 'drizzle-orm'
import { attributePath } from '../../shared/search'
import { maxKeyLength } from '../../shared/vocabulary'
import { badRequest, type TmfError } from '../errors'
import { attributeAt, characteristicAt } from '../query/attribute'
import { checkAttributeName } from '../query/checkAttributeName'
import { isDate } from '../query/filterValues'
import { keyText } from '../query/meaning'
import { isScalar } from '../query/searchKeys'
import { derivedFilterNames } from '../query/unknownAttribute'
import { type Document, shorten } from '../resource/json'
import { longForm } from '../resource/resource'
import { valuesAt } from '../stream/csvColumns'
import { usage } from '../usage/usage'

/** An attribute whose values are counted. */
export interface ValuedAttribute {
  /** The name as the client wrote it. */
  asked: string
  /** True if the attribute is a name for people. */
  isName: boolean
  /** The JSON to read: the attribute alone if it has a column, otherwise the whole usage. */
  part: SQL
  /** Parses `part` to a document. */
  read(part: string): Document
  /** The values in a usage, without values that are too long for a list: each once, by a text that all its spellings share. */
  texts(document: Document): Map<string, string>
}

/** The attribute that a client names; throws if it has no values of its own. */
export function valuedAttribute(asked: string | null): ValuedAttribute {
  if (asked === null || asked.includes('\0') || !attributePath.test(asked) || asked.split('.').length > 16) {
    throw refusal(
      asked,
      'Write attribute=usageType, relatedParty.id, characteristic.NAME or any other attribute, nested ones by dots.',
    )
  }
  const { path } = longForm(usage, asked)
  checkAttributeName(usage, path)
  const { schema, column, isOpen } = attributeAt(usage, path)
  const inside = Object.keys(elementOf(schema)?.properties ?? {}).map((name) => `${path}.${name}`)
  if (inside.length > 0) throw refusal(asked, `The attribute is an object. Use ${inside.slice(0, 8).join(', ')}.`)
  if (derivedFilterNames(usage).includes(path))
    throw refusal(asked, 'Use GET /api/quarantine, which counts broken rules.')
  if (path === 'href') throw refusal(asked, 'Every usage has its own. Use id.')
  const values = valuesAt(usage, path)
  const isText = column !== undefined && !isDate(schema)
  return {
    asked,
    isName: /(^|\.)name$/.test(path) && !characteristicAt(usage, path),
    part: isText ? sql`to_json(${column})` : sql`document`,
    read: (part) => (isText ? nested(path.split('.'), JSON.parse(part)) : JSON.parse(part)),
    texts: (document) =>
      new Map(textsOf(values(document)).map((text) => [isOpen || isDate(schema) ? keyText(text) : text, text])),
  }
}

/** The scalar values, including those of arrays in arrays. */
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
