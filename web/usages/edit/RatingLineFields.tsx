import { ActionIcon, Checkbox, Fieldset, TextInput } from '@mantine/core'
import type { RatedProductUsage } from '../../../shared/usage'
import { correction } from '../../messages/correction'
import { Icon } from '../../ui/layout/Icon'
import { AmountInput, NumberInput } from './AmountInput'
import classes from './Fields.module.css'

interface Props {
  at: number
  line: RatedProductUsage
  isReadOnly: boolean
  onChange: (line: RatedProductUsage) => void
  onRemove: () => void
  problemAt: (name: string) => string | undefined
}

const words = correction.line

/** One rating line. Attributes without a field are kept. */
export function RatingLineFields({ at, line, isReadOnly, onChange, onRemove, problemAt }: Props) {
  const id = (name: string) => `correct-ratedProductUsage-${at}-${name.replaceAll('.', '-')}`
  const set = (changed: Partial<RatedProductUsage>) => onChange(without({ ...line, ...changed }))
  const setProduct = (changed: { id?: string; name?: string }) => {
    const product = without({ id: '', ...line.productRef, ...changed })
    set({ productRef: Object.values(product).some((value) => value !== '') ? product : undefined })
  }
  const field = (name: string, label: string) => ({ id: id(name), label, error: problemAt(name), readOnly: isReadOnly })
  return (
    <Fieldset legend={words.legend(at + 1)} w="100%" pos="relative">
      <div className={classes.grid}>
        <TextInput
          {...field('productRef.id', words.productId)}
          value={line.productRef?.id ?? ''}
          onChange={(event) => setProduct({ id: event.currentTarget.value })}
        />
        <TextInput
          {...field('productRef.name', words.productName)}
          value={line.productRef?.name ?? ''}
          onChange={(event) => setProduct({ name: event.currentTarget.value || undefined })}
        />
        <AmountInput
          {...field('taxExcludedRatingAmount.value', words.withoutTax)}
          unitError={problemAt('taxExcludedRatingAmount.unit')}
          money={line.taxExcludedRatingAmount}
          onChange={(taxExcludedRatingAmount) => set({ taxExcludedRatingAmount })}
        />
        <NumberInput
          {...field('taxRate', words.taxRate)}
          value={line.taxRate}
          onChange={(taxRate) => set({ taxRate })}
        />
        <AmountInput
          {...field('taxIncludedRatingAmount.value', words.withTax)}
          unitError={problemAt('taxIncludedRatingAmount.unit')}
          money={line.taxIncludedRatingAmount}
          onChange={(taxIncludedRatingAmount) => set({ taxIncludedRatingAmount })}
        />
        <TextInput
          {...field('usageRatingTag', words.tag)}
          value={line.usageRatingTag ?? ''}
          onChange={(event) => set({ usageRatingTag: event.currentTarget.value || undefined })}
        />
        <Checkbox
          mt={30}
          label={words.exempt}
          disabled={isReadOnly}
          checked={line.isTaxExempt ?? false}
          onChange={(event) => set({ isTaxExempt: event.currentTarget.checked || undefined })}
        />
      </div>
      {!isReadOnly && (
        <ActionIcon
          pos="absolute"
          top={0}
          right={6}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words.remove(at + 1)}
          onClick={onRemove}
        >
          <Icon name="close" size={16} />
        </ActionIcon>
      )}
    </Fieldset>
  )
}

/** Without the undefined attributes, which JSON does not have. */
const without = <Of extends object>(it: Of): Of =>
  Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as Of // Only optional attributes can be undefined.
