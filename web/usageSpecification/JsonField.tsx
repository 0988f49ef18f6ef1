import { Textarea } from '@mantine/core'
import { findProblem, type TextProblem } from './shape'

interface Props {
  text: string
  onChange: (text: string) => void
}

/** The JSON that will be sent, to be read or written. */
export function JsonField({ text, onChange }: Props) {
  const problem = findProblem(text)
  return (
    <Textarea
      id="field-json"
      label="What will be sent, as JSON"
      description="Changes here appear in the form, and the other way round. Attributes the form does not know are kept."
      spellCheck={false}
      autosize
      minRows={12}
      maxRows={40}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 'var(--mantine-font-size-sm)' } }}
      value={text}
      error={problem && sayWhere(problem)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

const sayWhere = ({ line, column, message }: TextProblem): string => (line === undefined ? message : `Line ${line}, column ${column}: ${message}`)
