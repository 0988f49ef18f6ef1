import { Text } from '@mantine/core'
import { usage as messages } from '../messages/usage'
import { DataTable } from '../parts/DataTable'
import { OthersOfEach } from '../parts/OthersOfEach'
import { othersOf } from '../parts/others'
import type { Party } from './party'
import { ValueMenu } from './ValueMenu'

const words = messages.parties

/** Who the usage concerns. */
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
      <OthersOfEach parts={parties.map((it) => ({ name: it.name ?? it.id, others: othersOf(it, ['id', 'name', 'role', '@referredType']) }))} />
    </>
  )
}
