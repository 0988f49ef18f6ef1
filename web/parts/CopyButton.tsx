import { Button } from '@mantine/core'
import { useState } from 'react'
import { copyText } from './copy'
import { Icon } from './Icon'

type Outcome = 'Copied' | 'Could not copy'

/** Copies a value and says so for a moment. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [outcome, setOutcome] = useState<Outcome>()
  const copy = async () => {
    setOutcome((await copyText(value)) ? 'Copied' : 'Could not copy')
    setTimeout(() => setOutcome(undefined), 2000)
  }
  return (
    <Button variant="default" size="xs" leftSection={<Icon name={outcome === 'Copied' ? 'check' : 'copy'} size={16} />} onClick={copy}>
      <span aria-live="polite">{outcome ?? label}</span>
    </Button>
  )
}
