import type { Usage } from '../../../shared/usage'

export type Party = NonNullable<Usage['relatedParty']>[number]

/** The customer or user of a usage, or else its first party. */
export function mainParty({ relatedParty = [] }: Usage): Party | undefined {
  return relatedParty.find(({ role }) => /customer|user|subscriber/i.test(role ?? '')) ?? relatedParty[0]
}
