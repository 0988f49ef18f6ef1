import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { View as SharedView } from '../../shared/view'
import { maxLimit } from '../../shared/vocabulary'
import { changeOwn, readOwn } from './api'
import { keepPrivateViews, privateViews, type View } from './views'

const page = 'usages'

const asView = ({ id, name, search }: SharedView): View => ({ id, name, search, isShared: true })

export const sharedViews = queryOptions({
  queryKey: ['view', 'shared'],
  queryFn: async () =>
    (await readOwn<SharedView[]>('view', { page, sort: 'name', limit: String(maxLimit) })).map(asView),
  staleTime: 60_000,
})

/** The views of this browser. A query, so that components are notified of changes. */
export const ownViews = queryOptions({ queryKey: ['view', 'private'], queryFn: privateViews, staleTime: 0 })

/** Saves a view. A view without an id is new. */
export const saveView = mutationOptions({
  mutationFn: async ({ id, name, search, isShared }: Omit<View, 'id'> & { id?: string }): Promise<View> => {
    if (isShared)
      return asView(
        await (id
          ? changeOwn<SharedView>('PATCH', `view/${id}`, { name, search })
          : changeOwn<SharedView>('POST', 'view', { name, page, search })),
      )
    const view = { id: id ?? crypto.randomUUID(), name, search, isShared }
    const views = privateViews()
    keepPrivateViews(id ? views.map((it) => (it.id === id ? view : it)) : [...views, view])
    return view
  },
  onSuccess: (_view, _sent, _before, { client }) => client.invalidateQueries({ queryKey: ['view'] }),
})

export const deleteView = mutationOptions({
  mutationFn: async ({ id, isShared }: View): Promise<void> => {
    if (isShared) await changeOwn('DELETE', `view/${id}`)
    else keepPrivateViews(privateViews().filter((it) => it.id !== id))
  },
  onSuccess: (_nothing, _sent, _before, { client }) => client.invalidateQueries({ queryKey: ['view'] }),
})
