import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Revision } from '../../../../shared/api/revisions'
import type { Usage } from '../../../../shared/usage'
import { JsonView } from '../../../json/JsonView'
import { usage as messages } from '../../../messages/usage'
import { Time } from '../../../ui/layout/Time'
import { DifferenceTable } from '../../compare/DifferenceTable'
import { differences } from '../../compare/flattenUsage'
import classes from './History.module.css'

const words = messages.history

/** One revision: time, caller, reason, changes and the document. */
export function RevisionItem({
  it: { revision, at, by, reason, deleted, document },
  before,
}: {
  it: Revision<Usage>
  before: Usage | undefined
}) {
  const [isOpen, { toggle }] = useDisclosure(false)
  const changed = document && before ? differences(before, document) : []
  return (
    <li className={classes.item} data-deleted={deleted}>
      <Stack gap={6}>
        <Group gap="xs" align="baseline">
          <Title order={3} size="h5">
            {words.revision(revision)}
          </Title>
          {(deleted || !before) && <Text fw={600}>{deleted ? words.deleted : words.created}</Text>}
          <Text size="sm" c="dimmed" component="div">
            <Time at={at} withAgo /> · {by ? words.by(by) : words.nobody}
          </Text>
        </Group>
        {reason && <Text style={{ overflowWrap: 'anywhere' }}>{words.reason(reason)}</Text>}
        {changed.length > 0 && (
          <DifferenceTable
            label={words.changes(revision)}
            titles={{ attribute: words.attribute, before: words.before, after: words.after }}
            items={changed}
          />
        )}
        {document && before && changed.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.nothing}
          </Text>
        )}
        {document && (
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            style={{ alignSelf: 'flex-start' }}
            aria-expanded={isOpen}
            onClick={toggle}
          >
            {isOpen ? words.hideDocument : words.document}
          </Button>
        )}
        {document && isOpen && (
          <JsonView value={document} name={`usage-${document.id}-${revision}`} label={words.documentOf(revision)} />
        )}
      </Stack>
    </li>
  )
}
