import Negotiator from 'negotiator'
import { mediaTypes } from '../../shared/vocabulary'
import { TmfError } from '../errors'
import type { Format } from '../stream/encode'

const { json, ndjson } = mediaTypes

/** The media types of a list, with all their parameters; an `Accept` header may omit any of them. */
const formats: Record<string, Format> = {
  'application/json;charset=utf-8': 'json',
  'application/x-ndjson;charset=utf-8': 'ndjson',
  'text/csv;charset=utf-8;header=present': { isSafe: true, hasMark: false },
  'text/csv;charset=utf-8;header=present;safe=false': { isSafe: false, hasMark: false },
  'text/csv;charset=utf-8;header=present;bom=true': { isSafe: true, hasMark: true },
  'text/csv;charset=utf-8;header=present;safe=false;bom=true': { isSafe: false, hasMark: true },
}

/** The format of a list that the `Accept` header requests (RFC 9110, 12.5.1); JSON without a preference. Answers 406 for other media types. */
export function formatOf(request: Request): Format {
  const format = formats[preferredType(request, Object.keys(formats)) ?? '']
  if (format) return format
  throw notAcceptable(
    `${json}, ${ndjson} or text/csv`,
    `Send Accept: ${json} for a page, or ${ndjson} or text/csv for all matches.`,
  )
}

/** Answers 406 if the `Accept` header allows neither JSON, which errors use, nor `mediaType`, the media type of the answer. */
export function acceptsJson(request: Request, mediaType: string = json): void {
  if (!preferredType(request, [mediaType, withCharset(json)])) throw notAcceptable(mediaType)
}

/** The media type for one JSON document: JSON, or NDJSON with one line if the `Accept` header prefers this. Answers 406 for other media types. */
export function documentType(request: Request): typeof json | typeof ndjson {
  const preferred = preferredType(request, [withCharset(json), withCharset(ndjson)])
  if (preferred) return preferred === withCharset(json) ? json : ndjson
  throw notAcceptable(`${json} or ${ndjson}`, `Send Accept: ${json}, or no Accept header.`)
}

const withCharset = (mediaType: string): string => `${mediaType};charset=utf-8`

/** The best of the offered media types; the first one without an `Accept` header. If a client lists JSON and others without weights, JSON wins. */
function preferredType({ headers }: Request, offered: string[]): string | undefined {
  const accept = headers.get('accept')
  if (!accept || accept === '*/*' || accept === json) return offered[0]
  return new Negotiator({ headers: { accept: jsonFirst(accept) } }).mediaType(offered)
}

/**
 * Moves JSON to the front of an `Accept` header. The order of an `Accept` header has no meaning (RFC 9110, 12.5.1), and generated clients list
 * every media type that the description names, but the negotiator takes the first among equals.
 */
const jsonFirst = (accept: string): string => {
  const isJson = (entry: string) => entry.trim().startsWith(json)
  return accept
    .split(',')
    .toSorted((one, other) => Number(isJson(other)) - Number(isJson(one)))
    .join(',')
}

const notAcceptable = (available: string, fix = `Send Accept: ${available}, or no Accept header.`): TmfError =>
  new TmfError(406, 'notAcceptable', `The answer is available as ${available}`, fix, { headers: { vary: 'Accept' } })
