import { ActionIcon, Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { apiAddress } from '../../api/curl'
import { explorer } from '../../messages/explorer'
import { explorerList } from '../../messages/explorerList'
import { useZone } from '../../time/zone'
import { toast } from '../../ui/feedback/toast'
import { copyText } from '../../ui/input/copy'
import { useActions } from '../../ui/keyboard/actions'
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

/** What this is, the view that is shown, and what can be done with all of the list. */
export function ExplorerHeader({ state, columns, live }: Props) {
  const { search, query, now, refresh } = state
  const zone = useZone()
  const addressOf = (changed: ExplorerSearch) => {
    const pairs = Object.entries({ ...search, ...changed }).filter(([, value]) => value !== undefined)
    return `${window.location.origin}${window.location.pathname}?${new URLSearchParams(pairs as [string, string][])}`
  }
  const copyLink = () => void copy(addressOf({ live: undefined }))
  const copyFixed = () =>
    void copy(addressOf({ time: fixed(search.time, now), live: undefined, zone: zone === 'UTC' ? 'utc' : 'local' }))
  const copyCurl = () => void copy(`curl '${apiAddress('usage')}${query ? `?${query.replaceAll("'", '%27')}` : ''}'`)
  const copy = async (text: string) =>
    (await copyText(text)) ? toast.success(words.copied) : toast.failure(words.notCopied, '')
  useActions([
    { says: words.refresh, icon: 'refresh', run: refresh },
    { says: words.copyLink, icon: 'link', run: copyLink },
    { says: words.copyFixed, icon: 'clock', run: copyFixed },
    { says: words.copyCurl, icon: 'copy', run: copyCurl },
  ])
  return (
    <header className={classes.header}>
      <h1 className={classes.heading}>{explorer.title}</h1>
      <ViewMenu state={state} />
      <span className={classes.space} />
      {live}
      <ActionIcon variant="default" size={30} aria-label={words.refresh} title={words.refresh} onClick={refresh}>
        <Icon name="refresh" size={16} />
      </ActionIcon>
      {query !== undefined && <ExportMenu label={explorerList.export.label} query={query} columns={columns} />}
      <Menu position="bottom-end" shadow="md" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={words.more} title={words.more}>
            <Icon name="more" size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="link" size={15} />} onClick={copyLink}>
            {words.copyLink}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="clock" size={15} />} onClick={copyFixed}>
            {words.copyFixed}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="copy" size={15} />} onClick={copyCurl}>
            {words.copyCurl}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  )
}
