import { Table } from '@mantine/core'
import type { Usage } from '../../shared/usage'
import { StatusBadge } from '../parts/StatusBadge'
import { TextLink } from '../parts/TextLink'
import { Time } from '../parts/Time'
import { Truncate } from '../parts/Truncate'
import { mainParty } from './party'
import { formatTotal } from './rating'
import classes from './UsageTable.module.css'

/** Usages, one a row. It scrolls sideways by itself where the screen is narrow. */
export function UsageTable({ usages, label, isStale = false }: { usages: Usage[]; label: string; isStale?: boolean }) {
  return (
    <Table.ScrollContainer
      minWidth={1080}
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
            <Table.Th>Status</Table.Th>
            <Table.Th>Date</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Description</Table.Th>
            <Table.Th>Specification</Table.Th>
            <Table.Th>Party</Table.Th>
            <Table.Th className={classes.number}>Amount</Table.Th>
            <Table.Th>ID</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {usages.map((usage) => (
            <Row key={usage.id} usage={usage} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ usage }: { usage: Usage }) {
  const { id, status, usageDate, usageType, description, usageSpecification } = usage
  const party = mainParty(usage)
  return (
    <Table.Tr>
      <Table.Td>
        <StatusBadge status={status} />
      </Table.Td>
      <Table.Td>{usageDate ? <Time at={usageDate} /> : '–'}</Table.Td>
      <Table.Td>
        <Truncate width="12ch">{usageType ?? '–'}</Truncate>
      </Table.Td>
      <Table.Td className={classes.wide}>
        <TextLink to="/usages/$id" params={{ id }} className={classes.link} title={description}>
          {description || 'No description'}
        </TextLink>
      </Table.Td>
      <Table.Td>
        <Truncate width="22ch">{usageSpecification.name ?? usageSpecification.id}</Truncate>
      </Table.Td>
      <Table.Td>
        <Truncate width="20ch">{party?.name ?? party?.id ?? '–'}</Truncate>
      </Table.Td>
      <Table.Td className={classes.number}>{formatTotal(usage) || '–'}</Table.Td>
      <Table.Td>
        <code className={classes.id}>{id}</code>
      </Table.Td>
    </Table.Tr>
  )
}
