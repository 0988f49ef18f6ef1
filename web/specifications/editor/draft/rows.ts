import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { without } from './values'

/** A characteristic with a key, so that its row keeps the focus when it moves. */
export interface Row {
  it: CharacteristicSpecification
  key: number
}

const groupOf = ({ it }: Row): string => it.group?.trim() ?? ''

const nextKey = (rows: Row[]): number => Math.max(-1, ...rows.map(({ key }) => key)) + 1

/** Adjacent rows of one group, under one heading; a blank group has no heading. */
export interface Run {
  group: string
  from: number
  /** The index after the last row. */
  to: number
}

export function runsOf(rows: Row[]): Run[] {
  const runs: Run[] = []
  for (const [index, row] of rows.entries()) {
    const last = runs.at(-1)
    if (last && last.group === groupOf(row)) last.to = index + 1
    else runs.push({ group: groupOf(row), from: index, to: index + 1 })
  }
  return runs
}

/** Inserts characteristics at an index, in the group that is there. */
export function insert(rows: Row[], characteristics: CharacteristicSpecification[], at = rows.length): Row[] {
  const first = nextKey(rows)
  const above = rows[at - 1]
  const group = above && groupOf(above)
  return rows.toSpliced(
    at,
    0,
    ...characteristics.map((it, index) => ({
      it: group && it.group === undefined ? { ...it, group } : it,
      key: first + index,
    })),
  )
}

export const change = (rows: Row[], key: number, to: CharacteristicSpecification): Row[] =>
  rows.map((row) => (row.key === key ? { ...row, it: without(to) } : row))

export const remove = (rows: Row[], key: number): Row[] => rows.filter((row) => row.key !== key)

/** Restores a removed row, unless it exists. */
export const restore = (rows: Row[], row: Row, at: number): Row[] =>
  rows.some(({ key }) => key === row.key) ? rows : rows.toSpliced(at, 0, row)

/** Inserts a copy below, with another name and without the id, which must be unique. */
export function duplicate(rows: Row[], key: number): Row[] {
  const at = rows.findIndex((row) => row.key === key)
  const row = rows[at]
  if (!row) return rows
  const { id: _, ...it } = row.it
  return rows.toSpliced(at + 1, 0, { it: { ...it, name: copyName(it.name, rows) }, key: nextKey(rows) })
}

function copyName(name: string | undefined, rows: Row[]): string {
  const taken = new Set(rows.map(({ it }) => it.name))
  for (let number = 2; ; number++) if (!taken.has(`${name ?? ''}${number}`)) return `${name ?? ''}${number}`
}

/** Appends characteristics; a name that already exists gets a number. */
export const insertNamed = (rows: Row[], characteristics: CharacteristicSpecification[]): Row[] =>
  characteristics.reduce(
    (all, it) =>
      insert(all, [all.some((row) => row.it.name === it.name) ? { ...it, name: copyName(it.name, all) } : it]),
    rows,
  )

/** Moves a row to another index, into the group that is there. */
export function move(rows: Row[], from: number, to: number): Row[] {
  const row = rows[from]
  if (!row || from === to) return rows
  const left = rows.toSpliced(from, 1)
  const neighbours = [left[to - 1], left[to]].flatMap((it) => (it ? [groupOf(it)] : []))
  const [nearest = ''] = neighbours
  return left.toSpliced(to, 0, neighbours.includes(groupOf(row)) ? row : grouped(row, nearest))
}

/** Moves a row up or down by one; at a heading, only into the other group. */
export function step(rows: Row[], key: number, by: 1 | -1): Row[] {
  const at = rows.findIndex((row) => row.key === key)
  const [row, beside] = [rows[at], rows[at + by]]
  if (!row || !beside) return rows
  return groupOf(row) === groupOf(beside)
    ? rows.with(at, beside).with(at + by, row)
    : rows.with(at, grouped(row, groupOf(beside)))
}

/** Moves a row to the end of a group, or after its own group if the group is new; rows without a group come first. */
export function regroup(rows: Row[], key: number, group: string): Row[] {
  const at = rows.findIndex((row) => row.key === key)
  const row = rows[at]
  if (!row || groupOf(row) === group) return rows
  const runs = runsOf(rows)
  const of =
    group === '' ? runs.find((run) => run.group === '' && run.from === 0) : runs.findLast((run) => run.group === group)
  const own = runs.find(({ from, to }) => from <= at && at < to)
  const place = of?.to ?? (group === '' ? 0 : (own?.to ?? rows.length))
  return rows.toSpliced(at, 1).toSpliced(place > at ? place - 1 : place, 0, grouped(row, group))
}

/** Renames a group. */
export const rename = (rows: Row[], { from, to }: Run, group: string): Row[] =>
  rows.map((row, index) => (from <= index && index < to ? grouped(row, group) : row))

const grouped = ({ it, key }: Row, group: string): Row => ({ it: without({ ...it, group: group || undefined }), key })
