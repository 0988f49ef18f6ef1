import type { Resource } from '../../server/tmf/resource'
import { usage } from '../../server/usage/usage'

/** Usages that are stored as they come: their specification, life cycle and prices are not looked at. */
export const unjudged: Resource = (({ admit: _, ...it }) => it)(usage)
