import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { Usage } from '../../../shared/usage'
import { base } from '../../api/base'
import { curlToRead } from '../../api/curl'
import { usage as words } from '../../messages/usage'
import { CommandButton, CommandIcon } from '../../ui/commands/CommandButton'
import { CommandMenuItem } from '../../ui/commands/CommandMenuItem'
import { type Command, useCommands } from '../../ui/commands/commands'
import { CopyIcon } from '../../ui/input/CopyIcon'
import { Icon } from '../../ui/layout/Icon'
import { DeleteDialog } from './DeleteDialog'

/** The commands of a usage, as buttons and a menu. */
export function UsageActions({ usage, onClose }: { usage: Usage; onClose: (() => void) | undefined }) {
  const { id } = usage
  const [isAsking, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  const correct: Command = {
    name: 'correct',
    label: words.correctKey,
    shortLabel: words.correct,
    icon: 'edit',
    keys: 'e',
    group: words.title,
    link: { to: '/usages/$id/correct', params: { id } },
  }
  const openPage: Command = {
    name: 'open-page',
    label: words.openPage,
    icon: 'external',
    link: { to: '/usages/$id', params: { id } },
  }
  const compare: Command = {
    name: 'compare',
    label: words.compareWith,
    icon: 'compare',
    link: { to: '/usages/compare', search: { a: id } },
  }
  const remove: Command = {
    name: 'delete',
    label: words.deleteIt,
    shortLabel: words.delete,
    icon: 'trash',
    isDestructive: true,
    perform: open,
  }
  useCommands(onClose ? [correct, openPage, compare, remove] : [correct, compare, remove])
  return (
    <>
      <CommandButton command={correct} size="sm" h={34} />
      <CopyIcon value={`${window.location.origin}${base}/usages/${id}`} label={words.copyLink} icon="link" />
      <CopyIcon value={curlToRead('usage', id)} label={words.copyCurl} icon="terminal" />
      {onClose && (
        <Tooltip label={openPage.label}>
          <CommandIcon command={openPage} />
        </Tooltip>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={words.more}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <CommandMenuItem command={compare} />
          <CommandMenuItem command={remove} />
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog
        usage={usage}
        isOpen={isAsking}
        onClose={close}
        onDeleted={onClose ?? (() => void navigate({ to: '/usages' }))}
      />
    </>
  )
}
