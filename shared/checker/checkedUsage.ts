import { millisecondsOf } from '../dateTime'
import type { UsageCharacteristic } from '../usage'
import { isObject } from './kinds'

/** A characteristic as a usage may have it: of its name and value nothing is known. */
export type SentCharacteristic = Partial<UsageCharacteristic> & { unitOfMeasure?: unknown }

/** What is read of a usage. */
export interface CheckedUsage {
  usageDate?: string
  usageCharacteristic?: readonly SentCharacteristic[]
}

type Named = SentCharacteristic & { name: string }

/** The schema refuses others, but not everything that is checked has passed it. */
export const isNamed = (it: unknown): it is Named => isObject(it) && typeof it.name === 'string'

/** What of a usage are characteristics. */
export const characteristicsOf = ({ usageCharacteristic }: CheckedUsage): readonly Named[] =>
  Array.isArray(usageCharacteristic) ? usageCharacteristic.filter(isNamed) : []

/** When it was, in milliseconds since 1970. */
export const instantOf = ({ usageDate }: CheckedUsage): number | undefined =>
  typeof usageDate === 'string' ? millisecondsOf(usageDate) : undefined
