import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { common } from '../../messages/common'
import { Icon, type IconName } from '../layout/Icon'
import { copyText } from './copy'

interface Props {
  value: string
  label: string
  icon?: IconName
  size?: 'sm' | 'lg'
}

/** An icon button that copies a value and shows the result for two seconds. */
export function CopyIcon({ value, label, icon = 'copy', size = 'lg' }: Props) {
  const [outcome, setOutcome] = useState<string>()
  const copy = async () => {
    setOutcome((await copyText(value)) ? common.copied : common.notCopied)
    setTimeout(() => setOutcome(undefined), 2000)
  }
  return (
    <Tooltip label={outcome ?? label}>
      <ActionIcon
        variant={size === 'sm' ? 'subtle' : 'default'}
        color="gray"
        size={size}
        aria-label={label}
        onClick={copy}
      >
        <Icon name={outcome === common.copied ? 'check' : icon} size={size === 'sm' ? 15 : 17} />
        <VisuallyHidden aria-live="polite">{outcome}</VisuallyHidden>
      </ActionIcon>
    </Tooltip>
  )
}
