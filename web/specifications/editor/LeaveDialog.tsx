import { Button } from '@mantine/core'
import { editor } from '../../messages/editor'
import { LeaveGuard } from '../../ui/feedback/LeaveGuard'

interface Props {
  isChanged: boolean
  isSending: boolean
  /** Whether the draft is kept in this browser. */
  isKept: boolean
  onDiscard: () => void
}

const { title, sending, sendingText, kept, lost, stay, leave, discard, keep } = editor.leave

/** Asks before what was written is left behind: a draft may stay in the browser. */
export function LeaveDialog({ isChanged, isSending, isKept, onDiscard }: Props) {
  if (isSending) return <LeaveGuard isChanged={isChanged} words={{ title: sending, text: sendingText, stay, leave }} />
  return (
    <LeaveGuard
      isChanged={isChanged}
      words={{ title, text: isKept ? kept : lost, stay, leave }}
      actions={(go) => {
        const discardAndGo = () => {
          onDiscard()
          go()
        }
        if (!isKept)
          return (
            <Button color="red.9" onClick={discardAndGo}>
              {leave}
            </Button>
          )
        return (
          <>
            <Button variant="default" c="var(--mantine-color-error)" onClick={discardAndGo}>
              {discard}
            </Button>
            <Button onClick={go}>{keep}</Button>
          </>
        )
      }}
    />
  )
}
