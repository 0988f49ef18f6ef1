import { existsSync, readFileSync, statSync } from 'node:fs'
import { LRUCache } from 'lru-cache'
import Negotiator from 'negotiator'
import { hasTag } from '../resource/etag'

const suffixes = { br: '.br', gzip: '.gz' } as const
type Encoding = keyof typeof suffixes
const encodings = [...(Object.keys(suffixes) as Encoding[]), 'identity'] as const

/** A file in one encoding, and the entity tag of that. */
interface Stored {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

/** The contents of files by path, time of change and encoding. */
type FileCache = LRUCache<string, Stored>

export const makeFileCache = (): FileCache => new LRUCache({ max: 1000 })

/**
 * The answer to a GET or HEAD of a file, in the smallest encoding that is accepted (RFC 9110, 12.5.3): as the build left it, else gzip made here once
 * where that is worth it. 304 where the caller has it (RFC 9110, 13.1.2).
 */
export function sendFile(files: FileCache, request: Request, path: string, headers: Record<string, string>): Response {
  const encoding = encodingFor(request, path)
  const { bytes, etag } = stored(files, path, encoding)
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

/** What fits into one packet gains nothing. */
const isLargeText = (path: string): boolean =>
  /^(text\/|application\/(javascript|json)|image\/svg)/.test(Bun.file(path).type) && statSync(path).size > 1024

function stored(files: FileCache, path: string, encoding: Encoding | 'identity'): Stored {
  const key = `${encoding} ${statSync(path).mtimeMs} ${path}`
  const known = files.get(key)
  if (known) return known
  const bytes = bytesOf(path, encoding)
  const it = { bytes, etag: `"${Bun.hash(bytes).toString(36)}"` }
  files.set(key, it)
  return it
}

function bytesOf(path: string, encoding: Encoding | 'identity'): Uint8Array<ArrayBuffer> {
  if (encoding === 'identity') return readFileSync(path)
  const built = path + suffixes[encoding]
  return existsSync(built) ? readFileSync(built) : Bun.gzipSync(readFileSync(path))
}
