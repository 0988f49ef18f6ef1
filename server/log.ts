import pino, { type Logger } from 'pino'

export type Log = Logger

/** Writes structured logs to stdout: one JSON object per line. */
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
