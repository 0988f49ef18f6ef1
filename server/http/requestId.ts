import { limits } from '../../shared/limits'

/** `X-Request-ID` of the client: visible ASCII characters. */
const requestIdForm = new RegExp(`^[\\x21-\\x7e]{1,${limits.requestIdLength}}$`)

/** A `traceparent` header (W3C Trace Context, 3.2): version, trace id, parent id and flags. A version above 00 may have more parts. */
const traceparentForm = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})($|-)/

/** A parent span, from a `traceparent` header. */
export interface TraceParent {
  /** The header, as version 00. */
  header: string
  traceId: string
  spanId: string
  /** 1: the client records the trace. */
  flags: number
  /** The `tracestate` header beside it. */
  state: string | undefined
}

/** Reads the `traceparent` header. Undefined if there is none, or if it is invalid and so counts for nothing. */
export function readTraceparent(headers: Headers): TraceParent | undefined {
  const header = headers.get('traceparent')
  if (header === null) return undefined
  const [, version, traceId = '', spanId = '', flags = '', more = ''] =
    (header.length <= limits.traceparentLength && traceparentForm.exec(header)) || []
  if (version === undefined || (version === '00' && more !== '')) return undefined
  return {
    header: `00-${traceId}-${spanId}-${flags}`,
    traceId,
    spanId,
    flags: Number.parseInt(flags, 16),
    state: headers.get('tracestate')?.slice(0, limits.traceparentLength),
  }
}

/** The id of a request: the client's `X-Request-ID`, or a new one if there is none or it is invalid. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given !== null && requestIdForm.test(given) ? given : crypto.randomUUID()
}
