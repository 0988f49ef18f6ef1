import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Revision } from '../../../../shared/api/revisions'
import type { UsageSpecification } from '../../../../shared/usageSpecification'
import { specification } from '../../../messages/specification'
import { Time } from '../../../ui/layout/Time'
import { DifferenceList } from '../DifferenceList'
import { differencesOf } from '../differences'
import { RestoreDialog } from './RestoreDialog'
import classes from './versions.module.css'

interface Props {
  id: string
  it: Revision<UsageSpecification>
  before: UsageSpecification | undefined
  isCurrent: boolean
}

const words = specification.versions

/** One revision: time, caller, reason, and differences from the revision before. */
export function RevisionItem({ id, it: { revision, at, by, reason, deleted, document }, before, isCurrent }: Props) {
  const [isRestoring, restore] = useDisclosure(false)
  const changed = document && before ? differencesOf(before, document) : []
  return (
    <li className={classes.item}>
      <Stack gap={6}>
        <Group gap="xs">
          <Title order={2} size="h4">
            {words.revision(revision)}
          </Title>
          {isCurrent && !deleted && (
            <Badge size="sm" variant="light" color="indigo" radius="sm" tt="none">
              {words.current}
            </Badge>
          )}
          <Text size="sm" c="dimmed" component="div">
            <Time at={at} withAgo /> · {by ? words.by(by) : words.nobody}
          </Text>
          {document && !isCurrent && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={restore.open}
              aria-label={`${words.restore}: ${words.revision(revision)}`}
            >
              {words.restore}
            </Button>
          )}
        </Group>
        {reason && <Text style={{ overflowWrap: 'anywhere' }}>{words.reason(reason)}</Text>}
        {deleted && <Text>{words.deleted}</Text>}
        {document && !before && revision === 1 && <Text size="sm">{words.created}</Text>}
        {document &&
          before &&
          (changed.length > 0 ? <DifferenceList items={changed} /> : <Text size="sm">{words.nothing}</Text>)}
      </Stack>
      {isRestoring && document && (
        <RestoreDialog id={id} revision={revision} document={document} onClose={restore.close} />
      )}
    </li>
  )
}
