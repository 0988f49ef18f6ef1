import type { Resource } from '../../server/resource/resource'
import { usage } from '../../server/usage/usage'

/** Usages as they are stored, and what that costs: without looking at their specification, life cycle and prices; without counting them by time. */
export const ways = {
  checked: usage,
  'not checked': (({ admit: _, ...it }) => it)(usage),
  'not tallied': (({ effects: _, ...it }) => it)(usage),
} satisfies Record<string, Resource>

export type WayName = keyof typeof ways
