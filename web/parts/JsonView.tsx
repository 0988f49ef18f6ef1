import { Button, Group, Stack } from '@mantine/core'
import { CopyButton } from './CopyButton'
import { Icon } from './Icon'
import classes from './JsonView.module.css'
import { saveText } from './save'

/** A document as the API has it, to read, copy or keep. */
export function JsonView({ value, name = 'document' }: { value: unknown; name?: string }) {
  const text = JSON.stringify(value, null, 2)
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <CopyButton value={text} label="Copy JSON" />
        <Button variant="default" size="xs" leftSection={<Icon name="download" size={16} />} onClick={() => saveText(text, `${name}.json`, 'application/json')}>
          Download
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.frame} tabIndex={0} aria-label="JSON">
        <pre className={classes.text}>{text}</pre>
      </section>
    </Stack>
  )
}
