/** The attributes of an object that are not in `shown`; `path` is put before their names. */
export const othersOf = (it: object | undefined, shown: readonly string[], path = ''): [string, unknown][] =>
  Object.entries(it ?? {})
    .filter(([name]) => !shown.includes(name))
    .map(([name, value]) => [`${path}${name}`, value])
