import { valuesOf } from '../../../shared/checker/kinds'
import type { UsageCharacteristic } from '../../../shared/usage'
import type { Field } from './field'

/** The unit is an extension of TMF635: callers send it beside the value. */
type Entry = UsageCharacteristic & { unitOfMeasure?: unknown }

/** One value of a characteristic: a whole entry of the usage, or an element of its array. */
export interface Slot {
  entry: number
  /** Undefined: the whole value. */
  at: number | undefined
  value: unknown
  unit: string
}

/** The values of a characteristic, in the order of the usage. */
export function slotsOf(value: readonly UsageCharacteristic[], { name, isSeveral }: Field): Slot[] {
  return value.flatMap((it: Entry, entry): Slot[] => {
    if (it.name !== name) return []
    const unit = typeof it.unitOfMeasure === 'string' ? it.unitOfMeasure : ''
    if (!isSeveral || !Array.isArray(it.value))
      return valuesOf(it.value, false).map((one) => ({ entry, at: undefined, value: one, unit }))
    return it.value.map((one, at) => ({ entry, at, value: one, unit }))
  })
}

/** The characteristics with another value in a slot; undefined removes the slot. */
export function withValue(
  value: readonly UsageCharacteristic[],
  { entry, at }: Slot,
  to: unknown,
): UsageCharacteristic[] {
  return value.flatMap((it, index) => {
    if (index !== entry) return it
    const changed =
      at === undefined || !Array.isArray(it.value)
        ? to
        : to === undefined
          ? it.value.toSpliced(at, 1)
          : it.value.with(at, to)
    return changed === undefined || (at !== undefined && Array.isArray(changed) && changed.length === 0)
      ? []
      : { ...it, value: changed }
  })
}

export const withUnit = (value: readonly UsageCharacteristic[], { entry }: Slot, unit: string): UsageCharacteristic[] =>
  value.map((it, index) => {
    if (index !== entry) return it
    const { unitOfMeasure: _, ...bare }: Entry = it
    return unit ? { ...bare, unitOfMeasure: unit } : bare
  })

/** The characteristics with one more value: after the others of its name, or in their array if they have one. */
export function withAnother(
  value: readonly UsageCharacteristic[],
  { name, isSeveral, specification }: Field,
  added: unknown,
): UsageCharacteristic[] {
  const last = value.findLastIndex((it) => it.name === name)
  const array = value[last]?.value
  if (isSeveral && Array.isArray(array))
    return value.map((it, index) => (index === last ? { ...it, value: [...array, added] } : it))
  const valueType = specification?.valueType
  const it = { name, ...(valueType && { valueType }), value: added }
  return last < 0 ? [...value, it] : value.toSpliced(last + 1, 0, it)
}
