/** The end of reading. `problem` is the error that ended reading early, or undefined. */
interface End {
  problem: unknown
}

type Event<Batch, Result> = { batch: Batch } | { result: Result } | { end: End }

/**
 * Processes several batches at the same time and returns the results in the order of the batches. The pool reads ahead only up to `limits`,
 * and only as fast as the consumer takes results. When reading fails, or after `halt`, the batches in progress are finished first; then the
 * problem, if any, is thrown.
 */
export function orderedPool<Batch extends { size: number }, Result>(
  batches: AsyncGenerator<Batch>,
  work: (batch: Batch) => Promise<Result>,
  limits: { batches: number; bytes: number },
): { results: AsyncGenerator<Result>; halt(problem?: unknown): void } {
  let halted: End | undefined
  let wake = () => {}

  // Each read has its own promise. Handlers on one promise that lives as long as the stream would accumulate.
  const read = () =>
    new Promise<Event<Batch, Result>>((done) => {
      wake = () => halted && done({ end: halted })
      batches.next().then(
        (next) => done(next.done ? { end: { problem: undefined } } : { batch: next.value }),
        (problem) => done({ end: { problem } }),
      )
    })

  async function* run(): AsyncGenerator<Result> {
    const inFlight: { finished: Promise<Event<Batch, Result>>; size: number }[] = []
    let reading: Promise<Event<Batch, Result>> | undefined
    let end: End | undefined
    while (true) {
      end ??= halted
      const hasRoom =
        inFlight.length < limits.batches && inFlight.reduce((sum, { size }) => sum + size, 0) < limits.bytes
      if (!end && hasRoom) reading ??= read()
      const awaited = [inFlight[0]?.finished, !end && hasRoom ? reading : undefined].filter((one) => one !== undefined)
      if (awaited.length === 0) break
      const event = await Promise.race(awaited)
      if ('end' in event) end = event.end
      else if ('batch' in event) {
        reading = undefined
        inFlight.push({ finished: work(event.batch).then((result) => ({ result })), size: event.batch.size })
      } else {
        inFlight.shift()
        yield event.result
      }
    }
    if (end?.problem) throw end.problem
  }

  return {
    results: run(),
    halt: (problem) => {
      halted ??= { problem }
      wake()
    },
  }
}
