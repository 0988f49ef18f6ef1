/** The source of the bytes of a stream. `next` returns undefined at the end. */
export interface ByteSource {
  next(): Promise<Uint8Array | undefined>
  cancel(): Promise<void>
}

/** A source that reads an iterator. `cancel` stops the work of the iterator when the client disconnects. */
export const sourceOf = (chunks: AsyncIterator<Uint8Array>, cancel: () => Promise<void>): ByteSource => ({
  next: async () => (await chunks.next()).value,
  cancel,
})

/** The result of a stream: read to the end, cancelled by the client, or failed. */
export type Ending = 'complete' | 'left' | Error

/**
 * A stream that requests the next bytes from its source when the client has read the previous ones. The stream fails if the client reads
 * nothing for `timeout` ms. A stream that stops early ends with an error, so that no client takes a part for the whole.
 */
export function pullStream(
  source: ByteSource,
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
            fail(new Error(`The client read nothing for ${timeout / 1000} s`))
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
