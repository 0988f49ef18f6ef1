import { Alert, Anchor, List, Text } from '@mantine/core'

export interface SummaryItem {
  text: string
  /** The id of the element where it can be mended. */
  field: string | undefined
}

interface Props {
  id: string
  title: string
  message?: string
  items: SummaryItem[]
}

/** What hinders, each with a way to where it can be mended. */
export function ProblemSummary({ id, title, message, items }: Props) {
  return (
    <Alert id={id} role="alert" tabIndex={-1} color="red" variant="light" title={title} styles={{ message: { color: 'inherit' } }} style={{ scrollMarginTop: 80 }}>
      {message && <Text size="sm">{message}</Text>}
      <List size="sm" listStyleType="none" spacing={4}>
        {items.map(({ text, field }) => (
          <List.Item key={`${field} ${text}`} style={{ overflowWrap: 'anywhere' }}>
            {field ? (
              <Anchor component="button" type="button" size="sm" ta="start" c="inherit" underline="always" onClick={() => document.getElementById(field)?.focus()}>
                {text}
              </Anchor>
            ) : (
              text
            )}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
