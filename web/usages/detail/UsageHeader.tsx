import { ActionIcon, Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Usage } from '../../../shared/usage'
import { usage as words } from '../../messages/usage'
import { CopyIcon } from '../../ui/input/CopyIcon'
import { Icon } from '../../ui/layout/Icon'
import { StatusBadge } from '../../ui/layout/StatusBadge'
import classes from './OneUsage.module.css'
import { UsageActions } from './UsageActions'

interface Props {
  id: string
  /** Undefined while it loads and if it is deleted. */
  usage: Usage | undefined
  /** Replaces the status badge of a deleted usage. */
  badge?: ReactNode
  title?: string
  onClose?: () => void
}

/** The title, id, status and actions of a usage. */
export function UsageHeader({ id, usage, badge, title = usage?.description || words.titleOf(id), onClose }: Props) {
  const isPage = !onClose
  return (
    <header className={classes.header}>
      {isPage && <title>{`${title} · Tallyman`}</title>}
      <div className={classes.names}>
        <Group gap="xs">
          <Title
            order={isPage ? 1 : 2}
            lineClamp={isPage ? 4 : 2}
            title={title.length > 80 ? title : undefined}
            style={{ overflowWrap: 'anywhere' }}
          >
            {title}
          </Title>
          {usage ? <StatusBadge status={usage.status} /> : badge}
        </Group>
        <div className={classes.id}>
          <code>{id}</code>
          <CopyIcon value={id} label={words.copyId} size="sm" />
        </div>
      </div>
      {onClose && (
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      )}
      {usage && (
        <Group gap={6} align="flex-start" wrap="nowrap" className={isPage ? undefined : classes.under}>
          <UsageActions usage={usage} onClose={onClose} />
        </Group>
      )}
    </header>
  )
}
