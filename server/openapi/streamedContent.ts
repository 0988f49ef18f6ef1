import type { OpenAPIV3 } from 'openapi-types'
import type { Document } from '../resource/json'
import type { Resource } from '../resource/resource'
import { csvWriter } from '../stream/csv'
import { csvColumnsOf } from '../stream/csvColumns'

/** The published description of a list as NDJSON or CSV. */
export const streamedContent = (it: Resource, example: Document): Record<string, OpenAPIV3.MediaTypeObject> => ({
  'application/x-ndjson': {
    schema: { type: 'string', description: whole('One resource per line, as JSON, exactly as stored.') },
    example: `${JSON.stringify(example)}\n`,
  },
  'text/csv': { schema: { type: 'string', description: whole(table(it)) }, example: csvOf(it, example) },
})

const whole = (
  form: string,
): string => `${form} Contains all matching resources from one snapshot of the database. \`sort\` and all filters apply; \`limit\` and \`offset\` apply \
if given. If the server fails on the way, the response ends without its last chunk, which HTTP clients report as an error. The server closes the connection of a client that reads nothing for a minute; if \
too many streams run, the answer is 503 with Retry-After.`

const table = (
  it: Resource,
): string => `CSV with a header row (RFC 4180): one column for each attribute, named by its path with dots${
  it.characteristics
    ? `, and one column \`characteristic.NAME\` for each characteristic if all resources in the list have the same \`${it.specification?.path}\` (otherwise \`${it.characteristics}\` contains them as JSON)`
    : ''
}. A cell with several values separates them with \`; \`; in columns of the same array, the nth values belong together. \`fields\` chooses the columns and their order. It is required for undeclared \
attributes, attributes that start with @, hrefs of other resources and arrays in arrays. Text that a spreadsheet would read as a formula (it starts with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a line break, and is not a \
number) gets a \`'\` in front; programs can turn this off with \`Accept: text/csv; safe=false\`. \`Accept: text/csv; bom=true\` begins with a byte-order mark, for Excel.`

function csvOf(it: Resource, example: Document): string {
  const { header, record } = csvWriter(csvColumnsOf(it, ['id', ...Object.keys(it.indexedColumns)], []), true)
  return header + record(example)
}
