import { useState } from 'react'

/** The widths of columns that somebody has changed, by the column. */
export type Widths = Record<string, number>

const key = 'tallyman.explorer.widths'

/** They are kept by the browser. */
export function useWidths(): [Widths, (change: Widths | ((before: Widths) => Widths)) => void] {
  const [widths, setWidths] = useState(read)
  const change = (to: Widths | ((before: Widths) => Widths)) =>
    setWidths((before) => {
      const after = typeof to === 'function' ? to(before) : to
      localStorage.setItem(key, JSON.stringify(after))
      return after
    })
  return [widths, change]
}

function read(): Widths {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return Object.fromEntries(Object.entries(kept ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === 'number'))
  } catch {
    return {}
  }
}
