import type { Context } from '../context'
import { overloaded } from '../errors'
import type { Answer } from '../http/route'

/** Whether the process runs. */
export const alive = (): Answer => () => Response.json({ status: 'alive' })

/** Whether requests can be served. */
export const ready = ({ pool, stopping }: Context): Answer => {
  return async () => {
    if (stopping.aborted) throw overloaded('The server is stopping.')
    await pool.runText('select 1', [])
    return Response.json({ status: 'ready' })
  }
}

/** Measurements for Prometheus. */
export const measurements = ({ metrics: { registry } }: Context): Answer => {
  return async () => new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
}
