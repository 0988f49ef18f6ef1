import { Tabs } from '@mantine/core'
import classes from './TabRow.module.css'

interface Props<Name extends string> {
  names: readonly Name[]
  open: Name
  title: (name: Name) => string
  label?: string
}

/** The parts of a page to choose from, in a row that scrolls where there is no room for all. */
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

/** The one that is open is in sight. */
const reveal = (tab: HTMLElement | null) => void tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
