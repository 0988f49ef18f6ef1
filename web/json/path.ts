/** The path of a value in a document: `['specCharacteristic', 2, 'regex']` for the server's `specCharacteristic[2].regex`. */
export type Path = readonly (string | number)[]

/** Writes a path as the server does in errors. */
export const writePath = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  )

/** Reads a path of the server. Text in brackets that is not a number is a name. */
export const readPath = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index !== undefined ? Number(index) : (key ?? name ?? ''),
  )

/** The value at a path; undefined if there is none. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string | number, unknown>)[part]
        : undefined,
    value,
  )

/**
 * Returns the document with a value set at a path. `undefined` removes the value, and objects and lists that become empty. A list item that
 * becomes empty stays, unless its own path is removed.
 */
export const withValue = <Of extends object>(document: Of, path: Path, value: unknown): Of =>
  (put(document, path, value) ?? {}) as Of // Everything outside the path keeps its type.

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
