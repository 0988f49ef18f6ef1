import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UsageSpecification } from '../../../../shared/usageSpecification'
import { saveSpecification, specificationToChange } from '../../../api/specificationQueries'
import { common } from '../../../messages/common'
import { specification } from '../../../messages/specification'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { Loading } from '../../../ui/feedback/Loading'
import { toast } from '../../../ui/feedback/toast'
import { editable, mergePatchOf } from '../../editor/draft/patch'
import { DifferenceList } from '../DifferenceList'
import { differencesOf } from '../differences'

interface Props {
  id: string
  revision: number
  /** The document of that revision. */
  document: UsageSpecification
  onClose: () => void
}

const words = specification.versions

/** Restores a revision, on the condition (If-Match) that the specification has not changed since it was shown. */
export function RestoreDialog({ id, revision, document, onClose }: Props) {
  const [reason, setReason] = useState(words.defaultReason(revision))
  const { data: now, error: nowError, refetch } = useQuery(specificationToChange(id))
  const { mutate, error, isPending } = useMutation({ ...saveSpecification(id), onError: () => void refetch() })
  const restore = () => {
    if (!now) return
    mutate(
      { body: mergePatchOf(editable(now.document), editable(document)), etag: now.etag, reason },
      {
        onSuccess: () => {
          toast.success(words.done(revision))
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.restoreTitle(revision)}
      size="lg"
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Stack>
        <Text size="sm">{words.restoreText}</Text>
        {now ? <DifferenceList items={differencesOf(now.document, document)} /> : !nowError && <Loading rows={3} />}
        <TextInput
          data-autofocus
          label={words.reasonLabel}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {(error ?? nowError) && <ErrorPanel error={error ?? nowError ?? new Error()} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={isPending} disabled={!now} onClick={restore}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
