import type { TSchema } from '@sinclair/typebox'
import { limits } from '../../shared/limits'
import { badRequest, TmfError } from '../errors'
import { readDocument } from '../resource/readDocument'
import { before, tooSlow } from '../stream/deadline'
import { beginsArray } from '../stream/elements'
import { startTimeSlice } from '../yieldToOthers'

/** Reads the body of a request as JSON. The media type must be one of `mediaTypes` (415 otherwise). */
export async function readJson(
  request: Request,
  type: string,
  mediaTypes: readonly string[],
  schema: TSchema,
): Promise<{ mediaType: string; body: unknown }> {
  const mediaType = checkMediaType(request, mediaTypes)
  return { mediaType, body: await parse(await readBytes(request), type, schema) }
}

async function parse(bytes: Uint8Array, type: string, schema: TSchema): Promise<unknown> {
  const slice = startTimeSlice()
  const body = readDocument(bytes, type, schema)
  if (slice.isOver()) await slice.yieldToOthers()
  return body
}

/** A body that is one JSON document, or the bytes of a JSON array, which may be of any length. */
export type OneOrMany = { body: unknown } | { elements: AsyncIterable<Uint8Array> }

/** Reads the body of a request as one JSON document of at most `bodyBytes`, unless it is an array. */
export async function readOneOrMany(request: Request, type: string, schema: TSchema): Promise<OneOrMany> {
  const isShort = request.headers.has('content-length') && !isAnnouncedTooLarge(request)
  if (isShort && encodingOf(request) === 'identity') {
    const bytes = await readBytes(request)
    return beginsArray(bytes) ? { elements: inChunks([bytes]) } : { body: await parse(bytes, type, schema) }
  }
  const rest = readStream(request)[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  for (let size = 0; ; ) {
    const { done, value } = await before(rest.next(), limits.documentTime, tooSlow)
    if (value) first.push(value)
    size += value?.byteLength ?? 0
    const isArray = value && beginsArray(value)
    if (isArray) return { elements: inChunks(first, rest) }
    if (size > limits.bodyBytes || (isArray === false && isAnnouncedTooLarge(request))) throw tooLarge()
    if (done || isArray === false) break
  }
  return { body: await parse(await collect(inChunks(first, rest)), type, schema) }
}

async function* inChunks(first: Uint8Array[], rest?: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* first
  if (rest) yield* { [Symbol.asyncIterator]: () => rest }
}

/** The body of a request as a stream of bytes, decompressed if it is encoded with gzip. */
export function readStream(request: Request): AsyncIterable<Uint8Array> {
  const body = request.body ?? new Blob([]).stream()
  return encodingOf(request) === 'gzip' ? unpack(body) : body
}

/** A compressed body may unpack into this many bytes, whatever its ratio. */
const alwaysUnpacked = 16 * 2 ** 20

async function* unpack(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [packed, unpacked] = [0, 0]
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      packed += chunk.byteLength
      controller.enqueue(chunk)
    },
  })
  try {
    // The type declares a wider input than bytes, which the compiler rejects; the cast narrows the input.
    const gunzip = new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>
    for await (const chunk of body.pipeThrough(counter).pipeThrough(gunzip)) {
      unpacked += chunk.byteLength
      if (unpacked > alwaysUnpacked && unpacked > packed * limits.gzipRatio) throw unpacksTooMuch()
      yield chunk
    }
  } catch (thrown) {
    if (thrown instanceof TmfError) throw thrown
    throw badRequest(
      'unreadableBody',
      'The body is not valid gzip, or is incomplete',
      'Send it again, compressed with gzip or uncompressed. Of a stream, the lines before the error were processed: send the remaining ones.',
    )
  }
}

const unpacksTooMuch = () =>
  new TmfError(
    413,
    'unpacksTooMuch',
    'The body unpacks into too much',
    `A body that is compressed with gzip may unpack into at most ${limits.gzipRatio} times its size. Send it uncompressed.`,
  )

/** Returns the media type of a request's body. Answers 415 with the types that are accepted unless it is one of `mediaTypes`, in UTF-8. */
export function checkMediaType({ method, headers }: Request, mediaTypes: readonly string[]): string {
  const refuse = (what: string) =>
    new TmfError(415, 'unsupportedMediaType', what, `Send Content-Type: ${mediaTypes.join(' or ')}, in UTF-8.`, {
      // `Accept` as RFC 9110, 15.5.16; `Accept-Patch` as RFC 5789, 2.2; `Accept-Post` as the W3C's Linked Data Platform 1.0, 7.1.
      headers: { accept: mediaTypes.join(', '), [`accept-${method.toLowerCase()}`]: mediaTypes.join(', ') },
    })
  const [mediaType = '', ...parameters] = (headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (!mediaType) throw refuse('The request has no Content-Type')
  if (!mediaTypes.includes(mediaType)) throw refuse(`Unsupported Content-Type: ${mediaType}`)
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  if (charset && charset !== 'utf-8' && charset !== 'utf8') throw refuse(`Unsupported charset: ${charset}`)
  return mediaType
}

/** The content encoding of a body. Answers 415 for others than gzip. `x-gzip` is an old name of gzip (RFC 9110, 8.4.1.3). */
function encodingOf({ headers }: Request): 'identity' | 'gzip' {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding === 'identity') return encoding
  if (encoding === 'gzip' || encoding === 'x-gzip') return 'gzip'
  throw new TmfError(
    415,
    'unsupportedMediaType',
    `Unsupported Content-Encoding: ${encoding}`,
    'Send Content-Encoding: gzip, or identity.',
    { headers: { 'accept-encoding': 'gzip, identity' } },
  )
}

const isAnnouncedTooLarge = ({ headers }: Request): boolean => Number(headers.get('content-length')) > limits.bodyBytes

async function readBytes(request: Request): Promise<Uint8Array> {
  if (isAnnouncedTooLarge(request)) throw tooLarge()
  if (!request.headers.has('content-length') || encodingOf(request) === 'gzip') return collect(readStream(request))
  return new Uint8Array(await before(request.arrayBuffer(), limits.documentTime, tooSlow))
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const end = performance.now() + limits.documentTime
  const rest = body[Symbol.asyncIterator]()
  while (true) {
    const { done, value } = await before(rest.next(), end - performance.now(), tooSlow)
    if (done) return Buffer.concat(chunks)
    size += value.byteLength
    if (size > limits.bodyBytes) throw tooLarge()
    chunks.push(value)
  }
}

const tooLarge = () =>
  new TmfError(
    413,
    'bodyTooLarge',
    'The body is too large',
    `A body may have at most ${limits.bodyBytes} bytes. Send fewer or smaller attributes.`,
  )
