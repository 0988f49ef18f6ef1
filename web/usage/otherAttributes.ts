import type { Usage } from '../../shared/usage'

const shown = new Set<string>([
  'id',
  'href',
  'description',
  'usageDate',
  'usageType',
  'status',
  'ratedProductUsage',
  'relatedParty',
  'usageCharacteristic',
  'usageSpecification',
] satisfies (keyof Usage)[])

/** What the sender added beyond TMF635, and the @ attributes that say so. */
export const otherAttributes = (usage: Usage): [string, unknown][] => Object.entries(usage).filter(([name]) => !shown.has(name))
