/** The end of what there is to read; with a problem, an early one. */
interface End {
  problem: unknown
}

type Event<Batch, Result> = { batch: Batch } | { result: Result } | { end: End }

/**
 * Works on batches as they come, several at a time, and gives the results in their order. Reads no further than `most` may be under way, nor
 * than results are taken. When reading fails, or on `halt`, what is under way is still finished before the problem, if there is one, is thrown.
 */
export function orderedPool<Batch extends { size: number }, Result>(
  batches: AsyncGenerator<Batch>,
  work: (batch: Batch) => Promise<Result>,
  most: { batches: number; bytes: number },
): { results: AsyncGenerator<Result>; halt(problem?: unknown): void } {
  let halted: End | undefined
  let wake = () => {}

  // A promise for each read: what waits for one that lasts as long as the stream would pile up.
  const read = () =>
    new Promise<Event<Batch, Result>>((done) => {
      wake = () => halted && done({ end: halted })
      batches.next().then(
        (next) => done(next.done ? { end: { problem: undefined } } : { batch: next.value }),
        (problem) => done({ end: { problem } }),
      )
    })

  async function* run(): AsyncGenerator<Result> {
    const underWay: { finished: Promise<Event<Batch, Result>>; size: number }[] = []
    let reading: Promise<Event<Batch, Result>> | undefined
    let end: End | undefined
    while (true) {
      end ??= halted
      const hasRoom = underWay.length < most.batches && underWay.reduce((sum, { size }) => sum + size, 0) < most.bytes
      if (!end && hasRoom) reading ??= read()
      const awaited = [underWay[0]?.finished, !end && hasRoom ? reading : undefined].filter((one) => one !== undefined)
      if (awaited.length === 0) break
      const event = await Promise.race(awaited)
      if ('end' in event) end = event.end
      else if ('batch' in event) {
        reading = undefined
        underWay.push({ finished: work(event.batch).then((result) => ({ result })), size: event.batch.size })
      } else {
        underWay.shift()
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
