import { Text } from '@mantine/core'
import { fits, type Kind } from '../../../../shared/checker/kinds'
import { Time } from '../../../ui/layout/Time'
import { ValueText } from '../../../ui/layout/ValueText'
import { ValueMenu } from './ValueMenu'

interface Props {
  path: string
  kind: Kind
  value: unknown
  unit: string
  /** Said where there is none. */
  absent: string
}

/** Any JSON value as a usage has it, with its menu and its unit. */
export function ValueCell({ path, kind, value, unit, absent }: Props) {
  if (value === undefined) {
    return (
      <Text span c="dimmed" size="sm">
        {absent}
      </Text>
    )
  }
  return (
    <>
      <ValueMenu path={path} value={value}>
        {isDated(kind, value) ? <Dated value={value} /> : <ValueText value={value} />}
      </ValueMenu>
      {unit && (
        <Text span c="dimmed" size="sm">
          {' '}
          {unit}
        </Text>
      )}
    </>
  )
}

type Dates = string | { startDateTime?: string; endDateTime?: string }

/** Whether a value is an instant, or a time from one to another. */
const isDated = (kind: Kind, value: unknown): value is Dates =>
  (kind === 'dateTime' || kind === 'timePeriod') && fits[kind](value)

function Dated({ value }: { value: Dates }) {
  if (typeof value === 'string') return <Time at={value} />
  const { startDateTime: start, endDateTime: end } = value
  return (
    <>
      {start && <Time at={start} />}
      <span style={{ display: 'block' }}>– {end && <Time at={end} />}</span>
    </>
  )
}
