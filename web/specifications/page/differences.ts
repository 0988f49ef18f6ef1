import type { CharacteristicSpecification, UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { cells } from '../editor/draft/cells'
import { isSame } from '../editor/draft/patch'
import { asText } from '../editor/draft/values'

/** One difference, in the words of the form. */
export interface Difference {
  kind: 'added' | 'removed' | 'changed' | 'renamed' | 'reordered'
  /** The characteristic or list; undefined: the specification itself. */
  characteristic?: string
  list?: string
  /** The attribute; undefined if the whole item was added or removed. */
  attribute?: string
  before?: string
  after?: string
}

type Document = Partial<UsageSpecificationCreate>

/** Attributes that the server sets, or that repeat others. */
const unsaid = new Set(['id', 'href', 'lastUpdate', 'specCharacteristic'])

/** The differences between two specifications. */
export function differencesOf(before: Document, after: Document): Difference[] {
  const [from, to] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => !unsaid.has(name) && !isSame(from[name], to[name]),
  )
  return [
    ...names.flatMap((name) =>
      Array.isArray(from[name] ?? to[name])
        ? differencesOfList(name, from[name], to[name])
        : [changed({ attribute: name }, from[name], to[name])],
    ),
    ...differencesOfCharacteristics(before.specCharacteristic ?? [], after.specCharacteristic ?? []),
  ]
}

function changed(
  what: Pick<Difference, 'attribute' | 'characteristic' | 'list'>,
  before: unknown,
  after: unknown,
): Difference {
  const [from, to] = [before === '' ? undefined : before, after === '' ? undefined : after]
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed'
  return {
    kind,
    ...what,
    ...(from !== undefined && { before: asText(from) }),
    ...(to !== undefined && { after: asText(to) }),
  }
}

/** Items of other lists are matched by their name or id. */
function differencesOfList(list: string, before: unknown, after: unknown): Difference[] {
  const [from, to] = [before, after].map(
    (items) => new Map((Array.isArray(items) ? items : []).map((item, index) => [keyOf(item, index), item])),
  )
  const keys = [...new Set([...(from?.keys() ?? []), ...(to?.keys() ?? [])])]
  return keys
    .filter((key) => !isSame(from?.get(key), to?.get(key)))
    .map((key) => changed({ list }, from?.get(key), to?.get(key)))
}

function keyOf(item: unknown, index: number): string {
  const { id, name, url, role } = (item ?? {}) as Record<string, unknown>
  return id === undefined && name === undefined && url === undefined
    ? String(index)
    : JSON.stringify([id, name, url, role])
}

type Characteristics = readonly CharacteristicSpecification[]

function differencesOfCharacteristics(before: Characteristics, after: Characteristics): Difference[] {
  const pairs = pairUp(before, after)
  const removed = before.filter((it) => !pairs.has(it))
  const added = after.filter((it) => ![...pairs.values()].includes(it))
  return [
    ...removed.map((it): Difference => ({ kind: 'removed', characteristic: it.name ?? '', before: inShort(it) })),
    ...added.map((it): Difference => ({ kind: 'added', characteristic: it.name ?? '', after: inShort(it) })),
    ...[...pairs].flatMap(([from, to]) => differencesOfOne(from, to)),
    ...(isInOrder([...pairs.values()], after) ? [] : [{ kind: 'reordered' } as const]),
  ]
}

/** Matches by name, and the rest by equality except for the name (renamed). */
function pairUp(
  before: Characteristics,
  after: Characteristics,
): Map<CharacteristicSpecification, CharacteristicSpecification> {
  const byName = new Map(after.map((it) => [it.name, it]))
  const pairs = new Map<CharacteristicSpecification, CharacteristicSpecification>()
  const taken = new Set<CharacteristicSpecification>()
  const take = (from: CharacteristicSpecification, to: CharacteristicSpecification | undefined) => {
    if (!to || taken.has(to)) return
    pairs.set(from, to)
    taken.add(to)
  }
  for (const it of before) take(it, byName.get(it.name))
  const nameless = ({ name: _, ...rest }: CharacteristicSpecification) => rest
  for (const it of before) {
    if (!pairs.has(it))
      take(
        it,
        after.find((other) => !taken.has(other) && isSame(nameless(it), nameless(other))),
      )
  }
  // In the order of the first document, so that a new order shows.
  return new Map(before.flatMap((it) => (pairs.has(it) ? [[it, pairs.get(it) as CharacteristicSpecification]] : [])))
}

const isInOrder = (some: Characteristics, all: Characteristics): boolean =>
  some.every((it, index) => index === 0 || all.indexOf(some[index - 1] ?? it) < all.indexOf(it))

const { required: _shownAsCardinality, name: _shownAsTitle, ...facets } = cells

/** The attributes that the facets show in full or in part. */
const shown = new Set([
  'name',
  'valueType',
  'minCardinality',
  'maxCardinality',
  'regex',
  'isUnique',
  'description',
  'characteristicValueSpecification',
])

function differencesOfOne(before: CharacteristicSpecification, after: CharacteristicSpecification): Difference[] {
  if (isSame(before, after)) return []
  const characteristic = after.name ?? ''
  const found: Difference[] =
    before.name === after.name
      ? []
      : [{ kind: 'renamed', characteristic, before: before.name ?? '', after: characteristic }]
  for (const [attribute, { read }] of Object.entries(facets)) {
    if (read(before) !== read(after)) found.push(changed({ characteristic, attribute }, read(before), read(after)))
  }
  const [from, to] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const values = 'characteristicValueSpecification'
  const isSaid = found.some(({ attribute = '' }) => ['unit', 'allowed', 'range', 'default'].includes(attribute))
  const others = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => !shown.has(name) || (name === values && !isSaid),
  )
  return [
    ...found,
    ...others
      .filter((name) => !isSame(from[name], to[name]))
      .map((attribute) => changed({ characteristic, attribute }, from[attribute], to[attribute])),
  ]
}

const inShort = (it: CharacteristicSpecification): string =>
  [cells.valueType, cells.cardinality, cells.range, cells.allowed, cells.regex]
    .flatMap(({ read }) => read(it) || [])
    .join(', ')
