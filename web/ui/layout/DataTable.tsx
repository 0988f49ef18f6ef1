import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './DataTable.module.css'

export interface Column<Item> {
  title: string
  isNumber?: boolean
  /** Values such as phone numbers and ids do not wrap. */
  isWide?: boolean
  cell: (item: Item) => ReactNode
}

interface Props<Item> {
  label: string
  columns: Column<Item>[]
  items: Item[]
  minWidth?: number
}

/** A small table for a list in a document. Scrolls sideways on narrow screens. */
export function DataTable<Item>({ label, columns, items, minWidth = 640 }: Props<Item>) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      type="native"
      className={classes.frame}
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table verticalSpacing={8} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ title, isNumber }) => (
              <Table.Th key={title} className={isNumber ? classes.number : undefined}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items have no id
            <Table.Tr key={at}>
              {columns.map(({ title, isNumber, isWide, cell }) => (
                <Table.Td key={title} className={isNumber ? classes.number : isWide ? classes.wide : undefined}>
                  {cell(item) ?? '–'}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
