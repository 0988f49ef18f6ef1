import { type BrokenRule, truncateValue } from '../../../shared/checker/brokenRule'

/** True if a broken rule concerns this value of a characteristic, or all of its values. */
export const brokenOf = (it: BrokenRule, name: string, value: unknown): boolean =>
  it.characteristic === name &&
  (!('value' in it) || it.code === 'wrongUnit' || it.code === 'unknownCharacteristic' || isKept(it, value))

/** True if a broken rule names exactly this value. */
export const isKept = (it: BrokenRule, value: unknown): boolean =>
  'value' in it && JSON.stringify(it.value) === JSON.stringify(truncateValue(value))
