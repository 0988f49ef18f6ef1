import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect } from '../../server/db/connect'
import { embeddedUser, foldersOf } from '../../server/db/embedded'
import { basePath } from '../../shared/vocabulary'
import { makeDataDir, startServer } from '../support/process'
import { type Case, casesOf } from './cases'
import { filled } from './filled'
import { measure, type Times, table } from './measure'
import { plansOf } from './plans'

const help = `Loads usages by the seed's rules and measures what partners and support staff ask for, one request
at a time: among many usages, and among few in the same run, as only the ratio says much.

  bun run bench:query -- --records N [options]

  --records N     how many (default: 1000000)
  --baseline N    how many are few (default: 100000)
  --requests N    of each kind (default: 100)
  --data-dir DIR  keep the databases there, and use those that are (default: a folder that is removed)
  --out FILE      the figures as JSON (default: test/bench/query-N.json)

The query plans are written to test/results/query-N-plans.txt.
`

interface Measured {
  records: number
  loadedPerSecond: number | undefined
  /** Each question asked for the first time, which reads from the disk what is not in memory; again; and again with its total. */
  cases: Record<string, { first: Times; again: Times; withTotal: Times }>
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '1000000' },
      baseline: { type: 'string', default: '100000' },
      requests: { type: 'string', default: '100' },
      'data-dir': { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return void process.stdout.write(help)
  const many = Number(values.records)
  const dir = values['data-dir'] ?? makeDataDir()
  const out = values.out ?? join(import.meta.dir, `query-${many}.json`)
  const results = join(import.meta.dir, '../results')
  mkdirSync(results, { recursive: true })
  try {
    const few = await measureAmong(Number(values.baseline), join(dir, values.baseline), Number(values.requests))
    const lots = await measureAmong(
      many,
      join(dir, values.records),
      Number(values.requests),
      join(results, `query-${many}-plans.txt`),
    )
    const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB`
    writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), machine, few, many: lots }, undefined, 2)}\n`)
    process.stdout.write(`${machine}\n\n${shown(few, lots)}\n`)
  } finally {
    if (!values['data-dir']) rmSync(dir, { recursive: true, force: true })
  }
}

async function measureAmong(count: number, dataDir: string, requests: number, plans?: string): Promise<Measured> {
  const loadedPerSecond = await filled(dataDir, count)
  const server = await startServer({ DATA_DIR: dataDir })
  // The queries use stored values; reading these from a cold disk may take long.
  const pool = connect(
    { sockets: foldersOf(dataDir).sockets, user: embeddedUser, database: embeddedUser },
    { statementTimeout: 0 },
  )
  try {
    const cases = await casesOf(pool, requests)
    if (plans) writeFileSync(plans, await plansOf(pool, cases))
    await pool.close()
    const measured: Measured['cases'] = {}
    for (const it of cases) {
      const ask = (prefer: string) =>
        measure([...it.paths.entries()], ([index, path]) => send(server.url, it, path, index, prefer))
      measured[it.name] = { first: await ask('count=none'), again: await ask('count=none'), withTotal: await ask('') }
      process.stderr.write(`${count} ${it.name} ${JSON.stringify(measured[it.name])}\n`)
    }
    return { records: count, loadedPerSecond, cases: measured }
  } finally {
    await server.stop()
  }
}

async function send(
  url: string,
  { body: sent, status, expect }: Case,
  path: string,
  index: number,
  prefer: string,
): Promise<void> {
  const asked: RequestInit = sent
    ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent(index)) }
    : { headers: { prefer } }
  const response = await fetch(url + (path.startsWith('/api/') ? path : basePath + path), asked)
  const body = await response.json()
  if (!(status === undefined ? response.ok : response.status === status) || !expect(body))
    throw new Error(`${path}: ${response.status} ${JSON.stringify(body).slice(0, 300)}`)
}

function shown(few: Measured, many: Measured): string {
  const ms = (value: number | undefined) => (value ?? Number.NaN).toFixed(1)
  const names = [
    'ms',
    `p95 of ${few.records}`,
    `p50 of ${many.records}`,
    `p95 of ${many.records}`,
    'ratio of p95',
    'p95 first time',
    'p95 with total',
  ]
  const rows = Object.entries(many.cases).map(([name, { first, again, withTotal }]) => {
    const small = few.cases[name]?.again.p95 ?? Number.NaN
    return [
      name,
      ms(small),
      ms(again.p50),
      ms(again.p95),
      (again.p95 / small).toFixed(2),
      ms(first.p95),
      ms(withTotal.p95),
    ]
  })
  return table(names, rows)
}

await main()
