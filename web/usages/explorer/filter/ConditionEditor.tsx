import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Condition } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { type Attribute, attributeAt } from '../search/attributes'
import type { Vocabulary } from '../search/parseSearchText'
import { type FilterOperator, operatorOf, operatorsFor, opposite, takesNoValue, withOperator } from './operators'
import { ValueField } from './ValueField'

interface Props {
  condition: Condition
  onApply(condition: Condition): void
  vocabulary: Vocabulary
  query: string
}

const words = explorer.editor

/** Edits the operator and the values of one condition. */
export function ConditionEditor({ condition, onApply, vocabulary, query }: Props) {
  const attribute: Attribute = attributeAt(condition.path, vocabulary.attributes)
  const [operator, setOperator] = useState<FilterOperator>(operatorOf(condition))
  const [values, setValues] = useState(condition.op === 'isnull' ? [] : condition.values)
  const given = attribute.kind === 'boolean' && values.length === 0 ? ['true'] : values.filter((value) => value !== '')
  const changed = withOperator(condition.path, operator, given)
  const isComplete = takesNoValue(operator) || given.length > 0
  const inverse = isComplete ? opposite(changed) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete) onApply(changed)
  }
  return (
    <form onSubmit={submit} aria-label={attribute.label}>
      <Stack gap="sm" w={300}>
        <NativeSelect
          label={attribute.label}
          description={attribute.hint}
          size="sm"
          data={operatorsFor(attribute.kind, operator)}
          value={operator}
          onChange={(event) => setOperator(event.currentTarget.value as FilterOperator)}
        />
        {!takesNoValue(operator) && (
          <ValueField
            attribute={attribute}
            operator={operator}
            values={values}
            onChange={setValues}
            vocabulary={vocabulary}
            query={query}
          />
        )}
        <Group justify="space-between" gap="xs">
          {inverse ? (
            <Button variant="subtle" color="gray" size="xs" onClick={() => onApply(inverse)}>
              {words.negate}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" size="xs" disabled={!isComplete}>
            {words.apply}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
