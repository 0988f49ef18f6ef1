import { Box, Paper, Stack, Text } from '@mantine/core'
import type { RatedProductUsage } from '../../shared/usage'
import { DataTable } from '../parts/DataTable'
import { Fields } from '../parts/Fields'
import { OthersOfEach } from '../parts/OthersOfEach'
import { otherAttributesOfLine } from './otherAttributes'
import { formatTotal, isUntaxed } from './rating'
import { ratingColumns } from './ratingColumns'

/** What the usage costs, a line a product, and what that comes to. A table, or cards where the screen is narrow. */
export function RatingLines({ lines }: { lines: RatedProductUsage[] }) {
  if (lines.length === 0) return <Text c="dimmed">It is not rated.</Text>
  const total = formatTotal(lines)
  const columns = ratingColumns(lines)
  return (
    <>
      <Box visibleFrom="sm">
        <DataTable label="Rating" items={lines} columns={columns} />
      </Box>
      <Stack hiddenFrom="sm" gap="sm">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a document have no identity but their place
          <Paper key={at} withBorder p="md">
            <Fields items={columns.map(({ title, cell }) => ({ label: title, value: cell(line) }))} />
          </Paper>
        ))}
      </Stack>
      {lines.length > 1 && total && (
        <Text mt="xs" size="sm">
          {isUntaxed(total) ? 'Together' : 'Together, tax included'}: <strong>{total}</strong>
        </Text>
      )}
      <OthersOfEach parts={lines.map((line, at) => ({ name: line.productRef?.name ?? line.productRef?.id ?? `line ${at + 1}`, others: otherAttributesOfLine(line) }))} />
    </>
  )
}
