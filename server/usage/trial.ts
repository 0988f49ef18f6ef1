import { sql } from 'drizzle-orm'
import { Elysia } from 'elysia'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { basePath, mediaTypes } from '../../shared/vocabulary'
import type { Pool } from '../db/connect'
import { uniqueOf } from '../rules/unique'
import { check } from '../tmf/check'
import { inTime } from '../tmf/export'
import { type Origin, originOf, readJson } from '../tmf/http'
import { holdersOf } from '../tmf/insert'
import type { Context } from '../tmf/operations'
import { wrongMethod } from '../tmf/routes'
import { takeTurn } from '../tmf/turn'
import { isRetired } from './enforcement'
import { makeTally } from './tally'
import { trialDetail } from './trialDetail'
import { compiled, readTrial, specificationFor, whereOf } from './trialRequest'
import { notUnique } from './unique'
import { usage } from './usage'

/** Rows fetched at a time, and milliseconds between lines that tell how far it is. */
const batchSize = 500
const interval = 500

/** `POST /api/usageSpecification/{id}/test`: one usage, or all a query finds, checked against a specification or a draft of it. Nothing is stored. */
export function trial(context: Context & { origin: Origin }) {
  const path = '/api/usageSpecification/:id/test' as const
  const hidden = { detail: { hide: true } }
  return (
    new Elysia({ name: 'trial' })
      .post(
        path,
        async ({ request, server, params }) => {
          const { body } = await readJson(request, 'trial', [mediaTypes.json])
          const { given, query, draft } = readTrial(body)
          const base = originOf(context.origin, request, server?.requestIP(request)?.address) + basePath
          const specification = await specificationFor(context.pool, String((params as { id: string | null }).id), draft, base)
          const checker = await compiled(context.pool, specification)
          if (query === undefined) return Response.json(await judged(context.pool, specification, checker, given))
          const rows = await context.pool.stream(
            sql`select id, document from usage where usage_specification_id = ${specification.id} and ${await whereOf(context.pool, query, base)} order by id desc`,
            batchSize,
          )
          return new Response(told(checker, rows.getReader()), { headers: { 'content-type': mediaTypes.ndjson, 'cache-control': 'no-cache' } })
        },
        { detail: trialDetail },
      )
      // The app's pages would answer it.
      .get(path, ({ request }) => wrongMethod(request, 'POST'), hidden)
      .all(path, ({ request }) => wrongMethod(request, 'POST'), hidden)
  )
}

/** What a usage would break if it came now. */
async function judged(pool: Pool, specification: UsageSpecification, checker: Checker, given: unknown): Promise<{ result: 'passed' | 'failed'; brokenRule: BrokenRule[] }> {
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
  message: `The specification takes no new usages: it is ${lifecycleStatus}`,
})

type Rows = ReadableStreamDefaultReader<Uint8Array[][]>

/** How far it is, now and then, and in the end what came of it: a line of JSON each. */
function told(checker: Checker, rows: Rows): ReadableStream<Uint8Array> {
  const tally = makeTally(checker)
  const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const turn = takeTurn()
      for (const until = performance.now() + interval; performance.now() < until; ) {
        const { done, value } = await inTime(rows.read(), () => rows.cancel())
        if (done) {
          controller.enqueue(line(tally.whole()))
          return controller.close()
        }
        for (const [id, document] of value) {
          if (turn.isOver()) await turn.next()
          tally.judge(String(id), JSON.parse(String(document)))
        }
      }
      controller.enqueue(line(tally.soFar()))
    },
    cancel: () => rows.cancel(),
  })
}
