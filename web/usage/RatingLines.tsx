import { Text } from '@mantine/core'
import type { RatedProductUsage } from '../../shared/usage'
import { DataTable } from '../parts/DataTable'
import { formatMoney } from '../parts/format'
import { Time } from '../parts/Time'
import { formatTotal, isUntaxed } from './rating'

/** What the usage costs, a line a product, and what that comes to. */
export function RatingLines({ lines }: { lines: RatedProductUsage[] }) {
  if (lines.length === 0) return <Text c="dimmed">It is not rated.</Text>
  const total = formatTotal(lines)
  return (
    <>
      <DataTable
        label="Rating"
        minWidth={980}
        items={lines}
        columns={[
          { title: 'Product', cell: ({ productRef }) => productRef && (productRef.name ?? productRef.id) },
          { title: 'Rated', cell: ({ ratingDate }) => ratingDate && <Time at={ratingDate} /> },
          { title: 'Tag', cell: ({ usageRatingTag }) => usageRatingTag },
          { title: 'Amount type', cell: ({ ratingAmountType }) => ratingAmountType },
          { title: 'Tariff', cell: ({ offerTariffType }) => offerTariffType },
          { title: 'From bucket', isNumber: true, cell: ({ bucketValueConvertedInAmount: it }) => it && formatMoney(it) },
          { title: 'Without tax', isNumber: true, cell: ({ taxExcludedRatingAmount: it }) => it && formatMoney(it) },
          { title: 'Tax', isNumber: true, cell: ({ isTaxExempt, taxRate }) => (isTaxExempt ? 'exempt' : taxRate === undefined ? undefined : `${taxRate}%`) },
          { title: 'With tax', isNumber: true, cell: ({ taxIncludedRatingAmount: it }) => it && <strong>{formatMoney(it)}</strong> },
          { title: 'On a bill', cell: ({ isBilled }) => (isBilled === undefined ? undefined : isBilled ? 'yes' : 'no') },
        ]}
      />
      {lines.length > 1 && total && (
        <Text mt="xs" size="sm">
          {isUntaxed(total) ? 'Together' : 'Together, tax included'}: <strong>{total}</strong>
        </Text>
      )}
    </>
  )
}
