import { type BrokenRule, truncateValue } from '../../../shared/checker/brokenRule'

/** Whether a broken rule is about one value of a characteristic: about this one, or about all of its name. */
export const brokenOf = (it: BrokenRule, name: string, value: unknown): boolean =>
  it.characteristic === name &&
  (!('value' in it) || it.code === 'wrongUnit' || it.code === 'unknownCharacteristic' || isKept(it, value))

/** Whether a broken rule names exactly this value. */
export const isKept = (it: BrokenRule, value: unknown): boolean =>
  'value' in it && JSON.stringify(it.value) === JSON.stringify(truncateValue(value))
