import { type SQL, sql } from 'drizzle-orm'
import type { TrialLine, TrialResult } from '../../shared/api/trial'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Context } from '../context'
import type { Pool } from '../db/connect'
import type { Caller } from '../resource/caller'
import { check } from '../resource/check'
import { baseOf, type Resource } from '../resource/resource'
import { holdersOf } from '../store/insert'
import { type Connection, idleSeconds, type OpenRows, readFirstRows } from '../stream/firstRows'
import { pullStream, sourceOf } from '../stream/pullStream'
import { startTimeSlice } from '../yieldToOthers'
import { isRetired } from './enforcement'
import { notUnique } from './heldValues'
import { compiled, specificationFor, type TrialRequest, whereOf } from './trialRequest'
import { makeTrialResults } from './trialResults'
import { uniqueOf } from './uniqueValues'

/** Rows fetched at a time, and milliseconds between lines that tell how far it is. */
const batchSize = 500
const interval = 500

/** What came of a trial: of one usage at once, of a query line by line. */
export type TrialOutcome =
  | { kind: 'usage'; outcome: TrialResult }
  | { kind: 'query'; lines: ReadableStream<Uint8Array> }

/** Checks one usage, or all usages that a query finds, against a specification or a draft of it. Nothing is stored. */
export async function trial(
  { pool }: Context,
  usage: Resource,
  id: string,
  { given, query, draft }: TrialRequest,
  caller: Caller,
  connection: Connection,
): Promise<TrialOutcome> {
  const base = baseOf(usage, caller)
  const specification = await specificationFor(pool, id, draft, base)
  const checker = await compiled(pool, specification)
  if (query === undefined) return { kind: 'usage', outcome: await checked(pool, usage, specification, checker, given) }
  const where = await whereOf(pool, usage, query, base)
  const lines = await tried(pool, checker, sql`usage_specification_id = ${specification.id} and ${where}`, connection)
  return { kind: 'query', lines }
}

/** What a usage would break if it came now. */
async function checked(
  pool: Pool,
  usage: Resource,
  specification: UsageSpecification,
  checker: Checker,
  given: unknown,
): Promise<TrialResult> {
  check('Usage', usage.face.createSchema, given)
  const whole = checker.complete(given as Usage)
  const unique = uniqueOf(checker, specification.id, whole)
  const held = await holdersOf(
    pool,
    unique.map(({ claim }) => claim),
  )
  const lost = unique.flatMap((it) => notUnique(it, held.find(({ claim }) => claim === it.claim)?.id) ?? [])
  const brokenRule = [...(isRetired(specification) ? [retired(specification)] : []), ...checker.check(whole), ...lost]
  return { result: brokenRule.length > 0 ? 'failed' : 'passed', brokenRule }
}

const retired = ({ lifecycleStatus }: UsageSpecification): BrokenRule => ({
  code: 'specificationRetired',
  rule: 'lifecycleStatus',
  value: lifecycleStatus,
  message: `The specification takes no new usages: it is ${lifecycleStatus}`,
})

/** The stored usages that a trial is about, checked one after the other, newest first. */
async function tried(
  pool: Pool,
  checker: Checker,
  where: SQL,
  connection: Connection,
): Promise<ReadableStream<Uint8Array>> {
  const rows = await pool.stream(sql`select id, document from usage where ${where} order by id desc`, batchSize)
  const begun = await readFirstRows(rows, connection)
  connection.allowIdle(0)
  return pullStream(sourceOf(told(checker, begun), begun.cancel), idleSeconds * 1000, () =>
    connection.allowIdle(idleSeconds),
  )
}

/** How far it is, now and then, and in the end what came of it: a line of JSON each. */
async function* told(checker: Checker, { first, read }: OpenRows): AsyncGenerator<Uint8Array> {
  const results = makeTrialResults(checker)
  const line = (value: TrialLine) => Buffer.from(`${JSON.stringify(value)}\n`)
  const turn = startTimeSlice()
  let told = performance.now()
  for (let batch = first; !batch.done; batch = await read()) {
    for (const [id, document] of batch.value) {
      if (turn.isOver()) await turn.yieldToOthers()
      results.add(String(id), JSON.parse(String(document)))
    }
    if (performance.now() - told < interval) continue
    yield line(results.soFar())
    told = performance.now()
  }
  yield line(results.whole())
}
