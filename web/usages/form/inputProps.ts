import type { ReactNode } from 'react'
import type { Field } from './field'

/** What every input of a value gets. */
export interface InputProps {
  field: Field
  value: unknown
  /** Undefined: it was emptied. */
  onChange: (value: unknown) => void
  id: string
  label?: string
  'aria-label'?: string
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  readOnly?: boolean
  inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[]
  /** What stands at the end of the input. */
  unit?: { rightSection: ReactNode; rightSectionWidth: number | string }
}
