import { QueryClient } from '@tanstack/react-query'
import { type Collection, Problem } from './api'

/** Errors that a retry does not fix: client errors, and queries that take too long. */
export const isPermanent = (error: Error) =>
  error instanceof Problem && ((error.status >= 400 && error.status < 500) || error.code === 'queryTooBroad')

export const queryClient = new QueryClient({
  defaultOptions: {
    // The server may run on this machine, which the browser can reach even if it considers itself offline.
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 10_000,
      retry: (failures, error) => failures < 1 && !isPermanent(error),
    },
    mutations: { networkMode: 'always' },
  },
})

/** Marks the deleted resource as stale without fetching it, because its page is still shown until the caller navigates away. */
export async function invalidateDeleted(client: QueryClient, path: Collection, id: string): Promise<void> {
  await Promise.all(
    ['one', 'revisions'].map((what) => client.invalidateQueries({ queryKey: [path, what, id], refetchType: 'none' })),
  )
  await refreshLists(client, path)
}

export async function refreshLists(client: QueryClient, path: Collection): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: [path, 'list'] }),
    client.invalidateQueries({ queryKey: [path, 'count'] }),
  ])
}
