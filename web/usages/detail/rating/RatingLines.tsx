import { Paper, Stack, Text, Title } from '@mantine/core'
import type { RatedProductUsage } from '../../../../shared/usage'
import { formatMoney } from '../../../messages/format'
import { usage as messages } from '../../../messages/usage'
import { DataTable } from '../../../ui/layout/DataTable'
import { Fields } from '../../../ui/layout/Fields'
import { OthersOfEach } from '../../../ui/layout/OthersOfEach'
import { otherAttributesOfLine } from '../otherAttributes'
import classes from './RatingLines.module.css'
import { totalsOf } from './rating'
import { ratingColumns } from './ratingColumns'

const words = messages.rating

/** The rating lines of a usage and their totals. A table, or cards on narrow screens. */
export function RatingLines({ lines }: { lines: RatedProductUsage[] }) {
  if (lines.length === 0) return <Text c="dimmed">{words.none}</Text>
  const columns = ratingColumns(lines)
  return (
    <div className={classes.frame}>
      <div className={classes.table}>
        <DataTable label={words.lines} items={lines} columns={columns} />
      </div>
      <Stack className={classes.cards} gap="sm">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items have no id
          <Paper key={at} withBorder p="md">
            <Fields items={columns.map(({ title, cell }) => ({ label: title, value: cell(line) }))} />
          </Paper>
        ))}
      </Stack>
      <Title order={2} mt="lg" mb="sm">
        {words.totals}
      </Title>
      <DataTable
        label={words.totals}
        minWidth={320}
        items={totalsOf(lines)}
        columns={[
          { title: words.currency, cell: ({ unit }) => unit ?? words.noCurrency },
          { title: words.withoutTax, isNumber: true, cell: ({ excluded: value }) => money(value) },
          { title: words.tax, isNumber: true, cell: ({ tax: value }) => money(value) },
          { title: words.withTax, isNumber: true, cell: ({ included: value }) => <strong>{money(value)}</strong> },
        ]}
      />
      <OthersOfEach
        parts={lines.map((line, at) => ({
          name: line.productRef?.name ?? line.productRef?.id ?? words.line(at + 1),
          others: otherAttributesOfLine(line),
        }))}
      />
    </div>
  )
}

const money = (value: number | undefined) => (value === undefined ? messages.none : formatMoney({ value }))
