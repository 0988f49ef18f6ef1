import { type TObject, type TProperties, type TSchema, Type as t } from '@sinclair/typebox'
import { maxKeyLength } from './vocabulary'

/**
 * The types every TMF resource is made of (TMF635 v4.0.0). A schema with a `title` is a named component of the published OpenAPI.
 * Objects are open: attributes not named here are kept and come back.
 */

export const text = (description: string, examples?: string[]) =>
  t.String({ description, ...(examples && { examples }) })

/** Text that must say something: mandatory attributes are neither blank nor null (TMF635 conformance profile). */
export const mandatoryText = (description: string, examples?: string[]) =>
  t.String({ description, pattern: '\\S', maxLength: maxKeyLength, ...(examples && { examples }) })

/** Optional text that is looked up by index. */
export const keyText = (description: string, examples?: string[]) =>
  t.String({ description, maxLength: maxKeyLength, ...(examples && { examples }) })

export const uri = (description: string) => t.String({ description, format: 'uri-reference' })

/** RFC 3339 with an offset: `2026-11-23T10:14:00Z`, `2026-11-23T11:14:00+01:00`. */
export const dateTime = (description: string) =>
  t.String({ description, format: 'date-time', examples: ['2026-11-23T10:14:00Z'] })

export const anyJson = (description: string) => t.Unsafe<unknown>({ ...t.Not(t.Null()), description })

/** A closed set of words. */
export const oneOf = <Word extends string>(words: readonly Word[], description: string) =>
  t.Unsafe<Word>({ ...t.Union(words.map((word) => t.Literal(word))), description, enum: words })

export const list = <Item extends TSchema>(item: Item, description: string) =>
  t.Optional(t.Array(item, { description }))

/** What every TMF type may carry to say that it is a subtype (TMF630 part 2). */
export const extensible = {
  '@baseType': t.Optional(text('The type this one specialises')),
  '@schemaLocation': t.Optional(uri('Where the JSON Schema of added attributes is')),
  '@type': t.Optional(text('The concrete type')),
}

export const open = <Properties extends TProperties>(
  title: string,
  description: string,
  properties: Properties,
): TObject<Properties> => t.Object(properties, { title, description })

const reference = (title: string, description: string) =>
  open(title, description, {
    id: mandatoryText('Identifier of what is referred to; it need not exist here'),
    href: t.Optional(uri('Where it is')),
    name: t.Optional(text('Its name')),
    '@referredType': t.Optional(text('Its type')),
    ...extensible,
  })

export const Money = open('Money', 'An amount of money', {
  id: t.Optional(text('Identifier')),
  href: t.Optional(uri('Where it is')),
  unit: t.Optional(text('Currency, as ISO 4217 spells it', ['EUR'])),
  value: t.Optional(t.Number({ description: 'How much', examples: [0.12] })),
  ...extensible,
})

export const Quantity = open('Quantity', 'A measured amount', {
  amount: t.Optional(t.Number({ description: 'How much' })),
  units: t.Optional(text('Of what unit')),
})

export const TimePeriod = open('TimePeriod', 'From an instant to another; an end left out is open', {
  id: t.Optional(text('Identifier')),
  href: t.Optional(uri('Where it is')),
  startDateTime: t.Optional(dateTime('When it begins')),
  endDateTime: t.Optional(dateTime('When it ends')),
  ...extensible,
})

export const RelatedParty = open('RelatedParty', 'A person or organisation with a role', {
  id: mandatoryText('Identifier of the party', ['customer-4711']),
  href: t.Optional(uri('Where the party is')),
  name: t.Optional(text('Name of the party')),
  role: t.Optional(text('What the party is to this resource', ['customer'])),
  '@referredType': mandatoryText('Type of the party', ['Individual', 'Organization']),
  ...extensible,
})

export const ProductRef = reference('ProductRef', 'A product of the inventory')
export const UsageSpecificationRef = reference('UsageSpecificationRef', 'The specification a usage follows')
export const AssociationSpecificationRef = reference(
  'AssociationSpecificationRef',
  'The specification of an association',
)

export const ConstraintRef = open('ConstraintRef', 'A constraint or policy', {
  ...reference('', '').properties,
  version: t.Optional(text('Its version')),
})

/** Shape of every error body (TMF630 part 1); `invalidAttribute` is an extension that lists what is wrong where. */
export const ErrorBody = open('Error', 'What went wrong and what would fix it', {
  code: t.String({ description: 'A stable word for programs', examples: ['invalidAttribute'] }),
  reason: t.String({ description: 'What is wrong, in short', examples: ['The Usage is not valid'] }),
  message: t.Optional(t.String({ description: 'What is wrong in detail and what would fix it' })),
  status: t.Optional(t.String({ description: 'The HTTP status', examples: ['400'] })),
  referenceError: t.Optional(t.String({ description: 'Where the error is documented', format: 'uri' })),
  invalidAttribute: t.Optional(
    t.Array(
      open('InvalidAttribute', 'One attribute that is not as it must be', {
        path: t.String({ description: 'Where it is', examples: ['relatedParty[0].id'] }),
        message: t.String({ description: 'What it must be', examples: ['must be a string, got 5'] }),
      }),
    ),
  ),
  ...extensible,
})
export type ErrorBody = typeof ErrorBody.static
