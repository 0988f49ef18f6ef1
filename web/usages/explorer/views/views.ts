import type { View } from '../../../api/views'
import type { ExplorerSearch } from '../state'

/** The search parameters that a view keeps. The open usage and the live mode are not part of it. */
const keptParameters = ['q', 'time', 'by', 'sort', 'cols', 'density'] as const satisfies (keyof ExplorerSearch)[]

export function writeView(search: ExplorerSearch): string {
  const pairs = keptParameters.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]))
  const text = new URLSearchParams(pairs).toString()
  return text && `?${text}`
}

/** The search parameters that show a view. Parameters that the view does not set are reset. */
export function readView({ id, search }: Pick<View, 'id' | 'search'>): ExplorerSearch {
  const read = new URLSearchParams(search)
  return {
    ...Object.fromEntries(keptParameters.map((name) => [name, read.get(name) ?? undefined])),
    view: id,
    live: undefined,
  }
}

/** The default view: all usages. */
export const everything: View = { id: 'all', name: '', search: '', isShared: false }
