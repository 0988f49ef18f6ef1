/** A place in a document: `['specCharacteristic', 2, 'regex']` is what the server writes as `specCharacteristic[2].regex`. */
export type Path = readonly (string | number)[]

/** A path as errors have it. */
export const writePath = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  )

/** The other way round. What is in brackets and no number stays text. */
export const readPath = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index !== undefined ? Number(index) : (key ?? name ?? ''),
  )

/** What is there; undefined where nothing is. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string | number, unknown>)[part]
        : undefined,
    value,
  )

/** The document with another value at a place; `undefined` takes it away, and with it objects and lists that are empty then. An item of a list goes only by its own place: it may be empty. */
export const withValue = <Of extends object>(document: Of, path: Path, value: unknown): Of =>
  (put(document, path, value) ?? {}) as Of // What is around the place keeps its shape.

function put(at: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value
  if (typeof part === 'number') return putItem(Array.isArray(at) ? at : [], part, rest, value)
  const before = (at ?? {}) as Record<string, unknown>
  const after = put(before[part], rest, value)
  if (after !== undefined) return { ...before, [part]: after }
  const { [part]: _gone, ...others } = before
  return Object.keys(others).length > 0 ? others : undefined
}

function putItem(items: unknown[], index: number, rest: Path, value: unknown): unknown[] | undefined {
  const item = put(items[index], rest, value)
  if (item !== undefined || rest.length > 0) return items.toSpliced(index, 1, item ?? {})
  return items.length > 1 || index >= items.length ? items.toSpliced(index, 1) : undefined
}
