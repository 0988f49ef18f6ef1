import { defaultChanges } from '../../shared/api/changes'
import { limits } from '../../shared/limits'
import type { Context } from '../context'
import { acceptsJson } from '../http/accept'
import { json } from '../http/answer'
import { numberOf, parametersOf } from '../http/parameters'
import type { Answer } from '../http/route'
import { changes } from '../operations/changes'
import type { Resource } from '../resource/resource'

/** The committed changes of all resources, in the order of their commits. `Link` leads to the next part of the log. */
export const listChanges = (context: Context, resources: readonly Resource[]): Answer => {
  return async ({ request, caller }) => {
    acceptsJson(request)
    const { after, limit: asked, query } = parametersOf(request, ['after', 'limit', 'query'])
    const limit = numberOf('limit', asked, limits.changesPageSize) ?? defaultChanges
    const page = await changes(context, resources, { after, limit, query }, caller)
    const next = new URLSearchParams({ after: page.next, limit: String(limit), ...(query && { query }) })
    return json(JSON.stringify(page), { link: `<${caller.origin}/api/change?${next}>; rel="next"` })
  }
}
