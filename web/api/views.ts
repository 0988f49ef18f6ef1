import type { View as SharedView } from '../../shared/view'
import { keepSetting, readSetting } from './localSettings'

/** A view of the usages: shared, or of this browser alone. */
export type View = Pick<SharedView, 'id' | 'name' | 'search'> & { isShared: boolean }

/** The views that only this browser has. */
export function privateViews(): View[] {
  const kept = readSetting('views')
  return Array.isArray(kept)
    ? kept.filter(isView).map(({ id, name, search }) => ({ id, name, search, isShared: false }))
    : []
}

export const keepPrivateViews = (views: View[]): void =>
  keepSetting('views', views.length > 0 ? views.map(({ id, name, search }) => ({ id, name, search })) : undefined)

/** The view that the explorer opens with in this browser, with the query string at the time it was chosen. */
export function defaultView(): Pick<View, 'id' | 'search'> | undefined {
  const kept = readSetting('default')
  return isDefault(kept) ? kept : undefined
}

export const keepDefaultView = (view: View | undefined): void =>
  keepSetting('default', view && { id: view.id, search: view.search })

const isDefault = (it: unknown): it is Pick<View, 'id' | 'search'> =>
  typeof it === 'object' &&
  it !== null &&
  'id' in it &&
  'search' in it &&
  typeof it.id === 'string' &&
  typeof it.search === 'string'

const isView = (it: unknown): it is View => isDefault(it) && 'name' in it && typeof it.name === 'string'
