import { type SQL, sql } from 'drizzle-orm'
import { type Checker, SpecificationError } from '../../shared/checker/checker'
import type { Search } from '../../shared/search'
import { type UsageSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { badRequest, invalid, unknownId } from '../errors'
import { searchSql } from '../query/jsonPathFilter'
import { readQuery } from '../query/parse'
import { checkNew } from '../resource/check'
import { type Document, isObject } from '../resource/json'
import { isId, type Resource } from '../resource/resource'
import { checkerOf } from './bundleParts'

/** What is to be tried: a usage, or all that a query finds. */
export interface TrialRequest {
  given: unknown
  query: string | undefined
  draft: unknown
}

export function readTrial(body: unknown): TrialRequest {
  const wrong = (message: string) => badRequest('invalidBody', 'The body is not a trial', message)
  if (!isObject(body)) throw wrong(trialForm)
  const { usage: given, query, usageSpecification: draft, ...others } = body
  const [other] = Object.keys(others)
  if (other !== undefined) throw wrong(`It has no ${other.slice(0, 40)}. ${trialForm}`)
  if (isObject(given) ? query !== undefined : given !== undefined || typeof query !== 'string') throw wrong(trialForm)
  return { given, query: query as string | undefined, draft }
}

const trialForm =
  'Send {"usage": {…}} or {"query": "since=2026-11-01"}, and with either, if you like, "usageSpecification": {…} as a draft.'

/** The stored specification, or the draft of it: as it would be sent, or changed from what was read, with its id and href. */
export async function specificationFor(db: Db, id: string, draft: unknown, base: string): Promise<UsageSpecification> {
  const [stored] = isId(id)
    ? await db.runText<{ document: string }>('select document from usage_specification where id = $1', [id])
    : []
  if (!stored) throw unknownId('UsageSpecification', id)
  const href = `${base}/usageSpecification/${id}`
  const own: Document = { id, href }
  const given = isObject(draft)
    ? Object.fromEntries(Object.entries(draft).filter(([name, value]) => own[name] !== value))
    : draft
  if (draft !== undefined) checkNew('UsageSpecification', UsageSpecificationCreate, given)
  return { ...(given ?? JSON.parse(stored.document)), id, href }
}

/** Its checker; says all that keeps it from having one. */
export async function compiled(db: Db, specification: UsageSpecification): Promise<Checker> {
  try {
    return await checkerOf(db, specification)
  } catch (thrown) {
    if (thrown instanceof SpecificationError) throw invalid('UsageSpecification', thrown.problems)
    throw thrown
  }
}

/** The stored usages that a trial is about, as SQL. */
export async function whereOf(pool: Pool, usage: Resource, query: string, base: string): Promise<SQL> {
  const search = readQuery(query)
  const name = notOfConditions.find((one) => search[one] !== undefined)
  if (name)
    throw badRequest(
      'invalidQuery',
      `${name} does not count here`,
      'All that fit are checked. What counts are conditions: attribute=value, since, until, party, characteristic.NAME, filter.',
    )
  return (await searchSql(pool, usage, search, base)) ?? sql`true`
}

const notOfConditions = [
  'fields',
  'sort',
  'limit',
  'offset',
  'after',
  'before',
  'asOf',
] as const satisfies (keyof Search)[]
