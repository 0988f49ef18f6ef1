import { Button, Stack, Text } from '@mantine/core'
import type { RatedProductUsage } from '../../../shared/usage'
import { correction } from '../../messages/correction'
import { Icon } from '../../ui/layout/Icon'
import { RatingLineFields } from './RatingLineFields'

interface Props {
  lines: RatedProductUsage[]
  /** True if the usage is billed, so that its lines stay. */
  isReadOnly: boolean
  onChange: (lines: RatedProductUsage[]) => void
  problemAt: (path: string) => string | undefined
}

const words = correction.line

/** The rating lines of a usage, one per product. */
export function RatingFields({ lines, isReadOnly, onChange, problemAt }: Props) {
  const problem = problemAt('ratedProductUsage')
  return (
    <Stack gap="sm" align="flex-start">
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      {lines.map((line, at) => (
        <RatingLineFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a document have no identity but their place
          key={at}
          at={at}
          line={line}
          isReadOnly={isReadOnly}
          problemAt={(name) => problemAt(`ratedProductUsage[${at}].${name}`)}
          onChange={(changed) => onChange(lines.map((it, index) => (index === at ? changed : it)))}
          onRemove={() => onChange(lines.filter((_, index) => index !== at))}
        />
      ))}
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
      {!isReadOnly && (
        <Button
          id="correct-ratedProductUsage"
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => onChange([...lines, currencyOf(lines)])}
        >
          {words.add}
        </Button>
      )}
    </Stack>
  )
}

/** A new line, in the currency of the last line. */
function currencyOf(lines: RatedProductUsage[]): RatedProductUsage {
  const { taxIncludedRatingAmount, taxExcludedRatingAmount } = lines.at(-1) ?? {}
  const unit = taxIncludedRatingAmount?.unit ?? taxExcludedRatingAmount?.unit
  return unit ? { taxIncludedRatingAmount: { unit } } : {}
}
