import { sql } from 'drizzle-orm'
import { Elysia } from 'elysia'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import { type Checker, SpecificationError } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'
import { UsageSpecificationCreate } from '../../shared/usageSpecification'
import { basePath, mediaTypes } from '../../shared/vocabulary'
import { badRequest, invalid, unknownId } from '../errors'
import { check, checkNew } from '../tmf/check'
import { inTime } from '../tmf/export'
import { type Origin, originOf, readJson } from '../tmf/http'
import { isObject } from '../tmf/json'
import { fitting } from '../tmf/jsonPathFilter'
import type { Context } from '../tmf/operations'
import { readQuery } from '../tmf/query'
import { wrongMethod } from '../tmf/routes'
import { checkerOf } from './specifications'
import { trialDetail } from './trialDetail'
import { usage } from './usage'

/** Rows fetched at a time, milliseconds between lines that tell how far it is, and usages shown for each rule. */
const batchSize = 500
const interval = 500
const sampleSize = 5

/** `POST /api/usageSpecification/{id}/test`: one usage, or all a query finds, checked against a specification or a draft of it. Nothing is stored. */
export function trial(context: Context & { origin: Origin }) {
  const path = '/api/usageSpecification/:id/test' as const
  return new Elysia({ name: 'trial' })
    .post(
      path,
      async ({ request, server, params }) => {
        const { body } = await readJson(request, 'trial', [mediaTypes.json])
        if (!isObject(body)) throw badRequest('invalidBody', 'The body is not a trial', trialForm)
        const id = String((params as { id: string | null }).id)
        const checker = await checkerFor(context, id, body.usageSpecification)
        if (isObject(body.usage) && body.query === undefined) return Response.json(judged(checker, body.usage))
        if (typeof body.query !== 'string' || body.usage !== undefined) throw badRequest('invalidBody', 'The body is not a trial', trialForm)
        const base = originOf(context.origin, request, server?.requestIP(request)?.address) + basePath
        const rows = await context.pool.stream(
          sql`select id, document from usage where usage_specification_id = ${id} and ${fitting(usage, readQuery(body.query), base) ?? sql`true`} order by id desc`,
          batchSize,
        )
        return new Response(told(checker, rows.getReader()), { headers: { 'content-type': mediaTypes.ndjson, 'cache-control': 'no-cache' } })
      },
      { detail: trialDetail },
    )
    .all(path, ({ request }) => wrongMethod(request, 'POST'), { detail: { hide: true } })
}

const trialForm = 'Send {"usage": {…}} or {"query": "since=2026-11-01"}, and with either, if you like, "usageSpecification": {…} as a draft.'

async function checkerFor({ pool }: Context, id: string, draft: unknown): Promise<Checker> {
  const [stored] = await pool.runText<{ document: string }>('select document from usage_specification where id = $1', [id])
  if (!stored) throw unknownId('UsageSpecification', id)
  if (draft !== undefined) checkNew('UsageSpecification', UsageSpecificationCreate, draft)
  try {
    return await checkerOf(pool, { ...(draft ?? JSON.parse(stored.document)), id })
  } catch (thrown) {
    if (thrown instanceof SpecificationError) throw invalid('UsageSpecification', thrown.problems)
    throw thrown
  }
}

function judged(checker: Checker, given: unknown): { result: 'passed' | 'failed'; brokenRule: BrokenRule[] } {
  check('Usage', usage.createSchema, given)
  const brokenRule = checker.check(checker.complete(given as Usage))
  return { result: brokenRule.length > 0 ? 'failed' : 'passed', brokenRule }
}

type Rows = ReadableStreamDefaultReader<Uint8Array[][]>

/** How far it is, now and then, and in the end what came of it: a line of JSON each. */
function told(checker: Checker, rows: Rows): ReadableStream<Uint8Array> {
  const tally = { checked: 0, passed: 0, failed: 0 }
  const byRule = new Map<string, { rule: string; characteristic?: string; count: number; sample: string[] }>()
  const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`)
  const judge = (id: string, document: Usage) => {
    const broken = checker.check(checker.complete(document))
    tally.checked++
    tally[broken.length > 0 ? 'failed' : 'passed']++
    for (const key of new Set(broken.map(({ code, characteristic = '' }) => `${code} ${characteristic}`))) {
      const [rule = '', ...words] = key.split(' ')
      const group = byRule.get(key) ?? { rule, ...(words.join(' ') && { characteristic: words.join(' ') }), count: 0, sample: [] }
      group.count++
      if (group.sample.length < sampleSize) group.sample.push(id)
      byRule.set(key, group)
    }
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (const until = performance.now() + interval; performance.now() < until; ) {
        const { done, value } = await inTime(rows.read(), () => rows.cancel())
        if (done) {
          controller.enqueue(line({ ...tally, done: true, byRule: [...byRule.values()].sort((one, other) => other.count - one.count) }))
          return controller.close()
        }
        for (const [id, document] of value) judge(String(id), JSON.parse(String(document)))
      }
      controller.enqueue(line({ ...tally, done: false }))
    },
    cancel: () => rows.cancel(),
  })
}
