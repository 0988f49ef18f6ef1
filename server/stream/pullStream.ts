/** Where the bytes of a stream come from: undefined is their end. */
export interface Source {
  next(): Promise<Uint8Array | undefined>
  cancel(): Promise<void>
}

/** Bytes as they are made. What is being made when the reader leaves ends with `cancel`. */
export const made = (chunks: AsyncIterator<Uint8Array>, cancel: () => Promise<void>): Source => ({
  next: async () => (await chunks.next()).value,
  cancel,
})

/** How a stream went: to its end, as far as its reader wanted, or until something broke. */
export type Ending = 'complete' | 'left' | Error

/**
 * A stream that asks its source for more when its reader has taken what was there. A reader that takes nothing for `timeout` ms loses it.
 * What breaks off ends with an error, so that no reader takes a part for the whole.
 */
export function pullStream(
  source: Source,
  timeout: number,
  onEnd: (ending: Ending) => void,
): ReadableStream<Uint8Array> {
  let waiting: ReturnType<typeof setTimeout>
  let isOver = false
  const end = (ending: Ending) => {
    clearTimeout(waiting)
    if (!isOver) onEnd(ending)
    isOver = true
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const fail = (error: Error) => {
        end(error)
        controller.error(error)
      }
      clearTimeout(waiting)
      try {
        const bytes = await source.next()
        if (isOver) return
        if (bytes) {
          controller.enqueue(bytes)
          waiting = setTimeout(() => {
            fail(new Error(`The reader took nothing for ${timeout / 1000} s`))
            void source.cancel()
          }, timeout)
        } else {
          end('complete')
          controller.close()
        }
      } catch (thrown) {
        fail(thrown instanceof Error ? thrown : new Error(String(thrown)))
      }
    },
    cancel: () => {
      end('left')
      return source.cancel()
    },
  })
}
