import { useState } from 'react'
import { keepSetting, readSetting } from '../../api/localSettings'

/** The widths of columns that somebody has changed, by the column. */
export type Widths = Record<string, number>

/** They are kept by the browser. */
export function useWidths(): [Widths, (change: Widths | ((before: Widths) => Widths)) => void] {
  const [widths, setWidths] = useState(read)
  const change = (to: Widths | ((before: Widths) => Widths)) =>
    setWidths((before) => {
      const after = typeof to === 'function' ? to(before) : to
      keepSetting('widths', after)
      return after
    })
  return [widths, change]
}

const read = (): Widths =>
  Object.fromEntries(
    Object.entries(readSetting('widths') ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  )
