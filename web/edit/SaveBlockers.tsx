import { Alert, Anchor, List, Text } from '@mantine/core'
import type { Problem } from '../api/api'
import { common } from '../messages/common'

export interface SaveBlocker {
  text: string
  /** Moves the focus to the field; undefined: the form has no field for it. */
  onChoose: (() => void) | undefined
}

interface Props {
  title: string
  /** The server's refusal; its reason replaces the title. */
  problem: Problem | undefined
  items: SaveBlocker[]
}

const id = 'save-blockers'
const mostShown = 30

/** The reasons why nothing was saved: the server's refusal, or the problems to correct first. Each item leads to its field. */
export function SaveBlockers({ title, problem, items }: Props) {
  if (!problem && items.length === 0) return null
  return (
    <Alert
      id={id}
      role="alert"
      tabIndex={-1}
      color="red"
      variant="light"
      title={problem?.reason ?? title}
      styles={{ message: { color: 'inherit' } }}
      style={{ scrollMarginTop: 80 }}
    >
      {problem?.message && items.length === 0 && <Text size="sm">{problem.message}</Text>}
      <List size="sm" listStyleType="none" spacing={4}>
        {items.slice(0, mostShown).map(({ text, onChoose }, at) => (
          // The pressed item stays mounted while other items come and go.
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

/** In the next frame, when the list is drawn. */
export const focusSaveBlockers = (): void => void requestAnimationFrame(() => document.getElementById(id)?.focus())
