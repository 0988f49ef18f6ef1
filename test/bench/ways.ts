import type { Resource } from '../../server/resource/resource'
import { usage } from '../../server/usage/usage'

/** The resource as it is, and variants without a step, to measure its cost: without checks of specification, life cycle and prices; without the tally. */
export const ways = {
  checked: usage,
  'not checked': (({ admit: _, ...it }) => it)(usage),
  'not tallied': (({ effects: _, ...it }) => it)(usage),
} satisfies Record<string, Resource>

export type WayName = keyof typeof ways
