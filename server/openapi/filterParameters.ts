import { Kind, type TSchema } from '@sinclair/typebox'
import type { OpenAPIV3 } from 'openapi-types'
import type { Operator } from '../../shared/search'
import { arrival, arrivalSchema } from '../query/arrival'
import { typeAt } from '../query/attribute'
import { isObject } from '../resource/json'
import type { Resource } from '../resource/resource'

/**
 * The filters of a list as parameters, for generated clients: the declared attributes with single values, the indexed nested ones, the short
 * forms and the searches. An attribute with a time also has its two ends.
 */
export function filterParameters(it: Resource): OpenAPIV3.ParameterObject[] {
  const scalars = Object.entries<TSchema>(it.face.schema.properties)
    .filter(([name, schema]) => !name.startsWith('@') && name !== 'href' && isScalar(schema))
    .map(([name]) => name)
  const paths = new Set([...scalars, arrival, ...Object.keys(it.indexedColumns), ...(it.keyed?.paths ?? [])])
  return [
    ...[...paths].flatMap((path) => attributeFilters(it, path)),
    ...Object.entries(it.shortForms ?? {}).map(([name, { path, op }]) =>
      filter(name, `Short for \`${op ? `${path}.${op}` : path}\``, exampleAt(it, path, op)),
    ),
    ...(it.derived ?? []).flatMap(({ filter: own }) =>
      own ? filter(own.name, `Such as ${own.form}`, own.form.split(',')[0]) : [],
    ),
    ...(it.keyed
      ? [
          filter(
            'any',
            'A value that any of the attributes has by which resources are looked up',
            exampleAt(it, it.keyed.paths.at(-1) ?? ''),
          ),
        ]
      : []),
  ]
}

function attributeFilters(it: Resource, path: string): OpenAPIV3.ParameterObject[] {
  const schema = schemaAt(it, path)
  const description = `Filter: ${schema?.enum ? schema.enum.join(', ') : schema?.description}`
  const example = exampleAt(it, path)
  if (schema?.format !== 'date-time')
    return [filter(path, description, example, schema?.[Kind] === 'Boolean' ? 'boolean' : 'string')]
  const day = String(example).slice(0, 10)
  return [
    filter(path, `${description}. A day, month or year is the whole period in UTC`, day),
    filter(
      `${path}.gte`,
      `${description}, at or after this instant, or from the start of this day, month or year`,
      example,
    ),
    filter(
      `${path}.lt`,
      `${description}, before this instant, or before this day, month or year`,
      exampleAt(it, path, 'lt'),
    ),
  ]
}

const filter = (
  name: string,
  description: string,
  example: unknown,
  type: 'string' | 'boolean' = 'string',
): OpenAPIV3.ParameterObject => ({
  name,
  in: 'query',
  description,
  schema: { type },
  example,
})

const isScalar = (schema: TSchema): boolean =>
  ['String', 'Boolean', 'Number', 'Integer'].includes(schema[Kind]) || schema.enum !== undefined

const schemaAt = (it: Resource, path: string): TSchema | undefined =>
  path === arrival ? arrivalSchema : typeAt(it, path.split('.')).schema

/** The value at a path in the example of the resource; otherwise one that its schema names. A period ends with the day of its start. */
function exampleAt(it: Resource, path: string, op?: Operator): unknown {
  if (op === 'lt') return dayAfter(String(exampleAt(it, path)))
  const schema = schemaAt(it, path)
  const given = path.split('.').reduce<unknown>((value, name) => {
    const one = Array.isArray(value) ? value[0] : value
    return isObject(one) ? one[name] : undefined
  }, it.face.example)
  if (given !== undefined) return given
  return schema?.enum?.[0] ?? schema?.examples?.[0] ?? (schema?.[Kind] === 'Boolean' ? true : 'text')
}

const dayAfter = (instant: string): string =>
  new Date(new Date(instant.slice(0, 10)).getTime() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
