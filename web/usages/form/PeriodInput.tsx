import { Input, Stack, Text } from '@mantine/core'
import { isObject } from '../../../shared/checker/kinds'
import { usageForm } from '../../messages/form'
import { useZone, zoneName } from '../../time/zone'
import { InstantInput } from './InstantInput'
import type { InputProps } from './inputProps'

const ends = [
  { end: 'startDateTime', word: usageForm.from, nameOf: usageForm.fromOf },
  { end: 'endDateTime', word: usageForm.until, nameOf: usageForm.untilOf },
] as const
type End = (typeof ends)[number]['end']

/** A time period: start and end. */
export function PeriodInput({ value: given, ...props }: InputProps) {
  const {
    field,
    onChange,
    id,
    label,
    'aria-label': ariaLabel,
    description,
    error,
    required,
    readOnly,
    inputWrapperOrder,
  } = props
  const zone = zoneName(useZone())
  const value = isObject(given) ? given : {}
  const change = (end: End, to: unknown) => {
    const { [end]: _, ...others } = value
    const changed = to === undefined ? others : { ...others, [end]: to }
    onChange(Object.keys(changed).length > 0 ? changed : undefined)
  }
  const name = label ?? ariaLabel ?? field.name
  return (
    <Input.Wrapper
      id={id}
      label={label && usageForm.inZone(label, zone)}
      labelElement="div"
      description={description}
      error={error}
      required={required}
      inputWrapperOrder={inputWrapperOrder}
    >
      <Stack gap={6} mb={5} role="group" aria-label={name} aria-describedby={describedBy(id, description, error)}>
        {ends.map(({ end, word, nameOf }, at) => (
          <InstantInput
            key={end}
            field={field}
            id={at === 0 ? id : `${id}-${end}`}
            aria-label={nameOf(name)}
            leftSection={
              <Text size="xs" c="dimmed">
                {word}
              </Text>
            }
            value={value[end]}
            onChange={(to) => change(end, to)}
            readOnly={readOnly}
            inputWrapperOrder={inputWrapperOrder}
            error={!!error}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  )
}

/** The ids that Mantine gives to the description and error of an input. */
const describedBy = (id: string, description: unknown, error: unknown) =>
  [error && `${id}-error`, description && `${id}-description`].filter(Boolean).join(' ') || undefined
