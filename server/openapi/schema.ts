import type { TObject, TSchema } from '@sinclair/typebox'
import type { OpenAPIV3 } from 'openapi-types'

type Components = Record<string, OpenAPIV3.SchemaObject>

/** A TypeBox schema as OpenAPI 3.0 has it. A schema with a title is a component, and becomes a reference to it. */
export const openApiOf = (schema: TSchema): OpenAPIV3.SchemaObject => converted(schema, {}) as OpenAPIV3.SchemaObject

/** The components that TypeBox schemas consist of: every schema with a title. */
export function componentsOf(schemas: TSchema[]): Components {
  const components: Components = {}
  for (const schema of schemas) converted(schema, components)
  return components
}

/** The query parameters of an operation: the properties of a schema. `more` adds what depends on the resource. */
export const queryParameters = (
  { properties, required = [] }: TObject,
  more: Record<string, Partial<OpenAPIV3.ParameterObject>> = {},
): OpenAPIV3.ParameterObject[] =>
  Object.entries(properties).map(([name, property]) => {
    const { description, example, ...schema } = openApiOf(property)
    return {
      name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      description,
      schema,
      ...(example !== undefined && { example }),
      ...more[name],
    }
  })

function converted(value: unknown, components: Components): unknown {
  if (Array.isArray(value)) return value.map((member) => converted(member, components))
  if (typeof value !== 'object' || value === null) return value
  const { title, examples, not: _notNull, ...schema } = value as Record<string, unknown>
  if ('enum' in schema && 'anyOf' in schema) {
    delete schema.anyOf
    schema.type = 'string'
  }
  if (Array.isArray(examples)) schema.example = examples[0]
  const members = Object.entries(schema).map(([key, member]) => {
    if (key === 'example') return [key, member]
    return [key, key === 'properties' ? eachConverted(member as object, components) : converted(member, components)]
  })
  const result = Object.fromEntries(members)
  if (typeof title !== 'string' || title === '') return result
  components[title] ??= { title, ...result }
  return { $ref: `#/components/schemas/${title}` }
}

/** Converts each property: a property may have the name of a keyword, such as `title`. */
const eachConverted = (properties: object, components: Components): object =>
  Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, converted(member, components)]))
