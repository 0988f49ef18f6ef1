import { Button, Group, TextInput } from '@mantine/core'
import { common } from '../../messages/common'
import { editing } from '../../messages/edit'
import classes from './CorrectForm.module.css'
import type { useCorrection } from './useCorrection'

interface Props {
  correction: ReturnType<typeof useCorrection>
  /** How much has changed. */
  count: number
  isRejected: boolean
  onRecycle: () => void
}

const longestReason = 200

/** How far it is, why it is done, and the way to save it. */
export function SaveBar({
  correction: { broken, becomes, draft, checking, reason, setReason, isChanged, isPending, leave },
  count,
  isRejected,
  onRecycle,
}: Props) {
  const rules =
    checking.state === 'ready' ? (broken.length > 0 ? editing.broken(broken.length) : editing.keepsRules) : undefined
  return (
    <div className={classes.bar}>
      <TextInput
        className={classes.reason}
        label={editing.reason}
        placeholder={editing.reasonHelp}
        maxLength={longestReason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.said} role="status">
        {[
          editing.changed(count),
          rules,
          becomes === 'rejected' && draft.status !== 'rejected' && editing.becomesRejected,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={() => leave()} disabled={isPending}>
          {common.cancel}
        </Button>
        <Button type="submit" variant={isRejected ? 'default' : 'filled'} disabled={isPending || !isChanged}>
          {isPending ? editing.saving : editing.save}
        </Button>
        {isRejected && (
          <Button onClick={onRecycle} disabled={isPending}>
            {editing.saveAndRecycle}
          </Button>
        )}
      </Group>
    </div>
  )
}
