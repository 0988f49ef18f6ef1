import { errorBody, type TmfError } from '../errors'

/** The answer to a request that failed. */
export const errorResponse = (error: TmfError): Response =>
  new Response(JSON.stringify(errorBody(error)), {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...error.extra.headers },
  })
