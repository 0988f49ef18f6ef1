import { setImmediate } from 'node:timers/promises'

/** A time slice of a long loop. A loop that yields after each slice does not block other requests, which share the same thread. */
export interface TimeSlice {
  isOver(): boolean
  /** Resolves after pending events were handled, and starts a new slice. */
  yieldToOthers(): Promise<void>
}

const sliceMilliseconds = 20

export function startTimeSlice(): TimeSlice {
  let until = performance.now() + sliceMilliseconds
  return {
    isOver: () => performance.now() > until,
    async yieldToOthers() {
      await setImmediate()
      until = performance.now() + sliceMilliseconds
    },
  }
}
