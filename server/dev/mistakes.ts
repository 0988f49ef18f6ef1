import type { UsageCharacteristic } from '../../shared/usage'
import type { Random } from './random'
import type { Service } from './specifications'

/** A mistake of the source of a record: a wrong value of a characteristic, or none. */
type Mistake = readonly [name: string, value?: unknown]

/** The most frequent first. */
const mistakes: Record<Service, readonly Mistake[]> = {
  Voice: [
    ['destinationNumber', '0049301234567'],
    ['duration', -1],
    ['imsi'],
    ['callOutcome', 'answered'],
    ['startDateTime', '23.11.2026 10:14'],
    ['duration', '2:31'],
  ],
  SMS: [['segments', 0], ['imsi'], ['deliveryStatus', 'unknown'], ['originatingNumber', 'TALLYMAN']],
  Data: [
    ['volumeDown', 4_294_967_295],
    ['radioAccess', '5G'],
    ['session'],
    ['ratingGroup', 0],
    ['cellId', 'unknown'],
    ['volumeUp', 'n/a'],
  ],
  Roaming: [
    ['visitedCountry', 'gb'],
    ['exchangeRate', '1,2113'],
    ['fileSequenceNumber', 0],
    ['homeNetwork', 'DEURM'],
    ['direction'],
  ],
}

/** Adds a mistake that a network element or a partner could make. */
export function spoil(characteristics: UsageCharacteristic[], service: Service, random: Random): UsageCharacteristic[] {
  const known = mistakes[service]
  const [name, value] = known[Math.min(known.length - 1, Math.floor(random.exponential(1.5)))] as Mistake
  return value === undefined
    ? characteristics.filter((it) => it.name !== name)
    : characteristics.map((it) => (it.name === name ? { ...it, value } : it))
}
