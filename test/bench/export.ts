import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect, type Pool } from '../../server/db/connect'
import { embeddedUser, foldersOf } from '../../server/db/embedded'
import { basePath } from '../../shared/vocabulary'
import { startServer } from '../support/process'

/**
 * How fast everything leaves: `bun run bench:export -- --records N`. NDJSON and CSV of all usages over HTTP, beside COPY of their documents through
 * the same driver in the same run, and what memory the server takes for it. Without DATABASE_URL the usages are seeded into a database of its own.
 */
interface Measured {
  what: string
  rows: number
  megabytes: number
  rowsPerSecond: number
  /** Of COPY's rows per second. */
  ofCopy: number
  /** Of the server, in MB, before and at most meanwhile. */
  before: number | undefined
  peak: number | undefined
}

const { values } = parseArgs({
  args: Bun.argv.slice(2),
  options: { records: { type: 'string', default: '200000' }, rounds: { type: 'string', default: '3' } },
})
const root = join(import.meta.dir, '../..')
const dataDir = mkdtempSync(join(tmpdir(), 'tallyman-bench-'))
chmodSync(dataDir, 0o755)
const env = {
  LOG_LEVEL: 'info',
  DATA_DIR: dataDir,
  ...(process.env.DATABASE_URL && { DATABASE_URL: process.env.DATABASE_URL }),
}

try {
  await seed(values.records)
  const server = await startServer(env)
  const pool = connect(
    process.env.DATABASE_URL ?? { sockets: foldersOf(dataDir).sockets, user: embeddedUser, database: embeddedUser },
  )
  try {
    report(await measureAll(server.url, server.pid, pool))
  } finally {
    await pool.close()
    await server.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

/** Each in turn, several rounds; the median of each, so that a disturbance does not decide. */
async function measureAll(url: string, pid: number, pool: Pool): Promise<Measured[]> {
  const [specification] = await pool.runText<{ id: string }>(
    'select usage_specification_id as id from usage group by 1 order by count(*) desc limit 1',
    [],
  )
  const ways: [string, () => Promise<[rows: number, bytes: number]>][] = [
    ['COPY (select document from usage)', () => copy(pool)],
    ['NDJSON', () => download(url, 'application/x-ndjson')],
    [
      'NDJSON, 4 fields',
      () => download(url, 'application/x-ndjson', '?fields=usageDate,status,usageType,relatedParty.id'),
    ],
    ['CSV, every column', () => download(url, 'text/csv')],
    [
      'CSV, 5 columns',
      () => download(url, 'text/csv', '?fields=id,usageDate,status,characteristic.duration,relatedParty.id'),
    ],
    ['CSV of one specification', () => download(url, 'text/csv', `?usageSpecification.id=${specification?.id}`)],
  ]
  const rounds: Measured[][] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const results: Measured[] = []
    for (const [what, run] of ways) results.push(await measure(what, run, pid, results[0]))
    rounds.push(results)
  }
  return ways.map((_, index) => {
    const own = rounds.flatMap((results) => results[index] ?? []).toSorted((one, other) => one.ofCopy - other.ofCopy)
    return { ...(own[own.length >> 1] as Measured), peak: Math.max(...own.map(({ peak }) => peak ?? 0)) }
  })
}

async function measure(
  what: string,
  run: () => Promise<[number, number]>,
  pid: number,
  beside: Measured | undefined,
): Promise<Measured> {
  const before = await residentMegabytes(pid)
  let peak = before
  const watch = setInterval(async () => {
    peak = Math.max(peak, await residentMegabytes(pid))
  }, 100)
  const started = performance.now()
  const [rows, bytes] = await run()
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  const rowsPerSecond = Math.round(rows / seconds)
  return {
    what,
    rows,
    megabytes: Math.round(bytes / 1e6),
    rowsPerSecond,
    ofCopy: rowsPerSecond / (beside?.rowsPerSecond ?? rowsPerSecond),
    before,
    peak,
  }
}

async function copy({ client }: Pool): Promise<[number, number]> {
  let rows = 0
  let bytes = 0
  const stream = await client.unsafe('copy (select document from usage) to stdout').readable()
  stream.on('data', (row: Buffer) => {
    rows++
    bytes += row.length
  })
  await new Promise((done, fail) => stream.once('end', done).once('error', fail))
  return [rows, bytes]
}

async function download(url: string, accept: string, query = ''): Promise<[number, number]> {
  const response = await fetch(`${url}${basePath}/usage${query}`, { headers: { accept } })
  if (!response.ok || !response.body) throw new Error(`${response.status}: ${await response.text()}`)
  let rows = accept === 'text/csv' ? -1 : 0
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++
  }
  return [rows, bytes]
}

async function residentMegabytes(pid: number): Promise<number> {
  const text = await new Response(Bun.spawn(['ps', '-o', 'rss=', '-p', String(pid)]).stdout).text()
  return Math.round(Number(text) / 1024)
}

async function seed(records: string): Promise<void> {
  const child = Bun.spawn([process.execPath, 'server/dev/seed.ts', '--usages', records], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if ((await child.exited) !== 0) throw new Error('Seeding failed')
}

function report(results: Measured[]): void {
  const table = Bun.inspect.table(
    Object.fromEntries(
      results.map(({ what, rows, megabytes, rowsPerSecond, ofCopy, before, peak }) => [
        what,
        {
          rows,
          MB: megabytes,
          'rows/s': rowsPerSecond,
          'of COPY': ofCopy.toFixed(2),
          'server MB before': before,
          'MB max': peak,
        },
      ]),
    ),
  )
  process.stdout.write(table)
  const file = join(root, 'test/results/export.json')
  mkdirSync(join(root, 'test/results'), { recursive: true })
  void Bun.write(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), records: Number(values.records), results }, null, 2)}\n`,
  )
  process.stdout.write(`${file}\n`)
}
