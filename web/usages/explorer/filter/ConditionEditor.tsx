import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Condition } from '../../../../shared/search'
import { explorer } from '../../../messages/explorer'
import { type Attribute, attributeAt } from '../search/attributes'
import type { Vocabulary } from '../search/parseSearchText'
import { opposite, takesNone, type Way, wayOf, waysOf, withWay } from './operators'
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
  const [way, setWay] = useState<Way>(wayOf(condition))
  const [values, setValues] = useState(condition.op === 'isnull' ? [] : condition.values)
  const meant = attribute.kind === 'boolean' && values.length === 0 ? ['true'] : values.filter((value) => value !== '')
  const edited = withWay(condition.path, way, meant)
  const isWhole = takesNone(way) || meant.length > 0
  const turned = isWhole ? opposite(edited) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole) onApply(edited)
  }
  return (
    <form onSubmit={submit} aria-label={attribute.label}>
      <Stack gap="sm" w={300}>
        <NativeSelect
          label={attribute.label}
          description={attribute.hint}
          size="sm"
          data={waysOf(attribute.kind, way)}
          value={way}
          onChange={(event) => setWay(event.currentTarget.value as Way)}
        />
        {!takesNone(way) && (
          <ValueField
            attribute={attribute}
            way={way}
            values={values}
            onChange={setValues}
            vocabulary={vocabulary}
            query={query}
          />
        )}
        <Group justify="space-between" gap="xs">
          {turned ? (
            <Button variant="subtle" color="gray" size="xs" onClick={() => onApply(turned)}>
              {words.negate}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" size="xs" disabled={!isWhole}>
            {words.apply}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
