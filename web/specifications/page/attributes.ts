import type { UsageSpecification } from '../../../shared/usageSpecification'
import { attributeName } from '../../messages/attributeNames'

/** The attributes that the page shows in their own place. */
const known = new Set<string>([
  'id',
  'href',
  'name',
  'description',
  'version',
  'lifecycleStatus',
  'enforcement',
  'extensible',
  'isExternalIdentifierUnique',
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

/** All other attributes: its type, and extensions. */
export const findOthers = (it: UsageSpecification): [string, unknown][] =>
  Object.entries(it).filter(([name]) => !known.has(name))

const columnsOf = (...names: string[]) => names.map((name) => ({ name, label: attributeName(name) }))

export const partyColumns = columnsOf('role', 'name', 'id', '@referredType', 'href')
export const constraintColumns = columnsOf('name', 'version', 'id', '@referredType', 'href')
export const relationshipColumns = columnsOf('relationshipType', 'role', 'name', 'id', 'href')
export const attachmentColumns = columnsOf('name', 'description', 'attachmentType', 'mimeType', 'url', 'id')
