import type { Condition, Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import type { Batch } from '../db/stream'
import { longForm } from '../query/attribute'
import type { Caller } from '../resource/caller'
import type { Document } from '../resource/json'
import { represent, representationOf } from '../resource/represent'
import { baseOf, hrefOf, type Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'
import { csvWriter } from './csv'
import { csvColumnsOf } from './csvColumns'

/** What a list can be answered as. */
export type Format = 'json' | StreamFormat
export type StreamFormat = 'ndjson' | 'csv' | 'plainCsv'

/** How rows of `id` and `document` become the bytes of a stream. */
export interface Encoder {
  /** What comes before the first. */
  header: string
  encode(batch: Batch): Uint8Array
}

export async function encoderOf(
  pool: Pool,
  it: Resource,
  format: StreamFormat,
  { any, fields }: Search,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<Encoder> {
  const base = baseOf(it, caller)
  if (format === 'ndjson')
    return { header: '', encode: fields || it.face.translation ? chosen(it, base, fields) : whole(it, base) }
  const columns = csvColumnsOf(it, fields, fields ? [] : await characteristicsOf(pool, caller.scope, it, any))
  const { header, record } = csvWriter(columns, format === 'csv')
  return {
    header,
    encode: (batch) =>
      joined(batch, (id, document, aside) =>
        record({
          ...representationOf(it, { id, document }, base),
          ...(aside ? (JSON.parse(aside) as Document) : {}),
        }),
      ),
  }
}

/** Each resource as it is stored, behind its `id` and `href`: its bytes are never made a text. */
function whole(it: Resource, base: string): Encoder['encode'] {
  const [start, middle, end, newline] = [
    '{"id":"',
    `","href":${JSON.stringify(hrefOf(it, '', base)).slice(0, -1)}`,
    '",',
    '\n',
  ].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer]
  return (batch) =>
    Buffer.concat(
      batch.flatMap(([id, document]) =>
        id && document ? [start, id, middle, id, end, document.subarray(1), newline] : [],
      ),
    )
}

const chosen =
  (it: Resource, base: string, fields: string[] | undefined): Encoder['encode'] =>
  (batch) =>
    joined(batch, (id, document, aside) => `${represent(it, { id, document, aside }, base, fields)}\n`)

const joined = (batch: Batch, write: (id: string, document: string, aside: string | null) => string): Uint8Array =>
  Buffer.from(
    batch.map(([id, document, aside]) => write(String(id), String(document), aside ? String(aside) : null)).join(''),
  )

/** The names of the characteristics, where a list is of one specification only. */
async function characteristicsOf(pool: Pool, scope: Scope, it: Resource, any: Condition[][]): Promise<string[]> {
  const { specification } = it
  if (!specification || any.length === 0) return []
  const wanted = any.map(
    (group) => group.find(({ path, op }) => op === 'eq' && longForm(it, path).path === specification.path)?.values,
  )
  const [id] = wanted[0] ?? []
  return id !== undefined && wanted.every((values) => values?.length === 1 && values[0] === id)
    ? specification.characteristics(pool, scope, id)
    : []
}
