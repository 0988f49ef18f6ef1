import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import type { OpenAPIV3 } from 'openapi-types'
import type { Resource } from '../resource/resource'
import { componentsOf } from './schema'

type Schema = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject

/** The names of the components that describe a resource in requests and answers. */
export const schemaNames = ({ type, face: { createSchema } }: Pick<Resource, 'type' | 'face'>) => ({
  create: createSchema.title ?? '',
  /** A merge patch. */
  update: `${type}_Update`,
  /** An answer of an operation with the parameter `fields`: any attribute can be missing, also nested ones. */
  returned: type,
  /** An answer that is always whole. */
  whole: `${type}_Whole`,
})

/** The components of a resource, from its schemas. */
export function resourceComponents(it: Pick<Resource, 'type' | 'face'>): Record<string, OpenAPIV3.SchemaObject> {
  const { createSchema, schema } = it.face
  const { create, update, returned, whole } = schemaNames(it)
  const components = componentsOf([
    createSchema,
    { ...schema, title: whole, description: `${schema.description}, whole` },
    { ...selectable(schema), title: returned, required: ['id', 'href'] },
  ])
  return { ...components, [update]: updateComponent(it.type, update, schema, components[create]) }
}

/**
 * The schema of what `fields` leaves of a value: no attribute is required, also in nested objects. A nested object gets a name of its own if
 * its schema differs from that of a whole one.
 */
function selectable(schema: TSchema): TSchema {
  if (schema[Kind] === 'Array') {
    const items = selectable(schema.items)
    return items === schema.items ? schema : { ...schema, items }
  }
  if (schema[Kind] !== 'Object') return schema
  const { required = [], ...others } = schema as TObject
  const properties = Object.fromEntries(
    Object.entries(others.properties).map(([name, property]) => [name, selectable(property)]),
  )
  const isSame = Object.entries(properties).every(([name, property]) => property === others.properties[name])
  return isSame && required.length === 0 ? schema : { ...others, properties, title: `${others.title}_Fields` }
}

/** A merge patch (RFC 7396): every attribute of a new resource, where null removes what a whole resource can be without. */
function updateComponent(
  type: string,
  title: string,
  whole: TObject,
  create: OpenAPIV3.SchemaObject | undefined,
): OpenAPIV3.SchemaObject {
  const properties = Object.entries(create?.properties ?? {}).map(([name, property]) => [
    name,
    whole.required?.includes(name) ? property : nullable(property),
  ])
  return {
    title,
    type: 'object',
    description: `The attributes of a ${type} to change; null removes an attribute (RFC 7396). Arrays are replaced as a whole.`,
    properties: Object.fromEntries(properties),
    additionalProperties: true,
  }
}

function nullable(schema: Schema): OpenAPIV3.SchemaObject {
  if ('$ref' in schema) return { type: 'object', nullable: true, allOf: [schema] }
  return { ...schema, nullable: true, ...(schema.enum && { enum: [...schema.enum, null] }) }
}
