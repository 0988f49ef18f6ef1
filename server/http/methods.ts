import { TmfError } from '../errors'

/** The answer to HEAD: all of GET's headers, its length too where there is one. */
export async function withoutBody(response: Response): Promise<Response> {
  const headers = new Headers(response.headers)
  if (response.body) headers.set('content-length', String((await response.arrayBuffer()).byteLength))
  return new Response(null, { status: response.status, headers })
}

export function wrongMethod({ method }: Request, allow: string): never {
  throw new TmfError(405, 'methodNotAllowed', `${method} is not possible here`, `Possible are ${allow}.`, {
    headers: { allow },
  })
}
