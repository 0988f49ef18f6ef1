import classes from './DayBars.module.css'

interface Props {
  /** One value per day, oldest first; the last is today. */
  values: readonly number[]
  label: string
  say: (value: number, day: string) => string
}

const days = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** A bar per day, with its number in a tooltip. Screen readers get a list. */
export function DayBars({ values, label, say }: Props) {
  const most = Math.max(1, ...values)
  const today = Date.now()
  return (
    <ol className={classes.bars} aria-label={label}>
      {values.map((value, at) => {
        const day = days.format(today - (values.length - 1 - at) * 86_400_000)
        return (
          <li key={day} className={classes.bar} title={say(value, day)}>
            <span
              className={classes.fill}
              style={{ height: `${Math.max(value > 0 ? 2 : 0, (value / most) * 100)}%` }}
            />
            <span className={classes.said}>{say(value, day)}</span>
          </li>
        )
      })}
    </ol>
  )
}
