import { ActionIcon, Autocomplete, Checkbox, Fieldset, Grid, Group, Text, TextInput } from '@mantine/core'
import { memo } from 'react'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { Icon } from '../parts/Icon'
import type { Action } from './draft'
import { NameField } from './NameField'
import { idOf } from './problems'
import { valueTypes } from './suggestions'
import { ValueFields } from './ValueFields'
import { without, withValueType } from './values'

interface Props {
  it: CharacteristicSpecification
  at: number
  isLast: boolean
  /** By field of this row. */
  problems: Record<string, string>
  hints: Record<string, string>
  dispatch: (action: Action) => void
}

const buttons = [
  { type: 'up', label: 'Move up', icon: 'up' },
  { type: 'down', label: 'Move down', icon: 'down' },
  { type: 'duplicate', label: 'Duplicate', icon: 'copy' },
  { type: 'remove', label: 'Remove', icon: 'trash' },
] as const

const areSame = (before: Props, after: Props) =>
  before.it === after.it &&
  before.at === after.at &&
  before.isLast === after.isLast &&
  before.dispatch === after.dispatch &&
  JSON.stringify([before.problems, before.hints]) === JSON.stringify([after.problems, after.hints])

/** One characteristic of the grid: who it is and what values it takes. It is drawn anew only when it changes: there may be hundreds. */
export const CharacteristicRow = memo(function CharacteristicRow({ it, at, isLast, problems, hints, dispatch }: Props) {
  const path = `specCharacteristic[${at}]`
  const field = (name: string) => ({ id: idOf(`${path}.${name}`), error: problems[name] })
  const put = (to: CharacteristicSpecification) => dispatch({ type: 'characteristic', at, to: without(to) })
  const title = `Characteristic ${at + 1}`
  return (
    <Fieldset legend={<Text fw={600}>{title}</Text>} component="fieldset" variant="filled">
      <Group justify="flex-end" gap="xs" mt={-12}>
        {buttons.map(({ type, label, icon }) => (
          <ActionIcon
            key={type}
            variant="default"
            size="md"
            aria-label={`${label}: ${it.name || title}`}
            title={label}
            disabled={(type === 'up' && at === 0) || (type === 'down' && isLast)}
            onClick={() => {
              dispatch({ type, at })
              if (type === 'remove') document.getElementById(idOf('add'))?.focus()
            }}
          >
            <Icon name={icon} size={16} />
          </ActionIcon>
        ))}
      </Group>
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
          <NameField
            id={idOf(`${path}.name`)}
            label="Name"
            placeholder="For example: duration"
            value={it.name}
            problem={problems.name}
            hint={hints.name}
            onChange={(name) => put({ ...it, name })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
          <Autocomplete {...field('valueType')} label="Value type" data={valueTypes} value={it.valueType ?? ''} onChange={(text) => put(withValueType(it, text || undefined))} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <TextInput
            {...field('description')}
            label="Description"
            placeholder="What it says"
            value={it.description ?? ''}
            onChange={(event) => put({ ...it, description: event.currentTarget.value || undefined })}
          />
        </Grid.Col>
        <ValueFields it={it} path={path} problemAt={(name) => problems[name] ?? hints[name]} onChange={put} />
        <Grid.Col span={12}>
          <Group gap="lg">
            <Checkbox
              {...field('minCardinality')}
              label="Required"
              checked={(it.minCardinality ?? 0) > 0}
              onChange={(event) => put({ ...it, minCardinality: event.currentTarget.checked ? 1 : 0 })}
            />
            <Checkbox
              {...field('isUnique')}
              label="Unique among usages"
              checked={it.isUnique === true}
              onChange={(event) => put({ ...it, isUnique: event.currentTarget.checked || undefined })}
            />
          </Group>
        </Grid.Col>
      </Grid>
    </Fieldset>
  )
}, areSame)
