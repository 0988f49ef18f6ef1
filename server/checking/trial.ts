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
import type { Scope } from '../resource/scope'
import { holdersOf } from '../store/insert'
import { streamNewest } from '../store/rows'
import { type Connection, idleSeconds, type OpenRows, readFirstRows } from '../stream/firstRows'
import { exportPlaces } from '../stream/places'
import { pullStream, sourceOf } from '../stream/pullStream'
import { startTimeSlice } from '../yieldToOthers'
import { isRetired } from './enforcement'
import { holdersByKey, notUnique } from './heldValues'
import { compiled, specificationFor, type TrialRequest, whereOf } from './trialRequest'
import { makeTrialResults } from './trialResults'
import { uniqueOf } from './uniqueValues'

/** The milliseconds between progress lines. */
const interval = 500

/** The result of a trial: at once for one usage, line by line for a query. */
export type TrialOutcome =
  | { kind: 'usage'; outcome: TrialResult }
  | { kind: 'query'; lines: ReadableStream<Uint8Array> }

/** Checks a usage, or all that match a query, against a specification or a draft of it. Stores nothing. */
export async function trial(
  { pool }: Context,
  usage: Resource,
  id: string,
  { given, query, draft }: TrialRequest,
  caller: Caller,
  connection: Connection,
): Promise<TrialOutcome> {
  const base = baseOf(usage, caller)
  const specification = await specificationFor(pool, caller.scope, id, draft, base)
  const checker = await compiled(pool, specification)
  if (query === undefined)
    return { kind: 'usage', outcome: await checked(pool, caller.scope, usage, specification, checker, given) }
  const where = await whereOf(pool.scanning(caller), usage, query, caller)
  const lines = await tried(
    pool,
    caller,
    usage,
    checker,
    sql`usage_specification_id = ${specification.id} and ${where}`,
    connection,
  )
  return { kind: 'query', lines }
}

/** The rules that a usage would break if it were sent now. */
async function checked(
  pool: Pool,
  scope: Scope,
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
  const holders = await holdersByKey(pool, scope, held)
  const conflicts = unique.flatMap((it) => notUnique(it, holders.get(it.claim.key)) ?? [])
  const brokenRule = [
    ...(isRetired(specification) ? [retired(specification)] : []),
    ...checker.check(whole),
    ...conflicts,
  ]
  return { result: brokenRule.length > 0 ? 'failed' : 'passed', brokenRule }
}

const retired = ({ lifecycleStatus }: UsageSpecification): BrokenRule => ({
  code: 'specificationRetired',
  rule: 'lifecycleStatus',
  value: lifecycleStatus,
  message: `The specification accepts no new usages: it is ${lifecycleStatus}`,
})

/** Checks the stored usages of a trial one after the other, newest first. */
async function tried(
  pool: Pool,
  caller: Caller,
  usage: Resource,
  checker: Checker,
  where: SQL,
  connection: Connection,
): Promise<ReadableStream<Uint8Array>> {
  const leave = pool.caches.of(exportPlaces).take(caller)
  try {
    const rows = await streamNewest(pool, caller.scope, usage, where)
    const openRows = await readFirstRows(rows, connection)
    connection.allowIdle(0)
    return pullStream(sourceOf(linesOf(checker, openRows), openRows.cancel), idleSeconds * 1000, () => {
      leave()
      connection.allowIdle(idleSeconds)
    })
  } catch (thrown) {
    leave()
    throw thrown
  }
}

/** Yields JSON lines: the progress now and then, and the result at the end. */
async function* linesOf(checker: Checker, { first, read }: OpenRows): AsyncGenerator<Uint8Array> {
  const results = makeTrialResults(checker)
  const line = (value: TrialLine) => Buffer.from(`${JSON.stringify(value)}\n`)
  const slice = startTimeSlice()
  let sentAt = performance.now()
  for (let batch = first; !batch.done; batch = await read()) {
    for (const [id, document] of batch.value) {
      if (slice.isOver()) await slice.yieldToOthers()
      results.add(String(id), JSON.parse(String(document)))
    }
    if (performance.now() - sentAt < interval) continue
    yield line(results.soFar())
    sentAt = performance.now()
  }
  yield line(results.whole())
}
