import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { UsageSpecification, UsageSpecificationCreate } from '../../../shared/usageSpecification'
import { specificationOne } from '../../api/specificationQueries'
import { editor } from '../../messages/editor'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { PageHeader } from '../../ui/layout/PageHeader'
import { emptyDocument } from './draft/draft'
import { editable } from './draft/patch'
import { Editor } from './Editor'

const route = getRouteApi('/specifications/new')

/** The page that creates a specification, blank or as a clone. */
export function SpecificationNewPage() {
  const { tab, from } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: other, error, refetch } = useQuery({ ...specificationOne(from ?? ''), enabled: from !== undefined })
  const show = (to: string | undefined) =>
    navigate({ to: '/specifications/new', search: { from, tab: to }, replace: true })
  if (from !== undefined && !other)
    return (
      <>
        <PageHeader title={editor.newTitle} />
        {error ? <ErrorPanel error={error} onRetry={() => void refetch()} /> : <Loading />}
      </>
    )
  return (
    <Editor
      key={from}
      title={other ? editor.cloneTitle(other.name) : editor.newTitle}
      initial={other ? cloneOf(other) : emptyDocument}
      tab={tab}
      onTab={show}
    />
  )
}

/** A copy with another name that starts in design. */
const cloneOf = (it: UsageSpecification): UsageSpecificationCreate => ({
  ...editable(it),
  name: editor.cloneName(it.name),
  lifecycleStatus: 'In design',
})
