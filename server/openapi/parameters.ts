import type { OpenAPIV3 } from 'openapi-types'
import { defaultLimit, maxLimit } from '../../shared/vocabulary'
import { maxReason } from '../http/reason'

/** The query parameters and request headers that several operations share. */
export const sharedParameters: NonNullable<OpenAPIV3.ComponentsObject['parameters']> = {
  fields: {
    name: 'fields',
    in: 'query',
    description:
      'Only these attributes, separated by commas, nested ones by dots: `status,relatedParty.id`; `none` for `id` and `href` alone, which are always there',
    schema: { type: 'string' },
  },
  filter: {
    name: 'filter',
    in: 'query',
    description:
      "A JSONPath (TMF630 part 6), such as `relatedParty[?(@.role=='customer')]`; in an address it is percent-encoded. Several are alternatives; other filters must fit, too.",
    schema: { type: 'string' },
  },
  sort: {
    name: 'sort',
    in: 'query',
    description:
      'The attributes to sort by, a `-` in front for descending: `-usageDate,status`. What is absent counts as the least.',
    schema: { type: 'string' },
  },
  offset: {
    name: 'offset',
    in: 'query',
    description: 'How many to skip: none when absent',
    schema: { type: 'integer', minimum: 0 },
  },
  limit: {
    name: 'limit',
    in: 'query',
    description: `How many to return at most, ${defaultLimit} when absent; of NDJSON and CSV any number`,
    schema: { type: 'integer', minimum: 0, maximum: maxLimit },
  },
  after: {
    name: 'after',
    in: 'query',
    description: 'The page behind a place, as `next` in a `Link` header has it',
    schema: { type: 'string' },
  },
  before: {
    name: 'before',
    in: 'query',
    description: 'The page before a place, as `prev` and `last` in a `Link` header have it',
    schema: { type: 'string' },
  },
  Range: {
    name: 'Range',
    in: 'header',
    description: 'A part by number, from 1, instead of `offset` and `limit`: `items=11-20`',
    schema: { type: 'string' },
  },
  Prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      'How to count matches (RFC 7240): `count=exact`, `count=estimated` by statistics, or `count=none`, which leaves `X-Total-Count` out',
    schema: { type: 'string' },
  },
  asOf: {
    name: 'asOf',
    in: 'query',
    description:
      'As it was at an instant (`2026-11-23T10:14:00Z`), or at the end of a day, month or year in UTC; of a deleted resource, too. 404 if it was not there then.',
    schema: { type: 'string' },
  },
  force: {
    name: 'force',
    in: 'query',
    description: 'Delete it whatever refers to it',
    schema: { type: 'boolean', default: false },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A word of the caller for this request, such as a UUID: sent again with it within a day, the request makes nothing new and gets the first answer. Not with a stream',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'X-Reason': {
    name: 'X-Reason',
    in: 'header',
    description: `Why, in at most ${maxReason} characters of one line, kept with the revision. Beyond ASCII it is percent-encoded UTF-8; a \`%\` is \`%25\`.`,
    schema: { type: 'string' },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'An ETag, such as `"3"`: 412 if it has changed since',
    schema: { type: 'string' },
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'An ETag, such as `"3"`: 304 if nothing has changed since',
    schema: { type: 'string' },
  },
}
