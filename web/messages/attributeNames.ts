/** The labels of the attributes of a specification. */
const names: Record<string, string> = {
  name: 'Name',
  description: 'Description',
  version: 'Version',
  lifecycleStatus: 'Lifecycle status',
  enforcement: 'Enforcement',
  extensible: 'Further characteristics',
  isExternalIdentifierUnique: 'Unique external identifiers',
  isBundle: 'Bundle',
  validFor: 'Validity',
  startDateTime: 'Valid from',
  endDateTime: 'Valid until',
  specCharacteristic: 'Characteristics',
  entitySpecRelationship: 'Relationships',
  constraint: 'Constraints',
  attachment: 'Attachments',
  relatedParty: 'Related parties',
  targetEntitySchema: 'Target schema',
  id: 'ID',
  href: 'Address',
  '@type': 'Type (@type)',
  '@baseType': 'Base type (@baseType)',
  '@schemaLocation': 'Schema location (@schemaLocation)',
  '@referredType': 'Referred type',
  '@valueSchemaLocation': 'Schema of its values (@valueSchemaLocation)',
  role: 'Role',
  relationshipType: 'Kind of relationship',
  associationSpec: 'Specification of the association',
  attachmentType: 'Kind',
  mimeType: 'Media type',
  url: 'Where the content is',
  content: 'Content (base64)',
  size: 'Size',
  amount: 'Amount',
  units: 'Unit',
  valueType: 'Type',
  minCardinality: 'Occurs at least',
  maxCardinality: 'Occurs at most',
  cardinality: 'Occurs',
  required: 'Required',
  regex: 'Pattern',
  isUnique: 'Unique',
  configurable: 'Configurable',
  group: 'Group',
  charSpecRelationship: 'Relations to other characteristics',
  characteristicValueSpecification: 'Values and ranges',
  value: 'Value',
  allowed: 'Allowed values',
  range: 'Range',
  default: 'Default',
  unit: 'Unit',
  valueFrom: 'From',
  valueTo: 'To',
  rangeInterval: 'Ends of the range',
  unitOfMeasure: 'Unit',
  isDefault: 'Default',
  characteristicSpecificationId: 'ID of the other characteristic',
  parentSpecificationId: 'ID of its specification',
  parentSpecificationHref: 'Address of its specification',
  lastUpdate: 'Last update',
}

/** Labels that differ inside a list or object. */
const inside: Record<string, Record<string, string>> = {
  specCharacteristic: { extensible: 'Other values are allowed' },
  charSpecRelationship: { name: 'Other characteristic' },
}

/** The label of an attribute; an unknown attribute is shown by its name. */
export const attributeName = (name: string, within?: string): string =>
  inside[within ?? '']?.[name] ?? names[name] ?? name

/** The label of one item in a list: `Related party 2`. */
const singular: Record<string, string> = {
  specCharacteristic: 'Characteristic',
  entitySpecRelationship: 'Relationship',
  constraint: 'Constraint',
  attachment: 'Attachment',
  relatedParty: 'Related party',
  charSpecRelationship: 'Relation',
  characteristicValueSpecification: 'Value or range',
}

export const itemName = (list: string, index: number): string => `${singular[list] ?? attributeName(list)} ${index + 1}`
