import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { deleteView, ownViews, saveView, sharedViews } from '../../../api/viewQueries'
import type { View } from '../../../api/views'
import { common } from '../../../messages/common'
import { explorer } from '../../../messages/explorer'
import { ErrorPanel } from '../../../ui/feedback/ErrorPanel'
import { toast } from '../../../ui/feedback/toast'

interface Props {
  /** The view to rename; undefined for a new view. */
  view: View | undefined
  /** The query string of a new view. */
  search: string
  onSaved(view: View): void
  onClose(): void
}

const words = explorer.views
const longestName = 80

/** The name and visibility of a view. */
export function ViewDialog({ view, search, onSaved, onClose }: Props) {
  const [name, setName] = useState(view?.name ?? '')
  const [isShared, setShared] = useState(view?.isShared ?? false)
  const save = useMutation(saveView)
  const remove = useMutation(deleteView)
  const named = name.trim()
  const { data: own = [] } = useQuery(ownViews)
  const { data: shared = [] } = useQuery(sharedViews)
  const isTaken = [{ id: '', name: words.everything }, ...own, ...shared].some(
    (it) => it.id !== view?.id && it.name.toLowerCase() === named.toLowerCase(),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (named === '' || isTaken) return
    // A view that changes its visibility is created again and the old one deleted.
    const isMoved = view !== undefined && view.isShared !== isShared
    save.mutate(
      { name: named, search: view?.search ?? search, isShared, ...(view && !isMoved && { id: view.id }) },
      {
        onSuccess: (saved) => {
          if (view && isMoved) remove.mutate(view)
          toast.success(words.saved(saved.name))
          onSaved(saved)
          onClose()
        },
      },
    )
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={view ? words.renameDialog : words.dialog}
      centered
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={words.name}
            maxLength={longestName}
            required
            value={name}
            error={isTaken && words.taken}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <Radio.Group
            label={words.who}
            value={isShared ? 'shared' : 'own'}
            onChange={(value) => setShared(value === 'shared')}
          >
            <Group mt="xs">
              <Radio value="own" label={words.own} description={words.ownHint} />
              <Radio value="shared" label={words.shared} description={words.sharedHint} />
            </Group>
          </Radio.Group>
          {save.error && <ErrorPanel error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={named === '' || isTaken}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
