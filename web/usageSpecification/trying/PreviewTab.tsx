import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { UsageCharacteristic } from '../../../shared/usage'
import { EntryForm } from '../../entry/EntryForm'
import { trying } from '../../messages/trying'
import { Icon } from '../../parts/Icon'
import type { Trial } from './useTrial'

const words = trying.preview
const nothing: UsageCharacteristic[] = []
/** A form of hundreds of fields tells no more than its beginning. */
const mostShown = 100

/** The form in which usages of the draft are entered, to be tried. */
export function PreviewTab({ trial: { specification, contained, checking, sample } }: { trial: Trial }) {
  const [value, setValue] = useState<UsageCharacteristic[]>(nothing)
  const { specCharacteristic = [] } = specification
  const shown = useMemo(
    () => (specCharacteristic.length > mostShown ? { ...specification, specCharacteristic: specCharacteristic.slice(0, mostShown) } : specification),
    [specification, specCharacteristic],
  )
  const names = useMemo(() => new Set(shown.specCharacteristic?.map(({ name }) => name)), [shown])
  const isShown = (name: string | undefined) => shown === specification || name === undefined || names.has(name)
  const usageDate = sample?.usage.usageDate
  const broken = useMemo(
    () => (checking.state === 'ready' && value.length > 0 ? checking.checker.check({ usageCharacteristic: value, ...(usageDate && { usageDate }) }) : []),
    [checking, value, usageDate],
  )
  const seen = broken.filter(({ characteristic }) => isShown(characteristic))
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" disabled={!sample} onClick={() => sample && setValue(sample.usage.usageCharacteristic?.filter(({ name }) => isShown(name)) ?? nothing)}>
          {words.fill}
        </Button>
        <Button size="xs" variant="default" disabled={value.length === 0} onClick={() => setValue(nothing)}>
          {words.clear}
        </Button>
        {value.length > 0 && checking.state === 'ready' && (
          <Text size="sm" role="status" c={seen.length > 0 ? 'var(--mantine-color-error)' : undefined} style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
            <Icon name={seen.length > 0 ? 'warning' : 'check'} size={15} />
            {seen.length > 0 ? words.breaks(seen.length) : words.passes}
          </Text>
        )}
      </Group>
      {shown !== specification && (
        <Text size="sm" fw={600}>
          {words.beginning(mostShown, specCharacteristic.length)}
        </Text>
      )}
      <EntryForm specification={shown} contained={contained} value={value} onChange={setValue} broken={seen} />
    </Stack>
  )
}
