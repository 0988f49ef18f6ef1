import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { specificationWhole } from '../../api/specificationQueries'
import { usageToChange } from '../../api/usageQueries'
import { correction } from '../../messages/correction'
import { ErrorPanel } from '../../ui/feedback/ErrorPanel'
import { Loading } from '../../ui/feedback/Loading'
import { PageHeader } from '../../ui/layout/PageHeader'
import { CorrectForm } from './CorrectForm'

/** The page that corrects a usage. */
export function CorrectPage() {
  const { id } = useParams({ from: '/usages/$id/correct' })
  const { data: current, error, refetch } = useQuery(usageToChange(id))
  const specificationId = current?.document.usageSpecification.id ?? ''
  const {
    data: whole,
    error: failure,
    refetch: again,
  } = useQuery({ ...specificationWhole(specificationId), enabled: specificationId !== '' })
  // Later answers update the form, they do not replace it.
  if (current && whole !== undefined) return <CorrectForm key={id} current={current} whole={whole} />
  return (
    <>
      <PageHeader title={correction.pageTitle} />
      {error ? (
        <ErrorPanel error={error} onRetry={refetch} />
      ) : failure ? (
        <ErrorPanel error={failure} onRetry={again} />
      ) : (
        <Loading rows={12} />
      )}
    </>
  )
}
