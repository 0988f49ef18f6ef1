import { Table } from '@mantine/core'
import type { Usage } from '../../../shared/usage'
import { overview } from '../../messages/overview'
import { useZone } from '../../time/zone'
import { UsageRow } from './UsageRow'
import classes from './UsageTable.module.css'

const words = overview.columns

/** A table of usages. Scrolls sideways on narrow screens. */
export function UsageTable({ usages, label, isStale = false }: { usages: Usage[]; label: string; isStale?: boolean }) {
  const zone = useZone()
  return (
    <Table.ScrollContainer
      minWidth={1000}
      type="native"
      className={classes.frame}
      tabIndex={0}
      role="region"
      aria-label={label}
      aria-busy={isStale}
      data-stale={isStale || undefined}
    >
      <Table highlightOnHover verticalSpacing={7} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.status}>{words.status}</Table.Th>
            <Table.Th>{words.description}</Table.Th>
            <Table.Th className={`${classes.date} ${classes.received}`}>{words.received(zone)}</Table.Th>
            <Table.Th className={classes.date}>{words.date(zone)}</Table.Th>
            <Table.Th className={classes.type}>{words.type}</Table.Th>
            <Table.Th className={classes.specification}>{words.specification}</Table.Th>
            <Table.Th className={classes.party}>{words.party}</Table.Th>
            <Table.Th className={`${classes.amount} ${classes.number}`}>{words.amount}</Table.Th>
            <Table.Th className={classes.identifier}>{words.id}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {usages.map((usage) => (
            <UsageRow key={usage.id} usage={usage} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
