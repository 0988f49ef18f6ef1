import { Stack, Text, Title } from '@mantine/core'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { attributeName } from '../../../messages/attributeNames'
import { editor } from '../../../messages/editor'
import { fieldOf } from '../../../usages/form/field'
import { ruleWords } from '../../../usages/form/words'
import { list } from '../draft/attribute'
import { characteristic, characteristicRelationship, valueSpecification } from '../draft/attributes'
import type { Edit } from '../draft/edit'
import { columnNames } from '../draft/places'
import { AttributeFields, ListField } from '../form/AttributeFields'

interface Props {
  it: CharacteristicSpecification
  at: number
  edit: Edit
  /** The names of all characteristics. */
  names: readonly string[]
  groups: readonly string[]
}

const inGrid = new Set<string>([
  ...columnNames,
  'minCardinality',
  'maxCardinality',
  'charSpecRelationship',
  'characteristicValueSpecification',
])
const others = characteristic.filter(({ name }) => !inGrid.has(name))
const values = list('characteristicValueSpecification', valueSpecification)
const relations = list('charSpecRelationship', characteristicRelationship)

/** The attributes of a characteristic that have no column. */
export function RowDetails({ it, at, edit, names, groups }: Props) {
  const path = ['specCharacteristic', at]
  const rules = it.name ? ruleWords(fieldOf(it)) : ''
  const suggestions = { name: names.filter((name) => name !== it.name), group: groups }
  return (
    <Stack gap="md">
      {rules && (
        <Text size="sm">
          <b>{editor.grid.inWords}</b> {rules}
        </Text>
      )}
      <AttributeFields attributes={others} value={it} path={path} edit={edit} suggestions={{ group: groups }} />
      <Title order={3}>{attributeName('characteristicValueSpecification')}</Title>
      <ListField
        attribute={values}
        items={it.characteristicValueSpecification}
        path={[...path, values.name]}
        edit={edit}
        valueType={it.valueType}
      >
        <Text size="sm" c="dimmed">
          {editor.grid.noValues}
        </Text>
      </ListField>
      <Title order={3}>{attributeName('charSpecRelationship')}</Title>
      <ListField
        attribute={relations}
        items={it.charSpecRelationship}
        path={[...path, relations.name]}
        edit={edit}
        suggestions={suggestions}
      >
        <Text size="sm" c="dimmed">
          {editor.grid.noRelations}
        </Text>
      </ListField>
    </Stack>
  )
}
