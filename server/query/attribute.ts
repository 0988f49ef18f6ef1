import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { JsonPath, Step } from '../../shared/jsonPath'
import type { Resource } from '../resource/resource'
import { characteristicKey, searchKeyOf } from './searchKeys'
import { updatedAt, updatedAtSchema } from './updatedAt'

/** The type of an attribute. It determines how values are compared. */
export interface AttributeType {
  /** The schema in TMF635; undefined for attributes that TMF635 does not declare. */
  schema: TSchema | undefined
  /** True for values without a declared type, which compare by their meaning: values of characteristics, and attributes that TMF635 does not declare. */
  isOpen: boolean
}

/** The location of an attribute: a column if there is one, otherwise a JSON path in the document or in an element of the document. */
export interface Attribute extends AttributeType {
  column: PgColumn | undefined
  /**
   * Search by key: the column of keys and the key of a value. `form` is an example value; an attribute with a `form` supports only
   * `eq`, `ne` and `isnull`.
   */
  keyed: { column: PgColumn; key(value: string): string; form?: string } | undefined
  /** A JSON path in lax mode: member access descends into arrays. */
  jsonPath: string
  /** The JSON value that `jsonPath` starts from; undefined for the document. */
  source: SQL | undefined
}

/** An array element that a subquery iterates over: the attribute names from the document to the element, and the SQL of the element. */
export interface Element {
  names: string[]
  source: SQL
}

/** The properties of a resource that determine the types of its attributes. */
export type Shape = Pick<Resource, 'face' | 'characteristics'>

/** An attribute that is not in the document. */
const stored = { isOpen: false, keyed: undefined, jsonPath: '$', source: undefined }

/** The attribute at a dotted path. */
export function attributeAt(it: Resource, path: string): Attribute {
  if (path === updatedAt) return { ...stored, schema: updatedAtSchema, column: it.table.updatedAt }
  const characteristic = characteristicAt(it, path)
  if (!characteristic) return attributeAtSteps(it, undefined, stepsOf(path))
  const jsonPath = `$.${quoted(characteristic.array)}[*] ? (@."name" == ${quoted(characteristic.name)})."value"`
  const keyed = it.keyed && {
    column: it.keyed.column,
    key: (value: string) => characteristicKey(characteristic.name, value),
  }
  return { schema: undefined, isOpen: true, column: undefined, keyed, jsonPath, source: undefined }
}

/** The array and the characteristic name that `characteristic.NAME` means; undefined for other paths. */
export function characteristicAt(
  { characteristics }: Shape,
  path: string,
): { array: string; name: string } | undefined {
  const name = path.startsWith('characteristic.') ? path.slice('characteristic.'.length) : undefined
  return characteristics && name ? { array: characteristics, name } : undefined
}

/** The steps of a dotted path. */
export const stepsOf = (path: string): JsonPath => path.split('.').map((name) => ({ kind: 'name', name }))

/** The attribute at the end of a path without filter steps. The path starts at the document or at an element of the document. */
export function attributeAtSteps(it: Resource, element: Element | undefined, path: JsonPath): Attribute {
  const names = [...(element?.names ?? []), ...namesOf(path)]
  const name = names.length === path.length && !names.some((part) => part.includes('.')) ? names.join('.') : ''
  const derived = element ? undefined : it.derived?.find(({ filter }) => filter?.name === name)
  const column =
    name === 'id' ? it.table.id : Object.hasOwn(it.indexedColumns, name) ? it.indexedColumns[name] : undefined
  const keyed = derived?.filter
    ? { ...derived.filter, column: derived.column }
    : !element && it.keyed?.paths.includes(name)
      ? { column: it.keyed.column, key: (value: string) => searchKeyOf(name, value) }
      : undefined
  return {
    ...typeAt(it, names),
    column: element ? undefined : column,
    keyed,
    jsonPath: `$${path.map(jsonStep).join('')}`,
    source: element?.source,
  }
}

/** The attribute names of a path, without indexes, wildcards and filters. */
export const namesOf = (path: JsonPath): string[] => path.flatMap((step) => (step.kind === 'name' ? [step.name] : []))

export function typeAt({ face }: Shape, names: string[]): AttributeType {
  const schema = schemaAt(face.schema, names)
  return { schema, isOpen: schema === undefined || schema[Kind] === 'Not' }
}

function schemaAt(schema: TObject, names: string[]): TSchema | undefined {
  let at: TSchema | undefined = schema
  for (const part of names) {
    if (at?.[Kind] === 'Array') at = at.items as TSchema
    at = at?.properties && Object.hasOwn(at.properties, part) ? at.properties[part] : undefined
  }
  return at
}

function jsonStep(step: Step): string {
  if (step.kind === 'name') return `.${quoted(step.name)}`
  return step.kind === 'index' ? `[${step.index}]` : '[*]'
}

/** Text as a string literal of a JSON path. */
export const quoted = (text: string): string => JSON.stringify(text)
