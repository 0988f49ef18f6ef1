import { getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { decodeTime } from 'ulid'
import { firstIdAt } from '../db/partitions'
import { finest } from '../db/tally'
import type { WriteEffect } from '../resource/writeEffect'

/**
 * What is counted of a resource: how many there are of each combination of some columns, by a time of theirs and by that of their arrival.
 * Writes only say by how much the numbers change, in the statement that makes them change: see db/tally.ts for the rest.
 */
interface Tally {
  /** Takes the changes: `happened_at`, `arrived_at`, the columns of `by` by their names, `count`. */
  changes: PgTable
  time: PgColumn
  by: PgColumn[]
}

/** Counts resources by time at each write. */
export function tallyEffect({ changes, time, by }: Tally): WriteEffect {
  const groups = by.map(({ name }) => name).join(', ')
  const counted = `id, ${time.name}, ${groups}`
  const sources = {
    created: `select ${counted}, 1 as count from after`,
    changed: `select ${counted}, -1 as count from before union all select ${counted}, 1 from after`,
    deleted: `select ${counted}, -1 as count from before`,
  }
  return {
    name: 'tallied',
    columns: [time.name, ...by.map(({ name }) => name)],
    parameters: ['timestamptz[]', 'text[]'],
    valuesOf: arrivalsOf,
    textOf: (write, [begins, firsts]) => `
      insert into ${getTableName(changes)} (happened_at, arrived_at, ${groups}, count)
      select ${stepOf(time.name)}, (${begins})[width_bucket(id, ${firsts})], ${groups}, sum(count)
        from (${sources[write]}) as each
       group by 1, 2, ${groups}
      having sum(count) <> 0`,
  }
}

/** The steps in which resources arrived: where each begins, and its least id. */
function arrivalsOf(ids: string[]): [begins: string[], firsts: string[]] {
  const found = new Map<string, string>()
  let [first, next] = ['', '']
  for (const id of ids) {
    // Those that are stored together have mostly come together.
    if (id >= first && id < next) continue
    const begin = beginOf(id)
    first = firstIdAt(begin)
    next = firstIdAt(begin + finest * 1000)
    found.set(first, new Date(begin).toISOString())
  }
  const inOrder = [...found].sort(([one], [other]) => (one < other ? -1 : 1))
  return [inOrder.map(([_, begin]) => begin), inOrder.map(([first]) => first)]
}

const beginOf = (id: string): number => Math.floor(decodeTime(id) / (finest * 1000)) * finest * 1000

/** The finest step that an instant lies in. */
const stepOf = (instant: string): string => `date_bin('${finest} seconds', ${instant}, 'epoch')`
