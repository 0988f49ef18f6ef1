import { useParams } from '@tanstack/react-router'
import { OneUsage } from './OneUsage'

export function UsagePage() {
  const { id } = useParams({ from: '/usages/$id' })
  return <OneUsage key={id} id={id} />
}
