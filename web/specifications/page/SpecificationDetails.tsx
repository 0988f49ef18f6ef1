import { Stack, Text, Title } from '@mantine/core'
import { contains } from '../../../shared/checker/specification'
import type { CharacteristicSpecification, UsageSpecification } from '../../../shared/usageSpecification'
import { attributeName } from '../../messages/attributeNames'
import { specification } from '../../messages/specification'
import { Fields } from '../../ui/layout/Fields'
import { LifecycleBadge } from '../../ui/layout/LifecycleBadge'
import { Section } from '../../ui/layout/Section'
import { Time } from '../../ui/layout/Time'
import { attachmentColumns, constraintColumns, findOthers, partyColumns, relationshipColumns } from './attributes'
import { CharacteristicsTable } from './CharacteristicsTable'
import { RelatedTable } from './RelatedTable'
import { UsageCount } from './UsageCount'
import { sayPeriod, sayValue } from './words'

const words = specification.page

/** All attributes of a specification, read-only. */
export function SpecificationDetails({ it }: { it: UsageSpecification }) {
  const others = findOthers(it)
  return (
    <Stack gap="xl">
      <Fields
        items={[
          { label: attributeName('lifecycleStatus'), value: <LifecycleBadge status={it.lifecycleStatus} /> },
          { label: attributeName('version'), value: it.version },
          { label: words.tabs.usages, value: <UsageCount id={it.id} /> },
          { label: words.enforcement, value: words.enforcements[it.enforcement ?? 'refuse'] },
          { label: words.extensible, value: it.extensible === false ? words.refused : words.allowed },
          {
            label: attributeName('isExternalIdentifierUnique'),
            value:
              it.isExternalIdentifierUnique === undefined
                ? undefined
                : words[it.isExternalIdentifierUnique ? 'yes' : 'no'],
          },
          { label: words.valid, value: sayPeriod(it.validFor) },
          { label: attributeName('lastUpdate'), value: <Time at={it.lastUpdate} /> },
          {
            label: attributeName('isBundle'),
            value: bundleText(it),
          },
          { label: attributeName('id'), value: it.id },
          { label: attributeName('href'), value: it.href },
        ]}
      />
      <Section title={attributeName('specCharacteristic')}>
        {it.specCharacteristic?.length ? (
          <Groups items={it.specCharacteristic} />
        ) : (
          <Text c="dimmed">{words.noCharacteristics}</Text>
        )}
      </Section>
      <RelatedTable title={attributeName('relatedParty')} items={it.relatedParty} columns={partyColumns} />
      <RelatedTable title={attributeName('constraint')} items={it.constraint} columns={constraintColumns} />
      <RelatedTable
        title={attributeName('entitySpecRelationship')}
        items={it.entitySpecRelationship}
        columns={relationshipColumns}
      />
      <RelatedTable title={attributeName('attachment')} items={it.attachment} columns={attachmentColumns} />
      {it.targetEntitySchema && (
        <Section title={attributeName('targetEntitySchema')}>
          <Fields
            items={[
              { label: attributeName('@type'), value: it.targetEntitySchema['@type'] },
              { label: attributeName('@schemaLocation'), value: it.targetEntitySchema['@schemaLocation'] },
            ]}
          />
        </Section>
      )}
      {others.length > 0 && (
        <Section title={words.others}>
          <Fields items={others.map(([label, value]) => ({ label, value: sayValue(value) }))} />
        </Section>
      )}
    </Stack>
  )
}

/** Characteristics by group. */
function Groups({ items }: { items: CharacteristicSpecification[] }) {
  const names = [...new Set(items.map(({ group = '' }) => group.trim()))]
  if (names.length === 1)
    return <CharacteristicsTable items={items} label={names[0] || attributeName('specCharacteristic')} />
  return (
    <Stack gap="md">
      {names.map((name) => (
        <div key={name}>
          <Title order={3} mb={6}>
            {words.group(name)}
          </Title>
          <CharacteristicsTable
            items={items.filter(({ group = '' }) => group.trim() === name)}
            label={words.group(name)}
          />
        </div>
      ))}
    </Stack>
  )
}

const bundleText = (it: UsageSpecification): string | undefined => {
  if (!it.isBundle) return it.isBundle === undefined ? undefined : words.no
  const isEmpty = !it.entitySpecRelationship?.some(({ relationshipType }) => contains(relationshipType))
  return isEmpty ? words.emptyBundle : words.yes
}
