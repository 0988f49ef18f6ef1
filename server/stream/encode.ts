import type { Condition, Search } from '../../shared/search'
import type { Pool } from '../db/connect'
import type { Batch } from '../db/stream'
import type { Caller } from '../resource/caller'
import type { Document } from '../resource/json'
import { representationOf, representer } from '../resource/represent'
import { baseOf, hrefOf, longForm, type Resource } from '../resource/resource'
import type { Row } from '../resource/row'
import type { Scope } from '../resource/scope'
import { startTimeSlice, type TimeSlice } from '../yieldToOthers'
import { csvWriter } from './csv'
import { csvColumnsOf } from './csvColumns'

/** The formats of a list. */
export type Format = 'json' | StreamFormat
export type StreamFormat = 'ndjson' | CsvFormat

export interface CsvFormat {
  /** True if cells that a spreadsheet could read as formulas are escaped. */
  isSafe: boolean
  /** True if the file begins with a byte-order mark, which makes Excel read it as UTF-8. */
  hasMark: boolean
}

/** Encodes rows of `id`, `document` and `aside` as the bytes of a stream. */
export interface Encoder {
  /** The text before the first row. */
  header: string
  /** The bytes of a batch, in one piece or, if its documents are large, in several. */
  encode(batch: Batch): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** The encoder for a format. `base` is the address of the API, the start of every `href`. */
export async function encoderOf(
  pool: Pool,
  it: Resource,
  format: StreamFormat,
  { any, fields }: Search,
  caller: Pick<Caller, 'origin' | 'scope'>,
): Promise<Encoder> {
  const base = baseOf(it, caller)
  if (format === 'ndjson')
    return {
      header: '',
      encode: fields || it.face.translation ? asRepresentation(it, base, fields) : asStored(it, base),
    }
  const columns = csvColumnsOf(it, fields, fields ? [] : await characteristicsOf(pool, caller.scope, it, any))
  const { header, record, recordInSlices } = csvWriter(columns, format.isSafe)
  return {
    header: format.hasMark ? `\uFEFF${header}` : header,
    encode: (batch) =>
      encodeText(batch, ({ id, document, aside }, slice) => {
        const shown = {
          ...representationOf(it, { id, document }, base),
          ...(it.aside && aside ? (JSON.parse(aside) as Document) : {}),
        }
        return document.length * columns.length < mostAtOnce ? record(shown) : recordInSlices(shown, slice)
      }),
  }
}

/** The length of a document times the number of its columns, up to which a record is written in one go. */
const mostAtOnce = 1024 * 1024

/** Writes each resource as stored, after its `id` and `href`. For speed the bytes of the document are copied without decoding. */
function asStored(it: Resource, base: string): Encoder['encode'] {
  const [start, middle, end, newline] = [
    '{"id":"',
    `","href":${JSON.stringify(hrefOf(it, '', base)).slice(0, -1)}`,
    '",',
    '\n',
  ].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer, Buffer]
  return (batch) => [
    Buffer.concat(
      batch.flatMap(([id, document]) =>
        id && document ? [start, id, middle, id, end, document.subarray(1), newline] : [],
      ),
    ),
  ]
}

function asRepresentation(it: Resource, base: string, fields: string[] | undefined): Encoder['encode'] {
  const represent = representer(it, base, fields)
  return (batch) => encodeText(batch, (row) => `${represent(row)}\n`)
}

/** The size of a piece, in characters. */
const pieceLength = 256 * 1024

async function* encodeText(
  batch: Batch,
  write: (row: Pick<Row, 'id' | 'document' | 'aside'>, slice: TimeSlice) => string | Promise<string>,
): AsyncGenerator<Uint8Array> {
  const slice = startTimeSlice()
  let texts: string[] = []
  let length = 0
  for (const [id, document, aside] of batch) {
    if (slice.isOver()) await slice.yieldToOthers()
    const row = { id: String(id), document: String(document), aside: aside ? String(aside) : null }
    const written = write(row, slice)
    const text = typeof written === 'string' ? written : await written
    texts.push(text)
    length += text.length
    if (length < pieceLength) continue
    yield Buffer.from(texts.join(''))
    texts = []
    length = 0
  }
  if (length > 0) yield Buffer.from(texts.join(''))
}

/** The names of the characteristics of a specification, if the conditions select exactly one specification; otherwise empty. */
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
