import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { specificationRevisions } from '../../api/specificationQueries'
import { common } from '../../messages/common'
import { editor } from '../../messages/editor'
import { Time } from '../../ui/layout/Time'
import { DifferenceList } from '../page/DifferenceList'
import { differencesOf } from '../page/differences'
import type { Base } from './draft/base'

interface Props {
  id: string
  base: UsageSpecificationCreate
  theirs: Base
  onTake: (theirs: Base, isMineKept: boolean) => void
  onClose: () => void
}

const words = editor.conflict

/** Somebody else has changed it meanwhile: what, and how to go on. Nothing is decided until somebody decides. */
export function ConflictDialog({ id, base, theirs, onTake, onClose }: Props) {
  const { data: revisions } = useInfiniteQuery(specificationRevisions(id))
  const last = revisions?.pages[0]?.revisions[0]
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        <Text size="sm">
          {words.text} {last && <Time at={last.at} withAgo />} {last?.by && words.by(last.by)}{' '}
          {last?.reason && words.reason(last.reason)}
        </Text>
        <DifferenceList items={differencesOf(base, theirs.document)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.wait}
          </Button>
          <Button variant="default" onClick={() => onTake(theirs, false)}>
            {words.takeTheirs}
          </Button>
          <Button data-autofocus onClick={() => onTake(theirs, true)}>
            {words.keepBoth}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
