import { Text } from '@mantine/core'
import { usage as messages } from '../../messages/usage'
import { ValueMenu } from './characteristics/ValueMenu'
import type { Party } from './party'

const words = messages.summary
const mostShown = 3

/** The first related parties of a usage. */
export function PartySummary({ parties }: { parties: Party[] }) {
  if (parties.length === 0) return words.noParties
  return (
    <>
      {parties.slice(0, mostShown).map(({ id, name, role }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same party may occur twice with different roles
        <div key={at}>
          <ValueMenu path="relatedParty.id" value={id}>
            {name ?? id}
          </ValueMenu>
          {role && (
            <Text span size="sm" c="dimmed">
              {' '}
              {role}
            </Text>
          )}
        </div>
      ))}
      {parties.length > mostShown && (
        <Text size="sm" c="dimmed">
          {words.moreParties(parties.length - mostShown)}
        </Text>
      )}
    </>
  )
}
