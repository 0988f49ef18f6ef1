import { limits } from '../../shared/limits'
import { badRequest } from '../errors'

/** The longest reason, in characters. */
export const maxReason = limits.reasonLength

/** The reason of a change, from the `X-Reason` header: one line of UTF-8, optionally percent-encoded. Undefined without a reason. */
export function reasonOf(headers: Headers): string | undefined {
  const header = headers.get('x-reason')
  if (header === null) return undefined
  const decoded = decode(header)
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(decoded))
    throw invalidReason('X-Reason contains a control character or a line break. Remove these.')
  const reason = decoded.trim()
  const { length } = [...reason]
  if (length > maxReason) throw invalidReason(`X-Reason may have at most ${maxReason} characters; got ${length}.`)
  return reason || undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Decodes a header value. The runtime gives each byte of a header as one character (Latin-1). */
function decode(header: string): string {
  try {
    return decodeURIComponent(utf8.decode(Buffer.from(header, 'latin1')))
  } catch {
    throw invalidReason(
      'X-Reason must be UTF-8, with characters beyond ASCII percent-encoded, as in Gutschrift%20f%C3%BCr%20Mai. Write % as %25.',
    )
  }
}

const invalidReason = (message: string) => badRequest('invalidReason', 'Invalid X-Reason header', message)
