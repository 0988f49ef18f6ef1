import { Text } from '@mantine/core'
import type { RatedProductUsage } from '../../../../shared/usage'
import { usage as messages } from '../../../messages/usage'
import classes from '../characteristics/RuleMark.module.css'
import { taxCheck } from './rating'

const words = messages.rating

/** Whether the amounts of a line match its tax. */
export function TaxCheck({ line }: { line: RatedProductUsage }) {
  const { isChecked, problems } = taxCheck(line)
  const isFine = problems.length === 0
  return (
    <>
      <span className={classes.mark} data-mark={isChecked ? (isFine ? 'passed' : 'failed') : undefined}>
        <span aria-hidden="true">{isChecked ? (isFine ? '✓' : '✕') : '–'}</span>
        {isChecked ? (isFine ? words.agrees : words.disagrees) : words.unknown}
      </span>
      {problems.map((problem) => (
        <Text key={problem} size="xs" style={{ overflowWrap: 'anywhere' }}>
          {problem}
        </Text>
      ))}
    </>
  )
}
