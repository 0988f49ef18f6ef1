import { getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { decodeTime } from 'ulid'
import { firstIdAt } from '../db/partitions'
import { finest } from '../db/tally'
import type { WriteEffect } from '../resource/writeEffect'

/**
 * A tally counts resources by the values of the columns `by`, by the column `time`, and by the time of their arrival. A write statement only stores
 * by how much the counts change; db/tally.ts adds up these changes.
 */
interface Tally {
  /** The table of the changes, with the columns `happened_at`, `arrived_at`, `count` and those of `by`. */
  changes: PgTable
  time: PgColumn
  by: PgColumn[]
}

/** The write effect that updates a tally. */
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

/** The tally steps in which resources arrived: the start and the lowest id of each step. */
function arrivalsOf(ids: string[]): [begins: string[], firsts: string[]] {
  const found = new Map<string, string>()
  let [first, next] = ['', '']
  for (const id of ids) {
    // Resources that are stored together mostly arrived in the same step.
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

/** The start of the shortest tally step that contains a time. */
const stepOf = (instant: string): string => `date_bin('${finest} seconds', ${instant}, 'epoch')`
