import { useQuery } from '@tanstack/react-query'
import { usageCountOf } from '../../api/usageQueries'
import { specification } from '../../messages/specification'
import { TextLink } from '../../ui/links/TextLink'

const words = specification.count

/** The number of usages that refer to a specification, as a link to them. */
export function UsageCount({ id }: { id: string }) {
  const { data, error } = useQuery(usageCountOf(id))
  if (error) return <span title={error.message}>{words.unknown}</span>
  if (data === undefined) return <span role="status">…</span>
  return (
    <TextLink to="/usages" search={{ 'usageSpecification.id': id }}>
      {words.refer(data)}
    </TextLink>
  )
}
