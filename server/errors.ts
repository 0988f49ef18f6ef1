import type { BrokenRule } from '../shared/checker/brokenRule'
import type { ErrorBody } from '../shared/tmf'

/** One attribute that is not as it must be. `path` is as people write it: `relatedParty[0].id`. */
export interface InvalidAttribute {
  path: string
  message: string
}

/** The caller's doing: answered with its own words, logged at info. Anything else thrown is ours and answers 500. */
export class TmfError extends Error {
  constructor(
    readonly status: number,
    /** A stable word for programs. */
    readonly code: string,
    readonly reason: string,
    /** What would fix it. */
    message: string,
    readonly extra: {
      headers?: Record<string, string>
      invalidAttribute?: InvalidAttribute[]
      referenceError?: string
      brokenRule?: BrokenRule[]
    } = {},
  ) {
    super(message)
  }
}

export const badRequest = (code: string, reason: string, message: string): TmfError =>
  new TmfError(400, code, reason, message)

export const conflict = (code: string, reason: string, message: string): TmfError =>
  new TmfError(409, code, reason, message)

export const unknownId = (type: string, id: string): TmfError =>
  new TmfError(
    404,
    'unknownId',
    `${type} not found`,
    `There is no ${type} with id ${id.slice(0, 60)}. It may have been deleted.`,
  )

/** A document that breaks its schema; says every broken attribute, the first few in the message. */
export function invalid(type: string, problems: InvalidAttribute[]): TmfError {
  const shown = problems.slice(0, 3).map(({ path, message }) => `${path || 'The body'} ${message}`)
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : ''
  return new TmfError(400, 'invalidAttribute', `The ${type} is not valid`, `${shown.join('; ')}${more}`, {
    invalidAttribute: problems,
  })
}

/** Too much at once: the caller tries again after `seconds`. */
export const overloaded = (message: string, seconds = 1): TmfError =>
  new TmfError(503, 'overloaded', 'The server cannot take this now', message, {
    headers: { 'retry-after': String(seconds) },
  })

/** SQLSTATEs that mean "not now", each with what the caller is told. */
const passing: Record<string, string> = {
  '53300': 'The database has no free connection. Try again.',
  '57P01': 'The database is stopping. Try again.',
  '57P02': 'The database is stopping. Try again.',
  '57P03': 'The database is starting. Try again.',
  '40001': 'Another change came in between. Try again.',
  '40P01': 'Another change came in between. Try again.',
  CONNECTION_CLOSED: 'The database connection closed. Try again.',
  CONNECTION_ENDED: 'The server is stopping. Try again.',
  CONNECTION_DESTROYED: 'The server is stopping. Try again.',
  CONNECT_TIMEOUT: 'The database does not answer. Try again.',
  ECONNREFUSED: 'The database does not answer. Try again.',
  ECONNRESET: 'The database connection closed. Try again.',
  ENOENT: 'The database does not answer. Try again.',
}

/** The error a caller sees for whatever was thrown. */
export function asTmfError(thrown: unknown): TmfError {
  if (thrown instanceof TmfError) return thrown
  const code = sqlState(thrown)
  if (code === '57014') {
    return new TmfError(
      503,
      'queryTooBroad',
      'The query took too long',
      'Add a condition that is fast at any size, best a time: since and until, id, status, usageType, usageSpecification.id, party or characteristic.NAME=value; or ask for a smaller page.',
      {
        headers: { 'retry-after': '1' },
      },
    )
  }
  if (code === '2201B')
    return badRequest(
      'invalidFilter',
      'A regular expression cannot be read',
      'Write it as PostgreSQL reads them: https://www.postgresql.org/docs/current/functions-matching.html',
    )
  if (code && isTooMuch(code)) {
    return badRequest(
      'tooMuchForTheDatabase',
      'The database cannot take this',
      'A value in it is too long, too large or nested too deeply. Make it smaller.',
    )
  }
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return badRequest('aborted', 'The request ended early', 'Send the whole body.')
  const wait = code && passing[code]
  if (wait) return overloaded(wait)
  const fault = new TmfError(
    500,
    'internal',
    'Internal error',
    'This is a fault of the server, and it has been logged. Try again, and report it with the time if it stays.',
  )
  // For the log.
  fault.cause = thrown
  return fault
}

/** Data exceptions and limits of the database (SQLSTATE classes 22 and 54). */
const isTooMuch = (code: string): boolean => /^(22|54)[0-9A-Z]{3}$/.test(code)

/** What one document may meet while others are fine: those, and broken constraints (class 23), which no caller can know of: a key that is there already, say, is our fault. */
export const isAboutTheData = (code: string): boolean => isTooMuch(code) || /^23[0-9A-Z]{3}$/.test(code)

/** The SQLSTATE (or driver code) of an error of the database, also where Drizzle wrapped it. */
export function sqlState(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return sqlState(thrown.cause)
}

/** The TMF Error body (TMF630 part 1): every value is text. */
export const errorBody = (error: TmfError): ErrorBody => ({
  code: error.code,
  reason: error.reason,
  message: error.message,
  status: String(error.status),
  ...(error.extra.referenceError && { referenceError: error.extra.referenceError }),
  ...(error.extra.invalidAttribute && { invalidAttribute: error.extra.invalidAttribute }),
  ...(error.extra.brokenRule && { brokenRule: error.extra.brokenRule }),
  '@type': 'Error',
})

/** The answer to a request that failed. */
export const errorResponse = (error: TmfError): Response =>
  new Response(JSON.stringify(errorBody(error)), {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...error.extra.headers },
  })
