import type { TSchema } from '@sinclair/typebox'
import { maxBody } from '../../shared/vocabulary'
import { badRequest, TmfError } from '../errors'
import { readDocument } from '../resource/readDocument'
import { startTimeSlice } from '../yieldToOthers'

/** Reads the body of a request as JSON. The media type must be one of `mediaTypes` (415 otherwise). */
export async function readJson(
  request: Request,
  type: string,
  mediaTypes: readonly string[],
  schema: TSchema,
): Promise<{ mediaType: string; body: unknown }> {
  const mediaType = checkMediaType(request, mediaTypes)
  checkEncoding(request, ['identity'])
  const bytes = await readBytes(request)
  const slice = startTimeSlice()
  const body = readDocument(bytes, type, schema)
  if (slice.isOver()) await slice.yieldToOthers()
  return { mediaType, body }
}

/** The body of a request as a stream of bytes, decompressed if it is encoded with gzip. `x-gzip` is an old name of gzip (RFC 9110, 8.4.1.3). */
export function readStream(request: Request): AsyncIterable<Uint8Array> {
  const encoding = checkEncoding(request, ['identity', 'gzip'])
  const body = request.body ?? new Blob([]).stream()
  return encoding === 'gzip' ? unpack(body) : body
}

async function* unpack(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    // The type declares a wider input than bytes, which the compiler rejects; the cast narrows the input.
    yield* body.pipeThrough(new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>)
  } catch {
    throw badRequest(
      'unreadableBody',
      'The body is not valid gzip, or is incomplete',
      'The lines before the error were processed. Send the remaining lines again, compressed with gzip or uncompressed.',
    )
  }
}

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

function checkEncoding({ headers }: Request, encodings: readonly string[]): string {
  const named = headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  const encoding = named === 'x-gzip' ? 'gzip' : named
  if (encodings.includes(encoding)) return encoding
  throw new TmfError(
    415,
    'unsupportedMediaType',
    `Unsupported Content-Encoding: ${encoding}`,
    `Send Content-Encoding: ${encodings.join(' or ')}.`,
    {
      headers: { 'accept-encoding': encodings.join(', ') },
    },
  )
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced > maxBody) throw tooLarge()
  if (!Number.isNaN(announced)) return new Uint8Array(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBody) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = () =>
  new TmfError(
    413,
    'bodyTooLarge',
    'The body is too large',
    `A body may have at most ${maxBody} bytes. Send fewer or smaller attributes.`,
  )
