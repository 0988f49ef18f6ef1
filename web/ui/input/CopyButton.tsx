import { Button } from '@mantine/core'
import { useState } from 'react'
import { common } from '../../messages/common'
import { Icon } from '../layout/Icon'
import { copyText } from './copy'

/** Copies a value and shows the result for two seconds. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>()
  const copy = async () => {
    setOutcome((await copyText(value)) ? 'copied' : 'notCopied')
    setTimeout(() => setOutcome(undefined), 2000)
  }
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name={outcome === 'copied' ? 'check' : 'copy'} size={16} />}
      onClick={copy}
    >
      <span aria-live="polite">{outcome ? common[outcome] : label}</span>
    </Button>
  )
}
