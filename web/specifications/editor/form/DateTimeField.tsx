import { TextInput } from '@mantine/core'
import { editor } from '../../../messages/editor'
import { toInput, toInstant } from '../../../time/instant'
import { useZone, zoneName } from '../../../time/zone'

interface Props {
  id: string
  label: string
  value: string
  error: string | undefined
  required: boolean
  disabled: boolean
  onChange: (instant: string | undefined) => void
}

/** A date and time, in the chosen time zone. An invalid value is shown as blank, with its problem. */
export function DateTimeField({ label, value, onChange, ...rest }: Props) {
  const zone = useZone()
  return (
    <TextInput
      {...rest}
      label={editor.inZone(label, zoneName(zone))}
      type="datetime-local"
      step={1}
      value={toInput(value, zone)?.slice(0, 19) ?? ''}
      onChange={(event) => onChange(toInstant(event.currentTarget.value, zone))}
    />
  )
}
