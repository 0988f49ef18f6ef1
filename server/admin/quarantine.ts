import { sql } from 'drizzle-orm'
import { Elysia } from 'elysia'
import type { Db } from '../db/connect'
import { badRequest } from '../errors'
import { acceptsJson } from '../tmf/http'
import type { Context } from '../tmf/operations'
import { parametersOf } from '../tmf/parameters'
import { wrongMethod } from '../tmf/routes'

/** Rejected usages of one specification that break the same rule of it. */
interface Quarantined {
  usageSpecification: { id: string; name?: string }
  /** What is wrong, as a word for programs: `outOfRange`. */
  rule: string
  characteristic?: string
  count: number
  /** Ids of the newest of them. */
  sample: string[]
}

const sampleSize = 3
const mostGroups = 200

/** What is wrong with the usages that were turned down, by specification and rule, the most frequent first. */
async function quarantined(db: Db, specification: string | null): Promise<Quarantined[]> {
  const rows = await db.run<{ id: string; name: string | null; broken: string; count: string; sample: string[] }>(sql`
    with broken as (
      select usage_specification_id, unnest(broken_rules) as broken, usage.id
        from usage
       where broken_rules is not null and (${specification}::text is null or usage_specification_id = ${specification}::text)),
    grouped as (
      select usage_specification_id, broken, count(*) as count, (array_agg(id order by id desc))[1:${sql.raw(String(sampleSize))}] as sample
        from broken
       group by usage_specification_id, broken
       order by count(*) desc, usage_specification_id, broken
       limit ${mostGroups})
    select usage_specification_id as id, name, broken, count, sample
      from grouped left join usage_specification on usage_specification.id = usage_specification_id
     order by count desc, usage_specification_id, broken`)
  return rows.map(({ id, name, broken, count, sample }) => {
    const [rule = '', ...words] = broken.split(' ')
    const characteristic = words.join(' ')
    return { usageSpecification: { id, ...(name !== null && { name }) }, rule, ...(characteristic && { characteristic }), count: Number(count), sample }
  })
}

/** `GET /api/quarantine`: for whoever corrects what was turned down. */
export function quarantine({ pool }: Context) {
  const path = '/api/quarantine'
  return new Elysia({ name: 'quarantine' })
    .get(
      path,
      async ({ request }) => {
        acceptsJson(request)
        return Response.json(await quarantined(pool, specificationOf(request)), { headers: { 'cache-control': 'no-cache' } })
      },
      {
        detail: {
          tags: ['Usage'],
          operationId: 'listQuarantine',
          summary: 'What is wrong with rejected usages, by specification and rule',
          description: `The most frequent first, at most ${mostGroups}, with the newest ${sampleSize} of each. A usage that breaks several rules counts for each. Not a part of TMF635.`,
          parameters: [{ name: 'usageSpecification.id', in: 'query', description: 'Only of this specification', schema: { type: 'string' } }],
          responses: {
            200: { description: 'The rules that are broken', content: { 'application/json': { schema: { type: 'array', items: schema }, example: [example] } } },
            400: { $ref: '#/components/responses/400' },
            503: { $ref: '#/components/responses/503' },
          },
        },
      },
    )
    .all(path, ({ request }) => wrongMethod(request, 'GET, HEAD'), { detail: { hide: true } })
}

function specificationOf(request: Request): string | null {
  const { 'usageSpecification.id': id } = parametersOf(request, ['usageSpecification.id'])
  if (id?.includes('\0')) throw badRequest('invalidQuery', 'usageSpecification.id holds the character U+0000', 'No id has it.')
  return id
}

const schema = {
  type: 'object' as const,
  required: ['usageSpecification', 'rule', 'count', 'sample'],
  properties: {
    usageSpecification: { type: 'object' as const, required: ['id'], properties: { id: { type: 'string' as const }, name: { type: 'string' as const } } },
    rule: { type: 'string' as const, description: 'What is wrong, as a word for programs: the code of a broken rule' },
    characteristic: { type: 'string' as const, description: 'The characteristic it is about' },
    count: { type: 'integer' as const, description: 'How many usages' },
    sample: { type: 'array' as const, items: { type: 'string' as const }, description: 'Ids of the newest' },
  },
}

const example: Quarantined = {
  usageSpecification: { id: '01KATJ7T0M3V9KQ0G1S5X2Y4ZC', name: 'Voice-Usage-Specification' },
  rule: 'outOfRange',
  characteristic: 'duration',
  count: 17,
  sample: ['01KATJ7V5XD6T3X0GQ8Z4MW2BN'],
}
