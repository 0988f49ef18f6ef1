import { type TObject, type TProperties, type TSchema, Type as t } from '@sinclair/typebox'
import { maxKeyLength } from './vocabulary'

/**
 * The types that TMF resources share (TMF635 v4.0.0). A schema with a `title` is a named component of the published OpenAPI.
 * Objects are open: unknown attributes are stored and returned.
 */

export const text = (description: string, examples?: string[]) =>
  t.String({ description, ...(examples && { examples }) })

/** Mandatory text: neither blank nor null (TMF635 conformance profile). */
export const mandatoryText = (description: string, examples?: string[]) =>
  t.String({ description, pattern: '\\S', maxLength: maxKeyLength, ...(examples && { examples }) })

/** Optional text that an index covers. */
export const keyText = (description: string, examples?: string[]) =>
  t.String({ description, maxLength: maxKeyLength, ...(examples && { examples }) })

export const uri = (description: string) => t.String({ description, format: 'uri-reference' })

/** RFC 3339 with an offset: `2026-11-23T10:14:00Z`, `2026-11-23T11:14:00+01:00`. */
export const dateTime = (description: string) =>
  t.String({ description, format: 'date-time', examples: ['2026-11-23T10:14:00Z'] })

/** The `zone` parameter of lists and of what counts and exports them. */
export const zone = text('The time zone of days, months and years: a name of the IANA database. Default: UTC', [
  'Europe/Berlin',
])

export const anyJson = (description: string) => t.Unsafe<unknown>({ ...t.Not(t.Null()), description })

/** A closed set of words. */
export const oneOf = <Word extends string>(words: readonly Word[], description: string) =>
  t.Unsafe<Word>({ ...t.Union(words.map((word) => t.Literal(word))), description, enum: words })

export const list = <Item extends TSchema>(item: Item, description: string) =>
  t.Optional(t.Array(item, { description }))

/** The attributes of a subtype, allowed on every TMF type (TMF630 part 2). */
export const extensible = {
  '@baseType': t.Optional(text('The type that this type extends')),
  '@schemaLocation': t.Optional(uri('Address of the JSON Schema of additional attributes')),
  '@type': t.Optional(text('The concrete type')),
}

export const open = <Properties extends TProperties>(
  title: string,
  description: string,
  properties: Properties,
): TObject<Properties> => t.Object(properties, { title, description, additionalProperties: true })

/** Marks an attribute, or a whole resource, that the standard does not have. The mark is published, too. */
export const extension = <Schema extends TSchema>(schema: Schema): Schema => ({ ...schema, [extensionMark]: true })

export const isExtension = (schema: TSchema): boolean => schema[extensionMark] === true

const extensionMark = 'x-extension'

const reference = (title: string, description: string) =>
  open(title, description, {
    id: mandatoryText('Identifier of the referenced entity, which need not exist on this server'),
    href: t.Optional(uri('Address')),
    name: t.Optional(text('Name')),
    '@referredType': t.Optional(text('Type of the referenced entity')),
    ...extensible,
  })

export const Money = open('Money', 'An amount of money', {
  id: t.Optional(text('Identifier')),
  href: t.Optional(uri('Address')),
  unit: t.Optional(text('Currency code (ISO 4217)', ['EUR'])),
  value: t.Optional(t.Number({ description: 'Amount', examples: [0.12] })),
  ...extensible,
})

export const Quantity = open('Quantity', 'A measured amount', {
  amount: t.Optional(t.Number({ description: 'Amount' })),
  units: t.Optional(text('Unit of measure')),
})

export const TimePeriod = open('TimePeriod', 'A period of time; an absent start or end is open', {
  id: t.Optional(text('Identifier')),
  href: t.Optional(uri('Address')),
  startDateTime: t.Optional(dateTime('Start')),
  endDateTime: t.Optional(dateTime('End')),
  ...extensible,
})

export const RelatedParty = open('RelatedParty', 'A person or organisation with a role', {
  id: mandatoryText('Identifier of the party', ['customer-4711']),
  href: t.Optional(uri('Address of the party')),
  name: t.Optional(text('Name of the party')),
  role: t.Optional(text('Role of the party', ['customer'])),
  '@referredType': mandatoryText('Type of the party', ['Individual', 'Organization']),
  ...extensible,
})

export const ProductRef = reference('ProductRef', 'A product in the inventory')
export const UsageSpecificationRef = reference('UsageSpecificationRef', 'The specification that a usage follows')
export const AssociationSpecificationRef = reference(
  'AssociationSpecificationRef',
  'The specification of an association',
)

export const ConstraintRef = open('ConstraintRef', 'A constraint or policy', {
  ...reference('', '').properties,
  version: t.Optional(text('Version')),
})

/** The schema of every error body (TMF630 part 1). `invalidAttribute` is an extension that lists each invalid attribute. */
export const ErrorBody = open('Error', 'An error, with its cause and a way to fix it', {
  code: t.String({ description: 'Stable error code for programs', examples: ['invalidAttribute'] }),
  reason: t.String({ description: 'Short description of the error', examples: ['The Usage is not valid'] }),
  message: t.Optional(t.String({ description: 'Details of the error and a way to fix it' })),
  status: t.Optional(t.String({ description: 'HTTP status', examples: ['400'] })),
  referenceError: t.Optional(
    t.String({
      description: 'Address of the documentation, or of the resource that caused the conflict',
      format: 'uri',
    }),
  ),
  invalidAttribute: extension(
    t.Optional(
      t.Array(
        open('InvalidAttribute', 'An invalid attribute', {
          path: t.String({ description: 'Path of the attribute', examples: ['relatedParty[0].id'] }),
          message: t.String({
            description: 'The problem, and the allowed values',
            examples: ['must be a string; got 5'],
          }),
        }),
      ),
    ),
  ),
  ...extensible,
})
export type ErrorBody = typeof ErrorBody.static
