import { type Document, isObject } from './json'

/** The attributes of `fields=` as a tree: `a,b.c` becomes {a, b: {c}}. An empty selection selects the whole value. */
type Selection = Map<string, Selection>

/**
 * Selects attributes of a document, also nested ones in objects and arrays. `id` and `href` are always selected (TMF630 part 1, 4.3).
 * `characteristic.NAME` selects an element of the array of `characteristics`.
 */
export function pick(document: Document, fields: string[], characteristics?: string): Document {
  const selection: Selection = new Map()
  const names = new Set<string>()
  for (const field of ['id', 'href', ...fields]) {
    if (field === 'none') continue
    if (characteristics && field.startsWith(prefix)) names.add(field.slice(prefix.length))
    else add(selection, field.split('.'))
  }
  const chosen = choose(document, selection) as Document
  const all = characteristics && document[characteristics]
  if (names.size === 0 || selection.has(characteristics ?? '') || !Array.isArray(all)) return chosen
  return { ...chosen, [characteristics as string]: all.filter((one) => isObject(one) && names.has(String(one.name))) }
}

const prefix = 'characteristic.'

function add(selection: Selection, [name = '', ...rest]: string[]): void {
  const known = selection.get(name)
  // A selection of a value and of a part of this value selects the whole value.
  if (rest.length === 0 || known?.size === 0) selection.set(name, new Map())
  else {
    const nested: Selection = known ?? new Map()
    selection.set(name, nested)
    add(nested, rest)
  }
}

function choose(value: unknown, selection: Selection): unknown {
  if (selection.size === 0) return value
  if (Array.isArray(value)) return value.map((element) => choose(element, selection))
  if (!isObject(value)) return value
  const result: Document = {}
  for (const [name, nested] of selection) if (name in value) result[name] = choose(value[name], nested)
  return result
}
