import { Text } from '@mantine/core'
import { usage as messages } from '../../messages/usage'
import { DataTable } from '../../ui/layout/DataTable'
import { othersOf } from '../../ui/layout/OtherAttributes'
import { OthersOfEach } from '../../ui/layout/OthersOfEach'
import { ValueMenu } from './characteristics/ValueMenu'
import type { Party } from './party'

const words = messages.parties

/** The related parties of a usage. */
export function Parties({ parties }: { parties: Party[] }) {
  if (parties.length === 0) return <Text c="dimmed">{words.none}</Text>
  const cell = (path: string, value: string | undefined) => value && <ValueMenu path={path} value={value} />
  return (
    <>
      <DataTable
        label={messages.tabs.parties}
        minWidth={480}
        items={parties}
        columns={[
          { title: words.name, cell: ({ name }) => cell('relatedParty.name', name) },
          { title: words.role, cell: ({ role }) => cell('relatedParty.role', role) },
          { title: words.type, cell: (party) => cell('relatedParty.@referredType', party['@referredType']) },
          { title: words.id, cell: ({ id }) => cell('relatedParty.id', id) },
        ]}
      />
      <OthersOfEach
        parts={parties.map((it) => ({
          name: it.name ?? it.id,
          others: othersOf(it, ['id', 'name', 'role', '@referredType']),
        }))}
      />
    </>
  )
}
