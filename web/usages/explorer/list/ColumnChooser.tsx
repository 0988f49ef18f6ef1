import { Button, Group, ScrollArea, Stack, Text, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { explorerList } from '../../../messages/explorerList'
import { useZone } from '../../../time/zone'
import { Icon } from '../../../ui/layout/Icon'
import type { Vocabulary } from '../search/parseSearchText'
import { ranked } from '../search/suggestions'
import classes from './ColumnChooser.module.css'
import { ColumnOrder } from './ColumnOrder'
import { builtInColumns, type Column, columnsOf, defaultColumns } from './columns'
import type { ListAppearance } from './listAppearance'

interface Props {
  look: ListAppearance
  /** The ids of the specifications in the filter. Their characteristics are suggested first. */
  chosen: string[]
  vocabulary: Vocabulary
}

const words = explorerList.chooser
const shownByOwn = ['status', 'usageSpecification.id', 'usageType', 'usageDate', 'description', 'id']

/** The shown columns, to reorder or remove, and the available ones. */
export function ColumnChooser({ look, chosen, vocabulary }: Props) {
  const zone = useZone()
  const [text, setText] = useState('')
  const shown = columnsOf(look.columns, { ...vocabulary, zone })
  const attributes = vocabulary.attributes.filter(({ path }) => !shownByOwn.includes(path))
  const isOfChosen = ({ of }: (typeof attributes)[number]) =>
    chosen.length === 0 || !of || of.some((id) => chosen.includes(id))
  const paths = [...attributes.filter(isOfChosen), ...(text ? attributes.filter((it) => !isOfChosen(it)) : [])].map(
    ({ path }) => path,
  )
  const others = columnsOf(
    [...builtInColumns, ...paths].filter((id) => !look.columns.includes(id)),
    { ...vocabulary, zone },
  )
  const found = ranked(others, text.trim().toLowerCase(), ({ id, title, hint }) => [title, id, hint])
  const add = (id: string) => {
    setText('')
    look.setColumns([...look.columns, id])
  }
  const path = text.trim()
  const isPath = /^[^\s<>=*]+$/.test(path) && !look.columns.includes(path) && !others.some(({ id }) => id === path)
  return (
    <Stack gap="xs" w={320}>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {words.shown}
        </Text>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          disabled={look.columns.join() === defaultColumns.join()}
          onClick={() => look.setColumns(defaultColumns)}
        >
          {words.usual}
        </Button>
      </Group>
      <ScrollArea.Autosize mah="min(260px, 26vh)" type="auto">
        <ColumnOrder
          columns={shown}
          onOrder={look.setColumns}
          onRemove={(id) => look.setColumns(look.columns.filter((it) => it !== id))}
        />
      </ScrollArea.Autosize>
      <TextInput
        size="xs"
        label={words.add}
        placeholder={words.find}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = found[0]?.id ?? (isPath ? path : undefined)
          if (event.key === 'Enter' && first && path !== '') add(first)
        }}
        data-autofocus
      />
      <ScrollArea.Autosize mah="min(200px, 20vh)" type="auto">
        <ul className={classes.list} aria-label={words.more}>
          {found.map((column) => (
            <Addable key={column.id} column={column} onAdd={() => add(column.id)} />
          ))}
          {isPath && <Addable column={{ id: path, title: words.path(path), hint: '' }} onAdd={() => add(path)} />}
        </ul>
      </ScrollArea.Autosize>
    </Stack>
  )
}

function Addable({
  column: { title, hint },
  onAdd,
}: {
  column: Pick<Column, 'id' | 'title' | 'hint'>
  onAdd: () => void
}) {
  return (
    <li>
      <UnstyledButton className={classes.addable} onClick={onAdd}>
        <Icon name="plus" size={13} />
        <VisuallyHidden>{words.addColumn} </VisuallyHidden>
        <span className={classes.name}>{title}</span>{' '}
        <Text span size="xs" c="dimmed" truncate>
          {hint}
        </Text>
      </UnstyledButton>
    </li>
  )
}
