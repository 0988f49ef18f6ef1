import type { OpenAPIV3 } from 'openapi-types'
import type { Document } from '../resource/json'
import type { Resource } from '../resource/resource'
import { csvWriter } from '../stream/csv'
import { csvColumnsOf } from '../stream/csvColumns'

/** The published description of a list as a stream. */
export const streamedContent = (it: Resource, example: Document): Record<string, OpenAPIV3.MediaTypeObject> => ({
  'application/x-ndjson': {
    schema: { type: 'string', description: whole('Each resource a line, as JSON, exactly as it is stored.') },
    example: `${JSON.stringify(example)}\n`,
  },
  'text/csv': { schema: { type: 'string', description: whole(table(it)) }, example: csvOf(it, example) },
})

const whole = (
  form: string,
): string => `${form} Everything that fits, from first to last, from one snapshot, whatever is written meanwhile. \`sort\` and all filters apply, \`limit\` and \`offset\` \
only where they are given. An answer that breaks off ends without its last chunk, which HTTP clients report as an error. A reader that takes nothing for a minute is cut off; when \
too many streams run the answer is 503 with Retry-After.`

const table = (
  it: Resource,
): string => `A table with a header row (RFC 4180): a column for each attribute by its dotted path${
  it.characteristics
    ? `, and one for each characteristic, \`characteristic.NAME\`, when the list is of one \`${it.specification?.path}\` (else \`${it.characteristics}\` holds them as JSON)`
    : ''
}. Of several values a cell has all, with \`; \` between them: the nth of two columns of an array belong together. \`fields\` chooses the columns and their order, and is needed for undeclared \
attributes, attributes beginning with @, hrefs of others and arrays inside arrays. What a spreadsheet would take for a formula (\`=\`, \`+\`, \`-\`, \`@\`, tab or line break first, and no plain \
number) has a \`'\` in front; \`Accept: text/csv; safe=false\` leaves it out, for programs.`

function csvOf(it: Resource, example: Document): string {
  const { header, record } = csvWriter(csvColumnsOf(it, ['id', ...Object.keys(it.indexedColumns)], []), true)
  return header + record(example)
}
