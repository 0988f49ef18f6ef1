import { Alert, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import type { Specification } from '../../shared/checker/specification'
import type { UsageCharacteristic } from '../../shared/usage'
import { entry } from '../messages/entry'
import { AddCharacteristic } from './AddCharacteristic'
import { EntryField } from './EntryField'
import classes from './EntryForm.module.css'
import { fieldsOf, mayHaveOthers } from './field'

interface Props {
  /** Undefined: it is not known. Then there is a field for what the usage has, and no rule. */
  specification: Specification | undefined
  /** What a bundle contains. */
  contained?: readonly Specification[]
  value: UsageCharacteristic[]
  onChange: (value: UsageCharacteristic[]) => void
  /** What the checker finds of it, or the server found. */
  broken?: BrokenRule[]
  isReadOnly?: boolean
}

const none: readonly Specification[] = []
const nothing: BrokenRule[] = []
const unknown: Specification = {}

/** The characteristics of a usage, entered as their specification asks for them. */
export function EntryForm({ specification: given, contained = none, value, onChange, broken = nothing, isReadOnly = false }: Props) {
  const specification = given ?? unknown
  const fields = useMemo(() => fieldsOf(specification, contained, value), [specification, contained, value])
  const names = fields.map(({ name }) => name)
  const general = broken.filter(({ characteristic }) => characteristic === undefined || !names.includes(characteristic))
  return (
    <Stack gap="lg">
      {general.length > 0 && (
        <Alert color="red" variant="light" title={entry.general} styles={{ message: { color: 'inherit' } }}>
          {general.map(({ rule, message }) => (
            <Text key={`${rule} ${message}`} size="sm">
              {message}
            </Text>
          ))}
        </Alert>
      )}
      {fields.length === 0 && (
        <Text c="dimmed" size="sm">
          {entry.empty}
        </Text>
      )}
      <div className={classes.grid}>
        {fields.map((field) => (
          <EntryField
            key={field.name}
            field={field}
            value={value}
            onChange={onChange}
            broken={broken.filter(({ characteristic }) => characteristic === field.name)}
            isReadOnly={isReadOnly}
            isKnown={given !== undefined}
          />
        ))}
      </div>
      {!isReadOnly && mayHaveOthers(specification, contained) && <AddCharacteristic taken={names} onAdd={(name) => onChange([...value, { name, value: '' }])} />}
    </Stack>
  )
}
