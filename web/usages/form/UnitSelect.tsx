import { NativeSelect, Text } from '@mantine/core'
import { usageForm } from '../../messages/form'
import type { Field } from './field'
import type { InputProps } from './inputProps'
import type { Slot } from './slots'

/** The allowed units, and the current unit. */
const unitsOf = ({ units }: Field, slot: Slot | undefined): string[] =>
  [...new Set([...units, slot?.unit ?? ''])].filter(Boolean)

/** True if the user can choose a unit: there are several, or the usage has another one. */
export const isUnitChosen = (field: Field, slot: Slot | undefined): boolean =>
  slot !== undefined && unitsOf(field, slot).length > 1

/** The unit as text at the end of an input. */
export function unitText(field: Field, slot: Slot | undefined): InputProps['unit'] {
  const shown = unitsOf(field, slot).join(' / ')
  return shown === '' || isUnitChosen(field, slot)
    ? undefined
    : { rightSection: <Text size="xs">{shown}</Text>, rightSectionWidth: `${shown.length + 2}ch` }
}

interface Props {
  field: Field
  slot: Slot
  isLabelled: boolean
  isReadOnly: boolean
  onChange: (unit: string) => void
}

/** A select for the unit beside an input. */
export function UnitSelect({ field, slot, isLabelled, isReadOnly, onChange }: Props) {
  return (
    <NativeSelect
      w={96}
      label={isLabelled ? usageForm.unit : undefined}
      aria-label={usageForm.unitOf(field.name)}
      disabled={isReadOnly}
      value={slot.unit}
      data={[{ value: '', label: usageForm.noUnit }, ...unitsOf(field, slot)]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
