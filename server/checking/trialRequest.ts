import { type SQL, sql } from 'drizzle-orm'
import { type Checker, SpecificationError } from '../../shared/checker/checker'
import type { Search } from '../../shared/search'
import { type UsageSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { badRequest, invalid, unknownId } from '../errors'
import { fitting } from '../query/jsonPathFilter'
import { readQuery } from '../query/parse'
import { checkNew } from '../resource/check'
import { type Document, isObject } from '../resource/json'
import { isId, type Resource } from '../resource/resource'
import { checkerOf } from './bundleParts'

/** Reads the body of a trial: a usage or a query, and perhaps a draft. */
export function readTrial(body: unknown): { given: unknown; query: string | undefined; draft: unknown } {
  const wrong = (message: string) => badRequest('invalidBody', 'The body is not a valid trial', message)
  if (!isObject(body)) throw wrong(trialForm)
  const { usage: given, query, usageSpecification: draft, ...others } = body
  const [other] = Object.keys(others)
  if (other !== undefined) throw wrong(`There is no attribute ${other.slice(0, 40)}. ${trialForm}`)
  if (isObject(given) ? query !== undefined : given !== undefined || typeof query !== 'string') throw wrong(trialForm)
  return { given, query: query as string | undefined, draft }
}

const trialForm =
  'Send {"usage": {…}} or {"query": "since=2026-11-01"}, optionally with a draft: "usageSpecification": {…}.'

/** The stored specification or the draft, with id and href. A draft may contain the id and href of the stored one. */
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

/** Compiles a specification; throws an error that lists all its problems. */
export async function compiled(db: Db, specification: UsageSpecification): Promise<Checker> {
  try {
    return await checkerOf(db, specification)
  } catch (thrown) {
    if (thrown instanceof SpecificationError) throw invalid('UsageSpecification', thrown.problems)
    throw thrown
  }
}

/** The SQL condition for the stored usages of a trial. */
export async function whereOf(pool: Pool, usage: Resource, query: string, base: string): Promise<SQL> {
  const search = readQuery(query)
  const name = notOfConditions.find((one) => search[one] !== undefined)
  if (name)
    throw badRequest(
      'invalidQuery',
      `${name} is not allowed here`,
      'A trial checks all matching usages. The query takes conditions only: attribute=value, since, until, party, characteristic.NAME, filter.',
    )
  return (await fitting(pool, usage, search, base)) ?? sql`true`
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
