import { Tabs } from '@mantine/core'
import classes from './TabRow.module.css'

interface Props<Name extends string> {
  names: readonly Name[]
  open: Name
  title: (name: Name) => string
  label?: string
}

/** A row of tabs. Scrolls sideways on narrow screens. */
export function TabRow<Name extends string>({ names, open, title, label }: Props<Name>) {
  return (
    <Tabs.List mb="md" className={classes.row} aria-label={label}>
      {names.map((name) => (
        <Tabs.Tab key={name} value={name} ref={name === open ? reveal : undefined}>
          {title(name)}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  )
}

/** Scrolls the open tab into view. */
const reveal = (tab: HTMLElement | null) => void tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
