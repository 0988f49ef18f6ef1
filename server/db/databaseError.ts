import { badRequest, overloaded, TmfError } from '../errors'

/** An error that came from the database or its driver. Only these are answered as errors of the database. */
export class DatabaseError extends Error {
  /** The SQLSTATE, or the code of the driver or of the socket. */
  readonly code: string | undefined

  constructor(cause: unknown) {
    super((cause instanceof Error ? cause.message : String(cause)) || codeOf(cause), { cause })
    this.code = codeOf(cause)
  }
}

const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined

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
  const code = thrown instanceof DatabaseError ? thrown.code : undefined
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
  if (isTooMuch(code)) {
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
const isTooMuch = (code = ''): boolean => /^(22|54)[0-9A-Z]{3}$/.test(code)

/**
 * Whether the database refused one document while others are fine: a data exception or a broken constraint (class 23). A caller cannot know of
 * constraints, so the answer to those is 500: a key that exists already, say, is a fault of the server.
 */
export const isAboutTheData = (thrown: unknown): boolean =>
  thrown instanceof DatabaseError && (isTooMuch(thrown.code) || /^23[0-9A-Z]{3}$/.test(thrown.code ?? ''))
