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
