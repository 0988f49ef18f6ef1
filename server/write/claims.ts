import { canonical } from '../../shared/checker/kinds'
import { badRequest, TmfError } from '../errors'
import type { Claim, Held } from '../resource/admission'
import type { Caller } from '../resource/caller'
import type { Resource } from '../resource/resource'

/** Parts of a key or a body, as a UUID. A part holds no U+0000. */
export function digestOf(...parts: string[]): string {
  const hex = new Bun.CryptoHasher('sha256').update(parts.join('\0')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** Whether it is the same request again. */
export const isRepetition = ({ claim, digest }: Held): boolean => claim.kind === 'request' && claim.digest === digest

/** The error for a resource that claims what another resource holds; `href` is that of the other one, if the caller may know it. */
export function heldError(it: Resource, { claim }: Held, href: string | undefined): TmfError {
  const reference = href === undefined ? {} : { referenceError: href }
  if (claim.kind === 'request')
    return new TmfError(
      422,
      'idempotencyKeyReused',
      'The Idempotency-Key was used for something else',
      `${claim.label} came with another body${href ? `, which made ${href}` : ''}. Send a new key with a new ${it.type}.`,
      reference,
    )
  return new TmfError(
    409,
    'duplicate',
    `The ${it.type} is there already`,
    `${claim.label} is unique, and ${href ?? `another ${it.type}`} has it.`,
    reference,
  )
}

/** The claim of a request with an `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header), whose value may stand in quotes. */
export function requestClaim(
  it: Resource,
  { idempotencyKey, account }: Pick<Caller, 'idempotencyKey' | 'account'>,
  body: unknown,
): Claim | undefined {
  if (idempotencyKey === null) return undefined
  const key = idempotencyKey.trim().replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw badRequest(
      'invalidHeader',
      'The Idempotency-Key cannot be read',
      'It has 1 to 255 printable ASCII characters without spaces, such as a UUID.',
    )
  // The same JSON in another order is the same request.
  return {
    // Each account has keys of its own.
    key: digestOf('request', it.path, key, ...(account === undefined ? [] : [account])),
    kind: 'request',
    digest: digestOf(canonical('object', body)),
    label: `Idempotency-Key ${key}`,
  }
}

/** Refuses the key with a request for many resources, for which it would do nothing. */
export function refuseKey(header: string | null): void {
  if (header === null) return
  throw badRequest(
    'invalidHeader',
    'An Idempotency-Key goes with a POST of one resource',
    'Leave it out here: usages that may come twice are known by a unique value (isUnique in their specification). Or send each by a POST of its own, with a key of its own.',
  )
}
