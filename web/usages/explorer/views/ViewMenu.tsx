import { Button, Menu, Text, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteView, ownViews, saveView, sharedViews } from '../../../api/viewQueries'
import { defaultView, keepDefaultView, type View } from '../../../api/views'
import { explorer } from '../../../messages/explorer'
import { CommandMenuItem } from '../../../ui/commands/CommandMenuItem'
import { type Command, useCommands } from '../../../ui/commands/commands'
import { toast } from '../../../ui/feedback/toast'
import { Icon } from '../../../ui/layout/Icon'
import classes from '../ExplorerPage.module.css'
import type { Explorer } from '../useExplorer'
import { ViewDialog } from './ViewDialog'
import { everything, readView, writeView } from './views'

const words = explorer.views

/** The menu of views: the current view with its actions, and the other views. */
export function ViewMenu({ state: { search, change } }: { state: Explorer }) {
  const { data: own = [] } = useQuery(ownViews)
  const { data: shared = [] } = useQuery({ ...sharedViews, retry: false })
  const [dialog, setDialog] = useState<{ view: View | undefined }>()
  const [begins, setBegins] = useState(() => defaultView()?.id)
  const save = useMutation(saveView)
  const remove = useMutation(deleteView)
  const now = writeView(search)
  const chosen = [everything, ...own, ...shared].find(({ id }) => id === search.view) ?? everything
  const isModified = chosen.search !== now
  const name = chosen === everything ? words.everything : chosen.name
  const show = (view: View) => change(readView(view))
  const begin = (view: View | undefined) => {
    keepDefaultView(view)
    setBegins(view?.id)
  }
  const overwrite = (view: View) =>
    save.mutate(
      { ...view, search: now },
      {
        onSuccess: () => toast.success(words.saved(view.name)),
        onError: (error) => toast.failure(words.failed, error),
      },
    )
  const erase = (view: View) =>
    remove.mutate(view, {
      onSuccess: () => {
        if (begins === view.id) begin(undefined)
        change({ view: undefined })
        toast.success(words.removed(view.name), () =>
          save.mutate({ name: view.name, search: view.search, isShared: view.isShared }),
        )
      },
      onError: (error) => toast.failure(words.notRemoved, error),
    })
  const showView = (view: View): Command => {
    const title = view === everything ? words.everything : view.name
    return {
      name: `view ${view.id}`,
      label: words.show(title),
      shortLabel: title,
      icon: 'list',
      perform: () => show(view),
    }
  }
  useCommands([everything, ...own, ...shared].filter((view) => view !== chosen).map(showView))
  const item = (view: View) => {
    const command = showView(view)
    return (
      <CommandMenuItem
        key={view.id}
        command={command}
        leftSection={undefined}
        aria-current={view === chosen || undefined}
        fw={view === chosen ? 650 : undefined}
      >
        {command.shortLabel}
        {begins === view.id && (
          <Text span size="xs" c="dimmed">
            {' '}
            {words.isDefault}
          </Text>
        )}
      </CommandMenuItem>
    )
  }
  return (
    <>
      <Menu position="bottom-start" shadow="md" width={280} withinPortal={false}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            rightSection={<Icon name="down" size={14} />}
            maw={320}
          >
            <VisuallyHidden>{words.label}: </VisuallyHidden>
            {name}
            {isModified && ' '}
            {isModified && (
              <Text span size="xs" c="dimmed" ml={4} className={classes.word}>
                {words.modified}
              </Text>
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
          {item(everything)}
          {own.length > 0 && <Menu.Label>{words.own}</Menu.Label>}
          {own.map(item)}
          {shared.length > 0 && <Menu.Label>{words.shared}</Menu.Label>}
          {shared.map(item)}
          <Menu.Divider />
          {chosen !== everything && isModified && (
            <Menu.Item onClick={() => overwrite(chosen)}>{words.saveChanges}</Menu.Item>
          )}
          {isModified && <Menu.Item onClick={() => show(chosen)}>{words.reset}</Menu.Item>}
          <Menu.Item onClick={() => setDialog({ view: undefined })}>{words.saveAs}</Menu.Item>
          {chosen !== everything && <Menu.Item onClick={() => setDialog({ view: chosen })}>{words.rename}</Menu.Item>}
          {chosen !== everything && !isModified && (
            <Menu.Item onClick={() => begin(begins === chosen.id ? undefined : chosen)}>
              {begins === chosen.id ? words.noDefault : words.makeDefault}
            </Menu.Item>
          )}
          {chosen !== everything && (
            <Menu.Item c="var(--mantine-color-error)" onClick={() => erase(chosen)}>
              {words.remove}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <ViewDialog
          view={dialog.view}
          search={now}
          onSaved={(view) => change({ view: view.id }, { replace: true })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  )
}
