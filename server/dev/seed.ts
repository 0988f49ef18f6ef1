import { parseArgs } from 'node:util'
import { isDateTime } from '../../shared/dateTime'
import { readConfig, StartProblem } from '../config'
import type { Db, Pool } from '../db/connect'
import { openBeside } from '../db/open'
import { makePartitions } from '../db/partitions'
import { foldTally } from '../db/tally'
import { everything } from '../resource/scope'
import { readFirst, readOne } from '../store/rows'
import { usage } from '../usage/usage'
import { usageSpecification } from '../usageSpecification/usageSpecification'
import { makeWriter, type Writer } from '../write/writer'
import { load } from './load'
import { specificationsOf } from './specifications'
import { type SeedOptions, usages } from './usages'

const help = `Fills the database with realistic telecom usages: calls, messages, data sessions and roaming, of
10,000 customers and 6 partner networks, in every status.

  bun run seed -- --usages N [options]

  --usages N       the number of usages
  --days D         the number of days they are spread over (default: 30)
  --until TIME     the end of these days, such as 2026-11-23T10:00:00Z (default: now)
  --random-seed S  the same number and the same --until give the same usages (default: 1)
  --help           show this

Uses the database of the server (DATABASE_URL, DATA_DIR), also while the server runs. The ids of the
usages contain their time of arrival. Specifications of an earlier run with the same --random-seed are
used again, unless they were deleted.
`

async function seed(options: SeedOptions): Promise<string> {
  const database = await openBeside(readConfig(process.env))
  try {
    const started = performance.now()
    const { pool } = database
    const writer = makeWriter(pool)
    await refuseRepetition(pool, options)
    await makePartitions(pool, new Date(options.until.getTime() - options.days * 86_400_000), options.until)
    const specifications = await storeSpecifications(pool, writer, options.seed)
    const statuses = await storeUsages(pool, writer, options)
    await foldTally(pool)
    // Autovacuum does not analyze a partitioned table as a whole.
    await pool.client.begin(async (client) => {
      await client`set local statement_timeout = 0`
      await client`analyze usage, usage_specification`
    })
    const seconds = (performance.now() - started) / 1000
    return [
      `${count(options.count)} usages in ${seconds.toFixed(1)} s (${count(Math.round(options.count / seconds))}/s), ${specifications}, in ${database.description}`,
      ...[...statuses]
        .sort(([, one], [, other]) => other - one)
        .map(([status, many]) => `  ${status.padEnd(8)} ${count(many).padStart(count(options.count).length)}`),
    ].join('\n')
  } finally {
    await database.close()
  }
}

/** Refuses to store the same usages again, also if they were deleted: their ids would conflict with stored rows or revisions. */
async function refuseRepetition(db: Db, options: SeedOptions): Promise<void> {
  for (const { id } of usages(options)) {
    if (await readFirst(db, everything, usage, id))
      throw new StartProblem('These usages already exist, or did', 'Use another --random-seed, or leave out --until')
    return
  }
}

async function storeSpecifications(pool: Pool, writer: Writer, seed: number): Promise<string> {
  const all = Object.values(specificationsOf(seed))
  const known = await Promise.all(all.map(({ id }) => readOne(pool, everything, usageSpecification, id)))
  const missing = all.filter((_, index) => !known[index])
  // A deleted specification has revisions under its id; a new one with this id would mix with them.
  const deleted = await Promise.all(missing.map(({ id }) => readFirst(pool, everything, usageSpecification, id)))
  const names = missing.flatMap(({ document }, index) => (deleted[index] ? [document.name] : []))
  if (names.length > 0)
    throw new StartProblem(
      `${names.join(' and ')} of this --random-seed ${names.length > 1 ? 'were' : 'was'} deleted, and ids are not used again`,
      'Use another --random-seed',
    )
  await load(pool, writer, usageSpecification, missing)
  return `${missing.length} new specifications and ${all.length - missing.length} from before`
}

/** Stores the usages; returns the number of usages by status. */
async function storeUsages(pool: Pool, writer: Writer, options: SeedOptions): Promise<Map<string, number>> {
  const statuses = new Map<string, number>()
  function* counted() {
    for (const item of usages(options)) {
      const { status = '' } = item.document
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      yield item
    }
  }
  await load(pool, writer, usage, counted(), options.until)
  return statuses
}

/** Undefined if --help is given. */
function readOptions(args: string[]): SeedOptions | undefined {
  const values = parsed(args)
  if (values.help) return undefined
  if (values.usages === undefined) throw new StartProblem('--usages is missing', help)
  const days = wholeNumber('days', values.days, 1, 3_660)
  const until = instant(values.until)
  if (until.getTime() < days * 86_400_000)
    throw new StartProblem(`--until ${values.until}: there are no ids for times before 1970`)
  return {
    count: wholeNumber('usages', values.usages, 1, 1_000_000_000),
    days,
    until,
    seed: wholeNumber('random-seed', values['random-seed'], 0, Number.MAX_SAFE_INTEGER),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        usages: { type: 'string' },
        days: { type: 'string', default: '30' },
        until: { type: 'string' },
        'random-seed': { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new StartProblem(error instanceof Error ? error.message : String(error), help)
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new StartProblem(`--${option} ${text}: must be a whole number from ${least} to ${most}`)
}

function instant(text: string | undefined): Date {
  const now = new Date()
  if (text === undefined) return now
  const at = new Date(isDateTime(text) ? text : Number.NaN)
  if (at <= now) return at
  throw new StartProblem(
    `--until ${text}: must be a date and time with an offset, not in the future, such as 2026-11-23T10:00:00Z`,
  )
}

const count = (number: number): string => number.toLocaleString('en-US')

try {
  const options = readOptions(Bun.argv.slice(2))
  process.stdout.write(options ? `${await seed(options)}\n` : help)
} catch (thrown) {
  process.stderr.write(`${thrown instanceof StartProblem ? thrown.message : Bun.inspect(thrown)}\n`)
  process.exitCode = 1
}
