import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { Usage } from '../../../shared/usage'
import { curlToRead } from '../../api/curl'
import { usage as words } from '../../messages/usage'
import { CopyIcon } from '../../ui/input/CopyIcon'
import { useActions } from '../../ui/keyboard/actions'
import { useShortcuts } from '../../ui/keyboard/keys'
import { Icon } from '../../ui/layout/Icon'
import { ButtonLink } from '../../ui/links/ButtonLink'
import { IconLink } from '../../ui/links/IconLink'
import { MenuLink } from '../../ui/links/MenuLink'
import { DeleteDialog } from './DeleteDialog'

/** What can be done with a usage. */
export function UsageActions({ usage: { id }, onClose }: { usage: Usage; onClose: (() => void) | undefined }) {
  const [isAsking, { open, close }] = useDisclosure(false)
  const navigate = useNavigate()
  const correct = () => void navigate({ to: '/usages/$id/correct', params: { id } })
  useShortcuts([{ keys: 'e', says: words.correctKey, group: words.title, run: correct }])
  useActions([
    { says: words.correctKey, icon: 'edit', run: correct },
    ...(onClose
      ? [
          {
            says: words.openPage,
            icon: 'external' as const,
            run: () => void navigate({ to: '/usages/$id', params: { id } }),
          },
        ]
      : []),
    {
      says: words.compareWith,
      icon: 'compare',
      run: () => void navigate({ to: '/usages/compare', search: { a: id } }),
    },
    { says: words.deleteIt, icon: 'trash', run: open },
  ])
  return (
    <>
      <ButtonLink
        to="/usages/$id/correct"
        params={{ id }}
        size="sm"
        h={34}
        leftSection={<Icon name="edit" size={16} />}
      >
        {words.correct}
      </ButtonLink>
      <CopyIcon value={`${window.location.origin}/usages/${id}`} label={words.copyLink} icon="link" />
      <CopyIcon value={curlToRead('usage', id)} label={words.copyCurl} icon="terminal" />
      {onClose && (
        <Tooltip label={words.openPage}>
          <IconLink to="/usages/$id" params={{ id }} variant="default" size="lg" aria-label={words.openPage}>
            <Icon name="external" size={17} />
          </IconLink>
        </Tooltip>
      )}
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={words.more}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <MenuLink to="/usages/compare" search={{ a: id }} leftSection={<Icon name="compare" size={16} />}>
            {words.compareWith}
          </MenuLink>
          <Menu.Item c="var(--mantine-color-error)" leftSection={<Icon name="trash" size={16} />} onClick={open}>
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog
        id={id}
        isOpen={isAsking}
        onClose={close}
        onDeleted={onClose ?? (() => void navigate({ to: '/usages' }))}
      />
    </>
  )
}
