import { Text } from '@mantine/core'
import { DataTable } from '../parts/DataTable'
import { OthersOfEach } from '../parts/OthersOfEach'
import { othersOf } from '../parts/others'
import { TextLink } from '../parts/TextLink'
import { asFilter } from '../search'
import type { Party } from './party'

/** Who the usage concerns; each leads to all usages of theirs. */
export function Parties({ parties }: { parties: Party[] }) {
  if (parties.length === 0) return <Text c="dimmed">None are named.</Text>
  return (
    <>
      <DataTable
        label="Parties"
        items={parties}
        columns={[
          { title: 'Name', cell: ({ name }) => name },
          { title: 'Role', cell: ({ role }) => role },
          { title: 'Type', cell: (party) => party['@referredType'] },
          {
            title: 'ID',
            cell: ({ id }) => (
              <TextLink to="/usages" search={{ 'relatedParty.id': asFilter(id) }} title={`Usages of ${id}`}>
                {id}
              </TextLink>
            ),
          },
        ]}
      />
      <OthersOfEach parts={parties.map((it) => ({ name: it.name ?? it.id, others: othersOf(it, ['id', 'name', 'role', '@referredType']) }))} />
    </>
  )
}
