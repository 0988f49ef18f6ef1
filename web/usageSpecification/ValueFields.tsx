import { Autocomplete, Grid, TagsInput, TextInput } from '@mantine/core'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { idOf } from './problems'
import { RangeEnd } from './RangeEnd'
import { units } from './suggestions'
import { readValues, withValues } from './values'

interface Props {
  it: CharacteristicSpecification
  path: string
  problemAt: (field: string) => string | undefined
  onChange: (to: CharacteristicSpecification) => void
}

/** The values a characteristic may have. */
export function ValueFields({ it, path, problemAt, onChange }: Props) {
  const { allowed, from, to, unit } = readValues(it)
  const id = (name: string) => idOf(`${path}.${name}`)
  const problem = problemAt
  return (
    <>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <TagsInput
          id={id('value')}
          label="Allowed values"
          placeholder={allowed.length === 0 ? 'Any; or type one and press Enter' : undefined}
          error={problem('value')}
          value={allowed}
          onChange={(values) => onChange(withValues(it, { allowed: values }))}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 3, lg: 1.5 }}>
        <RangeEnd id={id('valueFrom')} label="From" value={from} problem={problem('valueFrom')} onChange={(text) => onChange(withValues(it, { from: text }))} />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 3, lg: 1.5 }}>
        <RangeEnd id={id('valueTo')} label="To" value={to} problem={problem('valueTo')} onChange={(text) => onChange(withValues(it, { to: text }))} />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 3, lg: 1.5 }}>
        <Autocomplete
          id={id('unitOfMeasure')}
          label="Unit"
          data={units}
          value={unit}
          error={problem('unitOfMeasure')}
          onChange={(text) => onChange(withValues(it, { unit: text }))}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 3, lg: 1.5 }}>
        <TextInput
          id={id('regex')}
          label="Pattern (regex)"
          spellCheck={false}
          value={it.regex ?? ''}
          error={problem('regex')}
          onChange={(event) => onChange({ ...it, regex: event.currentTarget.value || undefined })}
        />
      </Grid.Col>
    </>
  )
}
