import { Checkbox, MultiSelect, NumberInput, SegmentedControl, Stack, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { UsageStatus } from '../../../../shared/vocabulary'
import { usageValues } from '../../../api/explorerQueries'
import { explorer } from '../../../messages/explorer'
import { useZone } from '../../../time/zone'
import { StatusBadge } from '../../../ui/layout/StatusBadge'
import type { Attribute } from '../search/attributes'
import type { Vocabulary } from '../search/parseSearchText'
import { type Entered, InstantField } from '../time/InstantField'
import { type FilterOperator, takesOneValue } from './operators'

interface Props {
  attribute: Attribute
  operator: FilterOperator
  values: string[]
  onChange(values: string[]): void
  vocabulary: Vocabulary
  /** The query of the list. Values in use are searched for among its usages. */
  query: string
}

const words = explorer.editor
/** Rendered inside the editor: a click outside of the editor would close it. */
const inside = { withinPortal: false }

/** The input for the values of an attribute. */
export function ValueField({ attribute, operator, values, onChange, vocabulary, query }: Props) {
  const { kind } = attribute
  const one = takesOneValue(operator)
  const zone = useZone()
  const single = { label: words.value, size: 'sm', 'data-autofocus': true } as const
  if (kind === 'status') {
    return (
      <Checkbox.Group label={words.values} value={values} onChange={onChange}>
        <Stack gap={6} mt={6}>
          {attribute.values.map((status) => (
            <Checkbox key={status} value={status} size="sm" label={<StatusBadge status={status as UsageStatus} />} />
          ))}
        </Stack>
      </Checkbox.Group>
    )
  }
  if (kind === 'specification') {
    const known = [...vocabulary.specifications].map(([value, label]) => ({ value, label }))
    const others = values
      .filter((value) => !vocabulary.specifications.has(value))
      .map((value) => ({ value, label: value }))
    return (
      <MultiSelect
        label={words.values}
        size="sm"
        searchable
        clearable
        data={[...known, ...others]}
        value={values}
        onChange={onChange}
        comboboxProps={inside}
        data-autofocus
      />
    )
  }
  if (kind === 'boolean') {
    return (
      <SegmentedControl
        aria-label={words.value}
        value={values[0] ?? 'true'}
        onChange={(value) => onChange([value])}
        data={[
          { value: 'true', label: explorer.yes },
          { value: 'false', label: explorer.no },
        ]}
      />
    )
  }
  if (kind === 'date' && one) {
    return (
      <InstantField label={words.value} zone={zone} at={instant(values[0])} onChange={(at) => onChange(textsOf(at))} />
    )
  }
  if (kind === 'date')
    return (
      <TextInput
        {...single}
        type="date"
        value={values[0] ?? ''}
        onChange={(event) => onChange([event.currentTarget.value])}
      />
    )
  if (kind === 'number' && one)
    return (
      <NumberInput
        {...single}
        value={values[0] ?? ''}
        suffix={attribute.unit && ` ${attribute.unit}`}
        onChange={(value) => onChange([String(value)])}
      />
    )
  if (one)
    return <TextInput {...single} value={values[0] ?? ''} onChange={(event) => onChange([event.currentTarget.value])} />
  return <Values attribute={attribute} values={values} onChange={onChange} query={query} />
}

/** An unreadable date is an empty text, which does not count as a value. */
const unreadable = ''

function instant(text: string | undefined): Entered {
  if (text === unreadable) return 'unreadable'
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text)
}

function textsOf(at: Entered): string[] {
  if (at === 'unreadable') return [unreadable]
  return at === undefined ? [] : [new Date(at).toISOString()]
}

/** A list of values. Allowed values and values in use are suggested, others can be typed. */
function Values({ attribute, values, onChange, query }: Pick<Props, 'attribute' | 'values' | 'onChange' | 'query'>) {
  const { data: inUse = [] } = useQuery({
    ...usageValues(attribute.path, query, ''),
    enabled: attribute.kind !== 'anything',
  })
  return (
    <TagsInput
      label={words.values}
      size="sm"
      placeholder={values.length === 0 ? words.valuesHint : undefined}
      data={[...new Set([...attribute.values, ...inUse.map(({ value }) => value)])]}
      value={values}
      onChange={onChange}
      acceptValueOnBlur
      comboboxProps={inside}
      data-autofocus
    />
  )
}
