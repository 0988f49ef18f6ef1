/** What the browser keeps of how somebody likes the explorer. It may hold anything, as people can change it. */
const prefix = 'tallyman.explorer.'

export function readSetting(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null')
  } catch {
    return undefined
  }
}

/** Nothing is kept no longer. */
export function keepSetting(name: string, value: unknown): void {
  if (value === undefined) localStorage.removeItem(prefix + name)
  else localStorage.setItem(prefix + name, JSON.stringify(value))
}
