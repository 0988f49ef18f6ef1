import { keepSetting, readSetting } from '../localSettings'
import type { ExplorerSearch } from '../state'

/** A way of looking at the usages, under a name. */
export interface View {
  id: string
  name: string
  /** What of an address it is. */
  search: string
  isShared: boolean
}

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

/** Views of this browser alone. */
export function privateViews(): View[] {
  const kept = readSetting('views')
  return Array.isArray(kept) ? kept.filter(isView).map(({ id, name, search }) => ({ id, name, search, isShared: false })) : []
}

export const keepPrivateViews = (views: View[]): void => keepSetting('views', views.length > 0 ? views.map(({ id, name, search }) => ({ id, name, search })) : undefined)

/** The view that the explorer begins with here, as it was when it was chosen. */
export function defaultView(): Pick<View, 'id' | 'search'> | undefined {
  const kept = readSetting('default')
  return isDefault(kept) ? kept : undefined
}

export const keepDefaultView = (view: View | undefined): void => keepSetting('default', view && { id: view.id, search: view.search })

const isDefault = (it: unknown): it is Pick<View, 'id' | 'search'> =>
  typeof it === 'object' && it !== null && 'id' in it && 'search' in it && typeof it.id === 'string' && typeof it.search === 'string'

const isView = (it: unknown): it is View => isDefault(it) && 'name' in it && typeof it.name === 'string'
