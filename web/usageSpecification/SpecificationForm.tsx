import { Autocomplete, Button, Grid, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { flushSync } from 'react-dom'
import type { UsageSpecificationCreate } from '../../shared/usageSpecification'
import { Icon } from '../parts/Icon'
import { CharacteristicRow } from './CharacteristicRow'
import { DateTimeField } from './DateTimeField'
import type { Action, Draft } from './draft'
import { NameField } from './NameField'
import { byRow, idOf } from './problems'
import { lifecycleStatuses } from './suggestions'
import { without } from './values'

interface Props {
  draft: Draft
  /** What was refused, and what is likely a slip; both by field. */
  problems: Map<string, string>
  hints: Map<string, string>
  dispatch: (action: Action) => void
}

const none = {}

/** A specification without its JSON. */
export function SpecificationForm({ draft: { document, keys }, problems, hints, dispatch }: Props) {
  const problemAt = (field: string) => problems.get(field)
  const set = (change: Partial<UsageSpecificationCreate>) => dispatch({ type: 'set', change })
  const field = (name: string) => ({ id: idOf(name), error: problemAt(name) })
  const setValidity = (change: UsageSpecificationCreate['validFor']) => {
    const validFor = without({ ...document.validFor, ...change })
    set({ validFor: Object.keys(validFor).length > 0 ? validFor : undefined })
  }
  const characteristics = document.specCharacteristic ?? []
  const problemsOfRow = byRow(problems)
  const hintsOfRow = byRow(hints)
  const add = () => {
    flushSync(() => dispatch({ type: 'add' }))
    window.document.getElementById(idOf(`specCharacteristic[${characteristics.length}].name`))?.focus()
  }
  return (
    <Stack gap="lg">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <NameField
            id={idOf('name')}
            label="Name"
            placeholder="For example: Voice-Usage-Specification"
            value={document.name}
            problem={problemAt('name')}
            hint={hints.get('name')}
            onChange={(name) => set({ name })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, xs: 6, md: 3 }}>
          <TextInput {...field('version')} label="Version" value={document.version ?? ''} onChange={(event) => set({ version: event.currentTarget.value || undefined })} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, xs: 6, md: 3 }}>
          <Autocomplete
            {...field('lifecycleStatus')}
            label="Lifecycle status"
            data={lifecycleStatuses}
            value={document.lifecycleStatus ?? ''}
            onChange={(text) => set({ lifecycleStatus: text || undefined })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Textarea
            {...field('description')}
            label="Description"
            placeholder="What usages of it are"
            autosize
            minRows={1}
            maxRows={8}
            value={document.description ?? ''}
            onChange={(event) => set({ description: event.currentTarget.value || undefined })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, xs: 6, md: 3 }}>
          <DateTimeField
            id={idOf('validFor.startDateTime')}
            label="Valid from (UTC)"
            value={document.validFor?.startDateTime}
            problem={problemAt('validFor.startDateTime')}
            onChange={(startDateTime) => setValidity({ startDateTime })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, xs: 6, md: 3 }}>
          <DateTimeField
            id={idOf('validFor.endDateTime')}
            label="Valid to (UTC)"
            value={document.validFor?.endDateTime}
            problem={problemAt('validFor.endDateTime') ?? hints.get('validFor.endDateTime')}
            onChange={(endDateTime) => setValidity({ endDateTime })}
          />
        </Grid.Col>
      </Grid>
      <Stack gap="md">
        <Title order={2}>Characteristics</Title>
        <Text c="dimmed" size="sm">
          What each usage of this kind says: the number called, how long it took. {characteristics.length === 0 && 'There are none yet: add the first.'}
        </Text>
        {characteristics.map((it, at) => (
          <CharacteristicRow
            key={keys[at] ?? at}
            it={it}
            at={at}
            isLast={at === characteristics.length - 1}
            problems={problemsOfRow[at] ?? none}
            hints={hintsOfRow[at] ?? none}
            dispatch={dispatch}
          />
        ))}
        <Group>
          <Button id={idOf('add')} variant="default" leftSection={<Icon name="plus" size={16} />} onClick={add}>
            Add characteristic
          </Button>
        </Group>
      </Stack>
    </Stack>
  )
}
