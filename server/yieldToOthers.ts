import { setImmediate } from 'node:timers/promises'

/** Long work on many things lets others have their turn in between, or it would keep everybody else waiting. */
export interface Turn {
  isOver(): boolean
  /** Resolves when others have had theirs. */
  next(): Promise<void>
}

const milliseconds = 20

export function takeTurn(): Turn {
  let until = performance.now() + milliseconds
  return {
    isOver: () => performance.now() > until,
    async next() {
      await setImmediate()
      until = performance.now() + milliseconds
    },
  }
}
