import { Kind, type TObject, type TSchema } from '@sinclair/typebox'
import { isObject } from './json'

/** The declared names of an object, each with the names inside it; null for a value without declared names of its own. */
type Names = Map<string, Names | null>

/** An attribute that a schema does not declare. */
export interface Undeclared {
  /** The path with the indexes of arrays: `relatedParty[0].shoeSize`. */
  path: string
  /** The path without indexes, as in queries: `relatedParty.shoeSize`. */
  name: string
  /** Its own name: `shoeSize`. */
  own: string
  /** The declared names beside it. */
  declared: string[]
}

const known = new WeakMap<TSchema, Names>()

/**
 * Finds the attributes of a value that a schema does not declare, the outermost ones only. It runs for every stored document, so it does no more
 * than one look-up for each name of a document without such attributes.
 */
export function undeclaredIn(schema: TObject, value: unknown): Undeclared[] {
  const names = known.get(schema) ?? (namesOf(schema) as Names)
  known.set(schema, names)
  if (!hasUndeclared(value, names)) return []
  const found: Undeclared[] = []
  collect(value, names, '', '', found)
  return found
}

function namesOf(schema: TSchema): Names | null {
  if (schema[Kind] === 'Array') return namesOf(schema.items as TSchema)
  if (schema[Kind] !== 'Object') return null
  const properties = Object.entries((schema as TObject).properties)
  return new Map(properties.map(([name, property]) => [name, namesOf(property)]))
}

function hasUndeclared(value: unknown, names: Names): boolean {
  if (Array.isArray(value)) {
    for (const element of value) if (hasUndeclared(element, names)) return true
    return false
  }
  if (typeof value !== 'object' || value === null) return false
  for (const name in value) {
    const inside = names.get(name)
    if (inside === undefined) return true
    if (inside !== null && hasUndeclared((value as Record<string, unknown>)[name], inside)) return true
  }
  return false
}

function collect(value: unknown, names: Names, path: string, name: string, found: Undeclared[]): void {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) collect(element, names, `${path}[${index}]`, name, found)
    return
  }
  if (!isObject(value)) return
  for (const [own, member] of Object.entries(value)) {
    const inside = names.get(own)
    const [ownPath, ownName] = [path ? `${path}.${own}` : own, name ? `${name}.${own}` : own]
    if (inside === undefined) found.push({ path: ownPath, name: ownName, own, declared: [...names.keys()] })
    else if (inside) collect(member, inside, ownPath, ownName, found)
  }
}

/** Those whose names are misspelt declared names. `meant` is the declared name. */
export const misspelt = (undeclared: Undeclared[]): (Undeclared & { meant: string })[] =>
  undeclared.flatMap((one) => {
    const meant = one.declared.find((name) => differsBySlip(one.own, name))
    return meant === undefined ? [] : { ...one, meant }
  })

/**
 * True if a name differs from a declared one only in case, or in one letter that is missing, added, replaced or swapped with the next letter.
 * Short names differ from many others by one letter, so for them only the case counts.
 */
export function differsBySlip(name: string, declared: string): boolean {
  // `type` is no misspelt `@type`: earlier versions of TM Forum's APIs have both.
  if (name === declared || name.startsWith('@') !== declared.startsWith('@')) return false
  const [one, other] = [name.toLowerCase(), declared.toLowerCase()]
  if (one === other) return true
  if (other.length <= 3) return false
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  const isSwapped =
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  return isSwapped || short.slice(at + 1) === long.slice(at + 1)
}
