import { limits } from '../../shared/limits'
import { View, ViewCreate } from '../../shared/view'
import { maxViews } from '../../shared/vocabulary'
import type { Db, Pool } from '../db/connect'
import { savedView as table } from '../db/schema'
import { conflict, TmfError } from '../errors'
import type { Admitted, Candidate } from '../resource/admission'
import type { Resource } from '../resource/resource'
import { everything } from '../resource/scope'
import { countAll } from '../store/rows'
import { digestOf } from '../write/claims'

/** Shared views, as a resource like those of TMF635, so that their changes have a history. */
export const view: Resource<StoredView, typeof ViewCreate.static> = {
  type: 'View',
  path: 'view',
  table,
  face: {
    root: '/api',
    createSchema: ViewCreate,
    schema: View,
    example: { name: 'Rejected today', page: 'usages', search: '?status=rejected&since=2026-11-23' },
  },
  operations: ['create', 'patch', 'delete'],
  indexedColumns: { name: table.name },
  admit: admitViews,
  prepare: (input, now) => ({ ...input, createdAt: now.toISOString(), updatedAt: now.toISOString() }),
  guard: (before, after, now) => ({ ...after, createdAt: before.createdAt, updatedAt: now.toISOString() }),
}

/** Checks that a name is unique on its page, and limits the number and size of views. */
async function admitViews(
  pool: Pool,
  candidates: Candidate<StoredView>[],
  _now: Date,
  db: Db = pool,
): Promise<(Admitted<StoredView> | TmfError)[]> {
  let count = candidates.every(({ before }) => before) ? 0 : await countAll(db, everything, view)
  return candidates.map(({ document, before }) => {
    if (!before && ++count > maxViews)
      return conflict(
        'tooManyViews',
        'Too many shared views',
        `The maximum is ${maxViews}. Delete one that is no longer used.`,
      )
    if (JSON.stringify(document).length > maxLength)
      return new TmfError(
        413,
        'bodyTooLarge',
        'The View is too large',
        `A View has at most ${maxLength} characters in all.`,
      )
    return { document, claims: [nameOf(document)] }
  })
}

const maxLength = limits.viewLength

type StoredView = Omit<View, 'id' | 'href'>

const nameOf = ({ name, page }: StoredView) => ({
  key: digestOf('view', page, name),
  kind: 'value' as const,
  digest: null,
  label: `The name "${name}"`,
})
