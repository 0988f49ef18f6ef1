import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '../parts/format'
import { TextLink } from '../parts/TextLink'
import { usageCount } from '../queries'
import { usagesOf } from './usagesOf'

/** How many usages refer to a specification, as a link to them. */
export function UsageCount({ id, name, isSentence = false }: { id: string; name: string; isSentence?: boolean }) {
  const { data, error } = useQuery(usageCount(usagesOf(id)))
  if (error) return <span title={error.message}>unknown</span>
  if (data === undefined) return <span role="status">…</span>
  return (
    <TextLink to="/usages" search={{ 'usageSpecification.id': id }} aria-label={isSentence ? undefined : `${formatNumber(data)} usages of ${name}`}>
      {isSentence ? `${formatNumber(data)} ${data === 1 ? 'usage refers' : 'usages refer'} to it` : formatNumber(data)}
    </TextLink>
  )
}
