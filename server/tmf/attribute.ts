import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Operator } from '../../shared/search'
import { characteristicKey, keyOf } from './keys'
import type { Resource } from './resource'

/** Where the attribute at a dotted path is: its column if it has one, else its JSON path in the document. */
export interface Attribute {
  /** What TMF635 says it is; undefined for what nobody declared. */
  schema: TSchema | undefined
  column: PgColumn | undefined
  /** The key of a value it may have, where it is found by key. */
  key: ((value: string) => string) | undefined
  /** Lax: it looks into arrays by itself. */
  jsonPath: string
  /** Values of characteristics, which callers send as numbers and as text. */
  isLoose: boolean
}

/** What a short form of a resource stands for. */
export const longForm = (it: Resource, path: string): { path: string; op?: Operator } => (it.shortForms && Object.hasOwn(it.shortForms, path) && it.shortForms[path]) || { path }

export function attributeAt(it: Resource, path: string): Attribute {
  const name = it.characteristics && path.startsWith('characteristic.') ? path.slice('characteristic.'.length) : undefined
  if (it.characteristics && name) {
    return {
      schema: undefined,
      column: undefined,
      key: it.keyed && ((value) => characteristicKey(name, value)),
      jsonPath: `$.${quoted(it.characteristics)}[*] ? (@."name" == ${quoted(name)})."value"`,
      isLoose: true,
    }
  }
  return {
    schema: schemaAt(it.schema, path),
    column: path === 'id' ? it.table.id : Object.hasOwn(it.promoted, path) ? it.promoted[path] : undefined,
    key: it.keyed?.paths.includes(path) ? (value) => keyOf(path, value) : undefined,
    jsonPath: `$${path
      .split('.')
      .map((part) => `.${quoted(part)}`)
      .join('')}`,
    isLoose: it.characteristics !== undefined && path === `${it.characteristics}.value`,
  }
}

function schemaAt(schema: TObject, path: string): TSchema | undefined {
  let at: TSchema | undefined = schema
  for (const part of path.split('.')) {
    if (at?.[Kind] === 'Array') at = at.items as TSchema
    at = at?.properties && Object.hasOwn(at.properties, part) ? at.properties[part] : undefined
  }
  return at
}

/** Text as a JSON path has it. */
export const quoted = (text: string): string => JSON.stringify(text)
