import type { ReactNode } from 'react'
import classes from './Fields.module.css'

export interface Field {
  label: string
  value: ReactNode
}

/** Labels and values, side by side where the screen is wide enough. Empty values are left out. */
export function Fields({ items }: { items: Field[] }) {
  return (
    <dl className={classes.list}>
      {items
        .filter(({ value }) => value !== undefined && value !== null && value !== '')
        .map(({ label, value }) => (
          <div key={label} className={classes.pair}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
