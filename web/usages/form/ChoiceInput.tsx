import { Select } from '@mantine/core'
import { canonical, isBlank } from '../../../shared/checker/kinds'
import { usageForm } from '../../messages/form'
import type { InputProps } from './inputProps'
import { textOf } from './valueText'

interface Props extends InputProps {
  choices: unknown[]
}

const manyChoices = 8

/** A select of the allowed values. A current value that is not allowed is shown and marked. */
export function ChoiceInput({ field, choices, value, onChange, unit, required, readOnly, ...frame }: Props) {
  const { kind, name, defaults, isSeveral } = field
  const options = new Map(choices.map((it) => [canonical(kind, it), it]))
  const data = [...options].map(([key, it]) => ({ value: key, label: textOf(it) }))
  const isGiven = value !== undefined && !isBlank(value)
  const key = isGiven ? canonical(kind, value) : null
  if (key !== null && !options.has(key)) data.push({ value: key, label: usageForm.notAllowed(textOf(value)) })
  return (
    <Select
      {...frame}
      {...unit}
      required={required}
      readOnly={readOnly}
      data={data}
      value={key}
      placeholder={defaults.length > 0 && !isSeveral ? textOf(defaults[0]) : usageForm.choose}
      onChange={(chosen) => onChange(chosen === null ? undefined : options.has(chosen) ? options.get(chosen) : value)}
      searchable={data.length > manyChoices}
      clearable={!required && !unit && !readOnly}
      clearButtonProps={{ 'aria-label': usageForm.clear(name) }}
      allowDeselect={!required}
      nothingFoundMessage={usageForm.nothingFits}
    />
  )
}
