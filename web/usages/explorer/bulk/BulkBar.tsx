import { Button, Menu, Text } from '@mantine/core'
import { useState } from 'react'
import type { UsageStatus } from '../../../../shared/vocabulary'
import { explorerList } from '../../../messages/explorerList'
import { Icon } from '../../../ui/layout/Icon'
import { StatusBadge } from '../../../ui/layout/StatusBadge'
import { ButtonLink } from '../../../ui/links/ButtonLink'
import type { Column } from '../list/columns'
import type { Selection } from '../list/useSelection'
import classes from './BulkBar.module.css'
import { BulkDialog } from './BulkDialog'
import { nextForAll } from './bulk'
import { ExportMenu } from './ExportMenu'

interface Props {
  selection: Selection
  columns: Column[]
}

const words = explorerList.bulk

/** The actions on the selected usages. */
export function BulkBar({ selection, columns }: Props) {
  const [status, setStatus] = useState<UsageStatus>()
  const usages = [...selection.chosen.values()]
  const [first, second] = usages
  const next = nextForAll(usages)
  const others = next.filter((it) => it !== 'recycled')
  return (
    <section className={classes.bar} aria-label={words.label}>
      <Text size="sm" fw={600} role="status">
        {words.selected(usages.length)}
      </Text>
      {next.includes('recycled') && (
        <Button size="xs" leftSection={<Icon name="refresh" size={15} />} onClick={() => setStatus('recycled')}>
          {words.recycle}
        </Button>
      )}
      <Menu position="top-start" shadow="md" withinPortal={false}>
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<Icon name="up" size={14} />}>
            {words.changeStatus}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {next.length === 0 && <Menu.Label maw={260}>{words.noNext(usages.map((it) => it.status))}</Menu.Label>}
          {[...next.filter((it) => it === 'recycled'), ...others].map((it) => (
            <Menu.Item key={it} onClick={() => setStatus(it)}>
              <StatusBadge status={it} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {first && second && usages.length === 2 && (
        <ButtonLink
          to="/usages/compare"
          search={{ a: first.id, b: second.id }}
          variant="default"
          size="xs"
          leftSection={<Icon name="compare" size={15} />}
        >
          {words.compare}
        </ButtonLink>
      )}
      <ExportMenu label={words.exportThese} ids={[...selection.chosen.keys()]} columns={columns} position="top-start" />
      <Button variant="subtle" color="gray" size="xs" onClick={selection.clear}>
        {words.clear}
      </Button>
      {status && (
        <BulkDialog usages={usages} status={status} onClose={() => setStatus(undefined)} onDone={selection.drop} />
      )}
    </section>
  )
}
