import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { common } from '../messages/common'
import { CopyButton } from '../ui/input/CopyButton'
import { saveText } from '../ui/input/save'
import classes from '../ui/layout/CodeFrame.module.css'
import { Icon } from '../ui/layout/Icon'

interface Props {
  value: unknown
  /** Of the file it is kept in. */
  name?: string
  label?: string
  /** What else can be done with it. */
  actions?: ReactNode
}

/** A document as the API has it, to read, copy or keep. */
export function JsonView({ value, name = 'document', label = 'JSON', actions }: Props) {
  const text = JSON.stringify(value, null, 2)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <CopyButton value={text} label={common.copyJson} />
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="download" size={16} />}
          onClick={() => saveText(text, `${name}.json`, 'application/json')}
        >
          {common.download}
        </Button>
        {actions}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.frame} tabIndex={0} aria-label={label}>
        <pre className={classes.text}>{text}</pre>
      </section>
    </Stack>
  )
}
