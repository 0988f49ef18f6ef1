import Negotiator from 'negotiator'
import { TmfError } from '../errors'
import type { Format } from '../stream/encode'

/** With all their parameters: an `Accept` names some of them or none. Of those it likes equally, the first. */
const formats: Record<string, Format> = {
  'application/json;charset=utf-8': 'json',
  'application/x-ndjson;charset=utf-8': 'ndjson',
  'text/csv;charset=utf-8;header=present': 'csv',
  'text/csv;charset=utf-8;header=present;safe=false': 'plainCsv',
}

/** The form of a list that a request's `Accept` asks for: JSON where it does not mind. */
export function formatOf({ headers }: Request): Format {
  const accept = headers.get('accept')
  if (!accept || accept === '*/*' || accept === 'application/json') return 'json'
  const format = formats[new Negotiator({ headers: { accept } }).mediaType(Object.keys(formats)) ?? '']
  if (format) return format
  throw new TmfError(
    406,
    'notAcceptable',
    'The answer would be application/json, application/x-ndjson or text/csv',
    'Send Accept: application/json for a page, or application/x-ndjson or text/csv for everything that fits.',
    { headers: { vary: 'Accept' } },
  )
}
