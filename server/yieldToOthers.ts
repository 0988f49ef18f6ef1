import { setImmediate } from 'node:timers/promises'

/** Long work on many things lets others have their turn in between, or it would keep everybody else waiting. */
export interface TimeSlice {
  isOver(): boolean
  /** Resolves when others have had theirs. */
  yieldToOthers(): Promise<void>
}

const milliseconds = 20

export function startTimeSlice(): TimeSlice {
  let until = performance.now() + milliseconds
  return {
    isOver: () => performance.now() > until,
    async yieldToOthers() {
      await setImmediate()
      until = performance.now() + milliseconds
    },
  }
}
