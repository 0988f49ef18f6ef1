import type { RatedProductUsage } from '../../shared/usage'
import type { Column } from '../parts/DataTable'
import { formatMoney } from '../parts/format'
import { Time } from '../parts/Time'
import { NameAndId } from './NameAndId'

/** What there is to say of a rating line, the price first. */
const columns: Column<RatedProductUsage>[] = [
  { title: 'Product', cell: ({ productRef }) => productRef && <NameAndId id={productRef.id} name={productRef.name} type={productRef['@referredType']} /> },
  { title: 'With tax', isNumber: true, cell: ({ taxIncludedRatingAmount: it }) => it && <strong>{formatMoney(it)}</strong> },
  { title: 'Without tax', isNumber: true, cell: ({ taxExcludedRatingAmount: it }) => it && formatMoney(it) },
  { title: 'Tax', isNumber: true, cell: ({ isTaxExempt, taxRate }) => (isTaxExempt ? 'exempt' : taxRate === undefined ? undefined : `${taxRate}%`) },
  { title: 'From bucket', isNumber: true, cell: ({ bucketValueConvertedInAmount: it }) => it && formatMoney(it) },
  { title: 'On a bill', cell: ({ isBilled }) => (isBilled === undefined ? undefined : isBilled ? 'yes' : 'no') },
  { title: 'Rated', cell: ({ ratingDate }) => ratingDate && <Time at={ratingDate} /> },
  { title: 'Tag', cell: ({ usageRatingTag }) => usageRatingTag },
  { title: 'Amount type', cell: ({ ratingAmountType }) => ratingAmountType },
  { title: 'Tariff', cell: ({ offerTariffType }) => offerTariffType },
]

/** The columns that say something of at least one line. */
export const ratingColumns = (lines: RatedProductUsage[]): Column<RatedProductUsage>[] => columns.filter(({ cell }) => lines.some((line) => cell(line)))
