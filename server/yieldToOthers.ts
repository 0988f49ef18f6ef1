/** A time slice of a long loop. A loop that yields after each slice does not block other requests, which share the same thread. */
export interface TimeSlice {
  isOver(): boolean
  /** Resolves after pending events were handled, and starts a new slice. */
  yieldToOthers(): Promise<void>
}

const sliceMilliseconds = 20

/** The loops that wait for their next slice. */
const waiting: (() => void)[] = []

export function startTimeSlice(): TimeSlice {
  let until = performance.now() + sliceMilliseconds
  return {
    isOver: () => performance.now() > until,
    async yieldToOthers() {
      await new Promise<void>((resume) => {
        waiting.push(resume)
        if (waiting.length === 1) setImmediate(resumeNext)
      })
      until = performance.now() + sliceMilliseconds
    },
  }
}

/** Resumes one loop in each turn of the event loop: many at a time would hold it for the sum of their slices. */
function resumeNext(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(resumeNext)
}
