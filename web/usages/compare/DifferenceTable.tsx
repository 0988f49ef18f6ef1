import { Table } from '@mantine/core'
import { usage as messages } from '../../messages/usage'
import { ValueText } from '../../ui/layout/ValueText'
import classes from './DifferenceTable.module.css'
import type { Difference } from './flattenUsage'

interface Props {
  label: string
  /** The column headings. `mark` adds a column that tells which rows differ. */
  titles: { attribute: string; before: string; after: string; mark?: string }
  items: Difference[]
}

/** The values of two usages, or of one before and after a change, side by side. */
export function DifferenceTable({ label, titles, items }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={titles.mark ? 480 : 320}
      type="native"
      className={classes.frame}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table verticalSpacing={6} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{titles.attribute}</Table.Th>
            {titles.mark && <Table.Th className={classes.mark}>{titles.mark}</Table.Th>}
            <Table.Th>{titles.before}</Table.Th>
            <Table.Th>{titles.after}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row) => (
            <Table.Tr key={`${row.part} ${row.label}`} data-differs={(titles.mark && !row.isSame) || undefined}>
              <Table.Th scope="row">{row.label}</Table.Th>
              {titles.mark && (
                <Table.Td className={classes.mark}>
                  <span aria-hidden="true">{row.isSame ? '=' : '≠'}</span>{' '}
                  {row.isSame ? messages.compare.same : messages.compare.differs}
                </Table.Td>
              )}
              <Table.Td>
                <Side value={row.before} />
              </Table.Td>
              <Table.Td>
                <Side value={row.after} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const Side = ({ value }: { value: unknown }) =>
  value === undefined ? <span className={classes.none}>{messages.none}</span> : <ValueText value={value} />
