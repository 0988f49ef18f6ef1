import type { TSchema } from '@sinclair/typebox'

/** The schema of an attribute of an object, or of the elements of an array; undefined where every value is allowed. */
export const memberSchema = (schema: TSchema | undefined, name: string): TSchema | undefined =>
  schema?.type === 'array' ? schema.items : schema?.properties?.[name]

/** The schema of an element of an array. A JSON Patch (TMF630 part 5, RFC 6902) of a document is an array, too: its values have the schemas of their targets. */
export function elementSchema(schema: TSchema | undefined, element: unknown): TSchema | undefined {
  if (!schema || schema.type === 'array') return schema?.items
  const path = (element as { path?: unknown } | null)?.path
  if (typeof path !== 'string') return schema
  const target = schemaAt(schema, path)
  return { ...schema, properties: target ? { value: target } : {} }
}

/** The schema at a JSON Pointer, whose query, if any, is left out. A pointer with a query descends into the elements of arrays. */
function schemaAt(schema: TSchema, pointer: string): TSchema | undefined {
  const names = (pointer.split('?')[0] ?? '').split('/').slice(1)
  let found: TSchema | undefined = schema
  for (const [index, name] of names.entries()) {
    // The collection itself.
    if (index === 0 && (name === '' || name === '-')) continue
    if (found?.type === 'array' && !/^(\d+|-)$/.test(name)) found = found.items as TSchema
    found = memberSchema(found, name.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return found
}
