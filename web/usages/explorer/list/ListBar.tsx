import { ActionIcon, NativeSelect, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Total } from '../../../api/api'
import { explorerList } from '../../../messages/explorerList'
import { Icon } from '../../../ui/layout/Icon'
import classes from '../ExplorerPage.module.css'
import type { ListAppearance } from './listAppearance'

interface Props {
  total: Total | undefined
  isCounting: boolean
  sort: string
  onSort(sort: string): void
  look: ListAppearance
  /** Further actions. */
  children?: ReactNode
}

const words = explorerList.bar

/** The length, order and appearance of the list. */
export function ListBar({ total, isCounting, sort, onSort, look, children }: Props) {
  const orders = Object.entries(words.orders).map(([value, label]) => ({ value, label }))
  const other = orders.some(({ value }) => value === sort) ? [] : [{ value: sort, label: sort }]
  return (
    <section className={classes.bar} aria-label={words.label}>
      <Text
        size="sm"
        fw={600}
        role="status"
        title={total?.isEstimate ? words.estimated : undefined}
        className={classes.total}
      >
        {total ? words.count(total.count, total.isEstimate) : isCounting ? words.counting : words.uncounted}
      </Text>
      <NativeSelect
        size="xs"
        aria-label={words.order}
        data={[...orders, ...other]}
        value={sort}
        onChange={(event) => onSort(event.currentTarget.value)}
      />
      <span className={classes.space} />
      <ActionIcon
        variant="default"
        size={30}
        aria-label={look.density === 'compact' ? words.comfortable : words.compact}
        title={look.density === 'compact' ? words.comfortable : words.compact}
        onClick={() => look.setDensity(look.density === 'compact' ? 'comfortable' : 'compact')}
      >
        <Icon name={look.density === 'compact' ? 'list' : 'rows'} size={16} />
      </ActionIcon>
      {children}
    </section>
  )
}
