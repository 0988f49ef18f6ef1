import type { Activity } from '../../../shared/api/activity'
import type { UsageSpecification } from '../../../shared/usageSpecification'

/** A specification and its activity. */
export interface Entry {
  it: UsageSpecification
  /** Undefined while loading, or without usages. */
  activity: Activity | undefined
}

export const sortKeys = [
  'name',
  'version',
  'lifecycleStatus',
  'characteristics',
  'usages',
  'rejected',
  'lastUpdate',
] as const
export type SortKey = (typeof sortKeys)[number]

/** The search parameters of the list. */
export interface CatalogueSearch {
  q?: string
  lifecycle?: string
  /** A sort key; `-` before it means descending. */
  sort?: string
}

export const shareOfRejected = ({ activity }: Entry): number | undefined =>
  activity && activity.total > 0 ? activity.rejected / activity.total : undefined

/** Lifecycle statuses are free text: compare them regardless of case and surrounding spaces. */
export const lifecycleOf = ({ lifecycleStatus = '' }: UsageSpecification): string =>
  lifecycleStatus.trim().toLowerCase()

/** The matching entries, sorted. */
export function choose(entries: readonly Entry[], { q = '', lifecycle, sort = 'name' }: CatalogueSearch): Entry[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const isDown = sort.startsWith('-')
  const key = sortKeys.find((it) => it === sort.replace(/^-/, '')) ?? 'name'
  return entries
    .filter(({ it }) => lifecycle === undefined || lifecycleOf(it) === lifecycle)
    .filter(({ it }) => words.length === 0 || words.every((word) => textOf(it).includes(word)))
    .sort(
      (one, other) =>
        (isDown ? -1 : 1) * compare(sortedBy(one, key), sortedBy(other, key)) ||
        compare(one.it.name, other.it.name) ||
        compare(one.it.id, other.it.id),
    )
}

const texts = new WeakMap<UsageSpecification, string>()

/** The searched text of each entry, cached. */
function textOf(it: UsageSpecification): string {
  const known = texts.get(it)
  if (known !== undefined) return known
  const text = [
    it.name,
    it.description,
    it.version,
    it.lifecycleStatus,
    it.id,
    ...(it.specCharacteristic ?? []).map(({ name }) => name),
  ]
    .join('\n')
    .toLowerCase()
  texts.set(it, text)
  return text
}

function sortedBy(entry: Entry, key: SortKey): string | number {
  const { it, activity } = entry
  if (key === 'characteristics') return it.specCharacteristic?.length ?? 0
  if (key === 'usages') return activity?.total ?? 0
  if (key === 'rejected') return shareOfRejected(entry) ?? -1
  return it[key] ?? ''
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

const compare = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(String(one), String(other))

/** The lifecycle statuses in use, in their first spelling, with counts. */
export function lifecyclesIn(entries: readonly Entry[]): { value: string; label: string; count: number }[] {
  const found = new Map<string, { value: string; label: string; count: number }>()
  for (const { it } of entries) {
    const value = lifecycleOf(it)
    const known = found.get(value) ?? { value, label: it.lifecycleStatus?.trim() ?? '', count: 0 }
    known.count++
    found.set(value, known)
  }
  return [...found.values()].sort((one, other) => other.count - one.count)
}
