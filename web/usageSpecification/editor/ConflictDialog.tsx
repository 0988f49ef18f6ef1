import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { UsageSpecificationCreate } from '../../../shared/usageSpecification'
import type { Tagged } from '../../api'
import { common } from '../../messages/common'
import { editor } from '../../messages/editor'
import { Time } from '../../parts/Time'
import { specificationRevisions } from '../../queries/specification'
import { DifferenceList } from '../DifferenceList'
import { differencesOf } from '../differences'

interface Props {
  id: string
  base: UsageSpecificationCreate
  theirs: Tagged<UsageSpecificationCreate>
  onTake: (theirs: Tagged<UsageSpecificationCreate>, isMineKept: boolean) => void
  onClose: () => void
}

const words = editor.conflict

/** Somebody else has changed it meanwhile: what, and how to go on. Nothing is decided until somebody decides. */
export function ConflictDialog({ id, base, theirs, onTake, onClose }: Props) {
  const { data: revisions } = useQuery(specificationRevisions(id))
  const [last] = revisions ?? []
  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        <Text size="sm">
          {words.text} {last && <Time at={last.at} withAgo />} {last?.by && words.by(last.by)} {last?.reason && words.reason(last.reason)}
        </Text>
        <DifferenceList items={differencesOf(base, theirs.it)} />
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
