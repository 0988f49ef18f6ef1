/** The attributes of an object that a page has no place of its own for; `path` stands before their names. */
export const othersOf = (it: object | undefined, shown: readonly string[], path = ''): [string, unknown][] =>
  Object.entries(it ?? {})
    .filter(([name]) => !shown.includes(name))
    .map(([name, value]) => [`${path}${name}`, value])
