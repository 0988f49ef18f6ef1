import { keepSetting, readSetting } from '../../../api/localSettings'
import { type Density, densities } from '../state'
import type { Explorer } from '../useExplorer'
import { defaultColumns, readCols, writeCols } from './columns'

/** The columns and the density of the list: from the address, else from this browser's settings, else the defaults. */
export interface ListAppearance {
  columns: readonly string[]
  setColumns(ids: readonly string[]): void
  density: Density
  setDensity(density: Density): void
}

export function listAppearanceOf({ search, change }: Pick<Explorer, 'search' | 'change'>): ListAppearance {
  const kept = readSetting('cols')
  const keptDensity = densities.find((one) => one === readSetting('density'))
  return {
    columns: readCols(search.cols) ?? readCols(typeof kept === 'string' ? kept : undefined) ?? defaultColumns,
    setColumns: (ids) => {
      const cols = ids.join() === defaultColumns.join() ? undefined : writeCols(ids)
      keepSetting('cols', cols)
      change({ cols }, { replace: true })
    },
    density: search.density ?? keptDensity ?? 'comfortable',
    setDensity: (density) => {
      keepSetting('density', density)
      change({ density: density === 'comfortable' ? undefined : density }, { replace: true })
    },
  }
}
