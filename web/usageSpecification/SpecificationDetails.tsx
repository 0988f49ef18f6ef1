import { Stack, Text, Title } from '@mantine/core'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { Fields } from '../parts/Fields'
import { LifecycleBadge } from '../parts/LifecycleBadge'
import { Time } from '../parts/Time'
import { attachmentColumns, constraintColumns, findOthers, partyColumns, relationshipColumns } from './attributes'
import { CharacteristicsTable } from './CharacteristicsTable'
import { RelatedTable } from './RelatedTable'
import { UsageCount } from './UsageCount'
import { sayPeriod, sayValue } from './words'

/** Everything a specification says, for reading. */
export function SpecificationDetails({ it }: { it: UsageSpecification }) {
  const others = findOthers(it)
  return (
    <Stack gap="xl">
      <Fields
        items={[
          { label: 'Lifecycle status', value: <LifecycleBadge status={it.lifecycleStatus} /> },
          { label: 'Version', value: it.version },
          { label: 'Usages', value: <UsageCount id={it.id} name={it.name} isSentence /> },
          { label: 'Valid', value: sayPeriod(it.validFor) },
          { label: 'Last update', value: <Time at={it.lastUpdate} /> },
          { label: 'Bundle', value: it.isBundle === undefined ? undefined : it.isBundle ? 'yes' : 'no' },
          { label: 'ID', value: it.id },
          { label: 'Address', value: it.href },
        ]}
      />
      <section>
        <Title order={2} mb="sm">
          Characteristics
        </Title>
        {it.specCharacteristic?.length ? <CharacteristicsTable items={it.specCharacteristic} /> : <Text c="dimmed">It has none: usages of it may say anything.</Text>}
      </section>
      <RelatedTable title="Related parties" items={it.relatedParty} columns={partyColumns} />
      <RelatedTable title="Constraints" items={it.constraint} columns={constraintColumns} />
      <RelatedTable title="Relationships" items={it.entitySpecRelationship} columns={relationshipColumns} />
      <RelatedTable title="Attachments" items={it.attachment} columns={attachmentColumns} />
      {it.targetEntitySchema && (
        <section>
          <Title order={2} mb="sm">
            Target schema
          </Title>
          <Fields
            items={[
              { label: 'Type', value: it.targetEntitySchema['@type'] },
              { label: 'Schema', value: it.targetEntitySchema['@schemaLocation'] },
            ]}
          />
        </section>
      )}
      {others.length > 0 && (
        <section>
          <Title order={2} mb="sm">
            Other attributes
          </Title>
          <Fields items={others.map(([label, value]) => ({ label, value: sayValue(value) }))} />
        </section>
      )}
    </Stack>
  )
}
