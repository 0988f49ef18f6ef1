import { Textarea } from '@mantine/core'
import { findSyntaxProblem } from '../../json/syntax'
import { usageForm } from '../../messages/form'
import type { InputProps } from './inputProps'
import { useTyped } from './TypedInput'

/** An object or array, as JSON. A syntax error replaces the broken rule. */
export function JsonInput({ field, value, onChange, unit: _, error, ...frame }: InputProps) {
  const { text, setText } = useTyped(field.kind, value, onChange)
  const problem = typeof value === 'string' && value.trim() !== '' ? findSyntaxProblem(value) : undefined
  return (
    <Textarea
      {...frame}
      error={problem ? usageForm.jsonAt(problem.line, problem.column, problem.message) : error}
      spellCheck={false}
      autosize
      minRows={3}
      maxRows={16}
      styles={{
        input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-sm)' },
      }}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}
