import { ActionIcon, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { formatAgo, formatNumber, formatTime } from '../../messages/format'
import { specification } from '../../messages/specification'
import { useZone } from '../../time/zone'
import { Icon } from '../../ui/layout/Icon'
import { LifecycleBadge } from '../../ui/layout/LifecycleBadge'
import { Sparkline } from '../../ui/layout/Sparkline'
import { TextLink } from '../../ui/links/TextLink'
import classes from './CatalogueTable.module.css'
import { type Entry, type SortKey, shareOfRejected, sortKeys } from './catalogue'
import { SpecificationMenu } from './SpecificationMenu'

interface Props {
  entries: readonly Entry[]
  sort: string
  onSort: (sort: string) => void
}

const words = specification.list
const numbers = new Set<SortKey>(['characteristics', 'rejected'])
/** Columns that sort in descending order first. */
const downFirst = new Set<SortKey>(['characteristics', 'usages', 'rejected', 'lastUpdate'])

/** Specifications as rows; a click on a heading sorts them. */
export function CatalogueTable({ entries, sort, onSort }: Props) {
  const key = sort.replace(/^-/, '')
  const isDown = sort.startsWith('-')
  const next = (column: SortKey) =>
    column === key ? (isDown ? column : `-${column}`) : downFirst.has(column) ? `-${column}` : column
  return (
    <Table.ScrollContainer
      minWidth={940}
      type="native"
      className={classes.frame}
      tabIndex={0}
      role="region"
      aria-label={words.title}
    >
      <Table verticalSpacing={8} highlightOnHover className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {sortKeys.map((column) => (
              <Table.Th
                key={column}
                aria-sort={column === key ? (isDown ? 'descending' : 'ascending') : undefined}
                className={numbers.has(column) ? classes.number : undefined}
              >
                <button
                  type="button"
                  className={classes.sort}
                  title={words.sortBy(words.columns[column])}
                  onClick={() => onSort(next(column))}
                >
                  {words.columns[column]}
                  {column === key && <Icon name={isDown ? 'down' : 'up'} size={13} />}
                </button>
              </Table.Th>
            ))}
            <Table.Th>
              <VisuallyHidden>{specification.actions.more}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Row key={entry.it.id} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ entry }: { entry: Entry }) {
  const { it, activity } = entry
  const zone = useZone()
  const share = shareOfRejected(entry)
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <TextLink to="/specifications/$id" params={{ id: it.id }} fw={600}>
          {it.name}
        </TextLink>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {it.description}
        </Text>
      </Table.Td>
      <Table.Td>{it.version ?? '–'}</Table.Td>
      <Table.Td>
        <LifecycleBadge status={it.lifecycleStatus} />
      </Table.Td>
      <Table.Td className={classes.number}>{it.specCharacteristic?.length ?? 0}</Table.Td>
      <Table.Td>
        {activity && activity.total > 0 ? (
          <Group gap="sm" wrap="nowrap">
            <TextLink to="/usages" search={{ 'usageSpecification.id': it.id }} className={classes.count}>
              {formatNumber(activity.total)}
            </TextLink>
            <Sparkline
              values={activity.byDay}
              label={words.sparkline(activity.total, formatNumber(Math.max(...activity.byDay)))}
            />
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            {words.noUsages}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>{share === undefined ? '–' : formatShare(share)}</Table.Td>
      <Table.Td>
        <time dateTime={it.lastUpdate} title={formatTime(it.lastUpdate, zone)}>
          {formatAgo(it.lastUpdate)}
        </time>
      </Table.Td>
      <Table.Td>
        <SpecificationMenu it={it} onDeleted={() => {}}>
          <ActionIcon variant="subtle" color="gray" aria-label={words.menu(it.name)}>
            <Icon name="more" size={18} />
          </ActionIcon>
        </SpecificationMenu>
      </Table.Td>
    </Table.Tr>
  )
}

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })
const formatShare = (share: number): string => percent.format(share)
