import { canonical } from '../../shared/checker/kinds'
import { limits } from '../../shared/limits'
import { badRequest, TmfError } from '../errors'
import type { Claim, Held } from '../resource/admission'
import type { Caller } from '../resource/caller'
import type { Resource } from '../resource/resource'

/** The SHA-256 digest of several texts, shortened to a UUID. The texts must not contain U+0000, which separates them. */
export function digestOf(...parts: string[]): string {
  const hex = new Bun.CryptoHasher('sha256').update(parts.join('\0')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** True if the claim is held by the same request: the same Idempotency-Key with the same body. */
export const isRepetition = ({ claim, digest }: Held): boolean => claim.kind === 'request' && claim.digest === digest

/** The error for a claim that another resource holds. `href` is the href of the holder, if the caller may see the holder. */
export function heldError(it: Resource, { claim }: Held, href: string | undefined): TmfError {
  const reference = href === undefined ? {} : { referenceError: href }
  if (claim.kind === 'request')
    return new TmfError(
      422,
      'idempotencyKeyReused',
      'The Idempotency-Key was used for another request',
      `${claim.label} was sent with a different body${href ? `, which created ${href}` : ''}. Use a new key for a new ${it.type}.`,
      reference,
    )
  return new TmfError(
    409,
    'duplicate',
    `The ${it.type} already exists`,
    `${claim.label} is unique, and ${href ?? `another ${it.type}`} has it.`,
    reference,
  )
}

/** The error for a unique value that a deleted resource keeps. `history` is the address of its revisions, if the caller may see them. */
export const keptError = (it: Resource, { claim }: Held, history: string | undefined): TmfError =>
  new TmfError(
    409,
    'duplicate',
    `The ${it.type} already exists`,
    `${claim.label} is unique, and a billed ${it.type} that was deleted keeps it${history ? `: ${history}` : ''}. To charge the same record again, send it in a POST of its own with ?force=true and the reason in X-Reason.`,
    history === undefined ? {} : { referenceError: history },
  )

/** The claim of a request with an `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header), whose value may be quoted. */
export function requestClaim(
  it: Resource,
  { idempotencyKey, account }: Pick<Caller, 'idempotencyKey' | 'account'>,
  body: unknown,
): Claim | undefined {
  if (idempotencyKey === null) return undefined
  const key = idempotencyKey.trim().replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > limits.idempotencyKeyLength)
    throw badRequest(
      'invalidHeader',
      'Invalid Idempotency-Key',
      `An Idempotency-Key has 1 to ${limits.idempotencyKeyLength} printable ASCII characters without spaces, such as a UUID.`,
    )
  // A body with its attributes in another order is the same request.
  return {
    // Each account has its own keys.
    key: digestOf('request', it.path, key, ...(account === undefined ? [] : [account])),
    kind: 'request',
    digest: digestOf(canonical('object', body)),
    label: `Idempotency-Key ${key}`,
  }
}

/** Rejects an Idempotency-Key on a request for many resources, where the key would have no effect. */
export function refuseKey(header: string | null): void {
  if (header === null) return
  throw badRequest(
    'invalidHeader',
    'Idempotency-Key is only for a POST of one resource',
    'Omit the Idempotency-Key. To detect duplicate usages, use a unique value (isUnique in their specification), or send each usage in its own POST with its own key.',
  )
}
