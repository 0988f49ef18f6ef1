import { type SQL, sql } from 'drizzle-orm'
import { Elysia } from 'elysia'
import type { TrialLine, TrialResult } from '../../shared/api/trial'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { basePath, mediaTypes } from '../../shared/vocabulary'
import type { Pool } from '../db/connect'
import { wrongMethod } from '../http/methods'
import { parametersOf } from '../http/parameters'
import { acceptsJson, type Origin, originOf, readJson } from '../http/request'
import type { Context } from '../operations/operations'
import { check } from '../resource/check'
import type { Resource } from '../resource/resource'
import { holdersOf } from '../store/insert'
import { type Begun, idleSeconds, readFirstRows } from '../stream/firstRows'
import { made, pullStream } from '../stream/pullStream'
import { startTimeSlice } from '../yieldToOthers'
import { isRetired } from './enforcement'
import { notUnique } from './heldValues'
import { trialDetail } from './trialDetail'
import { compiled, readTrial, specificationFor, whereOf } from './trialRequest'
import { makeTrialResults } from './trialResults'
import { uniqueOf } from './uniqueValues'

/** The number of rows fetched at a time, and the milliseconds between progress lines. */
const batchSize = 500
const interval = 500

/** `POST /api/usageSpecification/{id}/test`: checks a usage, or all that match a query, against a specification or a draft of it. Stores nothing. */
export function trial(context: Context & { origin: Origin }, usage: Resource) {
  const path = '/api/usageSpecification/:id/test' as const
  const hidden = { detail: { hide: true } }
  return (
    new Elysia({ name: 'trial' })
      .post(
        path,
        async ({ request, server, params }) => {
          const { body } = await readJson(request, 'trial', [mediaTypes.json])
          const { given, query, draft } = readTrial(body)
          parametersOf(request, [])
          acceptsJson(request, query === undefined ? mediaTypes.json : mediaTypes.ndjson)
          const base = originOf(context.origin, request, server?.requestIP(request)?.address) + basePath
          const specification = await specificationFor(
            context.pool,
            (params as { id: string | null }).id ?? '%',
            draft,
            base,
          )
          const checker = await compiled(context.pool, specification)
          if (query === undefined)
            return Response.json(await checked(context.pool, usage, specification, checker, given))
          const where = await whereOf(context.pool, usage, query, base)
          return tried(
            context.pool,
            checker,
            sql`usage_specification_id = ${specification.id} and ${where}`,
            request,
            (seconds) => server?.timeout(request, seconds),
          )
        },
        { detail: trialDetail },
      )
      // Otherwise the app's pages would answer GET.
      .get(path, ({ request }) => wrongMethod(request, 'POST'), hidden)
      .all(path, ({ request }) => wrongMethod(request, 'POST'), hidden)
  )
}

/** The rules that a usage would break if it were sent now. */
async function checked(
  pool: Pool,
  usage: Resource,
  specification: UsageSpecification,
  checker: Checker,
  given: unknown,
): Promise<TrialResult> {
  check('Usage', usage.createSchema, given)
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
  message: `The specification accepts no new usages: it is ${lifecycleStatus}`,
})

/** Checks the stored usages of a trial one after the other, newest first. */
async function tried(
  pool: Pool,
  checker: Checker,
  where: SQL,
  request: Request,
  allowIdle: (seconds: number) => void,
): Promise<Response> {
  const begun = await readFirstRows(
    await pool.stream(sql`select id, document from usage where ${where} order by id desc`, batchSize),
    request,
    allowIdle,
  )
  allowIdle(0)
  const lines = pullStream(made(linesOf(checker, begun), begun.leave), idleSeconds * 1000, () => allowIdle(idleSeconds))
  return new Response(lines, { headers: { 'content-type': mediaTypes.ndjson, 'cache-control': 'no-cache' } })
}

/** Yields JSON lines: the progress now and then, and the result at the end. */
async function* linesOf(checker: Checker, { first, read }: Begun): AsyncGenerator<Uint8Array> {
  const results = makeTrialResults(checker)
  const line = (value: TrialLine) => Buffer.from(`${JSON.stringify(value)}\n`)
  const turn = startTimeSlice()
  let sentAt = performance.now()
  for (let batch = first; !batch.done; batch = await read()) {
    for (const [id, document] of batch.value) {
      if (turn.isOver()) await turn.yieldToOthers()
      results.add(String(id), JSON.parse(String(document)))
    }
    if (performance.now() - sentAt < interval) continue
    yield line(results.soFar())
    sentAt = performance.now()
  }
  yield line(results.whole())
}
