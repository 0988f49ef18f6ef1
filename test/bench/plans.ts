import { sql } from 'drizzle-orm'
import type { Pool } from '../../server/db/connect'
import { list } from '../../server/tmf/list'
import { usage } from '../../server/usage/usage'
import { readSearch } from '../../shared/search'
import type { Case } from './cases'

/** The plans of every statement that a list runs, as PostgreSQL explains them. */
export const explainList = (pool: Pool, query: string): Promise<string[]> =>
  explained(pool, (explaining) => list(explaining, usage, readSearch(query), new Headers({ prefer: 'count=none' }), ''))

/** The same for whatever some work runs. */
export async function explained(pool: Pool, work: (explaining: Pool) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const explain = async <Result>(statement: Parameters<Pool['run']>[0], run: () => Promise<Result>): Promise<Result> => {
    const lines = await pool.runOnce<{ 'QUERY PLAN': string }>(sql`explain (analyze, buffers) ${statement}`)
    plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'))
    return run()
  }
  await work({ ...pool, run: (statement) => explain(statement, () => pool.run(statement)), runOnce: (statement) => explain(statement, () => pool.runOnce(statement)) })
  return plans
}

/** The first question of every case with its plan. */
export async function plansOf(pool: Pool, cases: Case[]): Promise<string> {
  const texts: string[] = []
  for (const { name, paths } of cases) {
    const [path = ''] = paths
    if (!/^\/usage(\?|$)/.test(path)) continue
    texts.push(`${name}\nGET ${path}\n\n${(await explainList(pool, path.slice('/usage'.length))).join('\n\n') || '(no statement but the counters)'}`)
  }
  return `${texts.join(`\n\n${'-'.repeat(100)}\n\n`)}\n`
}
