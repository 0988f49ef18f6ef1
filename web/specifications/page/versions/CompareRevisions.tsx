import { Group, NativeSelect, Paper, Stack, Text } from '@mantine/core'
import type { Revision } from '../../../../shared/api/revisions'
import type { UsageSpecification } from '../../../../shared/usageSpecification'
import { formatTime } from '../../../messages/format'
import { specification } from '../../../messages/specification'
import { useZone } from '../../../time/zone'
import { DifferenceList } from '../DifferenceList'
import { differencesOf } from '../differences'

interface Props {
  revisions: readonly Revision<UsageSpecification>[]
  a: string | undefined
  b: string | undefined
  onCompare: (compared: { a?: string; b?: string }) => void
}

const words = specification.versions

/** Compares any two revisions. */
export function CompareRevisions({ revisions, a, b, onCompare }: Props) {
  const zone = useZone()
  const whole = revisions.filter(({ document }) => document)
  const choices = [
    { value: '', label: '–' },
    ...whole.map(({ revision, at }) => ({ value: String(revision), label: `${revision} · ${formatTime(at, zone)}` })),
  ]
  const find = (revision: string | undefined) => whole.find((it) => String(it.revision) === revision)
  const [from, to] = [find(a), find(b)].sort((one, other) => (one?.revision ?? 0) - (other?.revision ?? 0))
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <NativeSelect
            label={words.compare}
            data={choices}
            value={a ?? ''}
            onChange={(event) => onCompare({ a: event.currentTarget.value, ...(b && { b }) })}
          />
          <NativeSelect
            label={words.with}
            data={choices}
            value={b ?? ''}
            onChange={(event) => onCompare({ ...(a && { a }), b: event.currentTarget.value })}
          />
        </Group>
        {from?.document && to?.document && from !== to && (
          <>
            <Text size="sm" fw={600} role="status">
              {words.between(from.revision, to.revision)}
            </Text>
            <DifferenceList items={differencesOf(from.document, to.document)} />
          </>
        )}
        {from && from === to && <Text size="sm">{words.same}</Text>}
      </Stack>
    </Paper>
  )
}
