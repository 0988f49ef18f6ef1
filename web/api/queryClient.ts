import { QueryClient } from '@tanstack/react-query'
import { type Collection, Problem } from './api'

/** The same would come of it: the caller's mistake, or a question that takes too long, and would again. */
export const isForNothing = (error: Error) =>
  error instanceof Problem && ((error.status >= 400 && error.status < 500) || error.code === 'queryTooBroad')

export const queryClient = new QueryClient({
  defaultOptions: {
    // Always: the server may be on this very machine, which is reached also when the browser believes itself offline.
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 10_000,
      retry: (failures, error) => failures < 1 && !isForNothing(error),
    },
    mutations: { networkMode: 'always' },
  },
})

/** The deleted one is marked, not fetched: its page still shows until the caller has gone elsewhere. */
export async function forget(client: QueryClient, path: Collection, id: string): Promise<void> {
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
