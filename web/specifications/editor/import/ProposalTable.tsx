import { Autocomplete, Checkbox, Chip, Group, Table, Text, TextInput } from '@mantine/core'
import { importing as words } from '../../../messages/import'
import { Truncate } from '../../../ui/layout/Truncate'
import { valueTypes } from '../draft/attribute'
import type { Proposal } from './propose'

interface Props {
  proposals: readonly Proposal[]
  left: readonly boolean[]
  records: number
  names: readonly string[]
  onDecide: (at: number, to: Proposal, isLeft: boolean) => void
}

/** The proposed characteristics as rows; a checkbox selects each part. */
export function ProposalTable({ proposals, left, records, names, onDecide }: Props) {
  return (
    <Table.ScrollContainer minWidth={860} type="native">
      <Table verticalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            {Object.values(words.columns).map((title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {proposals.map((it, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: names can be changed, places cannot
            <Table.Tr key={at} opacity={left[at] ? 0.65 : 1}>
              <Table.Td>
                <Checkbox
                  aria-label={words.take(it.name)}
                  checked={!left[at]}
                  onChange={(event) => onDecide(at, it, !event.currentTarget.checked)}
                />
              </Table.Td>
              <Table.Td miw={170}>
                <TextInput
                  size="xs"
                  aria-label={words.nameOf(it.name)}
                  value={it.name}
                  error={!left[at] && names.includes(it.name) ? words.taken : undefined}
                  onChange={(event) => onDecide(at, { ...it, name: event.currentTarget.value }, left[at] ?? false)}
                />
              </Table.Td>
              <Table.Td miw={120}>
                <Autocomplete
                  size="xs"
                  aria-label={words.typeOf(it.name)}
                  data={valueTypes}
                  value={it.valueType}
                  onChange={(valueType) => onDecide(at, { ...it, valueType }, left[at] ?? false)}
                />
              </Table.Td>
              <Table.Td>
                <Rules it={it} onChange={(to) => onDecide(at, to, left[at] ?? false)} />
              </Table.Td>
              <Table.Td>
                {it.examples.map((example) => (
                  <div key={example}>
                    <Truncate width="22ch">{example}</Truncate>
                  </div>
                ))}
                <Text size="xs" c="dimmed">
                  {words.seenIn(it.seen, records)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Rules({ it, onChange }: { it: Proposal; onChange: (to: Proposal) => void }) {
  const { allowed, regex, range } = it
  return (
    <Group gap={6}>
      <Rule label={words.required} isTaken={it.isRequired} onChange={(isRequired) => onChange({ ...it, isRequired })} />
      {it.isSeveral && (
        <Rule label={words.several} isTaken={it.isSeveral} onChange={(isSeveral) => onChange({ ...it, isSeveral })} />
      )}
      {allowed && (
        <Rule
          label={words.only(allowed.value.join(', '))}
          isTaken={allowed.isTaken}
          onChange={(isTaken) => onChange({ ...it, allowed: { ...allowed, isTaken } })}
        />
      )}
      {regex && (
        <Rule
          label={words.pattern(regex.value)}
          isTaken={regex.isTaken}
          onChange={(isTaken) => onChange({ ...it, regex: { ...regex, isTaken } })}
        />
      )}
      {range && (
        <Rule
          label={words.range(range.value)}
          isTaken={range.isTaken}
          onChange={(isTaken) => onChange({ ...it, range: { ...range, isTaken } })}
        />
      )}
    </Group>
  )
}

const Rule = ({
  label,
  isTaken,
  onChange,
}: {
  label: string
  isTaken: boolean
  onChange: (isTaken: boolean) => void
}) => (
  <Chip
    size="xs"
    radius="sm"
    checked={isTaken}
    onChange={onChange}
    maw="100%"
    styles={{ label: { maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis' } }}
  >
    {label}
  </Chip>
)
