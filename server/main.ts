import { join } from 'node:path'
import { createApp, observe } from './app'
import { type Config, readConfig, StartProblem } from './config'
import { asTmfError } from './db/databaseError'
import { openDatabase } from './db/open'
import { errorResponse } from './http/answer'
import { type Log, makeLog } from './log'
import { watchLoop } from './loopWatch'
import { makeMetrics } from './metrics'
import { resources } from './routes/table'
import { idleSeconds } from './stream/firstRows'
import { makeSpools } from './stream/spool'
import { attributeNamesWorker, changeLogWorker, maintenanceWorker, startWorkers, tallyWorker } from './workers'
import { makeWriter } from './write/writer'

/** The time that requests have to finish when the server stops, in milliseconds. */
const stopTimeLimit = 10_000

async function start(config: Config): Promise<{ stop(): Promise<void> }> {
  const log = makeLog(config.logLevel)
  const database = await openDatabase(config, log)
  try {
    const { pool } = database
    const metrics = makeMetrics(() => writer.waiting())
    const stopWatching = watchLoop(metrics.registry)
    const tracing = config.isTracing ? (await import('./openTelemetry')).startTracing() : undefined
    // The workers use the plain pool: their statements belong to no request.
    const requestPool = tracing?.pool(pool) ?? pool
    const ownWriter = makeWriter(requestPool, {}, metrics.commit)
    const writer = tracing?.writer(ownWriter) ?? ownWriter
    const maintenance = maintenanceWorker({ pool, log, metrics })
    await maintenance.processAll().catch((thrown) => {
      // Partitions are made long before they are needed, and reading works without space.
      if (asTmfError(thrown).code !== 'diskFull') throw thrown
      log.warn({ err: thrown }, 'the disk of the database is full')
    })
    const stopping = new AbortController()
    const context = {
      pool: requestPool,
      writer,
      spools: makeSpools(join(config.dataDir, 'spool'), log),
      origin: config,
      requireIfMatch: config.requireIfMatch,
      profile: config.profile,
      stopping: stopping.signal,
      log,
      metrics,
      ...(tracing && { tracing }),
    }
    const app = createApp(context)
    const server = listen(config, app, observe(app, context), log)
    const workers = startWorkers(log, [
      maintenance,
      tallyWorker(pool),
      changeLogWorker(pool, config.changeLogDays),
      attributeNamesWorker(pool, resources),
    ])
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.port}`
    process.stderr.write(banner(config.publicUrl ?? url, database.description))
    log.info({ url, database: database.description, pid: process.pid }, 'listening')
    return {
      stop: async () => {
        stopping.abort()
        await Promise.race([server.stop(), Bun.sleep(stopTimeLimit)])
        await server.stop(true)
        await writer.drained()
        await workers.stop()
        stopWatching()
        await database.close()
        await tracing?.stop()
        log.info('stopped')
      },
    }
  } catch (thrown) {
    await database.close()
    throw thrown
  }
}

function listen(
  { host, port }: Config,
  app: ReturnType<typeof createApp>,
  fetch: ReturnType<typeof observe>,
  log: Log,
): Bun.Server<undefined> {
  try {
    // By default, Bun would share a port that another process already uses.
    const server = Bun.serve({
      hostname: host,
      port,
      fetch,
      idleTimeout: idleSeconds,
      maxRequestBodySize: 2 ** 40,
      development: false,
      reusePort: false,
      error: fault(log),
    })
    // Elysia passes the server to its handlers; they ask it for the client's address.
    app.server = server as typeof app.server
    return server
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
    if (code === 'EADDRINUSE')
      throw new StartProblem(`Port ${port} is taken on ${host}: stop what listens there, or set PORT to another`)
    if (code === 'EACCES')
      throw new StartProblem(`Port ${port} is not allowed to this user: set PORT to one above 1023`)
    throw new StartProblem(`Cannot listen on ${host}:${port}: ${thrown instanceof Error ? thrown.message : thrown}`)
  }
}

/** Answers errors that the app did not handle. */
const fault = (log: Log) => (error: unknown) => {
  log.error({ err: error }, 'request failed')
  return errorResponse(asTmfError(error))
}

const banner = (url: string, database: string): string => `
  Tallyman is running.

    App       ${url}/
    API       ${url}/tmf-api/usageManagement/v4/usage
    Docs      ${url}/docs
    Database  ${database}

  Stop it with Ctrl-C.

`

/** Stops at the first signal and ignores others: npm passes on a Ctrl-C that the terminal has sent to the server, too. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false
  const onSignal = async () => {
    if (isStopping) return
    isStopping = true
    process.stderr.write('Stopping…\n')
    await stop().catch((error) => {
      process.stderr.write(`${error}\n`)
      process.exit(1)
    })
    process.exit(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

try {
  const starting = start(readConfig(process.env))
  stopOnSignal(async () => (await starting).stop())
  await starting
} catch (thrown) {
  process.stderr.write(`${thrown instanceof StartProblem ? thrown.message : Bun.inspect(thrown)}\n`)
  process.exit(1)
}
