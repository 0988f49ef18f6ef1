import { Stack } from '@mantine/core'
import { common } from '../../messages/common'
import classes from '../layout/CodeFrame.module.css'
import { CopyButton } from './CopyButton'

/** A command ready to be run in a terminal. */
export function TerminalCommand({ value }: { value: string }) {
  return (
    <Stack gap="xs" align="flex-start" ta="left">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard */}
      <section className={classes.frame} tabIndex={0} aria-label={common.command} style={{ width: '100%' }}>
        <pre className={classes.text}>{value}</pre>
      </section>
      <CopyButton value={value} label={common.copyCommand} />
    </Stack>
  )
}
