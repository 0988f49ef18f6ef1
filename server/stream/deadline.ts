import { limits } from '../../shared/limits'
import { TmfError } from '../errors'

/**
 * Passes on what a client sends part by part. Throws the error of `late` if a part is not complete after `time` milliseconds of waiting; the time in
 * which the server itself does not ask for the next part does not count.
 */
export async function* withDeadline<Part>(
  parts: AsyncGenerator<Part>,
  time: number,
  late: () => Error,
): AsyncGenerator<Part> {
  try {
    for (let next = await before(parts.next(), time, late); !next.done; next = await before(parts.next(), time, late))
      yield next.value
  } finally {
    void parts.return(undefined).catch(() => {})
  }
}

/** The result of a promise, or the error of `late` after `time` milliseconds. */
export function before<Result>(promise: Promise<Result>, time: number, late: () => Error): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(late()), time)
  })
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer))
}

/** The error for a body, or a part of one, that takes too long to arrive (RFC 9110, 15.5.9). */
export const tooSlow = (): TmfError =>
  new TmfError(
    408,
    'bodyTooSlow',
    'The body arrives too slowly',
    `A body, a line or an element of an array must be complete within ${limits.documentTime / 1000} s. Nothing from there on was stored; send it again.`,
  )
