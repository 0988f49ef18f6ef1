import type { OpenAPIV3 } from 'openapi-types'
import { limits } from '../../shared/limits'
import { defaultLimit, maxLimit } from '../../shared/vocabulary'
import { maxReason } from '../http/reason'

/** The query parameters and request headers that several operations share. */
export const sharedParameters: NonNullable<OpenAPIV3.ComponentsObject['parameters']> = {
  fields: {
    name: 'fields',
    in: 'query',
    description:
      'Only these attributes, separated by commas, nested ones with dots: `status,relatedParty.id`. `id` and `href` are always included; `none` means only these two, and `arrival` is the time of arrival',
    schema: { type: 'string' },
  },
  filter: {
    name: 'filter',
    in: 'query',
    description:
      "A JSONPath (TMF630 part 6), such as `relatedParty[?(@.role=='customer')]`, percent-encoded in a URL. Several `filter`s are alternatives; the other filters must match as well.",
    schema: { type: 'string' },
  },
  sort: {
    name: 'sort',
    in: 'query',
    description:
      'The attributes to sort by, with `-` for descending order: `-usageDate,status`. Missing values sort as the lowest.',
    schema: { type: 'string' },
  },
  offset: {
    name: 'offset',
    in: 'query',
    description: 'The number of resources to skip. Default: 0',
    schema: { type: 'integer', minimum: 0 },
  },
  limit: {
    name: 'limit',
    in: 'query',
    description: `The maximum number of resources; a page of large ones ends earlier, with a link to the next. Default: ${defaultLimit}; NDJSON and CSV have no default and no maximum`,
    schema: { type: 'integer', minimum: 0, maximum: maxLimit },
  },
  after: {
    name: 'after',
    in: 'query',
    description: 'A cursor: the page after it, from `next` in a `Link` header',
    schema: { type: 'string' },
  },
  before: {
    name: 'before',
    in: 'query',
    description: 'A cursor: the page before it, from `prev` or `last` in a `Link` header',
    schema: { type: 'string' },
  },
  Range: {
    name: 'Range',
    in: 'header',
    description: 'A range of resources counted from 1, instead of `offset` and `limit`: `items=11-20`',
    schema: { type: 'string' },
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      'Preferences (RFC 7240), separated by commas. How to count matches: `count=exact`, `count=estimated` (from statistics) or `count=none` (no `X-Total-Count`). `status=200`: the status of a page that is a part of the list, for clients that do not know 206. `profile=strict`: resources with nothing but the attributes of TMF635, at every level; `profile=extended`: with all attributes. `return=minimal`: the answer to many new resources has only the refusals and totals',
    schema: { type: 'string' },
  },
  zone: {
    name: 'zone',
    in: 'query',
    description:
      'The time zone of days, months and years in the query: a name of the IANA database, such as `Europe/Berlin`. Default: UTC',
    schema: { type: 'string' },
  },
  asOf: {
    name: 'asOf',
    in: 'query',
    description:
      'The resource as it was at this time (`2026-11-23T10:14:00Z`), or at the end of a day, month or year, in UTC or in `zone`; also works for deleted resources. 404 if the resource did not exist at that time.',
    schema: { type: 'string' },
  },
  force: {
    name: 'force',
    in: 'query',
    description:
      'Does what is otherwise refused. For a specification: deletes it even if others refer to it. For a usage, together with `X-Reason`: changes or deletes it although it is billed, or stores a record again whose billed usage was deleted.',
    schema: { type: 'boolean', default: false },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A unique text for this request, such as a UUID. The same request with the same key within a day creates nothing and gets the first response again. Not allowed for streams',
    schema: { type: 'string', minLength: 1, maxLength: limits.idempotencyKeyLength },
  },
  'X-Reason': {
    name: 'X-Reason',
    in: 'header',
    description: `The reason for the change, stored with the revision: one line of at most ${maxReason} characters. Characters beyond ASCII are percent-encoded UTF-8; \`%\` is \`%25\`.`,
    schema: { type: 'string' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'An ETag, such as `"3"`: 412 if the resource has changed since',
    schema: { type: 'string' },
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description:
      'An ETag, such as `"3"`, or `*` for any. For GET: 304 if the resource has not changed since. For PATCH and DELETE: 412 in this case',
    schema: { type: 'string' },
  },
}
