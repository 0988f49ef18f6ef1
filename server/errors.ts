import type { BrokenRule } from '../shared/checker/brokenRule'
import type { ErrorBody } from '../shared/tmf'

/** One invalid attribute. `path` has the form `relatedParty[0].id`; `message` completes a sentence that starts with the path. */
export interface InvalidAttribute {
  path: string
  message: string
}

/** An error with its own HTTP answer, logged at info. Any other thrown error is a fault of the server and answers 500. */
export class TmfError extends Error {
  constructor(
    readonly status: number,
    /** A stable identifier for programs. */
    readonly code: string,
    /** A short description of the problem. */
    readonly reason: string,
    /** The details, or the way to fix the problem. */
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
    `There is no ${type} with id ${id.slice(0, 60)}. The ${type} may have been deleted.`,
  )

/** The error for a document that violates its schema (400). `invalidAttribute` lists every problem; the message contains the first three. */
export function invalid(type: string, problems: InvalidAttribute[]): TmfError {
  const shown = problems.slice(0, 3).map(({ path, message }) => `${path || 'The body'} ${message}`)
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : ''
  return new TmfError(400, 'invalidAttribute', `The ${type} is not valid`, `${shown.join('; ')}${more}`, {
    invalidAttribute: problems,
  })
}

/** The error for a temporary overload or outage (503). `Retry-After` tells the caller to retry after `seconds`. */
export const overloaded = (message: string, seconds = 1): TmfError =>
  new TmfError(503, 'overloaded', 'The server is temporarily unavailable', message, {
    headers: { 'retry-after': String(seconds) },
  })

/** The TMF Error body (TMF630 part 1), with details of each problem for programs, an extension of the standard. */
export const errorBody = (error: TmfError): ErrorBody => ({
  ...standardErrorBody(error),
  ...(error.extra.invalidAttribute && { invalidAttribute: error.extra.invalidAttribute }),
  ...(error.extra.brokenRule && { brokenRule: error.extra.brokenRule }),
})

/** The TMF Error body with nothing but the attributes of the standard. `status` is text there, too. */
export const standardErrorBody = (error: TmfError): ErrorBody => ({
  code: error.code,
  reason: error.reason,
  message: error.message,
  status: String(error.status),
  ...(error.extra.referenceError && { referenceError: error.extra.referenceError }),
  '@type': 'Error',
})
