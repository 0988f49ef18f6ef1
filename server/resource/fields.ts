import { arrivalOf } from '../../shared/dateTime'
import { type Document, isObject } from './json'
import { longForm, type Resource } from './resource'

/** The attributes of `fields=` as a tree: `a,b.c` becomes {a, b: {c}}. An empty selection selects the whole value. */
type Selection = Map<string, Selection>

/**
 * A function that selects attributes of a document, also nested ones in objects and arrays. `id` and `href` are always selected (TMF630 part 1, 4.3).
 * `characteristic.NAME` selects an element of the array of `characteristics`. Compile once, then apply to many documents.
 */
export function compileFields(fields: string[], characteristics?: string): (document: Document) => Document {
  const selection: Selection = new Map()
  const names = new Set<string>()
  for (const field of ['id', 'href', ...fields]) {
    if (field === 'none') continue
    if (characteristics && field.startsWith(prefix)) names.add(field.slice(prefix.length))
    else add(selection, field.split('.'))
  }
  if (!characteristics || names.size === 0 || selection.has(characteristics))
    return (document) => choose(document, selection) as Document
  return (document) => {
    const chosen = choose(document, selection) as Document
    const all = document[characteristics]
    if (!Array.isArray(all)) return chosen
    return { ...chosen, [characteristics]: all.filter((one) => isObject(one) && names.has(String(one.name))) }
  }
}

/** The path that a name in `fields` selects: `party` is short for `relatedParty.id`. */
export function selectedPath(it: Pick<Resource, 'shortForms'>, field: string): string {
  const { path, op } = longForm(it, field)
  return op ? field : path
}

/** The document with the time of arrival, which is part of the id, if a field names it and the document has no attribute of that name. */
export const withArrival = (it: Pick<Resource, 'isStrict'>, document: Document, ...fields: string[]): Document =>
  !it.isStrict && fields.includes('arrival') && !Object.hasOwn(document, 'arrival')
    ? { ...document, arrival: arrivalOf(String(document.id)) }
    : document

const prefix = 'characteristic.'

function add(selection: Selection, path: string[]): void {
  let at = selection
  for (const [index, name] of path.entries()) {
    const known = at.get(name)
    // A selection of a value and of a part of this value selects the whole value.
    if (known?.size === 0) return
    const nested: Selection = index < path.length - 1 && known ? known : new Map()
    at.set(name, nested)
    at = nested
  }
}

/** Selects from a value, in the order of the document: the work is at most the size of the value, however many attributes are selected. */
function choose(value: unknown, selection: Selection): unknown {
  if (selection.size === 0) return value
  if (Array.isArray(value)) return value.map((element) => choose(element, selection))
  if (!isObject(value)) return value
  const result: Document = {}
  for (const name of Object.keys(value)) {
    const nested = selection.get(name)
    if (nested) result[name] = choose(value[name], nested)
  }
  return result
}
