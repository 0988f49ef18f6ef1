import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import { isExtension } from '../../shared/tmf'
import { type Document, isObject } from './json'
import type { Resource } from './resource'

const strictForms = new WeakMap<object, Resource>()

/**
 * A resource whose representations have nothing but the attributes of the standard, at every level, for clients that refuse unknown attributes.
 * For answers only: what callers send, and filter by, is not restricted. A resource that the standard does not have stays as it is.
 */
export function strictOf(it: Resource): Resource {
  const known = strictForms.get(it)
  if (known) return known
  const form = isExtension(it.face.schema) ? it : restricted(it)
  strictForms.set(it, form)
  return form
}

function restricted(it: Resource): Resource {
  const { schema, translation } = it.face
  const standard = standardOf(schema) as TObject
  return {
    ...it,
    aside: undefined,
    isStrict: true,
    face: {
      ...it.face,
      schema: standard,
      translation: {
        read: (representation) => (translation ? translation.read(representation) : representation),
        write: (document) => keep(standard, translation ? translation.write(document) : document) as Document,
      },
    },
  }
}

/** A schema without the attributes that are extensions of the standard. */
function standardOf(schema: TSchema): TSchema {
  if (schema[Kind] === 'Array') return { ...schema, items: standardOf(schema.items) }
  if (schema[Kind] !== 'Object') return schema
  const properties = Object.entries<TSchema>(schema.properties).filter(([, property]) => !isExtension(property))
  return {
    ...schema,
    properties: Object.fromEntries(properties.map(([name, property]) => [name, standardOf(property)])),
  }
}

/** A value without the attributes that its schema does not declare. Values of any type are kept whole. */
function keep(schema: TSchema, value: unknown): unknown {
  if (schema[Kind] === 'Array' && Array.isArray(value)) return value.map((element) => keep(schema.items, element))
  if (schema[Kind] !== 'Object' || !isObject(value)) return value
  const kept: Document = {}
  for (const [name, property] of Object.entries<TSchema>(schema.properties))
    if (name in value) kept[name] = keep(property, value[name])
  return kept
}
