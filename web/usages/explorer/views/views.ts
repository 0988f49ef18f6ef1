import type { View } from '../../../api/views'
import type { ExplorerSearch } from '../state'

/** What a view holds of an address: not what is open, nor that it is live. */
const held = ['q', 'time', 'by', 'sort', 'cols', 'density'] as const satisfies (keyof ExplorerSearch)[]

export function writeView(search: ExplorerSearch): string {
  const pairs = held.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]))
  const text = new URLSearchParams(pairs).toString()
  return text && `?${text}`
}

/** An address that shows a view, whatever was shown before. */
export function readView({ id, search }: Pick<View, 'id' | 'search'>): ExplorerSearch {
  const read = new URLSearchParams(search)
  return { ...Object.fromEntries(held.map((name) => [name, read.get(name) ?? undefined])), view: id, live: undefined }
}

/** Everything, as it usually is: a view that is always there. */
export const everything: View = { id: 'all', name: '', search: '', isShared: false }
