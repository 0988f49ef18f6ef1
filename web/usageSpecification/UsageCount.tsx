import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '../parts/format'
import { TextLink } from '../parts/TextLink'
import { usageCount } from '../queries'
import { usagesOf } from './usagesOf'

/** How many usages refer to a specification, as a link to them. */
export function UsageCount({ id, name, words = '' }: { id: string; name: string; words?: string }) {
  const { data, error } = useQuery(usageCount(usagesOf(id)))
  if (error) return <span title={error.message}>unknown</span>
  if (data === undefined) return <span role="status">…</span>
  return (
    <TextLink to="/usages" search={{ 'usageSpecification.id': id }} aria-label={`${formatNumber(data)} usages of ${name}`}>
      {formatNumber(data)}
      {words}
    </TextLink>
  )
}
