import { badRequest, TmfError } from '../errors'
import type { Caller } from './caller'
import type { Row } from './row'

/** The entity tag of a resource, which changes with every revision. */
export const etagOf = ({ revision }: Pick<Row, 'revision'>): string => `"${revision}"`

/** True if an `If-None-Match` header names the current representation (RFC 9110, 13.1.2: weak comparison). */
export const isKnown = (header: string | null, row: Row): boolean => hasTag(header, etagOf(row))

/** True if an `If-None-Match` header names an entity tag. */
export const hasTag = (header: string | null, etag: string): boolean =>
  header !== null && names(header.replaceAll(/\bW\//g, ''), etag)

/** The conditions of a request on the current revision of a resource. */
export type Preconditions = Pick<Caller, 'ifMatch' | 'ifNoneMatch'>

/**
 * Rejects a change whose conditions do not hold, in the order of RFC 9110, 13.2.2: `If-Match` names another representation (13.1.1: strong
 * comparison) or is missing although required, or `If-None-Match` names this one (13.1.2: weak comparison).
 */
export function checkPreconditions({ ifMatch, ifNoneMatch }: Preconditions, row: Row, isRequired: boolean): void {
  checkUnchanged(ifMatch, row, isRequired)
  if (ifNoneMatch === null) return
  if (hasTag(ifNoneMatch, etagOf(row)))
    throw new TmfError(
      412,
      'stillTheSame',
      'The resource is still the same',
      `If-None-Match is ${ifNoneMatch.slice(0, 60)}, and the current ETag is ${etagOf(row)}. Omit If-None-Match to make the change.`,
      { headers: { etag: etagOf(row) } },
    )
  checkForm('If-None-Match', ifNoneMatch, row)
}

function checkUnchanged(header: string | null, row: Row, isRequired: boolean): void {
  if (header === null && isRequired) {
    throw new TmfError(
      428,
      'ifMatchRequired',
      'If-Match is required',
      'Read the resource and send its ETag as If-Match, so that this change does not overwrite changes by others.',
    )
  }
  if (header === null || names(header, etagOf(row))) return
  checkForm('If-Match', header, row)
  throw new TmfError(
    412,
    'changedMeanwhile',
    'The resource has changed',
    `If-Match is ${header.slice(0, 60)}, but the current ETag is ${etagOf(row)}. Read the resource again and repeat the change.`,
    {
      headers: { etag: etagOf(row) },
    },
  )
}

function checkForm(name: string, header: string, row: Row): void {
  if (/^\s*(?:W\/)?"/.test(header)) return
  throw badRequest(
    'invalidHeader',
    `Invalid ${name} header`,
    `An ETag is written in quotes, as the server sends it: ${etagOf(row)}`,
  )
}

const names = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim() === etag)
