import { type Static, type TSchema, type TUnsafe, Type as t } from '@sinclair/typebox'
import { limits } from '../limits'
import { text } from '../tmf'

export const defaultRevisions = 50
export const maxRevisions = limits.revisionsPageSize

/** The query parameters of `GET /api/…/{id}/revisions`. */
export const RevisionsParameters = t.Object({
  limit: t.Optional(
    t.Integer({
      description: 'The maximum number of revisions',
      minimum: 1,
      maximum: maxRevisions,
      default: defaultRevisions,
    }),
  ),
  before: t.Optional(t.Integer({ description: 'Only revisions with lower numbers', minimum: 1 })),
})

/** A resource after a change, or its deletion. `document` is the schema of the resource. */
export const revisionOf = <Document extends TSchema>(document: Document) =>
  t.Object({
    revision: t.Integer({ description: 'The revision number, as in the ETag', minimum: 1 }),
    at: t.String({
      format: 'date-time',
      description:
        'The time of this revision, later than all earlier ones. `asOf` with this time returns this revision',
    }),
    by: t.Optional(text('The author of this revision, if known')),
    reason: t.Optional(text('The reason of this revision, from X-Reason')),
    deleted: t.Optional(
      t.Unsafe<true>({
        type: 'boolean',
        description: 'True if the resource was deleted; then there is no change and no document',
        enum: [true],
      }),
    ),
    change: t.Optional(
      t.Unsafe<unknown[]>({
        $ref: '#/components/schemas/JsonPatch',
        description: 'The change from the previous revision (RFC 6902); the first revision has none',
      }),
    ),
    document: t.Optional(document),
  })
export type Revision<Document> = Static<ReturnType<typeof revisionOf<TUnsafe<Document>>>>
