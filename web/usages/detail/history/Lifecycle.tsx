import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { nextStatuses } from '../../../../shared/lifecycle'
import type { Usage } from '../../../../shared/usage'
import { usageRevisions } from '../../../api/usageQueries'
import { usage as words } from '../../../messages/usage'
import { Icon } from '../../../ui/layout/Icon'
import { StatusBadge } from '../../../ui/layout/StatusBadge'
import { Time } from '../../../ui/layout/Time'
import classes from './Lifecycle.module.css'
import { statusStepsOf } from './statusSteps'

/** The past statuses of a usage, from its history, and the possible next ones. */
export function Lifecycle({ usage: { id, status } }: { usage: Usage }) {
  const { data, hasNextPage } = useInfiniteQuery(usageRevisions(id))
  const known = statusStepsOf(data?.pages.flatMap(({ revisions }) => revisions) ?? [])
  const steps =
    known.at(-1)?.status === status ? known : [...known, { status, at: undefined, by: undefined, reason: undefined }]
  const next = nextStatuses(status)
  return (
    <>
      <div className={classes.whole}>
        <ol className={classes.path} aria-label={words.lifecycle.way}>
          {steps.map(({ status: step, at, by, reason }, index) => {
            const isNow = index === steps.length - 1
            return (
              <li
                key={`${step} ${at}`}
                className={classes.step}
                data-when={isNow ? 'now' : 'before'}
                aria-current={isNow ? 'step' : undefined}
              >
                {index > 0 && <Icon name="right" size={16} />}
                <span
                  title={
                    [by && words.history.by(by), reason && words.history.reason(reason)].filter(Boolean).join(' ') ||
                    undefined
                  }
                >
                  <StatusBadge status={step} />
                  <Text component="span" className={classes.when}>
                    {at && <Time at={at} />}
                    {isNow && ` ${words.lifecycle.isNow}`}
                  </Text>
                </span>
              </li>
            )
          })}
        </ol>
        {next.length > 0 && (
          <div className={classes.next}>
            <Icon name="right" size={16} />
            <div>
              <ul className={classes.path} aria-label={words.lifecycle.next}>
                {next.map((step) => (
                  <li key={step} className={classes.step} data-when="after">
                    <StatusBadge status={step} />
                  </li>
                ))}
              </ul>
              <Text component="span" className={classes.when}>
                {words.lifecycle.next}
              </Text>
            </div>
          </div>
        )}
      </div>
      {(next.length === 0 || hasNextPage) && (
        <Text size="sm" c="dimmed" mt="xs">
          {[next.length === 0 && words.lifecycle.end, hasNextPage && words.lifecycle.earlier].filter(Boolean).join(' ')}
        </Text>
      )}
    </>
  )
}
