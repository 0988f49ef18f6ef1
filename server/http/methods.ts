import { TmfError } from '../errors'

/** Turns the answer to GET into the answer to HEAD: the same headers, with the length of the body (RFC 9110, 9.3.2). */
export async function withoutBody(response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  if (response.body) headers.set('content-length', String((await response.arrayBuffer()).byteLength))
  return new Response(null, { status: response.status, headers })
}

/** Throws 405 with the `Allow` header (RFC 9110, 15.5.6). */
export function methodNotAllowed({ method }: Request, allow: string): never {
  throw new TmfError(405, 'methodNotAllowed', `${method} is not allowed here`, `Allowed methods: ${allow}.`, {
    headers: { allow },
  })
}
