import { Input, SimpleGrid } from '@mantine/core'
import { isObject } from '../../shared/checker/kinds'
import { entry } from '../messages/entry'
import { InstantInput } from './InstantInput'
import type { InputProps } from './inputProps'

const ends = ['startDateTime', 'endDateTime'] as const

/** From when until when. */
export function PeriodInput(props: InputProps) {
  const { field, onChange, id, label, 'aria-label': ariaLabel, description, error, required, readOnly, inputWrapperOrder } = props
  const value = isObject(props.value) ? props.value : {}
  const change = (end: (typeof ends)[number], to: unknown) => {
    const { [end]: _, ...others } = value
    const changed = to === undefined ? others : { ...others, [end]: to }
    onChange(Object.keys(changed).length > 0 ? changed : undefined)
  }
  const name = label ?? ariaLabel ?? field.name
  return (
    <Input.Wrapper id={id} label={label} labelElement="div" description={description} error={error} required={required} inputWrapperOrder={inputWrapperOrder}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" role="group" aria-label={name} aria-describedby={describedBy(id, description, error)}>
        {ends.map((end, at) => (
          <InstantInput
            key={end}
            field={field}
            id={at === 0 ? id : `${id}-${end}`}
            aria-label={at === 0 ? entry.from(name) : entry.until(name)}
            value={value[end]}
            onChange={(to) => change(end, to)}
            readOnly={readOnly}
            inputWrapperOrder={inputWrapperOrder}
            error={!!error}
          />
        ))}
      </SimpleGrid>
    </Input.Wrapper>
  )
}

/** The ids that Mantine gives to what stands around an input. */
const describedBy = (id: string, description: unknown, error: unknown) => [error && `${id}-error`, description && `${id}-description`].filter(Boolean).join(' ') || undefined
