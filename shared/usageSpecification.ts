import { Type as t } from '@sinclair/typebox'
import {
  AssociationSpecificationRef,
  anyJson,
  ConstraintRef,
  dateTime,
  extensible,
  extension,
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
  href: t.Optional(uri('Address')),
  attachmentType: t.Optional(text('Kind of attachment')),
  content: t.Optional(t.String({ description: 'The content in base64', format: 'base64' })),
  description: t.Optional(text('Description')),
  mimeType: t.Optional(text('Media type', ['application/pdf'])),
  name: t.Optional(text('Name')),
  url: t.Optional(uri('Address of the content')),
  size: t.Optional(Quantity),
  validFor: t.Optional(TimePeriod),
  '@referredType': t.Optional(text('Type of the referenced entity')),
  ...extensible,
})

const EntitySpecificationRelationship = open('EntitySpecificationRelationship', 'A relation to another specification', {
  id: t.Optional(text('Identifier of the other specification')),
  href: t.Optional(uri('Address')),
  name: t.Optional(text('Name')),
  relationshipType: mandatoryText(
    'The kind of relationship: dependency, aggregation, migration, substitution, exclusivity, or contains for a part of a bundle (extension of TMF635)',
    ['dependency'],
  ),
  role: t.Optional(text('Role of the other specification')),
  associationSpec: t.Optional(AssociationSpecificationRef),
  validFor: t.Optional(TimePeriod),
  '@referredType': t.Optional(text('Type of the referenced entity')),
  ...extensible,
})

const CharacteristicSpecificationRelationship = open(
  'CharacteristicSpecificationRelationship',
  'A relation to another characteristic',
  {
    id: t.Optional(text('Identifier')),
    href: t.Optional(uri('Address')),
    characteristicSpecificationId: t.Optional(text('Identifier of the other characteristic')),
    name: t.Optional(text('Name of the other characteristic')),
    parentSpecificationHref: t.Optional(uri('Address of the specification that defines the other characteristic')),
    parentSpecificationId: t.Optional(text('Identifier of the specification that defines the other characteristic')),
    relationshipType: t.Optional(text('aggregation, migration, substitution, dependency or exclusivity')),
    validFor: t.Optional(TimePeriod),
    ...extensible,
  },
)

const CharacteristicValueSpecification = open(
  'CharacteristicValueSpecification',
  'An allowed value, or a range of allowed values, of a characteristic',
  {
    isDefault: t.Optional(t.Boolean({ description: 'Whether this is the value when the usage gives none' })),
    rangeInterval: t.Optional(
      text('The ends that belong to the range: open (none), closed (both), closedBottom or closedTop'),
    ),
    regex: t.Optional(text('Regular expression (RE2) that values must match')),
    unitOfMeasure: t.Optional(text('Unit', ['SEC'])),
    valueFrom: t.Optional(t.Integer({ description: 'Lower end of the range' })),
    valueTo: t.Optional(t.Integer({ description: 'Upper end of the range' })),
    valueType: t.Optional(text('Type of the value')),
    validFor: t.Optional(TimePeriod),
    value: t.Optional(anyJson('Value: any JSON except null')),
    ...extensible,
  },
)

export const CharacteristicSpecification = open(
  'CharacteristicSpecification',
  'A characteristic of the usages that follow this specification',
  {
    id: t.Optional(text('Identifier')),
    configurable: t.Optional(t.Boolean({ description: 'Whether its values can be configured' })),
    description: t.Optional(text('Description')),
    extensible: t.Optional(t.Boolean({ description: 'Whether values other than the listed ones are allowed' })),
    isUnique: t.Optional(
      t.Boolean({ description: 'Whether its value is unique among the usages of the specification' }),
    ),
    maxCardinality: t.Optional(t.Integer({ description: 'Maximum number of values' })),
    minCardinality: t.Optional(t.Integer({ description: 'Minimum number of values' })),
    name: t.Optional(text('Name', ['duration'])),
    regex: t.Optional(text('Regular expression (RE2) that every value must match')),
    valueType: t.Optional(
      text(
        'Type of the values: string, number, integer, boolean, dateTime, date, timePeriod, object, array, or a common synonym. Any other word allows every value',
        ['integer'],
      ),
    ),
    charSpecRelationship: list(CharacteristicSpecificationRelationship, 'Relations to other characteristics'),
    characteristicValueSpecification: list(CharacteristicValueSpecification, 'Allowed values'),
    validFor: t.Optional(TimePeriod),
    '@valueSchemaLocation': t.Optional(text('Address of the JSON Schema of a complex value')),
    group: extension(
      t.Optional(text('Heading under which forms show the characteristic (extension of TMF635)', ['Parties'])),
    ),
    ...extensible,
  },
)
export type CharacteristicSpecification = typeof CharacteristicSpecification.static

const TargetEntitySchema = open('TargetEntitySchema', 'Type and schema of the specified entity', {
  '@type': mandatoryText('Type'),
  '@schemaLocation': mandatoryText('Address of the JSON Schema'),
})

const attributes = {
  name: mandatoryText('Name', ['Voice-Usage-Specification']),
  description: t.Optional(text('Description')),
  version: t.Optional(text('Version', ['1.0'])),
  lifecycleStatus: t.Optional(text('Status in the life cycle', ['Active'])),
  isBundle: t.Optional(
    t.Boolean({
      description:
        'Whether the specification contains other specifications: those of its relationships with the type contains, of which there may be none yet',
    }),
  ),
  lastUpdate: t.Optional(dateTime('Time of the last change, set by the server')),
  validFor: t.Optional(TimePeriod),
  attachment: list(AttachmentRefOrValue, 'Documents'),
  constraint: list(ConstraintRef, 'Constraints and policies'),
  entitySpecRelationship: list(EntitySpecificationRelationship, 'Relations to other specifications'),
  relatedParty: list(RelatedParty, 'The parties involved'),
  specCharacteristic: list(CharacteristicSpecification, 'The characteristics of its usages'),
  targetEntitySchema: t.Optional(TargetEntitySchema),
  extensible: extension(
    t.Optional(
      t.Boolean({
        description:
          'Whether usages may have characteristics that the specification does not define (extension of TMF635; true when absent)',
      }),
    ),
  ),
  isExternalIdentifierUnique: extension(
    t.Optional(
      t.Boolean({
        description:
          'Whether no two usages of the specification may have the same external identifier: the same id, with the same owner and externalIdentifierType where given (extension of TMF635; false when absent)',
      }),
    ),
  ),
  enforcement: extension(
    t.Optional(
      oneOf(
        enforcements,
        'What happens to a usage that breaks a rule (extension of TMF635; refuse when absent). refuse: 400 with all broken rules; quarantine: stored as rejected, with its broken rules; observe: stored as sent, with its broken rules',
      ),
    ),
  ),
  ...extensible,
}

/** The body of a request that creates a UsageSpecification (TMF635 v4.0.0 UsageSpecification_Create; conformance profile: `name` is mandatory). */
export const UsageSpecificationCreate = open('UsageSpecification_Create', 'A usage specification to create', attributes)
export type UsageSpecificationCreate = typeof UsageSpecificationCreate.static

/** The definition of a kind of usage and its characteristics (TMF635 v4.0.0 UsageSpecification). */
export const UsageSpecification = open('UsageSpecification', 'A usage specification', {
  id: t.String({ description: 'Identifier, assigned by the server', examples: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'] }),
  href: t.String({ description: 'Address of this specification', format: 'uri' }),
  ...attributes,
  lastUpdate: dateTime('Time of the last change'),
})
export type UsageSpecification = typeof UsageSpecification.static
