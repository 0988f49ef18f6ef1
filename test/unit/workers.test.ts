import { expect, test } from 'bun:test'
import { makeLog } from '../../server/log'
import { startWorkers, type Worker } from '../../server/workers'

const silent = makeLog('silent')

/** A worker that counts its runs, each of which ends when it is told to. */
function makeWorker() {
  const runs: PromiseWithResolvers<void>[] = []
  const worker: Worker = {
    name: 'test',
    interval: 1,
    processAll() {
      const run = Promise.withResolvers<void>()
      runs.push(run)
      return run.promise
    },
  }
  const untilStarted = async (count: number) => {
    for (const until = Date.now() + 5000; Date.now() < until && runs.length < count; ) await Bun.sleep(1)
    expect(runs).toHaveLength(count)
  }
  return { worker, runs, untilStarted }
}

test('a worker runs again and again, also after a failure, but never twice at a time', async () => {
  const { worker, runs, untilStarted } = makeWorker()
  const workers = startWorkers(silent, [worker])
  await untilStarted(1)
  await Bun.sleep(20)
  expect(runs).toHaveLength(1)
  runs[0]?.reject(new Error('It failed'))
  await untilStarted(2)
  runs[1]?.resolve()
  await untilStarted(3)
  runs[2]?.resolve()
  await workers.stop()
})

test('stop waits for the run under way, and no other starts', async () => {
  const { worker, runs, untilStarted } = makeWorker()
  const workers = startWorkers(silent, [worker])
  await untilStarted(1)
  let isStopped = false
  const stopped = workers.stop().then(() => {
    isStopped = true
  })
  await Bun.sleep(20)
  expect(isStopped).toBe(false)
  runs[0]?.resolve()
  await stopped
  await Bun.sleep(20)
  expect(runs).toHaveLength(1)
})
