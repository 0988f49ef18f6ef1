import { Type as t } from '@sinclair/typebox'
import { limits } from '../limits'
import { oneOf, text } from '../tmf'

export const defaultChanges = 100

/** The types of the resources whose changes are logged. */
const changedTypes = ['Usage', 'UsageSpecification', 'View'] as const

/** The kinds of changes of a resource. */
export const changeKinds = ['created', 'changed', 'deleted'] as const

/** The query parameters of `GET /api/change`. */
export const ChangesParameters = t.Object({
  after: t.Optional(
    text(
      'The cursor of the last change that was processed, or `now` for changes from now on. Without it, the log is read from the oldest change that is kept',
    ),
  ),
  limit: t.Optional(
    t.Integer({
      description: 'The maximum number of changes',
      minimum: 1,
      maximum: limits.changesPageSize,
      default: defaultChanges,
    }),
  ),
  query: t.Optional(
    text(
      'Conditions on the changes (`type`, `kind`, `id`, `revision`, `at`) and on the resources as the changes left them (`usage.status`, `usageSpecification.name` …), in the syntax of a list',
    ),
  ),
})

/** A committed change of a resource. */
export const Change = t.Object({
  cursor: t.String({ description: 'The place in the log: send it as `after` to read on from here' }),
  type: oneOf(changedTypes, 'The type of the resource'),
  id: t.String({ description: 'The id of the resource' }),
  revision: t.Integer({ description: 'The revision that the change made, as in the ETag', minimum: 1 }),
  kind: t.Unsafe<(typeof changeKinds)[number]>({ type: 'string', enum: [...changeKinds] }),
  at: t.String({ format: 'date-time', description: 'The time of the change' }),
})
export type Change = typeof Change.static

/** A part of the change log, in the order of the commits. */
export const ChangePage = t.Object({
  change: t.Array(Change),
  next: t.String({ description: 'The value of `after` for the next request' }),
})
export type ChangePage = typeof ChangePage.static
