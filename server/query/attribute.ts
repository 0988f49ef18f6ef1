import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { JsonPath, Step } from '../../shared/jsonPath'
import type { Operator } from '../../shared/search'
import type { Resource } from '../resource/resource'
import { characteristicKey, searchKeyOf } from './searchKeys'

/** What decides how the values of an attribute compare. */
export interface AttributeType {
  /** What TMF635 says it is; undefined for what nobody declared. */
  schema: TSchema | undefined
  /** Values of characteristics, which callers send as numbers and as text. */
  isLoose: boolean
}

/** Where an attribute is: its column if it has one, else its JSON path in the document or in an element of it. */
export interface Attribute extends AttributeType {
  column: PgColumn | undefined
  /** Where it is found by key: the column, and the key of a value; and what one is like where nothing else is possible. */
  keyed: { column: PgColumn; key(value: string): string; form?: string } | undefined
  /** Lax: it looks into arrays by itself. */
  jsonPath: string
  /** The JSON it is looked up in; undefined for the document. */
  source: SQL | undefined
}

/** An element of the document that SQL is looking at: the names that led to it, and itself. */
export interface Element {
  names: string[]
  source: SQL
}

/** What of a resource the types of attributes depend on. */
export type Shape = Pick<Resource, 'face' | 'characteristics'>

/** What a short form of a resource stands for. */
export const longForm = (it: Pick<Resource, 'shortForms'>, path: string): { path: string; op?: Operator } =>
  (it.shortForms && Object.hasOwn(it.shortForms, path) && it.shortForms[path]) || { path }

/** The attribute at a dotted path. */
export function attributeAt(it: Resource, path: string): Attribute {
  const characteristic = characteristicAt(it, path)
  if (!characteristic) return attributeBehind(it, undefined, steps(path))
  const jsonPath = `$.${quoted(characteristic.array)}[*] ? (@."name" == ${quoted(characteristic.name)})."value"`
  const keyed = it.keyed && {
    column: it.keyed.column,
    key: (value: string) => characteristicKey(characteristic.name, value),
  }
  return { schema: undefined, isLoose: true, column: undefined, keyed, jsonPath, source: undefined }
}

/** What `characteristic.NAME` stands for. */
export function characteristicAt(
  { characteristics }: Shape,
  path: string,
): { array: string; name: string } | undefined {
  const name = path.startsWith('characteristic.') ? path.slice('characteristic.'.length) : undefined
  return characteristics && name ? { array: characteristics, name } : undefined
}

/** The steps of a dotted path. */
export const steps = (path: string): JsonPath => path.split('.').map((name) => ({ kind: 'name', name }))

/** The attribute that steps without conditions lead to, from the document or from an element of it. */
export function attributeBehind(it: Resource, element: Element | undefined, path: JsonPath): Attribute {
  const names = [...(element?.names ?? []), ...namesOf(path)]
  const name = names.length === path.length && !names.some((part) => part.includes('.')) ? names.join('.') : ''
  const derived = element ? undefined : it.derived?.find(({ asked }) => asked?.as === name)
  const column =
    name === 'id' ? it.table.id : Object.hasOwn(it.indexedColumns, name) ? it.indexedColumns[name] : undefined
  const keyed = derived?.asked
    ? { ...derived.asked, column: derived.column }
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

/** The names of a path, without what looks into arrays. */
export const namesOf = (path: JsonPath): string[] => path.flatMap((step) => (step.kind === 'name' ? [step.name] : []))

export const typeAt = ({ face: { schema }, characteristics }: Shape, names: string[]): AttributeType => ({
  schema: schemaAt(schema, names),
  isLoose: characteristics !== undefined && names.length === 2 && names[0] === characteristics && names[1] === 'value',
})

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

/** Text as a JSON path has it. */
export const quoted = (text: string): string => JSON.stringify(text)
