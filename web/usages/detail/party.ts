import type { Usage } from '../../../shared/usage'

export type Party = NonNullable<Usage['relatedParty']>[number]

/** The one a usage is mostly about: its customer or user, or else the first. */
export function mainParty({ relatedParty = [] }: Usage): Party | undefined {
  return relatedParty.find(({ role }) => /customer|user|subscriber/i.test(role ?? '')) ?? relatedParty[0]
}
