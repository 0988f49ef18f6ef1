import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { connect } from '../../server/db/connect'
import { startEmbedded } from '../../server/db/embedded'
import { makePartitions } from '../../server/db/partitions'
import { foldTally } from '../../server/db/tally'
import { load } from '../../server/dev/load'
import { specificationsOf } from '../../server/dev/specifications'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { makeWriter, type WriterLimits } from '../../server/write/writer'
import { makeDataDir } from '../support/process'
import { makeDatabase, startUsageServer } from './database'
import { table, timesOf } from './measure'
import { records } from './records'

const help = `Changes usages by single PATCHes over HTTP, each of another usage, from 1, 16 and 64 connections: with one
transaction each, and joined in commits. Both servers use one database, in turns, so that what else the machine does hits both.

  bun run bench:change -- [options]

  --records N   usages in the database (default: 100000)
  --changes N   PATCHes of each server at each number of connections (default: 8000)
`

/** The limits of the writer. As many transactions each as the pool has connections. */
const ways: Record<string, Partial<WriterLimits>> = {
  'one transaction each': { maxChanges: 1, changeLanes: 12 },
  joined: {},
}
const connections = [1, 16, 64]
const turns = 40
const days = 90
const seed = 1

interface Way {
  name: string
  url: string
  seconds: number
  times: number[]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '100000' },
      changes: { type: 'string', default: '8000' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(help)
  const dataDir = makeDataDir()
  const embedded = await startEmbedded(dataDir)
  const target = await makeDatabase(embedded.sockets, 'change')
  const pool = connect(target)
  try {
    const until = new Date()
    await makePartitions(pool, new Date(until.getTime() - days * 86_400_000), until)
    const writer = makeWriter(pool)
    await load(pool, writer, usageSpecification, Object.values(specificationsOf(seed)))
    await load(pool, writer, usage, records({ count: Number(values.records), days, until, seed }))
    await foldTally(pool)
    await pool.client.unsafe('vacuum analyze')
    // Those that no longer change would only be refused.
    const ids = (
      await pool.runText<{ id: string }>("select id from usage where status <> 'billed' order by random()", [])
    ).map(({ id }) => id)
    const servers = await Promise.all(
      Object.entries(ways).map(async ([name, limits]) => ({
        name,
        ...(await startUsageServer(target, 'checked', limits)),
      })),
    )
    for (const count of connections) {
      const all = servers.map(({ name, url }): Way => ({ name, url, seconds: 0, times: [] }))
      const size = Math.ceil(Number(values.changes) / turns)
      // The first turn warms up.
      for (let turn = 0; turn <= turns; turn++) {
        for (let index = 0; index < all.length; index++) {
          const way = all[(index + turn) % all.length] as Way
          await patchAll(way, count, takeFrom(ids, turn === 0 ? 300 : size))
          if (turn === 0) Object.assign(way, { seconds: 0, times: [] })
        }
        await foldTally(pool)
      }
      process.stdout.write(`${shown(count, all, size * turns)}\n\n`)
    }
    for (const { child } of servers) child.kill()
  } finally {
    await pool.close()
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The next of them, again and again. */
function takeFrom(ids: string[], count: number): string[] {
  const taken = ids.splice(0, count)
  ids.push(...taken)
  return taken
}

/** Some clients at a time, each one request after the other. */
async function patchAll(way: Way, clients: number, ids: string[]): Promise<void> {
  const waiting = ids.values()
  const started = performance.now()
  const client = async () => {
    for (const id of waiting) {
      const sent = performance.now()
      const response = await fetch(`${way.url}/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ description: `Changed at ${sent}` }),
      })
      await response.text()
      if (response.status !== 200) throw new Error(`PATCH: ${response.status}`)
      way.times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  way.seconds += (performance.now() - started) / 1000
}

function shown(count: number, all: Way[], changes: number): string {
  const [first] = all
  const rows = all.map(({ name, seconds, times }) => {
    const { p50, p95 } = timesOf(times)
    return [
      name,
      Math.round(changes / seconds).toLocaleString('en-US'),
      ((first?.seconds ?? Number.NaN) / seconds).toFixed(2),
      p50.toFixed(1),
      p95.toFixed(1),
    ]
  })
  return table([`PATCH, ${count} connection${count > 1 ? 's' : ''}`, 'changes/s', 'ratio', 'p50 ms', 'p95 ms'], rows)
}

await main()
