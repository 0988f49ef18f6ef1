import { useState } from 'react'
import { isObject, type Kind } from '../../../shared/checker/kinds'
import { ChoiceInput } from './ChoiceInput'
import { DayInput, InstantInput } from './InstantInput'
import type { InputProps } from './inputProps'
import { JsonInput } from './JsonInput'
import { PeriodInput } from './PeriodInput'
import { TypedInput } from './TypedInput'

const yesAndNo = [true, false]

/** The input that suits a value of the field. */
export function ValueInput(props: InputProps) {
  const { kind, choices, isOpen } = props.field
  // Decided once: an input that turns into another while somebody types would lose the focus.
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
  // A period that is none must be seen to be mended.
  return kind === 'timePeriod' ? value !== undefined && !isObject(value) : typeof value === 'object'
}
