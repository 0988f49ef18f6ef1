import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { UsageCharacteristic } from '../../../../shared/usage'
import { preview } from '../../../messages/preview'
import { Icon } from '../../../ui/layout/Icon'
import { EntryForm } from '../../../usages/form/EntryForm'
import type { Trial } from './useTrial'

const words = preview.preview
const nothing: UsageCharacteristic[] = []

/** The entry form for usages of the draft. */
export function PreviewTab({ trial: { specification, contained, checking, sample } }: { trial: Trial }) {
  const [value, setValue] = useState<UsageCharacteristic[]>(nothing)
  const usageDate = sample?.usage.usageDate
  const broken = useMemo(
    () =>
      checking.state === 'ready' && value.length > 0
        ? checking.checker.check({ usageCharacteristic: value, ...(usageDate && { usageDate }) })
        : [],
    [checking, value, usageDate],
  )
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.text}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={!sample}
          onClick={() => sample && setValue(sample.usage.usageCharacteristic ?? nothing)}
        >
          {words.fill}
        </Button>
        <Button size="xs" variant="default" disabled={value.length === 0} onClick={() => setValue(nothing)}>
          {words.clear}
        </Button>
        {value.length > 0 && checking.state === 'ready' && (
          <Text
            size="sm"
            role="status"
            c={broken.length > 0 ? 'var(--mantine-color-error)' : undefined}
            style={{ display: 'flex', gap: 6, alignItems: 'center' }}
          >
            <Icon name={broken.length > 0 ? 'warning' : 'check'} size={15} />
            {broken.length > 0 ? words.breaks(broken.length) : words.passes}
          </Text>
        )}
      </Group>
      <EntryForm
        specification={specification}
        contained={contained}
        value={value}
        onChange={setValue}
        broken={broken}
      />
    </Stack>
  )
}
