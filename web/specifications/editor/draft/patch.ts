import { isObject } from '../../../../shared/checker/kinds'
import type { UsageSpecification, UsageSpecificationCreate } from '../../../../shared/usageSpecification'

type Document = Record<string, unknown>

/** The attributes that the user may write; the server sets the others. */
export function editable({
  id: _id,
  href: _href,
  lastUpdate: _lastUpdate,
  ...it
}: UsageSpecification): UsageSpecificationCreate {
  return it
}

export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

/** Own properties only: `constructor` may be the name of an attribute. */
const own = (it: Document, name: string): unknown => (Object.hasOwn(it, name) ? it[name] : undefined)

/** The merge patch (RFC 7396) that turns one document into another. A merge patch replaces a list as a whole. */
export function mergePatchOf(before: object, after: object): Document {
  const [from, to] = [before as Document, after as Document]
  const patch: Document = {}
  for (const name of Object.keys(from)) if (own(to, name) === undefined) patch[name] = null
  for (const [name, value] of Object.entries(to)) {
    const old = own(from, name)
    if (isSame(old, value)) continue
    patch[name] = isObject(old) && isObject(value) ? mergePatchOf(old, value) : value
  }
  return patch
}

export interface Merged {
  document: UsageSpecificationCreate
  /** Attributes that both have changed; the document has my value. A characteristic is given by its path. */
  conflicts: string[]
}

/** Merges two changes of one document. Where both have changed an attribute, mine wins. */
export function mergeDocuments(
  base: UsageSpecificationCreate,
  mine: UsageSpecificationCreate,
  theirs: UsageSpecificationCreate,
): Merged {
  const [b, m, t] = [base, mine, theirs] as [Document, Document, Document]
  const conflicts: string[] = []
  const document: Document = {}
  for (const name of new Set([...Object.keys(m), ...Object.keys(t)])) {
    const value = pick(own(b, name), own(m, name), own(t, name), () => {
      const merged = name === 'specCharacteristic' && mergeCharacteristics(base, mine, theirs)
      conflicts.push(...(merged ? merged.conflicts : [name]))
      return merged ? merged.characteristics : m[name]
    })
    if (value !== undefined) document[name] = value
  }
  return { document: document as UsageSpecificationCreate, conflicts } // Each attribute is from one of three documents of this type.
}

function pick<Value>(base: Value, mine: Value, theirs: Value, both: () => Value): Value {
  if (isSame(mine, base) || isSame(mine, theirs)) return theirs
  return isSame(theirs, base) ? mine : both()
}

type Characteristics = NonNullable<UsageSpecificationCreate['specCharacteristic']>

/** Merges by name, in my order, with their new ones last; undefined if names are not unique. */
function mergeCharacteristics(
  ...all: [UsageSpecificationCreate, UsageSpecificationCreate, UsageSpecificationCreate]
): { characteristics: Characteristics; conflicts: string[] } | undefined {
  const [base, mine, theirs] = all.map(
    ({ specCharacteristic = [] }) => new Map(specCharacteristic.map((it) => [it.name ?? '', it])),
  )
  const isAmbiguous = all.some(
    ({ specCharacteristic = [] }) =>
      new Set(specCharacteristic.map(({ name }) => name || undefined)).size < specCharacteristic.length,
  )
  if (!base || !mine || !theirs || isAmbiguous) return undefined
  const conflicts: string[] = []
  const characteristics = [...new Set([...mine.keys(), ...theirs.keys()])].flatMap((name) => {
    const kept = pick(base.get(name), mine.get(name), theirs.get(name), () => {
      conflicts.push(`specCharacteristic[${name}]`)
      return mine.get(name)
    })
    return kept ?? []
  })
  return { characteristics, conflicts }
}
