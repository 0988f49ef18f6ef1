import { Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { editor } from '../../../messages/editor'
import { Icon } from '../../../ui/layout/Icon'
import { columnNames } from '../draft/places'
import { type Row, type Run, rename } from '../draft/rows'
import classes from './grid.module.css'

interface Props {
  run: Run
  onChange: (change: (rows: Row[]) => Row[]) => void
  /** Adds a characteristic at an index. */
  onAdd: (at: number) => void
}

const words = editor.groups

/** The heading of a group. Its `key` must be the group. */
export function GroupRow({ run, onChange, onAdd }: Props) {
  const [name, setName] = useState(run.group)
  const apply = () => name.trim() !== run.group && onChange((rows) => rename(rows, run, name.trim()))
  return (
    <tbody className={classes.block} aria-label={words.heading(run.group)}>
      <tr className={classes.block}>
        <td colSpan={columnNames.length + 3} className={classes.group}>
          {run.group === '' ? (
            <Text size="sm" fw={650} c="dimmed">
              {words.none}
            </Text>
          ) : (
            <TextInput
              size="xs"
              w={220}
              aria-label={words.name}
              styles={{ input: { fontWeight: 650 } }}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onBlur={apply}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                apply()
              }}
            />
          )}
          <Text size="xs" c="dimmed">
            {words.count(run.to - run.from)}
          </Text>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Icon name="plus" size={13} />}
            onClick={() => onAdd(run.to)}
          >
            {words.add}
          </Button>
        </td>
      </tr>
    </tbody>
  )
}
