import { Stack, Text } from '@mantine/core'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { Fields } from '../parts/Fields'
import { LifecycleBadge } from '../parts/LifecycleBadge'
import { Section } from '../parts/Section'
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
      <Section title="Characteristics">
        {it.specCharacteristic?.length ? <CharacteristicsTable items={it.specCharacteristic} /> : <Text c="dimmed">It has none: usages of it may say anything.</Text>}
      </Section>
      <RelatedTable title="Related parties" items={it.relatedParty} columns={partyColumns} />
      <RelatedTable title="Constraints" items={it.constraint} columns={constraintColumns} />
      <RelatedTable title="Relationships" items={it.entitySpecRelationship} columns={relationshipColumns} />
      <RelatedTable title="Attachments" items={it.attachment} columns={attachmentColumns} />
      {it.targetEntitySchema && (
        <Section title="Target schema">
          <Fields
            items={[
              { label: 'Type', value: it.targetEntitySchema['@type'] },
              { label: 'Schema', value: it.targetEntitySchema['@schemaLocation'] },
            ]}
          />
        </Section>
      )}
      {others.length > 0 && (
        <Section title="Other attributes">
          <Fields items={others.map(([label, value]) => ({ label, value: sayValue(value) }))} />
        </Section>
      )}
    </Stack>
  )
}
