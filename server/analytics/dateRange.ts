import { sql } from 'drizzle-orm'
import type { Axis } from '../../shared/api/histogram'
import type { Db } from '../db/connect'
import { usageTally, usageTallyChange } from '../db/schema'
import { finest } from '../db/tally'
import type { Span } from './buckets'
import { changeOf } from './counts'

/** The time that all usages lie in, and the one that is usually looked at: that of nearly all, where a few lie far from them. */
export interface DateRange {
  all: Span
  usual: Span
}

const day = 86_400_000
const year = 366 * day
/** A few are one usage among so many, and one of a few; and they lie far off when they make the time so many times as long. */
const fewAmong = 100
const oneAmong = 10
const far = 10

/** Of the last day where there are no usages. Some clocks are wrong: a call of 1970 is not to hide those of this year. */
export async function dateRangeOf(db: Db, axis: Axis, now: Date): Promise<DateRange> {
  const all = await wholeOf(db, axis, now)
  if (all.to - all.from < year) return { all, usual: all }
  const most = await mostLately(db, axis, all)
  return { all, usual: most && (most.to - most.from) * far <= all.to - all.from ? most : all }
}

/** Years of days of many specifications are not read again for each that looks: where all usages lie about as they did a minute ago, most of them do. */
const remembered = new WeakMap<Db, Map<Axis, { all: Span; most: Span | undefined; until: number }>>()
const rememberedFor = 60_000

async function mostLately(db: Db, axis: Axis, all: Span): Promise<Span | undefined> {
  const known = remembered.get(db) ?? new Map()
  remembered.set(db, known)
  const found = known.get(axis)
  if (found && found.until > Date.now() && isNear(found.all.from, all.from) && isNear(found.all.to, all.to))
    return found.most
  const most = mostOf(await daysOf(db, axis))
  known.set(axis, { all, most, until: Date.now() + rememberedFor })
  return most
}

/** Usages that come go on with the day. */
const isNear = (one: number, other: number): boolean => Math.abs(one - other) < day

/** By steps of the tally. */
async function wholeOf(db: Db, axis: Axis, now: Date): Promise<Span> {
  const changedAt = changeOf(axis)
  const [row] = await db.run<{ first: number | null; last: number | null }>(sql`
    select extract(epoch from min(first))::float8 * 1000 as first, extract(epoch from max(last))::float8 * 1000 as last
      from (select min(at) as first, max(at) as last from ${usageTally} where axis = ${axis} and step = ${finest}
            union all
            select min(${changedAt}), max(${changedAt}) from ${usageTallyChange}) as both_of_them`)
  const to = row?.last == null ? now.getTime() : row.last + finest * 1000
  return { from: row?.first ?? to - day, to }
}

interface Day {
  at: number
  count: number
}

/** How many usages each day has, in the order of time; those without any are left out. */
async function daysOf(db: Db, axis: Axis): Promise<Day[]> {
  const changedAt = changeOf(axis)
  const rows = await db.runOnce<{ at: number; count: string }>(sql`
    select extract(epoch from at)::float8 * 1000 as at, sum(count) as count
      from (select at, count from ${usageTally} where axis = ${axis} and step = 86400
            union all
            select date_bin('1 day', ${changedAt}, 'epoch'), count from ${usageTallyChange} where ${changedAt} is not null) as tally
     group by 1
    having sum(count) > 0
     order by 1`)
  return rows.map(({ at, count }) => ({ at, count: Number(count) }))
}

/** The shortest run of days that all usages but a few lie in. */
export function mostOf(days: Day[]): Span | undefined {
  const total = days.reduce((sum, { count }) => sum + count, 0)
  const needed = total - (Math.floor(total / fewAmong) || (total >= oneAmong ? 1 : 0))
  let shortest: Span | undefined
  let within = 0
  let first = 0
  for (const last of days) {
    within += last.count
    for (let begin = days[first]; begin && within - begin.count >= needed && begin !== last; begin = days[++first])
      within -= begin.count
    const span = { from: days[first]?.at ?? 0, to: last.at + day }
    if (within >= needed && (!shortest || span.to - span.from < shortest.to - shortest.from)) shortest = span
  }
  return shortest
}
