import { SegmentedControl } from '@mantine/core'
import { shell } from '../../messages/shell'
import { setZone, useZone, type Zone } from '../../time/zone'

const words = shell.zone

/** Switches between UTC and the user's time zone. */
export function ZoneSwitch() {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <SegmentedControl<Zone>
      size="xs"
      aria-label={words.label}
      value={useZone()}
      onChange={setZone}
      data={[
        { value: 'UTC', label: words.UTC },
        { value: 'local', label: <span title={words.localTitle(own)}>{words.local}</span> },
      ]}
    />
  )
}
