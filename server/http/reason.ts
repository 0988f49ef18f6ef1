import { badRequest } from '../errors'

export const maxReason = 200

/** Why a change is made, as its `X-Reason` says: one line, in UTF-8, of which anything may be percent-encoded. Undefined when it says nothing. */
export function reasonOf(headers: Headers): string | undefined {
  const header = headers.get('x-reason')
  if (header === null) return undefined
  const decoded = decode(header)
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(decoded))
    throw refuse('It holds a control character or a line break. Leave those out.')
  const reason = decoded.trim()
  const { length } = [...reason]
  if (length > maxReason) throw refuse(`It has at most ${maxReason} characters; this has ${length}.`)
  return reason || undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Headers arrive as bytes, each of them a character. */
function decode(header: string): string {
  try {
    return decodeURIComponent(utf8.decode(Buffer.from(header, 'latin1')))
  } catch {
    throw refuse(
      'It is UTF-8, percent-encoded where it is more than ASCII: write % as %25, and as in Gutschrift%20f%C3%BCr%20Mai.',
    )
  }
}

const refuse = (message: string) => badRequest('invalidReason', 'The X-Reason header cannot be read', message)
