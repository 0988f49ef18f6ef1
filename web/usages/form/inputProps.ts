import type { ReactNode } from 'react'
import type { Field } from './field'

/** The props of every value input. */
export interface InputProps {
  field: Field
  value: unknown
  /** Undefined if emptied. */
  onChange: (value: unknown) => void
  id: string
  label?: string
  'aria-label'?: string
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  readOnly?: boolean
  inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[]
  /** Shown at the end of the input. */
  unit?: { rightSection: ReactNode; rightSectionWidth: number | string }
}
