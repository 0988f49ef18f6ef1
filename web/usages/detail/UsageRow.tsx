import { Table } from '@mantine/core'
import { arrivalOf } from '../../../shared/dateTime'
import type { Usage } from '../../../shared/usage'
import { formatTime } from '../../messages/format'
import { overview } from '../../messages/overview'
import { useZone } from '../../time/zone'
import { StatusBadge } from '../../ui/layout/StatusBadge'
import { Time } from '../../ui/layout/Time'
import { Truncate } from '../../ui/layout/Truncate'
import { TextLink } from '../../ui/links/TextLink'
import { mainParty } from './party'
import { formatTotal } from './rating/rating'
import classes from './UsageTable.module.css'

/** A usage in a table. Its description is the link. */
export function UsageRow({ usage }: { usage: Usage }) {
  const { id, status, usageDate, usageType, description, usageSpecification, ratedProductUsage } = usage
  const party = mainParty(usage)
  const received = arrivalOf(id)
  const zone = useZone()
  return (
    <Table.Tr title={received && overview.receivedAt(formatTime(received, zone))}>
      <Table.Td>
        <StatusBadge status={status} />
      </Table.Td>
      <Table.Td>
        <TextLink to="/usages/$id" params={{ id }} className={classes.link} title={description}>
          {description || overview.noDescription}
        </TextLink>
      </Table.Td>
      <Table.Td className={classes.received}>{received ? <Time at={received} isBare /> : '–'}</Table.Td>
      <Table.Td>{usageDate ? <Time at={usageDate} isBare /> : '–'}</Table.Td>
      <Table.Td>
        <Truncate width="100%">{usageType ?? '–'}</Truncate>
      </Table.Td>
      <Table.Td>
        <Truncate width="100%">{usageSpecification.name ?? usageSpecification.id}</Truncate>
      </Table.Td>
      <Table.Td>
        <Truncate width="100%">{party?.name ?? party?.id ?? '–'}</Truncate>
      </Table.Td>
      <Table.Td className={classes.number}>
        <Truncate width="100%">{formatTotal(ratedProductUsage) || '–'}</Truncate>
      </Table.Td>
      <Table.Td>
        <code className={classes.id} title={id}>
          <span className={classes.idStart}>{id.slice(0, -8)}</span>
          {id.slice(-8)}
        </code>
      </Table.Td>
    </Table.Tr>
  )
}
