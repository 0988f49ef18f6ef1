import { Stack, Table, Text } from '@mantine/core'
import type { BrokenRule } from '../../../../shared/checker/brokenRule'
import { preview } from '../../../messages/preview'
import { Icon } from '../../../ui/layout/Icon'
import { Truncate } from '../../../ui/layout/Truncate'
import { RuleMark } from '../../../usages/detail/characteristics/RuleMark'
import type { CharacteristicResult } from './results'

const words = preview.test

interface Props {
  broken: readonly BrokenRule[]
  characteristics: readonly CharacteristicResult[]
}

/** The result of each rule for a record. */
export function RuleResults({ broken, characteristics }: Props) {
  const general = broken.filter(({ characteristic }) => characteristic === undefined)
  return (
    <Stack gap="xs">
      <Text
        fw={650}
        role="status"
        c={broken.length > 0 ? 'var(--mantine-color-error)' : undefined}
        style={{ display: 'flex', gap: 6, alignItems: 'center' }}
      >
        <Icon name={broken.length > 0 ? 'warning' : 'check'} size={17} />
        {broken.length > 0 ? words.fails(broken.length) : words.passes}
      </Text>
      {general.map(({ message }) => (
        <Text key={message} size="sm" c="var(--mantine-color-error)">
          {words.general}: {message}
        </Text>
      ))}
      <Table fz="sm" verticalSpacing={6} aria-label={words.results}>
        <Table.Tbody>
          {characteristics.map(({ name, values, rules }) => (
            <Table.Tr key={name} style={{ verticalAlign: 'top' }}>
              <Table.Th scope="row" style={{ overflowWrap: 'anywhere' }}>
                {name}
                <Text size="xs" c="dimmed" fw={400} component="div">
                  {values.length === 0 ? words.noValue : <Truncate width="18ch">{values.join(', ')}</Truncate>}
                </Text>
              </Table.Th>
              <Table.Td>
                {rules.map(({ says, state, messages }) => (
                  <div key={says} style={{ overflowWrap: 'anywhere' }}>
                    <RuleMark mark={state} /> {says}
                    {messages.map((message) => (
                      <Text key={message} size="xs" c="var(--mantine-color-error)">
                        {message}
                      </Text>
                    ))}
                  </div>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
