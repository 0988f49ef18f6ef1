import { ActionIcon, Button, Group, Input, Stack } from '@mantine/core'
import { memo } from 'react'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import type { UsageCharacteristic } from '../../../shared/usage'
import { usageForm } from '../../messages/form'
import { useZone, zoneName } from '../../time/zone'
import { Icon } from '../../ui/layout/Icon'
import { isKept } from './broken'
import { entryId, type Field } from './field'
import { RuleWords } from './RuleWords'
import { type Slot, withAnother, withUnit, withValue } from './slots'
import { isUnitChosen, UnitSelect, unitText } from './UnitSelect'
import { ValueInput } from './ValueInput'

/** Changes the current characteristics. */
export type Edit = (change: (value: UsageCharacteristic[]) => UsageCharacteristic[]) => void

interface Props {
  field: Field
  slots: Slot[]
  edit: Edit
  broken: BrokenRule[]
  isReadOnly: boolean
  /** True if the specification is known. */
  isKnown: boolean
}

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description']

/** One characteristic: an input for its value, or a list of inputs if it may have several values. */
export const EntryField = memo(function EntryField({ field, slots, edit, broken, isReadOnly, isKnown }: Props) {
  const { name, isSeveral, least, most, specification } = field
  const id = entryId(name)
  const zone = useZone()
  const description = specification || isKnown ? <RuleWords field={field} /> : undefined
  // A list even without values, so that the input stays mounted while the user types.
  const isList = slots.length > 1 || isSeveral
  const shown: (Slot | undefined)[] = slots.length > 0 ? slots : [undefined]
  const mayAdd = isSeveral && slots.length > 0 && slots.length < most && !isReadOnly
  const mayRemove = !isReadOnly && (slots.length > 1 || !specification)
  const input = (slot: Slot | undefined) => ({
    field,
    value: slot?.value,
    required: least > 0,
    readOnly: isReadOnly,
    inputWrapperOrder: order,
    unit: unitText(field, slot),
    onChange: (to: unknown) => {
      // One of several values, or a characteristic without specification, is emptied in place: removing it would unmount the input.
      if (slot) edit((value) => withValue(value, slot, to ?? (mayRemove ? '' : undefined)))
      else if (to !== undefined) edit((value) => withAnother(value, field, to))
    },
  })
  const remove = (slot: Slot, label: string) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={usageForm.remove(label)}
      onClick={() => edit((value) => withValue(value, slot, undefined))}
    >
      <Icon name="close" size={16} />
    </ActionIcon>
  )
  const unit = (slot: Slot | undefined, isLabelled: boolean) =>
    slot &&
    isUnitChosen(field, slot) && (
      <UnitSelect
        field={field}
        slot={slot}
        isLabelled={isLabelled}
        isReadOnly={isReadOnly}
        onChange={(to) => edit((value) => withUnit(value, slot, to))}
      />
    )
  if (!isList) {
    const [slot] = slots
    return (
      <Group gap={4} align="flex-start" wrap="nowrap">
        <div style={{ flex: 1, minWidth: 0 }}>
          <ValueInput {...input(slot)} id={id} label={name} description={description} error={said(broken)} />
        </div>
        {unit(slot, true)}
        {/* Aligned with the input, not with its label. */}
        {mayRemove && slot && <div style={{ marginTop: 25 }}>{remove(slot, name)}</div>}
      </Group>
    )
  }
  const atSlots = slots.map((slot) => broken.filter((it) => isKept(it, slot.value)))
  const others = broken.filter((it) => !atSlots.flat().includes(it))
  return (
    <Input.Wrapper
      labelElement="div"
      label={field.kind === 'dateTime' ? usageForm.inZone(name, zoneName(zone)) : name}
      description={description}
      error={said(others)}
      required={least > 0}
      inputWrapperOrder={order}
    >
      <Stack gap={6} mb={5} role="group" aria-label={name}>
        {shown.map((slot, at) => (
          <Group key={slot && at > 0 ? `${slot.entry} ${slot.at}` : 'first'} gap={4} align="flex-start" wrap="nowrap">
            <div style={{ flex: 1, minWidth: 0 }}>
              <ValueInput
                {...input(slot)}
                id={at === 0 ? id : `${id}-${at}`}
                aria-label={slots.length > 1 ? usageForm.nth(name, at + 1) : name}
                error={said(atSlots[at] ?? [])}
              />
            </div>
            {unit(slot, false)}
            {mayRemove && slot && remove(slot, usageForm.nth(name, at + 1))}
          </Group>
        ))}
        {mayAdd && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="plus" size={14} />}
            style={{ alignSelf: 'flex-start' }}
            aria-label={usageForm.addValueOf(name)}
            onClick={() => edit((value) => withAnother(value, field, ''))}
          >
            {usageForm.addValue}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  )
}, isSame)

/** Rendered again only when its own values change. */
function isSame(one: Props, other: Props): boolean {
  const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
  return (
    one.field === other.field &&
    one.edit === other.edit &&
    one.isReadOnly === other.isReadOnly &&
    one.isKnown === other.isKnown &&
    same(one.slots, other.slots) &&
    same(one.broken, other.broken)
  )
}

const said = (broken: BrokenRule[]) => (broken.length > 0 ? broken.map(({ message }) => message).join('. ') : undefined)
