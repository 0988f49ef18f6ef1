import { editor } from '../../../messages/editor'
import { useZone, zoneName } from '../../../time/zone'
import { DateTimeInput } from '../../../ui/input/DateTimeInput'

interface Props {
  id: string
  label: string
  value: string
  error: string | undefined
  required: boolean
  disabled: boolean
  onChange: (instant: string | undefined) => void
}

/** A date and time, in the chosen zone. */
export function DateTimeField({ label, onChange, ...rest }: Props) {
  const zone = useZone()
  return (
    <DateTimeInput
      {...rest}
      label={editor.inZone(label, zoneName(zone))}
      zone={zone}
      onChange={(value) => onChange(value || undefined)}
    />
  )
}
