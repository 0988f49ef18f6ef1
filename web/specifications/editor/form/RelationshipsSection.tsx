import { Checkbox, MultiSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { contains } from '../../../../shared/checker/specification'
import type { UsageSpecificationCreate } from '../../../../shared/usageSpecification'
import { specificationAll } from '../../../api/specificationQueries'
import { editor } from '../../../messages/editor'
import { list } from '../draft/attribute'
import { relationship } from '../draft/attributes'
import { type Edit, problemAt } from '../draft/edit'
import { idOf } from '../draft/places'
import { ListField } from './AttributeFields'

interface Props {
  id: string | undefined
  document: UsageSpecificationCreate
  edit: Edit
}

const words = editor.relationships
const attribute = list('entitySpecRelationship', relationship)

/** Contained specifications and other relationships. */
export function RelationshipsSection({ id, document, edit }: Props) {
  const { data: all = [] } = useQuery(specificationAll)
  const { isBundle, entitySpecRelationship = [] } = document
  const parts = entitySpecRelationship.flatMap((it) => (it.id && contains(it.relationshipType) ? [it.id] : []))
  const choose = (chosen: string[]) => {
    const kept = entitySpecRelationship.filter(
      (it) => !it.id || !contains(it.relationshipType) || chosen.includes(it.id),
    )
    const added = chosen
      .filter((one) => !parts.includes(one))
      .map((one) => ({
        id: one,
        name: all.find((it) => it.id === one)?.name,
        relationshipType: 'contains',
        '@referredType': 'UsageSpecification',
      }))
    const relationships = [...kept, ...added]
    if (added.length > 0 && !isBundle) edit.put(['isBundle'], true)
    edit.put(['entitySpecRelationship'], relationships.length > 0 ? relationships : undefined)
  }
  // A contained specification that was deleted keeps its place.
  const choices = [
    ...all
      .filter((it) => it.id !== id)
      .map((it) => ({ value: it.id, label: [it.name, it.version].filter(Boolean).join(' ') })),
    ...parts.filter((part) => !all.some((it) => it.id === part)).map((part) => ({ value: part, label: part })),
  ]
  return (
    <Stack gap="md">
      <Checkbox
        id={idOf('isBundle')}
        label={words.bundle}
        description={isBundle && parts.length === 0 ? words.emptyBundle : words.bundleText}
        error={problemAt(edit, ['isBundle'])}
        checked={isBundle === true}
        onChange={(event) => edit.put(['isBundle'], event.currentTarget.checked || undefined)}
      />
      <MultiSelect
        label={words.contained}
        placeholder={parts.length === 0 ? words.choose : undefined}
        data={choices}
        value={parts}
        onChange={choose}
        searchable
        clearable
        hidePickedOptions
        maw={720}
      />
      <ListField
        attribute={attribute}
        items={document.entitySpecRelationship}
        path={['entitySpecRelationship']}
        edit={edit}
        suggestions={{ id: all.map((it) => it.id) }}
      >
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      </ListField>
    </Stack>
  )
}
