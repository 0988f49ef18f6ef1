import Negotiator from 'negotiator'
import { TmfError } from '../errors'
import type { Format } from '../stream/encode'

/** The media types of a list, with all their parameters; an `Accept` header may omit any of them. Among equally preferred types the first one is used. */
const formats: Record<string, Format> = {
  'application/json;charset=utf-8': 'json',
  'application/x-ndjson;charset=utf-8': 'ndjson',
  'text/csv;charset=utf-8;header=present': 'csv',
  'text/csv;charset=utf-8;header=present;safe=false': 'plainCsv',
}

/** The format of a list that the `Accept` header requests (RFC 9110, 12.5.1); JSON without a preference. Answers 406 for other media types. */
export function formatOf({ headers }: Request): Format {
  const accept = headers.get('accept')
  if (!accept || accept === '*/*' || accept === 'application/json') return 'json'
  const format = formats[new Negotiator({ headers: { accept } }).mediaType(Object.keys(formats)) ?? '']
  if (format) return format
  throw new TmfError(
    406,
    'notAcceptable',
    'The answer is available as application/json, application/x-ndjson or text/csv',
    'Send Accept: application/json for a page, or application/x-ndjson or text/csv for all matches.',
    { headers: { vary: 'Accept' } },
  )
}
