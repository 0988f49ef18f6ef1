import { Text } from '@mantine/core'
import type { UsageStatus } from '../../shared/vocabulary'
import { Icon } from '../parts/Icon'
import { StatusBadge } from '../parts/StatusBadge'
import classes from './Lifecycle.module.css'

const straight: UsageStatus[] = ['received', 'guided', 'rated', 'billed']
const recovered: UsageStatus[] = ['received', 'rejected', 'recycled', 'guided', 'rated', 'billed']
const paths: Record<UsageStatus, UsageStatus[]> = {
  received: straight,
  guided: straight,
  rated: straight,
  billed: straight,
  rerated: ['received', 'guided', 'rated', 'rerated', 'billed'],
  rejected: recovered,
  recycled: recovered,
}

/** Where the usage stands on the way from received to billed. */
export function Lifecycle({ status }: { status: UsageStatus }) {
  const path = paths[status]
  const now = path.indexOf(status)
  return (
    <>
      <ol className={classes.path}>
        {path.map((step, at) => (
          <li key={step} className={classes.step} data-when={at < now ? 'before' : at > now ? 'after' : 'now'} aria-current={at === now ? 'step' : undefined}>
            <StatusBadge status={step} />
            {at < path.length - 1 && <Icon name="right" size={16} />}
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed" mt="xs">
        The usual way to and from {status}. Which steps were in fact taken is not recorded.
      </Text>
    </>
  )
}
