import { AsyncLocalStorage } from 'node:async_hooks'
import pino, { type Logger } from 'pino'

export type Log = Logger

const marks = new AsyncLocalStorage<object>()

/** Runs the work of a request. Every line that is logged meanwhile contains the attributes of `own`. */
export const logWith = <Result>(own: object, work: () => Result): Result => marks.run(own, work)

/** Writes structured logs to stdout: one JSON object per line. */
export function makeLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      mixin: () => marks.getStore() ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 1, sync: true }),
  )
}
