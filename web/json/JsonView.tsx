import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { common } from '../messages/common'
import { CopyButton } from '../ui/input/CopyButton'
import { saveText } from '../ui/input/save'
import classes from '../ui/layout/CodeFrame.module.css'
import { Icon } from '../ui/layout/Icon'

interface Props {
  value: unknown
  /** The name of the downloaded file, without its extension. */
  name?: string
  label?: string
  /** Further buttons. */
  actions?: ReactNode
}

/** A JSON document to read, copy or download. */
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard */}
      <section className={classes.frame} tabIndex={0} aria-label={label}>
        <pre className={classes.text}>{text}</pre>
      </section>
    </Stack>
  )
}
