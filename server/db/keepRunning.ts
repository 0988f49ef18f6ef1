import type { Log } from '../log'
import { type Embedded, startEmbedded } from './embedded'

/** The shortest and the longest pause before PostgreSQL is started again, in milliseconds. */
const shortest = 100
const longest = 30_000
/** A PostgreSQL that has run for so long did not end because of its start, in milliseconds. */
const steady = 60_000

/** An embedded PostgreSQL that is started again whenever it ends by itself. The caller must hold the lock on `dataDir`. */
export async function keepRunning(
  dataDir: string,
  log: Log | undefined,
): Promise<Pick<Embedded, 'cluster' | 'sockets' | 'stop'>> {
  let running = await startEmbedded(dataDir)
  const { cluster, sockets } = running
  const stopping = Promise.withResolvers<void>()
  let isStopping = false

  async function watch(): Promise<void> {
    let pause = shortest
    for (;;) {
      const started = performance.now()
      await running.ended
      if (isStopping) return
      if (performance.now() - started > steady) pause = shortest
      log?.error({ cluster }, 'PostgreSQL ended by itself and is started again')
      for (let isStarted = false; !isStarted; ) {
        await Promise.race([Bun.sleep(pause), stopping.promise])
        if (isStopping) return
        pause = Math.min(2 * pause, longest)
        isStarted = await startEmbedded(dataDir).then(
          async (again) => {
            running = again
            if (isStopping) await running.stop()
            return true
          },
          (error) => {
            log?.error({ err: error, retryAfter: pause / 1000 }, 'PostgreSQL could not be started again')
            return false
          },
        )
      }
      log?.info({ cluster }, 'PostgreSQL runs again')
    }
  }

  const watching = watch()
  return {
    cluster,
    sockets,
    async stop() {
      isStopping = true
      stopping.resolve()
      await running.stop()
      // A start under way ends first, so that no PostgreSQL is left behind.
      await watching
    },
  }
}
