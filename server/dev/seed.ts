import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
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
import { usages, type Wanted } from './usages'

const help = `Fills the database with believable telecom usages: calls, messages, data sessions and roaming, of
10,000 customers and 6 partner networks, in every status.

  bun run seed -- --usages N [options]

  --usages N       how many
  --days D         spread over this many days (default: 30)
  --until INSTANT  … before this instant, such as 2026-11-23T10:00:00Z (default: now)
  --random-seed S  another number gives other usages; the same number and instant give the same (default: 1)
  --help           show this

It uses the database the server would use (DATABASE_URL, DATA_DIR), also while the server runs.
The usages get the ids of the time they would have arrived. Specifications of an earlier run with the
same --random-seed are used again, unless they were deleted.
`

async function seed(wanted: Wanted): Promise<string> {
  const database = await openBeside(readConfig(process.env))
  try {
    const started = performance.now()
    const { pool } = database
    const writer = makeWriter(pool)
    await refuseRepetition(pool, wanted)
    await makePartitions(pool, new Date(wanted.until.getTime() - wanted.days * 86_400_000), wanted.until)
    const specifications = await storeSpecifications(pool, writer, wanted.seed)
    const statuses = await storeUsages(pool, writer, wanted)
    await foldTally(pool)
    // Autovacuum never looks at a partitioned table as a whole.
    await pool.transaction(async (db) => {
      await db.run(sql`set local statement_timeout = 0`)
      await db.run(sql`analyze usage, usage_specification`)
    })
    const seconds = (performance.now() - started) / 1000
    return [
      `${count(wanted.count)} usages in ${seconds.toFixed(1)} s (${count(Math.round(wanted.count / seconds))}/s), ${specifications}, in ${database.description}`,
      ...[...statuses]
        .sort(([, one], [, other]) => other - one)
        .map(([status, many]) => `  ${status.padEnd(8)} ${count(many).padStart(count(wanted.count).length)}`),
    ].join('\n')
  } finally {
    await database.close()
  }
}

/** The same wishes a second time would only break the primary key, row by row; or that of the revisions later, where they were deleted. */
async function refuseRepetition(db: Db, wanted: Wanted): Promise<void> {
  for (const { id } of usages(wanted)) {
    if (await readFirst(db, everything, usage, id))
      throw new StartProblem(
        'These usages are there already, or were',
        'Choose another --random-seed, or leave out --until',
      )
    return
  }
}

async function storeSpecifications(pool: Pool, writer: Writer, seed: number): Promise<string> {
  const all = Object.values(specificationsOf(seed))
  const known = await Promise.all(all.map(({ id }) => readOne(pool, everything, usageSpecification, id)))
  const missing = all.filter((_, index) => !known[index])
  // What was deleted has a history under its id, which another life would mix with its own.
  const deleted = await Promise.all(missing.map(({ id }) => readFirst(pool, everything, usageSpecification, id)))
  const names = missing.flatMap(({ document }, index) => (deleted[index] ? [document.name] : []))
  if (names.length > 0)
    throw new StartProblem(
      `${names.join(' and ')} of this --random-seed ${names.length > 1 ? 'were' : 'was'} deleted, and an id does not come back`,
      'Choose another --random-seed',
    )
  await load(pool, writer, usageSpecification, missing)
  return `${missing.length} new specifications and ${all.length - missing.length} from before`
}

/** Stores them all; returns how many have each status. */
async function storeUsages(pool: Pool, writer: Writer, wanted: Wanted): Promise<Map<string, number>> {
  const statuses = new Map<string, number>()
  function* counted() {
    for (const item of usages(wanted)) {
      const { status = '' } = item.document
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      yield item
    }
  }
  await load(pool, writer, usage, counted(), wanted.until)
  return statuses
}

/** Undefined: help was asked for. */
function readOptions(args: string[]): Wanted | undefined {
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
  const wanted = readOptions(Bun.argv.slice(2))
  process.stdout.write(wanted ? `${await seed(wanted)}\n` : help)
} catch (thrown) {
  process.stderr.write(`${thrown instanceof StartProblem ? thrown.message : Bun.inspect(thrown)}\n`)
  process.exitCode = 1
}
