import { Type as t } from '@sinclair/typebox'
import {
  AssociationSpecificationRef,
  anyJson,
  ConstraintRef,
  dateTime,
  extensible,
  list,
  mandatoryText,
  oneOf,
  open,
  Quantity,
  RelatedParty,
  TimePeriod,
  text,
  uri,
} from './tmf'
import { enforcements } from './vocabulary'

const AttachmentRefOrValue = open('AttachmentRefOrValue', 'A document, by value or by reference', {
  id: t.Optional(text('Identifier')),
  href: t.Optional(uri('Where it is')),
  attachmentType: t.Optional(text('Kind of attachment')),
  content: t.Optional(t.String({ description: 'The content in base64', format: 'base64' })),
  description: t.Optional(text('What it is')),
  mimeType: t.Optional(text('Its media type', ['application/pdf'])),
  name: t.Optional(text('Its name')),
  url: t.Optional(uri('Where the content is')),
  size: t.Optional(Quantity),
  validFor: t.Optional(TimePeriod),
  '@referredType': t.Optional(text('Its type')),
  ...extensible,
})

const EntitySpecificationRelationship = open(
  'EntitySpecificationRelationship',
  'How a specification relates to another',
  {
    id: t.Optional(text('Identifier of the other specification')),
    href: t.Optional(uri('Where it is')),
    name: t.Optional(text('Its name')),
    relationshipType: mandatoryText('The kind of relationship', ['dependency']),
    role: t.Optional(text('What the other is to this one')),
    associationSpec: t.Optional(AssociationSpecificationRef),
    validFor: t.Optional(TimePeriod),
    '@referredType': t.Optional(text('Its type')),
    ...extensible,
  },
)

const CharacteristicSpecificationRelationship = open(
  'CharacteristicSpecificationRelationship',
  'How a characteristic relates to another',
  {
    id: t.Optional(text('Identifier')),
    href: t.Optional(uri('Where it is')),
    characteristicSpecificationId: t.Optional(text('Identifier of the other characteristic')),
    name: t.Optional(text('Name of the other characteristic')),
    parentSpecificationHref: t.Optional(uri('Where the specification that holds it is')),
    parentSpecificationId: t.Optional(text('Identifier of the specification that holds it')),
    relationshipType: t.Optional(text('aggregation, migration, substitution, dependency or exclusivity')),
    validFor: t.Optional(TimePeriod),
    ...extensible,
  },
)

const CharacteristicValueSpecification = open(
  'CharacteristicValueSpecification',
  'A value, or a range of values, that a characteristic may have',
  {
    isDefault: t.Optional(t.Boolean({ description: 'Whether it is the value when none is given' })),
    rangeInterval: t.Optional(text('Which ends of the range belong to it: open, closed, closedBottom or closedTop')),
    regex: t.Optional(text('A regular expression values match')),
    unitOfMeasure: t.Optional(text('Unit', ['SEC'])),
    valueFrom: t.Optional(t.Integer({ description: 'The low end of the range' })),
    valueTo: t.Optional(t.Integer({ description: 'The high end of the range' })),
    valueType: t.Optional(text('Type of the value')),
    validFor: t.Optional(TimePeriod),
    value: t.Optional(anyJson('The value: any JSON but null')),
    ...extensible,
  },
)

export const CharacteristicSpecification = open(
  'CharacteristicSpecification',
  'A characteristic that usages of this specification have',
  {
    id: t.Optional(text('Identifier')),
    configurable: t.Optional(t.Boolean({ description: 'Whether its values can be configured' })),
    description: t.Optional(text('What it is')),
    extensible: t.Optional(t.Boolean({ description: 'Whether values beyond the listed ones are allowed' })),
    isUnique: t.Optional(
      t.Boolean({ description: 'Whether its value is unique among the usages of the specification' }),
    ),
    maxCardinality: t.Optional(t.Integer({ description: 'How often it may appear at most' })),
    minCardinality: t.Optional(t.Integer({ description: 'How often it must appear at least' })),
    name: t.Optional(text('Name', ['duration'])),
    regex: t.Optional(text('A regular expression its values match')),
    valueType: t.Optional(
      text(
        'Type of its values: string, number, integer, boolean, dateTime, date, timePeriod, object or array, or another usual word for one of them. Any other word accepts every value',
        ['integer'],
      ),
    ),
    charSpecRelationship: list(CharacteristicSpecificationRelationship, 'Relations to other characteristics'),
    characteristicValueSpecification: list(CharacteristicValueSpecification, 'Its allowed values'),
    validFor: t.Optional(TimePeriod),
    '@valueSchemaLocation': t.Optional(text('Where the JSON Schema of a complex value is')),
    group: t.Optional(text('The heading it stands under in forms (an attribute of ours)', ['Parties'])),
    ...extensible,
  },
)
export type CharacteristicSpecification = typeof CharacteristicSpecification.static

const TargetEntitySchema = open('TargetEntitySchema', 'The type and schema of what is specified', {
  '@type': mandatoryText('Its type'),
  '@schemaLocation': mandatoryText('Where its JSON Schema is'),
})

const attributes = {
  name: mandatoryText('Name', ['Voice-Usage-Specification']),
  description: t.Optional(text('What usages of it are')),
  version: t.Optional(text('Version', ['1.0'])),
  lifecycleStatus: t.Optional(text('Where it stands in its life', ['Active'])),
  isBundle: t.Optional(t.Boolean({ description: 'Whether it is made of other specifications' })),
  lastUpdate: t.Optional(dateTime('When it last changed; the server sets it')),
  validFor: t.Optional(TimePeriod),
  attachment: list(AttachmentRefOrValue, 'Documents about it'),
  constraint: list(ConstraintRef, 'Constraints and policies'),
  entitySpecRelationship: list(EntitySpecificationRelationship, 'Relations to other specifications'),
  relatedParty: list(RelatedParty, 'Who it concerns'),
  specCharacteristic: list(CharacteristicSpecification, 'The characteristics its usages have'),
  targetEntitySchema: t.Optional(TargetEntitySchema),
  extensible: t.Optional(
    t.Boolean({
      description:
        'Whether usages may have characteristics that it does not name (an attribute of ours; true when absent)',
    }),
  ),
  enforcement: t.Optional(
    oneOf(
      enforcements,
      'What becomes of a usage that breaks a rule (an attribute of ours; refuse when absent). refuse: 400 with all broken rules; quarantine: stored as rejected, with its broken rules; observe: stored as sent, with its broken rules',
    ),
  ),
  ...extensible,
}

/** What a caller sends to create a UsageSpecification (TMF635 v4.0.0 UsageSpecification_Create; conformance profile: `name` is mandatory). */
export const UsageSpecificationCreate = open(
  'UsageSpecification_Create',
  'A usage specification as a caller sends it',
  attributes,
)
export type UsageSpecificationCreate = typeof UsageSpecificationCreate.static

/** The description of a kind of usage and its characteristics (TMF635 v4.0.0 UsageSpecification). */
export const UsageSpecification = open('UsageSpecification', 'A usage specification', {
  id: t.String({ description: 'Identifier, made by the server', examples: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'] }),
  href: t.String({ description: 'Where this specification is', format: 'uri' }),
  ...attributes,
  lastUpdate: dateTime('When it last changed'),
})
export type UsageSpecification = typeof UsageSpecification.static
