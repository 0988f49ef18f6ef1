import { Button, Popover, Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { explorerList } from '../../../messages/explorerList'
import { Icon } from '../../../ui/layout/Icon'
import classes from '../ExplorerPage.module.css'
import type { Filter } from '../filter/filters'
import type { Vocabulary } from '../search/parseSearchText'
import type { ListAppearance } from './listAppearance'

const ColumnChooser = lazy(() => import('./ColumnChooser').then(({ ColumnChooser }) => ({ default: ColumnChooser })))

interface Props {
  look: ListAppearance
  filters: Filter[]
  vocabulary: Vocabulary
}

/** The menu of the columns. Its content is loaded when it first opens. */
export function ColumnsMenu({ look, filters, vocabulary }: Props) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" size="xs" className={classes.sign} leftSection={<Icon name="columns" size={15} />}>
          <span className={classes.word}>{explorerList.bar.columns}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<Skeleton w={320} h={420} />}>
          <ColumnChooser look={look} chosen={specificationsIn(filters)} vocabulary={vocabulary} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

/** The ids of the specifications in the filter. */
const specificationsIn = (filters: Filter[]): string[] =>
  filters.flatMap((it) =>
    it.kind === 'condition' && it.condition.path === 'usageSpecification.id' && it.condition.op === 'eq'
      ? it.condition.values
      : [],
  )
