import { errorBody, type TmfError } from '../errors'

/** The answer to a failed request: status, headers and the TMF Error body. */
export const errorResponse = (error: TmfError): Response =>
  new Response(JSON.stringify(errorBody(error)), {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...error.extra.headers },
  })
