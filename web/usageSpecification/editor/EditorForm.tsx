import { Accordion, Alert, Badge, Stack, Text, Title } from '@mantine/core'
import type { Dispatch } from 'react'
import { attributeName } from '../../messages/attributeNames'
import { editor } from '../../messages/editor'
import { AttributeFields, ListField } from './AttributeFields'
import { list, types } from './attribute'
import { attachment, constraint, party, targetEntitySchema } from './attributes'
import { BasicsSection } from './BasicsSection'
import { CharacteristicsSection } from './CharacteristicsSection'
import type { Action, Draft } from './draft'
import type { Edit } from './edit'
import type { SectionName } from './places'
import type { DraftProblem } from './problems'
import { RelationshipsSection } from './RelationshipsSection'
import { UsagesSection } from './UsagesSection'
import type { Folds } from './useFolds'

interface Props {
  id: string | undefined
  draft: Draft
  dispatch: Dispatch<Action>
  problems: readonly DraftProblem[]
  isStrict: boolean
  /** Whether the JSON holds something that the form cannot show. */
  isUnread: boolean
  folds: Folds
}

const lists = [
  { name: 'constraint', of: constraint, fresh: {} },
  { name: 'attachment', of: attachment, fresh: {} },
  { name: 'relatedParty', of: party, fresh: { '@referredType': 'Organization' } },
] as const

/** A specification without its JSON. */
export function EditorForm({ id, draft, dispatch, problems, isStrict, isUnread, folds }: Props) {
  const { document } = draft
  const edit: Edit = { put: (path, value) => dispatch({ type: 'put', path, value }), problems, isStrict }
  const countOf = (section: SectionName) => problems.filter(({ place }) => place.section === section).length
  const schema = { ...document } as Record<string, unknown>
  return (
    <Stack gap="xl">
      {isUnread && (
        <Alert color="yellow" styles={{ title: { color: 'var(--mantine-color-text)' } }} title={editor.unread.title}>
          {editor.unread.text}
        </Alert>
      )}
      <BasicsSection document={document} edit={edit} />
      <CharacteristicsSection draft={draft} dispatch={dispatch} edit={edit} folds={folds} />
      <UsagesSection document={document} edit={edit} />
      <div>
        <Title order={2} mb="sm">
          {editor.further}
        </Title>
        <Accordion multiple variant="separated" order={3} value={folds.sections} onChange={(open) => folds.setSections(open as SectionName[])}>
          <Part name="entitySpecRelationship" title={editor.relationships.title} count={document.entitySpecRelationship?.length} problems={countOf('entitySpecRelationship')}>
            <RelationshipsSection id={id} document={document} edit={edit} />
          </Part>
          {lists.map(({ name, of, fresh }) => (
            <Part key={name} name={name} title={attributeName(name)} count={document[name]?.length} problems={countOf(name)}>
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
              <AttributeFields attributes={optional} value={document.targetEntitySchema} path={['targetEntitySchema']} edit={edit} />
            </Stack>
          </Part>
        </Accordion>
      </div>
    </Stack>
  )
}

/** Both or none: only one that is there must be whole. */
const optional = (targetEntitySchema.of ?? []).map((it) => ({ ...it, isMandatory: false }))

interface PartProps {
  name: SectionName
  title: string
  count?: number | undefined
  isSet?: boolean
  problems: number
  children: React.ReactNode
}

/** A part of the form that most leave closed. */
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
