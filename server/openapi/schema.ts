import type { TObject, TSchema } from '@sinclair/typebox'
import type { OpenAPIV3 } from 'openapi-types'

type Components = Record<string, OpenAPIV3.SchemaObject>

/** Converts a TypeBox schema to OpenAPI 3.0. Schemas with a title are components and become references. */
export const openApiOf = (schema: TSchema): OpenAPIV3.SchemaObject => converted(schema, {}) as OpenAPIV3.SchemaObject

/** Collects the components in TypeBox schemas: every schema with a title. */
export function componentsOf(schemas: TSchema[]): Components {
  const components: Components = {}
  for (const schema of schemas) converted(schema, components)
  return components
}

/** The properties of a schema as query parameters. `more` adds descriptions that depend on the resource. */
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
  // In OpenAPI 3.0 a reference has no siblings.
  if (typeof schema.$ref === 'string' && schema.description)
    return { allOf: [{ $ref: schema.$ref }], description: schema.description }
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
