import { existsSync, readFileSync, statSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import Negotiator from 'negotiator'
import { hasTag } from '../resource/etag'

const suffixes = { br: '.br', gzip: '.gz' } as const
type Encoding = keyof typeof suffixes
const encodings = [...(Object.keys(suffixes) as Encoding[]), 'identity'] as const

/** The bytes of a file in one content encoding, and their entity tag. */
interface EncodedFile {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

/** A text file, changed: `of` makes the changed text, and texts with equal `key` are equal. An empty key leaves the file as it is. */
interface Variant {
  key: string
  of: (text: string) => string
}

/** A cache of files by path, modification time, encoding and variant. */
type FileCache = LRUCache<string, EncodedFile>

export const makeFileCache = (): FileCache => new LRUCache({ max: 1000 })

/**
 * Answers GET or HEAD of a file, in the smallest encoding that the client accepts (RFC 9110, 12.5.3). The build provides compressed files; a
 * large text file without one is compressed with gzip once and cached. Answers 304 if the client has the current version (RFC 9110, 13.1.2).
 */
export function sendFile(
  files: FileCache,
  request: Request,
  path: string,
  headers: Record<string, string>,
  variant?: Variant,
): Response {
  const encoding = encodingFor(request, path)
  const { bytes, etag } = readCached(files, path, encoding, variant)
  const all = {
    vary: 'accept-encoding',
    ...headers,
    etag,
    ...(encoding !== 'identity' && { 'content-encoding': encoding }),
  }
  if (hasTag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: all })
  const described = { ...all, 'content-type': Bun.file(path).type, 'content-length': String(bytes.byteLength) }
  return new Response(request.method === 'HEAD' ? null : bytes, { headers: described })
}

function encodingFor({ headers }: Request, path: string): Encoding | 'identity' {
  const accept = headers.get('accept-encoding')
  if (accept === null) return 'identity'
  const offered = encodings.filter(
    (one) => one === 'identity' || existsSync(path + suffixes[one]) || (one === 'gzip' && isLargeText(path)),
  )
  const accepted = new Negotiator({ headers: { 'accept-encoding': accept } }).encodings([...offered])
  return offered.find((one) => accepted.includes(one)) ?? 'identity'
}

/** True for text over 1024 bytes. Smaller files fit into one packet, so compression saves nothing. */
const isLargeText = (path: string): boolean =>
  /^(text\/|application\/(javascript|json)|image\/svg)/.test(Bun.file(path).type) && statSync(path).size > 1024

function readCached(
  files: FileCache,
  path: string,
  encoding: Encoding | 'identity',
  { key = '', of }: Partial<Variant> = {},
): EncodedFile {
  const id = `${encoding} ${statSync(path).mtimeMs} ${key} ${path}`
  const known = files.get(id)
  if (known) return known
  const bytes = of && key !== '' ? encoded(of(readFileSync(path, 'utf8')), encoding) : bytesOf(path, encoding)
  const it = { bytes, etag: `"${Bun.hash(bytes).toString(36)}"` }
  files.set(id, it)
  return it
}

function bytesOf(path: string, encoding: Encoding | 'identity'): Uint8Array<ArrayBuffer> {
  if (encoding === 'identity') return readFileSync(path)
  const built = path + suffixes[encoding]
  return existsSync(built) ? readFileSync(built) : encoded(readFileSync(path, 'utf8'), encoding)
}

function encoded(text: string, encoding: Encoding | 'identity'): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(text)
  return encoding === 'br' ? brotliCompressSync(bytes) : encoding === 'gzip' ? Bun.gzipSync(bytes) : bytes
}
