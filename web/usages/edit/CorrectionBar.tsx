import { Button, Text } from '@mantine/core'
import { SaveBar } from '../../edit/SaveBar'
import { common } from '../../messages/common'
import { correction as words } from '../../messages/correction'
import { edit } from '../../messages/edit'
import type { useCorrection } from './useCorrection'

interface Props {
  correction: ReturnType<typeof useCorrection>
  /** The number of changes. */
  count: number
  onRecycle: () => void
}

/** The save bar of a correction. A rejected usage can be recycled in the same step. */
export function CorrectionBar({ correction, count, onRecycle }: Props) {
  const { base, broken, becomes, draft, checking, reason, setReason, isChanged, isPending, leave } = correction
  const isRejected = base.document.status === 'rejected'
  const parts = [
    words.changed(count),
    checking.state === 'ready' && (broken.length > 0 ? words.broken(broken.length) : words.keepsRules),
    becomes === 'rejected' && draft.status !== 'rejected' && words.becomesRejected,
  ]
  return (
    <SaveBar
      status={
        <Text size="sm" role="status">
          {parts.filter(Boolean).join(' · ')}
        </Text>
      }
      reason={{ value: reason, onChange: setReason }}
    >
      <Button variant="default" onClick={() => leave()} disabled={isPending}>
        {common.cancel}
      </Button>
      <Button type="submit" variant={isRejected ? 'default' : 'filled'} disabled={isPending || !isChanged}>
        {isPending ? edit.sending : words.save}
      </Button>
      {isRejected && (
        <Button onClick={onRecycle} disabled={isPending}>
          {words.saveAndRecycle}
        </Button>
      )}
    </SaveBar>
  )
}
