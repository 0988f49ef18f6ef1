import { Accordion, Badge, Stack, Text, Title } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { attributeName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { list, types } from '../draft/attribute'
import { attachment, constraint, party, targetEntitySchema } from '../draft/attributes'
import { type Edit, isSameIn } from '../draft/edit'
import type { SectionName } from '../draft/places'
import { AttributeFields, ListField } from './AttributeFields'
import { RelationshipsSection } from './RelationshipsSection'

interface Props {
  id: string | undefined
  document: UsageSpecificationCreate
  edit: Edit
  /** The open sections. */
  sections: SectionName[]
  onSections: (sections: SectionName[]) => void
}

const lists = [
  { name: 'constraint', of: constraint, fresh: {} },
  { name: 'attachment', of: attachment, fresh: {} },
  { name: 'relatedParty', of: party, fresh: { '@referredType': 'Organization' } },
] as const

/** Attributes that most specifications do not use. */
export const FurtherSection = memo(
  function FurtherSection({ id, document, edit, sections, onSections }: Props) {
    const countOf = (section: SectionName) => edit.problems.filter(({ place }) => place.section === section).length
    const schema = { ...document } as Record<string, unknown>
    return (
      <div>
        <Title order={2} mb="sm">
          {editor.further}
        </Title>
        <Accordion
          multiple
          variant="separated"
          order={3}
          value={sections}
          onChange={(open) => onSections(open as SectionName[])}
        >
          <Part
            name="entitySpecRelationship"
            title={editor.relationships.title}
            count={document.entitySpecRelationship?.length}
            problems={countOf('entitySpecRelationship')}
          >
            <RelationshipsSection id={id} document={document} edit={edit} />
          </Part>
          {lists.map(({ name, of, fresh }) => (
            <Part
              key={name}
              name={name}
              title={attributeName(name)}
              count={document[name]?.length}
              problems={countOf(name)}
            >
              <ListField attribute={list(name, of)} items={document[name]} path={[name]} edit={edit} fresh={fresh}>
                <Text size="sm" c="dimmed">
                  {editor.explained[name]}
                </Text>
              </ListField>
            </Part>
          ))}
          <Part
            name="schema"
            title={editor.schema.title}
            problems={countOf('schema')}
            isSet={types.some(({ name }) => schema[name] !== undefined) || document.targetEntitySchema !== undefined}
          >
            <Stack gap="md">
              <Text size="sm" c="dimmed">
                {id === undefined ? editor.schema.text : editor.schema.fixed}
              </Text>
              <AttributeFields
                attributes={types.map((it) => ({ ...it, isRare: false }))}
                value={document}
                path={[]}
                edit={edit}
                fixed={id === undefined ? [] : types.map(({ name }) => name)}
              />
              <Text size="sm" fw={600}>
                {attributeName('targetEntitySchema')}
              </Text>
              <AttributeFields
                attributes={optional}
                value={document.targetEntitySchema}
                path={['targetEntitySchema']}
                edit={edit}
              />
            </Stack>
          </Part>
        </Accordion>
      </div>
    )
  },
  isSameIn(
    'isBundle',
    'entitySpecRelationship',
    'constraint',
    'attachment',
    'relatedParty',
    'targetEntitySchema',
    '@type',
    '@baseType',
    '@schemaLocation',
  ),
)

/** Not mandatory in the form, because the object may be absent; if it exists, it must be complete. */
const optional = (targetEntitySchema.of ?? []).map((it) => ({ ...it, isMandatory: false }))

interface PartProps {
  name: SectionName
  title: string
  count?: number | undefined
  isSet?: boolean
  problems: number
  children: ReactNode
}

/** A section of the form that is closed by default. */
function Part({ name, title, count = 0, isSet = false, problems, children }: PartProps) {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control data-section={name}>
        {title}{' '}
        {(count > 0 || isSet) && (
          <Badge size="sm" variant="default" radius="sm">
            {isSet ? editor.set : count}
          </Badge>
        )}{' '}
        {problems > 0 && (
          <Badge size="sm" color="red.9" radius="sm">
            {editor.bar.problems(problems)}
          </Badge>
        )}
      </Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  )
}
