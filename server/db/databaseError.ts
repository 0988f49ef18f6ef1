import postgres from 'postgres'
import { badRequest, overloaded, TmfError } from '../errors'

/** An error from the database or its driver. Only errors of this class are answered as database errors. */
export class DatabaseError extends Error {
  /** The SQLSTATE, or the code of the driver or of the socket. */
  readonly code: string | undefined
  /** True if the connection can no longer be used. */
  readonly isLost: boolean

  /** `wasSent` is true if the database may have received the statement. */
  constructor(
    cause: unknown,
    private readonly wasSent = false,
  ) {
    super((cause instanceof Error ? cause.message : String(cause)) || codeOf(cause), { cause })
    this.code = codeOf(cause)
    this.isLost = !isAnswer(cause)
  }

  /** True if the database received a statement and did not answer it, so that the statement may have taken effect. */
  get isUnanswered(): boolean {
    return this.isLost && this.wasSent
  }
}

/** A write that the database may have committed, although it did not confirm this. */
export class UnknownOutcome extends DatabaseError {}

/** True for an error that PostgreSQL answered to a statement. A more severe error ends the connection, and may hide an answer. */
const isAnswer = (cause: unknown): boolean =>
  cause instanceof postgres.PostgresError && 'severity' in cause && cause.severity === 'ERROR'

const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined

/** The message for each SQLSTATE, driver code or socket code of a transient error. */
const transientErrors: Record<string, string> = {
  '25006': 'The database is read-only at the moment, as a standby is. Try again.',
  '53200': 'The database is out of memory. Try again, with a narrower query or a smaller page.',
  '53300':
    'The database has no free connection. Try again. Its operator can raise max_connections, or lower DATABASE_CONNECTIONS.',
  '53400':
    'The database has reached a limit of its configuration. Its operator finds the limit in the log of the database.',
  '57P01': 'The database is stopping. Try again.',
  '57P02': 'The database is stopping. Try again.',
  '57P03': 'The database is starting. Try again.',
  '40001': 'A concurrent change conflicted with this one. Try again.',
  '40P01': 'A concurrent change conflicted with this one. Try again.',
  CONNECTION_CLOSED: 'The database connection closed. Try again.',
  CONNECTION_ENDED: 'The server is stopping. Try again.',
  CONNECTION_DESTROYED: 'The server is stopping. Try again.',
  CONNECT_TIMEOUT: 'The database does not answer. Try again.',
  NO_ANSWER: 'The database does not answer. Try again.',
}

/** Codes of sockets, such as EPIPE and ECONNREFUSED, and SQLSTATE class 08 (connection exceptions). */
const isOfConnection = (code = ''): boolean => /^(E[A-Z][A-Z_]+|08[0-9A-Z]{3})$/.test(code)

/** The error while the disk of the database has no space left. */
export const diskFull = (): TmfError =>
  new TmfError(
    503,
    'diskFull',
    'The disk of the database is full',
    'Nothing can be stored; reading goes on. Free space on the disk of the database, or enlarge it. The server then goes on by itself.',
    { headers: { 'retry-after': '30' } },
  )

/** The error for a write of which nobody knows whether the database has committed it. */
const outcomeUnknown = (): TmfError =>
  new TmfError(
    503,
    'outcomeUnknown',
    'The database did not confirm the write',
    'The connection to the database broke during the commit, so the write may have been stored, or not. Send a POST again with the same Idempotency-Key: that stores it once. Without a key, and for a PATCH or DELETE, read the resource first.',
    { headers: { 'retry-after': '1' } },
  )

/** Maps any thrown value to the error that the caller receives. A data exception is a fault of the server: see `refusedDocument`. */
export function asTmfError(thrown: unknown): TmfError {
  if (thrown instanceof TmfError) return thrown
  const code = thrown instanceof DatabaseError ? thrown.code : undefined
  if (thrown instanceof UnknownOutcome) return outcomeUnknown()
  if (code === '57014') {
    return new TmfError(
      503,
      'queryTooBroad',
      'The query took too long',
      'Add a condition that uses an index, preferably a time range: since and until, id, status, usageType, usageSpecification.id, party or characteristic.NAME=value; or request a smaller page.',
      {
        headers: { 'retry-after': '1' },
      },
    )
  }
  if (code === '2201B')
    return badRequest(
      'invalidFilter',
      'Invalid regular expression',
      'Use the PostgreSQL syntax: https://www.postgresql.org/docs/current/functions-matching.html',
    )
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return badRequest('aborted', 'The request body is incomplete', 'Send the complete body.')
  if (code === '53100') return diskFull()
  const wait =
    code && (transientErrors[code] ?? (isOfConnection(code) ? 'The database cannot be reached. Try again.' : undefined))
  if (wait) return overloaded(wait)
  const fault = new TmfError(
    500,
    'internal',
    'Internal error',
    'The server failed and has logged the error. Try again. If the error persists, report it with the X-Request-ID of this answer.',
  )
  // The log contains the cause; the answer does not.
  fault.cause = thrown
  return fault
}

/**
 * The error (400) for a document that the database cannot store because of a data exception; any other error as it is. Only statements that
 * write the document of the caller use it: in a query the value at fault may be a stored one, which is not the caller's mistake.
 */
export const refusedDocument = (thrown: unknown): unknown =>
  thrown instanceof DatabaseError && isDataException(thrown.code)
    ? badRequest(
        'tooMuchForTheDatabase',
        'The database cannot store a value',
        'A value of the document is too long, too large or nested too deeply. Send a smaller value.',
      )
    : thrown

/** True for data exceptions and exceeded limits of the database (SQLSTATE classes 22 and 54). */
const isDataException = (code = ''): boolean => /^(22|54)[0-9A-Z]{3}$/.test(code)

/**
 * True if the database rejected one document and may accept others: a data exception or a violated constraint (SQLSTATE class 23). A caller
 * cannot know the constraints, so a violation, such as a duplicate key, is a fault of the server and answers 500.
 */
export const isDataError = (thrown: unknown): boolean =>
  thrown instanceof DatabaseError && (isDataException(thrown.code) || /^23[0-9A-Z]{3}$/.test(thrown.code ?? ''))
