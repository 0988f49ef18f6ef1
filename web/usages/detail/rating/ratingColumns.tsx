import type { RatedProductUsage } from '../../../../shared/usage'
import { formatMoney } from '../../../messages/format'
import { usage as messages } from '../../../messages/usage'
import type { Column } from '../../../ui/layout/DataTable'
import { Time } from '../../../ui/layout/Time'
import { ValueMenu } from '../characteristics/ValueMenu'
import { NameAndId } from '../NameAndId'
import { taxOf } from './rating'
import { TaxCheck } from './TaxCheck'

const words = messages.rating

/** All possible columns, the price first. */
const columns: Column<RatedProductUsage>[] = [
  {
    title: words.product,
    isWide: true,
    cell: ({ productRef: it }) =>
      it && (
        <ValueMenu path="ratedProductUsage.productRef.id" value={it.id}>
          <NameAndId id={it.id} name={it.name} type={it['@referredType']} />
        </ValueMenu>
      ),
  },
  { title: words.withoutTax, isNumber: true, cell: ({ taxExcludedRatingAmount: it }) => it && formatMoney(it) },
  { title: words.tax, isNumber: true, cell: (line) => taxWords(line) },
  {
    title: words.withTax,
    isNumber: true,
    cell: ({ taxIncludedRatingAmount: it }) => it && <strong>{formatMoney(it)}</strong>,
  },
  { title: words.check, cell: (line) => <TaxCheck line={line} /> },
  { title: words.bucket, isNumber: true, cell: ({ bucketValueConvertedInAmount: it }) => it && formatMoney(it) },
  {
    title: words.billed,
    cell: ({ isBilled }) => (isBilled === undefined ? undefined : isBilled ? words.yes : words.no),
  },
  { title: words.rated, cell: ({ ratingDate }) => ratingDate && <Time at={ratingDate} /> },
  {
    title: words.tag,
    cell: ({ usageRatingTag: it }) => it && <ValueMenu path="ratedProductUsage.usageRatingTag" value={it} />,
  },
  { title: words.amountType, cell: ({ ratingAmountType }) => ratingAmountType },
  { title: words.tariff, cell: ({ offerTariffType }) => offerTariffType },
]

/** The columns that have a value in at least one line. */
export const ratingColumns = (lines: RatedProductUsage[]): Column<RatedProductUsage>[] =>
  columns.filter(({ cell }) => lines.some((line) => cell(line)))

/** The tax as amount and rate, as far as known. */
function taxWords(line: RatedProductUsage): string | undefined {
  const tax = taxOf(line)
  const unit = line.taxIncludedRatingAmount?.unit ?? line.taxExcludedRatingAmount?.unit
  const rate = line.isTaxExempt ? words.exempt : line.taxRate === undefined ? undefined : words.percent(line.taxRate)
  return (
    [tax !== undefined && formatMoney({ value: tax, unit }), rate && (tax === undefined ? rate : `(${rate})`)]
      .filter(Boolean)
      .join(' ') || undefined
  )
}
