import { Group, TextInput, type TextInputProps } from '@mantine/core'
import type { RatedProductUsage } from '../../../shared/usage'
import { correction } from '../../messages/correction'
import { useTyped } from '../form/TypedInput'

type Money = NonNullable<RatedProductUsage['taxIncludedRatingAmount']>

interface NumberProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value: number | undefined
  onChange: (value: number | undefined) => void
}

/** A number input. Text that is not a number stays in the draft; the problem found there blocks saving. */
export function NumberInput({ value, onChange, ...frame }: NumberProps) {
  const { text, setText } = useTyped('number', value, (to) => onChange(to as number | undefined))
  return (
    <TextInput
      {...frame}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

interface AmountProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  label: string
  money: Money | undefined
  unitError: string | undefined
  /** Undefined: without value and currency. */
  onChange: (money: Money | undefined) => void
}

/** An amount and its currency. */
export function AmountInput({ id, label, money = {}, unitError, onChange, readOnly, ...frame }: AmountProps) {
  const change = (changed: Partial<Money>) => {
    const entries = Object.entries({ ...money, ...changed }).filter(([, value]) => value !== undefined)
    onChange(entries.length > 0 ? Object.fromEntries(entries) : undefined)
  }
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <NumberInput
        {...frame}
        id={id}
        label={label}
        readOnly={readOnly}
        flex={2}
        miw={0}
        value={money.value}
        onChange={(value) => change({ value })}
      />
      <TextInput
        id={id?.replace(/-value$/, '-unit')}
        label={correction.line.currency}
        aria-label={correction.line.currencyOf(label)}
        placeholder="EUR"
        flex={1}
        miw={70}
        readOnly={readOnly}
        error={unitError}
        value={money.unit ?? ''}
        onChange={(event) => change({ unit: event.currentTarget.value || undefined })}
      />
    </Group>
  )
}
