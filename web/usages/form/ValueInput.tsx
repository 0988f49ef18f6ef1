import { useState } from 'react'
import { isObject, type Kind } from '../../../shared/checker/kinds'
import { ChoiceInput } from './ChoiceInput'
import { DayInput, InstantInput } from './InstantInput'
import type { InputProps } from './inputProps'
import { JsonInput } from './JsonInput'
import { PeriodInput } from './PeriodInput'
import { TypedInput } from './TypedInput'

const yesAndNo = [true, false]

/** The input for a value, by the kind of the field. */
export function ValueInput(props: InputProps) {
  const { kind, choices, isOpen } = props.field
  // Decided once: replacing the input while the user types would lose the focus.
  const [isJson] = useState(() => needsJson(kind, props.value))
  if (!isOpen) return <ChoiceInput {...props} choices={choices} />
  if (kind === 'boolean') return <ChoiceInput {...props} choices={yesAndNo} />
  if (kind === 'dateTime') return <InstantInput {...props} />
  if (kind === 'date') return <DayInput {...props} />
  if (isJson) return <JsonInput {...props} />
  return kind === 'timePeriod' ? <PeriodInput {...props} /> : <TypedInput {...props} />
}

function needsJson(kind: Kind, value: unknown): boolean {
  if (kind === 'object' || kind === 'array') return true
  // An invalid period must be visible, so that it can be corrected.
  return kind === 'timePeriod' ? value !== undefined && !isObject(value) : typeof value === 'object'
}
