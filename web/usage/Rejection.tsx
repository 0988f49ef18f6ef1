import { Alert, Text } from '@mantine/core'
import type { Usage } from '../../shared/usage'
import { Icon } from '../parts/Icon'
import { rejectionReasons } from './rejection'

/** Why the usage was rejected, where it says so. */
export function Rejection({ usage }: { usage: Usage }) {
  const reasons = rejectionReasons(usage)
  if (reasons.length === 0) return null
  return (
    <Alert color="red" variant="light" icon={<Icon name="warning" />} title="Why it was rejected" mb="md" styles={{ message: { color: 'inherit' } }}>
      {reasons.map((reason) => (
        <Text key={reason} size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {reason}
        </Text>
      ))}
    </Alert>
  )
}
