import { type Document, isObject } from './json'

/** The attributes of `fields=`, as a tree: `a,b.c` is {a, b: {c}}. An empty one is the whole. */
type Selection = Map<string, Selection>

/** The chosen attributes of a document, nested ones through objects and arrays; `id` and `href` are always among them (TMF630 part 1, 4.3). */
export function pick(document: Document, fields: string[]): Document {
  const selection: Selection = new Map()
  for (const field of ['id', 'href', ...fields]) {
    if (field === 'none') continue
    add(selection, field.split('.'))
  }
  return choose(document, selection) as Document
}

function add(selection: Selection, [name = '', ...rest]: string[]): void {
  const known = selection.get(name)
  // Who asks for the whole and for a part of it gets the whole.
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
