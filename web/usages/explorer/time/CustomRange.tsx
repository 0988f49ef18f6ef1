import { Button, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { explorer } from '../../../messages/explorer'
import type { Zone } from '../../../time/zone'
import { type Entered, InstantField } from './InstantField'
import type { Span } from './time'

interface Props {
  span: Span
  /** The range ends now, so the end is left empty. */
  isRelative: boolean
  zone: Zone
  onChange(span: Span): void
}

const words = explorer.time

/** A time range by its start and end. */
export function CustomRange({ span, isRelative, zone, onChange }: Props) {
  const [from, setFrom] = useState<Entered>(span.from)
  const [to, setTo] = useState<Entered>(isRelative ? undefined : span.to)
  const isReversed = typeof from === 'number' && typeof to === 'number' && from >= to
  const isUnreadable = from === 'unreadable' || to === 'unreadable'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReversed && from !== 'unreadable' && to !== 'unreadable') onChange({ from, to })
  }
  return (
    <form onSubmit={submit} aria-label={words.between}>
      <Text size="xs" c="dimmed" mb={4}>
        {words.between}
      </Text>
      <Stack gap="xs">
        <InstantField label={words.from} placeholder={words.open} at={from} zone={zone} onChange={setFrom} />
        <InstantField label={words.until} placeholder={words.open} at={to} zone={zone} onChange={setTo} />
        {isReversed && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {words.wrong}
          </Text>
        )}
        <Button type="submit" size="xs" disabled={isReversed || isUnreadable}>
          {words.apply}
        </Button>
      </Stack>
    </form>
  )
}
