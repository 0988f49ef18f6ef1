import { linesOnBill } from '../../../shared/rating'
import type { RatedProductUsage, Usage, UsageCharacteristic } from '../../../shared/usage'
import { flattenUsage, type Part } from '../compare/flattenUsage'
import { textOf } from '../form/valueText'

/** The attributes of a usage that the user can change. */
const editable = [
  'description',
  'usageDate',
  'usageType',
  'status',
  'usageCharacteristic',
  'relatedParty',
  'ratedProductUsage',
] as const
export type Draft = Pick<Usage, (typeof editable)[number]>

export const draftOf = (usage: Usage): Draft =>
  Object.fromEntries(editable.flatMap((name) => (usage[name] === undefined ? [] : [[name, usage[name]]]))) as Draft // Only these attributes.

/** The merge patch from a usage to its draft: changed attributes, and null for removed ones. */
export function patchOf(usage: Usage, draft: Draft): Partial<Record<keyof Draft, unknown>> {
  const written: Draft = {
    ...draft,
    usageCharacteristic: restored(usage.usageCharacteristic ?? [], draft.usageCharacteristic ?? []),
  }
  if (!isSame(usage.ratedProductUsage, draft.ratedProductUsage)) written.ratedProductUsage = linesOf(usage, draft)
  return Object.fromEntries(
    editable.filter((name) => !isSame(usage[name], written[name])).map((name) => [name, written[name] ?? null]),
  )
}

/** The rating lines to be sent: when the usage becomes billed, so do its lines. */
export const linesOf = (usage: Usage, { status, ratedProductUsage = [] }: Draft): RatedProductUsage[] =>
  status === 'billed' && usage.status !== 'billed' ? linesOnBill(ratedProductUsage) : ratedProductUsage

export const isChanged = (usage: Usage, draft: Draft): boolean => Object.keys(patchOf(usage, draft)).length > 0

/** An empty list and a missing list are equal. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? []) === JSON.stringify(other ?? [])

type Entry = UsageCharacteristic & { unitOfMeasure?: unknown }

/**
 * A characteristic that was emptied and typed again keeps its position, id and other attributes, and a value with the same text keeps its type:
 * `"312"` and `312`.
 */
function restored(before: readonly Entry[], written: readonly Entry[]): Entry[] {
  const places = Map.groupBy(before.keys(), (place) => before[place]?.name)
  const found = written.map((it) => {
    // Matches the nth characteristic of a name with the nth of that name before.
    const place = places.get(it.name)?.shift()
    const old = place === undefined ? undefined : before[place]
    if (place === undefined || !old) return { it, place: before.length }
    const { unitOfMeasure: _, ...kept } = old
    return { it: { ...kept, ...it, value: textOf(old.value) === textOf(it.value) ? old.value : it.value }, place }
  })
  return found.sort((one, other) => one.place - other.place).map(({ it }) => it)
}

/** My changes applied to the usage that someone else has changed since. */
export function reapply(base: Usage, mine: Draft, theirs: Usage): Draft {
  const merged: Partial<Record<keyof Draft, unknown>> = { ...draftOf(theirs) }
  for (const name of editable)
    if (name !== 'usageCharacteristic' && !isSame(base[name], mine[name])) merged[name] = mine[name]
  const lists = [base, mine, theirs].map(({ usageCharacteristic = [] }) => usageCharacteristic)
  const names = new Set(lists.flat().map(({ name }) => name))
  const of = (list: UsageCharacteristic[] = [], name: string) => list.filter((it) => it.name === name)
  let characteristics = [...(lists[2] ?? [])]
  for (const name of names) {
    if (isSame(of(lists[0], name), of(lists[1], name))) continue
    const at = characteristics.findIndex((it) => it.name === name)
    const others = characteristics.filter((it) => it.name !== name)
    characteristics = others.toSpliced(at < 0 ? others.length : at, 0, ...of(lists[1], name))
  }
  return { ...merged, usageCharacteristic: characteristics } as Draft // The attributes of a draft, with their types.
}

/** An attribute that I or someone else has changed since I read it. */
export interface Change {
  part: Part
  label: string
  was: unknown
  mine: unknown
  theirs: unknown
  /** Both have changed it, to different values. */
  isConflict: boolean
}

export function changesOf(base: Usage, mine: Draft, theirs: Usage): Change[] {
  const sides = [draftOf(base), mine, draftOf(theirs)].map(flattenUsage)
  const all = new Map(sides.flatMap((side) => [...side]))
  return [...all].flatMap(([key, { part, label }]) => {
    const [was, own, other] = sides.map((side) => side.get(key)?.value)
    const [isMine, isTheirs] = [!isSame(was, own), !isSame(was, other)]
    return isMine || isTheirs
      ? [{ part, label, was, mine: own, theirs: other, isConflict: isMine && isTheirs && !isSame(own, other) }]
      : []
  })
}
