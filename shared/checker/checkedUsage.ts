import { millisecondsOf } from '../dateTime'
import type { UsageCharacteristic } from '../usage'
import { isObject } from './kinds'

/** A characteristic as sent: its name and value may be anything. */
export type SentCharacteristic = Partial<UsageCharacteristic> & { unitOfMeasure?: unknown }

/** The parts of a usage that the checker reads. */
export interface CheckedUsage {
  usageDate?: string
  usageCharacteristic?: readonly SentCharacteristic[]
}

type Named = SentCharacteristic & { name: string }

/** The schema refuses characteristics without a name, but not every checked usage has passed the schema. */
export const isNamed = (it: unknown): it is Named => isObject(it) && typeof it.name === 'string'

/** The characteristics of a usage; entries that are not characteristics are skipped. */
export const characteristicsOf = ({ usageCharacteristic }: CheckedUsage): readonly Named[] =>
  Array.isArray(usageCharacteristic) ? usageCharacteristic.filter(isNamed) : []

/** The usage date in milliseconds since 1970. */
export const instantOf = ({ usageDate }: CheckedUsage): number | undefined =>
  typeof usageDate === 'string' ? millisecondsOf(usageDate) : undefined
