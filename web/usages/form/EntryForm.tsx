import { Alert, Button, Divider, Stack, Text } from '@mantine/core'
import { Fragment, useMemo, useRef, useState } from 'react'
import type { BrokenRule } from '../../../shared/checker/brokenRule'
import type { Specification } from '../../../shared/checker/specification'
import type { UsageCharacteristic } from '../../../shared/usage'
import { usageForm } from '../../messages/form'
import { AddCharacteristic } from './AddCharacteristic'
import { type Edit, EntryField } from './EntryField'
import classes from './EntryForm.module.css'
import { type Field, fieldsOf, mayHaveOthers } from './field'
import { slotsOf } from './slots'

interface Props {
  /** Undefined if unknown: then the form has only the fields of the usage, without rules. */
  specification: Specification | undefined
  /** The contained specifications of a bundle. */
  contained?: readonly Specification[]
  value: UsageCharacteristic[]
  onChange: (value: UsageCharacteristic[]) => void
  /** Rules that the checker or the server found broken. */
  broken?: BrokenRule[]
  isReadOnly?: boolean
}

const none: readonly Specification[] = []
const nothing: BrokenRule[] = []
const unknown: Specification = {}
/** A usage may have thousands of characteristics; those with problems are always shown. */
const mostShown = 100

/** The form for the characteristics of a usage, from its specification. */
export function EntryForm({
  specification: given,
  contained = none,
  value,
  onChange,
  broken = nothing,
  isReadOnly = false,
}: Props) {
  const specification = given ?? unknown
  const fields = useFields(specification, contained, value)
  const edit = useEdit(value, onChange)
  const [isAll, setIsAll] = useState(false)
  const names = new Set(fields.map(({ name }) => name))
  const byName = Map.groupBy(broken, ({ characteristic }) =>
    characteristic !== undefined && names.has(characteristic) ? characteristic : undefined,
  )
  const shown = isAll ? fields : fields.filter(({ name }, at) => at < mostShown || byName.has(name))
  return (
    <Stack gap="lg">
      {byName.has(undefined) && (
        <Alert color="red" variant="light" title={usageForm.general} styles={{ message: { color: 'inherit' } }}>
          {byName.get(undefined)?.map(({ rule, message }) => (
            <Text key={`${rule} ${message}`} size="sm">
              {message}
            </Text>
          ))}
        </Alert>
      )}
      {fields.length === 0 && (
        <Text c="dimmed" size="sm">
          {usageForm.empty}
        </Text>
      )}
      <div className={classes.grid}>
        {shown.map((field, at) => (
          <Fragment key={field.name}>
            {groupOf(field) !== groupOf(shown[at - 1]) && (
              <Divider className={classes.group} label={groupOf(field) || undefined} labelPosition="left" />
            )}
            <EntryField
              field={field}
              slots={slotsOf(value, field)}
              edit={edit}
              broken={byName.get(field.name) ?? nothing}
              isReadOnly={isReadOnly}
              isKnown={given !== undefined}
            />
          </Fragment>
        ))}
      </div>
      {shown.length < fields.length && (
        <Button variant="default" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => setIsAll(true)}>
          {usageForm.showAll(fields.length)}
        </Button>
      )}
      {!isReadOnly && mayHaveOthers(specification, contained) && (
        <AddCharacteristic taken={names} onAdd={(name) => edit((before) => [...before, { name, value: '' }])} />
      )}
    </Stack>
  )
}

/** The group that the specification gives a characteristic. */
const groupOf = (field: Field | undefined): string => field?.specification?.group?.trim() ?? ''

/** Stable while no characteristic is added or removed. */
function useFields(specification: Specification, contained: readonly Specification[], value: UsageCharacteristic[]) {
  const names = JSON.stringify(value.map(({ name }) => name))
  return useMemo(() => fieldsOf(specification, contained, JSON.parse(names)), [specification, contained, names])
}

/** Changes the current value. A stable function, so that typing in one field does not render the others. */
function useEdit(value: UsageCharacteristic[], onChange: Props['onChange']): Edit {
  const latest = useRef({ value, onChange })
  latest.current = { value, onChange }
  const [edit] = useState(() => (change: Parameters<Edit>[0]) => latest.current.onChange(change(latest.current.value)))
  return edit
}
