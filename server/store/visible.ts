import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../db/connect'
import type { Resource } from '../resource/resource'
import type { Scope } from '../resource/scope'

/** The condition under which a scope shows a row; undefined when it shows every row. */
function conditionOf(scope: Scope): SQL | undefined {
  switch (scope.sees) {
    case 'everything':
      return undefined
  }
}

/** The condition for rows that match `where` and that a scope shows. Undefined if all rows do. */
export function visible(scope: Scope, where?: SQL): SQL | undefined {
  const condition = conditionOf(scope)
  return condition && where ? sql`(${condition}) and (${where})` : (condition ?? where)
}

/** The condition under which a scope shows a replaced or deleted revision. */
export function visiblePast(scope: Scope): SQL {
  switch (scope.sees) {
    case 'everything':
      return sql`true`
  }
}

/** The given ids of which a scope shows the resource. */
export async function visibleIds(
  db: Db,
  scope: Scope,
  it: Pick<Resource, 'table'>,
  ids: string[],
): Promise<Set<string>> {
  const condition = conditionOf(scope)
  if (!condition) return new Set(ids)
  const rows = await db.runOnce<{ id: string }>(
    sql`select id from ${it.table} where id = any(${sql.param(ids)}::text[]) and ${condition}`,
  )
  return new Set(rows.map(({ id }) => id))
}
