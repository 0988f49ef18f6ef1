import type { UsageSpecification } from '../../shared/usageSpecification'

/** The attributes a specification's page has a place for. */
const known = new Set<string>([
  'id',
  'href',
  'name',
  'description',
  'version',
  'lifecycleStatus',
  'isBundle',
  'lastUpdate',
  'validFor',
  'attachment',
  'constraint',
  'entitySpecRelationship',
  'relatedParty',
  'specCharacteristic',
  'targetEntitySchema',
] satisfies (keyof UsageSpecification)[])

/** The attributes it has beyond those: its type, and extensions. */
export const findOthers = (it: UsageSpecification): [string, unknown][] => Object.entries(it).filter(([name]) => !known.has(name))

export const partyColumns = [
  { name: 'role', label: 'Role' },
  { name: 'name', label: 'Name' },
  { name: 'id', label: 'ID' },
  { name: '@referredType', label: 'Type' },
  { name: 'href', label: 'Address' },
]

export const constraintColumns = [
  { name: 'name', label: 'Name' },
  { name: 'version', label: 'Version' },
  { name: 'id', label: 'ID' },
  { name: '@referredType', label: 'Type' },
  { name: 'href', label: 'Address' },
]

export const relationshipColumns = [
  { name: 'relationshipType', label: 'Relationship' },
  { name: 'role', label: 'Role' },
  { name: 'name', label: 'Name' },
  { name: 'id', label: 'ID' },
  { name: 'href', label: 'Address' },
]

export const attachmentColumns = [
  { name: 'name', label: 'Name' },
  { name: 'description', label: 'Description' },
  { name: 'attachmentType', label: 'Kind' },
  { name: 'mimeType', label: 'Media type' },
  { name: 'url', label: 'Where' },
  { name: 'id', label: 'ID' },
]
