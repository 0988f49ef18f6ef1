import { Alert, Anchor, List, Text } from '@mantine/core'
import { common } from '../../messages/common'

export interface SummaryItem {
  text: string
  /** Moves the focus to the field; undefined if there is none. */
  onChoose: (() => void) | undefined
}

interface Props {
  id: string
  title: string
  message?: string
  items: SummaryItem[]
}

const mostShown = 30

/** A list of problems, each with a link to its field. */
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
          // A stable key: the pressed button stays while other problems come and go.
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
