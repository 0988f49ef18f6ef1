import { badRequest, TmfError } from '../errors'
import type { Row } from './row'

/** The entity tag of a resource: it changes with every revision. */
export const etagOf = ({ revision }: Pick<Row, 'revision'>): string => `"${revision}"`

/** Whether an `If-None-Match` names the current representation (RFC 9110, 13.1.2: compared weakly). */
export const isKnown = (header: string | null, row: Row): boolean => hasTag(header, etagOf(row))

/** Whether an `If-None-Match` names an entity tag. */
export const hasTag = (header: string | null, etag: string): boolean =>
  header !== null && names(header.replaceAll(/\bW\//g, ''), etag)

/** Refuses a change whose `If-Match` names another representation (RFC 9110, 13.1.1: compared strongly), or that has none where one is required. */
export function checkUnchanged(header: string | null, row: Row, isRequired: boolean): void {
  if (header === null && isRequired) {
    throw new TmfError(
      428,
      'ifMatchRequired',
      'A change must say what it changes',
      'Read the resource, and send its ETag as If-Match: a change that somebody else made meanwhile is then not lost.',
    )
  }
  if (header === null || names(header, etagOf(row))) return
  if (!/^\s*(?:W\/)?"/.test(header))
    throw badRequest(
      'invalidHeader',
      'If-Match cannot be read',
      `An ETag stands in quotes, as the server sends it: ${etagOf(row)}`,
    )
  throw new TmfError(
    412,
    'changedMeanwhile',
    'It has changed since you read it',
    `If-Match is ${header.slice(0, 60)}, but it is ${etagOf(row)} now. Read it again, and make your change to that.`,
    {
      headers: { etag: etagOf(row) },
    },
  )
}

const names = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((tag) => tag.trim() === etag)
