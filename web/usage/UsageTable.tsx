import { Table } from '@mantine/core'
import type { Usage } from '../../shared/usage'
import { UsageRow } from './UsageRow'
import classes from './UsageTable.module.css'

/** Usages, one a row. It scrolls sideways by itself where the screen is narrow. */
export function UsageTable({ usages, label, isStale = false }: { usages: Usage[]; label: string; isStale?: boolean }) {
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
            <Table.Th className={classes.status}>Status</Table.Th>
            <Table.Th>Description</Table.Th>
            <Table.Th className={`${classes.date} ${classes.received}`}>Received (UTC)</Table.Th>
            <Table.Th className={classes.date}>Date (UTC)</Table.Th>
            <Table.Th className={classes.type}>Type</Table.Th>
            <Table.Th className={classes.specification}>Specification</Table.Th>
            <Table.Th className={classes.party}>Party</Table.Th>
            <Table.Th className={`${classes.amount} ${classes.number}`}>Amount</Table.Th>
            <Table.Th className={classes.identifier}>ID</Table.Th>
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
