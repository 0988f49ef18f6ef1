import { usage as messages } from '../../../messages/usage'
import type { Mark } from './characteristicRows'
import classes from './RuleMark.module.css'

/** An icon for each result, so that colour is not the only difference. */
const shapes: Record<Mark, string> = {
  passed: 'M3 8.500l3.5 3.500L13 4.5',
  failed: 'M4 4l8 8M12 4l-8 8',
  missing: 'M8 2v7.500M8 13.500h.01',
  unknown: 'M5.500 5.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .8-1 1.700M8 13h.01',
  notChecked: 'M4 8h8',
}

/** Whether a value meets its rule: colour, icon and text. */
export function RuleMark({ mark }: { mark: Mark }) {
  return (
    <span className={classes.mark} data-mark={mark}>
      <svg
        viewBox="0 0 16 16"
        width={14}
        height={14}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d={shapes[mark]} />
      </svg>
      {messages.characteristics.marks[mark]}
    </span>
  )
}
