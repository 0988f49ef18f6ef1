import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { specificationToChange } from '../../api/specificationQueries'
import { editor } from '../../messages/editor'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { PageHeader } from '../../ui/layout/PageHeader'
import { editable } from './draft/patch'
import { Editor } from './Editor'

const route = getRouteApi('/specifications/$id/edit')

/** The page that edits a stored specification. */
export function SpecificationEditPage() {
  const { id } = route.useParams()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  // Read once: a later answer must not replace the document while the user edits it.
  const { data, error, refetch } = useQuery({
    ...specificationToChange(id),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const stored = useMemo(() => data && { document: editable(data.document), etag: data.etag }, [data])
  const show = (to: string | undefined) =>
    navigate({ to: '/specifications/$id/edit', params: { id }, search: { tab: to }, replace: true })
  if (!stored)
    return (
      <>
        <PageHeader title={editor.editTitle('')} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  return (
    <Editor
      key={id}
      id={id}
      title={editor.editTitle(stored.document.name)}
      stored={stored}
      initial={stored.document}
      tab={tab}
      onTab={show}
    />
  )
}
