import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Elysia } from 'elysia'
import { connect, type Target } from '../../server/db/connect'
import { makeLog } from '../../server/log'
import { makeMetrics } from '../../server/metrics'
import { serve } from '../../server/routes/serve'
import { resourceRoutes } from '../../server/routes/table'
import { makeSpools } from '../../server/stream/spool'
import { makeWriter, type WriterLimits } from '../../server/write/writer'
import { type WayName, ways } from './ways'

/** Serves usages from the database of the first argument, stored in the way of the second, with the writer's limits of the third. Prints its address. */
const [target = '', way = '', limits = '{}'] = process.argv.slice(2)
const pool = connect(JSON.parse(target) as Target)
const writer = makeWriter(pool, JSON.parse(limits) as Partial<WriterLimits>)
const context = {
  pool,
  writer,
  spools: makeSpools(join(tmpdir(), 'tallyman-bench-spool'), makeLog('silent')),
  metrics: makeMetrics(writer.waiting),
  origin: { publicUrl: undefined, trustProxy: false, allowedHosts: [], corsOrigins: [] },
  requireIfMatch: false,
  profile: 'extended' as const,
  stopping: new AbortController().signal,
  log: makeLog('silent'),
}
const app = new Elysia({ normalize: false }).use(serve(resourceRoutes(context, ways[way as WayName]), context))
const { port } = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: app.fetch, development: false })
process.stdout.write(`http://127.0.0.1:${port}\n`)
