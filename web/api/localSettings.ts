/** The explorer's settings, kept in localStorage. The user can edit them there, so readers must check the type. */
const prefix = 'tallyman.explorer.'

export function readSetting(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null')
  } catch {
    return undefined
  }
}

/** Undefined removes the setting. */
export function keepSetting(name: string, value: unknown): void {
  if (value === undefined) localStorage.removeItem(prefix + name)
  else localStorage.setItem(prefix + name, JSON.stringify(value))
}
