import { sql } from 'drizzle-orm'
import { bucketsOf, spanOf } from '../../server/analytics/buckets'
import { countByTime } from '../../server/analytics/countByTime'
import type { Pool } from '../../server/db/connect'
import { list } from '../../server/operations/list'
import { usage } from '../../server/usage/usage'
import { readSearch } from '../../shared/search'
import { aCaller } from '../support/caller'
import type { Case } from './cases'

/** The plans of every statement that a list runs, as PostgreSQL explains them. */
export const explainList = (pool: Pool, query: string): Promise<string[]> =>
  explained(pool, (explaining) =>
    list({ pool: explaining }, usage, { search: readSearch(query), range: null, count: 'none' }, aCaller()),
  )

/** The same for a histogram, with what it takes for as long as it may. */
export const explainHistogram = (pool: Pool, path: string): Promise<string[]> =>
  explained(pool, (explaining) => {
    const { query = '', by, from = '', to = '' } = Object.fromEntries(new URL(path, 'http://localhost').searchParams)
    return countByTime(
      explaining,
      by === 'arrival' ? by : 'usageDate',
      bucketsOf(spanOf(from, to)),
      readSearch(query),
      aCaller(),
    )
  })

/** The same for whatever some work runs. */
export async function explained(pool: Pool, work: (explaining: Pool) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = []
  const explain = async <Result>(
    statement: Parameters<Pool['run']>[0],
    run: () => Promise<Result>,
  ): Promise<Result> => {
    const lines = await pool.runOnce<{ 'QUERY PLAN': string }>(sql`explain (analyze, buffers) ${statement}`)
    plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'))
    return run()
  }
  const explaining: Pool = {
    ...pool,
    run: (statement) => explain(statement, () => pool.run(statement)),
    runOnce: (statement) => explain(statement, () => pool.runOnce(statement)),
    // Statements inside a transaction are explained, too.
    transaction: (inside) => inside(explaining),
    scanning: () => explaining,
    get brief() {
      return explaining
    },
  }
  await work(explaining)
  return plans
}

/** The first question of every case with its plan. */
export async function plansOf(pool: Pool, cases: Case[]): Promise<string> {
  const texts: string[] = []
  for (const { name, paths, body } of cases) {
    if (body) continue
    const [path = ''] = paths
    const plans = /^\/usage(\?|$)/.test(path)
      ? await explainList(pool, path.slice('/usage'.length))
      : path.startsWith('/api/usage/histogram')
        ? await explainHistogram(pool, path)
        : undefined
    if (plans) texts.push(`${name}\nGET ${path}\n\n${plans.join('\n\n') || '(no statement but the counters)'}`)
  }
  return `${texts.join(`\n\n${'-'.repeat(100)}\n\n`)}\n`
}
