import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { connect, type Pool, type Target } from '../../server/db/connect'
import { startEmbedded } from '../../server/db/embedded'
import { makePartitions } from '../../server/db/partitions'
import { foldTally } from '../../server/db/tally'
import { load } from '../../server/dev/load'
import { specificationsOf } from '../../server/dev/specifications'
import type { Resource } from '../../server/resource/resource'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { makeWriter } from '../../server/write/writer'
import { makeDataDir } from '../support/process'
import { makeDatabase, startUsageServer } from './database'
import { table } from './measure'
import { records } from './records'
import { type WayName, ways } from './ways'

const help = `Loads the seed's usages into several databases in turns, so that other load on the machine affects all of them:
normally, without checks, without the tally, and without the indexes that only lists need. First in bulk, as a
stream would; then one usage per request, over HTTP, from 64 connections.

  bun run bench:ingest -- [options]

  --records N     how many in bulk (default: 500000)
  --requests N    how many one per request (default: 100000)
`

/** The indexes that only lists need. Without them usages are still found by id. */
const optional = [
  'usage_by_key',
  'usage_by_date',
  'usage_by_status',
  'usage_by_status_and_date',
  'usage_by_specification',
]
const connections = 64
const days = 90
const seed = 1

/** One way to store usages, with the seconds it has taken so far. */
interface Way {
  name: string
  pool: Pool
  stored: WayName
  it: Resource
  target: Target
  seconds: number
}

type Item = ReturnType<typeof records> extends Generator<infer It> ? It : never

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '500000' },
      requests: { type: 'string', default: '100000' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(help)
  const dataDir = makeDataDir()
  const embedded = await startEmbedded(dataDir)
  const until = new Date()
  const open = async (name: string, stored: WayName): Promise<Way> => {
    const target = await makeDatabase(embedded.sockets, name.replaceAll(' ', '_'))
    const pool = connect(target)
    await makePartitions(pool, new Date(until.getTime() - days * 86_400_000), until)
    await load(pool, makeWriter(pool), usageSpecification, Object.values(specificationsOf(seed)))
    return { name, pool, stored, it: ways[stored], target, seconds: 0 }
  }
  const full = await open('checked', 'checked')
  const others = [await open('not checked', 'not checked'), await open('not tallied', 'not tallied')]
  const bare = await open('without indexes', 'checked')
  for (const index of optional) await bare.pool.client.unsafe(`drop index ${index}`)
  const all = [full, ...others, bare]
  try {
    const items = records({ count: Number(values.records) + Number(values.requests), days, until, seed })
    await inTurns(all, items, Number(values.records), 25_000, storeAll)
    process.stdout.write(`${shown('many at a time', all, Number(values.records))}\n\n`)
    const servers = new Map(all.map((way) => [way, startUsageServer(way.target, way.stored)]))
    await inTurns(all, items, Number(values.requests), 5_000, async (way, part) => {
      const { url } = await (servers.get(way) as ReturnType<typeof startUsageServer>)
      await postAll(url, part)
      await foldTally(way.pool)
    })
    process.stdout.write(`${shown('one a request', all, Number(values.requests))}\n`)
    for (const server of servers.values()) (await server).child.kill()
  } finally {
    await Promise.all(all.map(({ pool }) => pool.close()))
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The same usages for every way, a part at a time, beginning with another way each time. */
async function inTurns(
  ways: Way[],
  items: Iterator<Item>,
  count: number,
  size: number,
  run: (way: Way, part: Item[]) => Promise<void>,
): Promise<void> {
  for (const way of ways) way.seconds = 0
  for (let done = 0, turn = 0; done < count; done += size, turn++) {
    const part = Array.from({ length: Math.min(size, count - done) }, () => items.next().value as Item)
    for (let index = 0; index < ways.length; index++) {
      const way = ways[(index + turn) % ways.length] as Way
      const started = performance.now()
      await run(way, part)
      way.seconds += (performance.now() - started) / 1000
    }
  }
}

/** Stores usages as a stream would, including the maintenance of the tally. */
async function storeAll({ pool, it }: Way, part: Item[]): Promise<void> {
  await load(pool, makeWriter(pool), it, part)
  await foldTally(pool)
}

/** Posts from several clients at a time, each one request after the other. */
async function postAll(url: string, part: Item[]): Promise<void> {
  const waiting = part.values()
  const client = async () => {
    for (const { document } of waiting) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(document),
      })
      await response.text()
      if (response.status !== 201) throw new Error(`POST: ${response.status}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, client))
}

function shown(title: string, ways: Way[], count: number): string {
  const [first] = ways
  const rows = ways.map(({ name, seconds }) => [
    name,
    Math.round(count / seconds).toLocaleString('en-US'),
    (seconds / (first?.seconds ?? Number.NaN)).toFixed(2),
  ])
  return table([`${title}: ${count.toLocaleString('en-US')}`, 'usages/s', 'checked / this'], rows)
}

await main()
