import { ActionIcon, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { apiAddress } from '../../api/curl'
import { explorer } from '../../messages/explorer'
import { explorerList } from '../../messages/explorerList'
import { useZone } from '../../time/zone'
import { CommandIcon } from '../../ui/commands/CommandButton'
import { CommandMenuItem } from '../../ui/commands/CommandMenuItem'
import { type Command, useCommands } from '../../ui/commands/commands'
import { toast } from '../../ui/feedback/toast'
import { copyText } from '../../ui/input/copy'
import { Icon } from '../../ui/layout/Icon'
import { ExportMenu } from './bulk/ExportMenu'
import classes from './ExplorerPage.module.css'
import type { Column } from './list/columns'
import type { ExplorerSearch } from './state'
import { fixed } from './time/time'
import type { Explorer } from './useExplorer'
import { ViewMenu } from './views/ViewMenu'

interface Props {
  state: Explorer
  columns: Column[]
  /** The switch of the live mode. */
  live: ReactNode
}

const words = explorer.actions

/** The heading, the current view, and the actions for the whole list. */
export function ExplorerHeader({ state, columns, live }: Props) {
  const { search, query, now, refresh } = state
  const zone = useZone()
  const addressOf = (changed: ExplorerSearch) => {
    const pairs = Object.entries({ ...search, ...changed }).filter(([, value]) => value !== undefined)
    return `${window.location.origin}${window.location.pathname}?${new URLSearchParams(pairs as [string, string][])}`
  }
  const copy = async (text: string) =>
    (await copyText(text)) ? toast.success(words.copied) : toast.failure(words.notCopied, '')
  const reload: Command = { name: 'refresh', label: words.refresh, icon: 'refresh', perform: refresh }
  const copies: Command[] = [
    {
      name: 'copy-link',
      label: words.copyLink,
      icon: 'link',
      perform: () => void copy(addressOf({ live: undefined })),
    },
    {
      name: 'copy-fixed',
      label: words.copyFixed,
      icon: 'clock',
      perform: () =>
        void copy(
          addressOf({ time: fixed(search.time, now), live: undefined, zone: zone === 'UTC' ? 'utc' : 'local' }),
        ),
    },
    {
      name: 'copy-curl',
      label: words.copyCurl,
      icon: 'copy',
      perform: () => void copy(`curl '${apiAddress('usage')}${query ? `?${query.replaceAll("'", '%27')}` : ''}'`),
    },
  ]
  useCommands([reload, ...copies])
  return (
    <header className={classes.header}>
      <h1 className={classes.heading}>{explorer.title}</h1>
      <ViewMenu state={state} />
      <span className={classes.space} />
      {live}
      <CommandIcon command={reload} size={30} iconSize={16} title={reload.label} />
      {query !== undefined && <ExportMenu label={explorerList.export.label} query={query} columns={columns} />}
      <Menu position="bottom-end" shadow="md" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={words.more} title={words.more}>
            <Icon name="more" size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {copies.map((command) => (
            <CommandMenuItem key={command.name} command={command} iconSize={15} />
          ))}
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}
