import pino, { type Logger } from 'pino'

export type Log = Logger

/** Structured logs, a JSON object a line on stdout, buffered a little: `flush` before the process ends. */
export function makeLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 1, sync: true }),
  )
}
