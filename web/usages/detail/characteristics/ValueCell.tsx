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
  /** Shown if there is no value. */
  absent: string
}

/** A JSON value with its menu and unit. */
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

/** Whether a value is a time or a time period. */
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
