import type { Context } from '../context'
import { overloaded } from '../errors'
import type { Answer } from '../http/route'

/** Answers 200 while the process runs. */
export const alive = (): Answer => () => Response.json({ status: 'alive' })

/** Answers 200 if the server can handle requests: it is not stopping, and the database answers and can be written to. Requests at the same time share one check. */
export const ready = ({ pool, stopping }: Context): Answer => {
  let checking: Promise<void> | undefined
  return async () => {
    if (stopping.aborted) throw overloaded('The server is stopping.')
    checking ??= pool.check().finally(() => {
      checking = undefined
    })
    await checking
    return Response.json({ status: 'ready' })
  }
}

/** The metrics for Prometheus. */
export const measurements = ({ metrics: { registry } }: Context): Answer => {
  return async () => new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
}
