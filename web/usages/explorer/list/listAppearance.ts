import { keep, readKept } from '../localSettings'
import { type Density, densities } from '../state'
import type { Explorer } from '../useExplorer'
import { readCols, usualColumns, writeCols } from './columns'

/** How the list looks: as the address says, else as this browser has kept it, else as usual. */
export interface Look {
  columns: readonly string[]
  setColumns(ids: readonly string[]): void
  density: Density
  setDensity(density: Density): void
}

export function lookOf({ search, change }: Pick<Explorer, 'search' | 'change'>): Look {
  const kept = readKept('cols')
  const keptDensity = densities.find((one) => one === readKept('density'))
  return {
    columns: readCols(search.cols) ?? readCols(typeof kept === 'string' ? kept : undefined) ?? usualColumns,
    setColumns: (ids) => {
      const cols = ids.join() === usualColumns.join() ? undefined : writeCols(ids)
      keep('cols', cols)
      change({ cols }, { replace: true })
    },
    density: search.density ?? keptDensity ?? 'comfortable',
    setDensity: (density) => {
      keep('density', density)
      change({ density: density === 'comfortable' ? undefined : density }, { replace: true })
    },
  }
}
