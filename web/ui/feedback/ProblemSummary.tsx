import { Alert, Anchor, List, Text } from '@mantine/core'
import { common } from '../../messages/common'

export interface SummaryItem {
  text: string
  /** Leads to where it can be mended; undefined: there is no such place. */
  onChoose: (() => void) | undefined
}

interface Props {
  id: string
  title: string
  message?: string
  items: SummaryItem[]
}

const mostShown = 30

/** What hinders, each with a way to where it can be mended. */
export function ProblemSummary({ id, title, message, items }: Props) {
  return (
    <Alert
      id={id}
      role="alert"
      tabIndex={-1}
      color="red"
      variant="light"
      title={title}
      styles={{ message: { color: 'inherit' } }}
      style={{ scrollMarginTop: 80 }}
    >
      {message && <Text size="sm">{message}</Text>}
      <List size="sm" listStyleType="none" spacing={4}>
        {items.slice(0, mostShown).map(({ text, onChoose }, at) => (
          // What is pressed stays the same while others come and go.
          <List.Item
            key={`${text} ${items.slice(0, at).filter((it) => it.text === text).length}`}
            style={{ overflowWrap: 'anywhere' }}
          >
            {onChoose ? (
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="start"
                c="inherit"
                underline="always"
                onClick={onChoose}
              >
                {text}
              </Anchor>
            ) : (
              text
            )}
          </List.Item>
        ))}
      </List>
      {items.length > mostShown && <Text size="sm">{common.moreProblems(items.length - mostShown)}</Text>}
    </Alert>
  )
}
