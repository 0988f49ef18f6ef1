import { type SQL, sql } from 'drizzle-orm'
import { type Checker, SpecificationError } from '../../shared/checker/checker'
import type { Search } from '../../shared/search'
import { type UsageSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { badRequest, invalid, unknownId } from '../errors'
import { readQuery } from '../query/parse'
import type { Caller } from '../resource/caller'
import { checkNew } from '../resource/check'
import { type Document, isObject } from '../resource/json'
import { isId, type Resource } from '../resource/resource'
import { everything, type Scope } from '../resource/scope'
import { searchSql } from '../store/searchSql'
import { checkerOf, readSpecifications } from '../store/specifications'

/** A trial as its body asks for it: a usage or a query, and perhaps a draft. */
export interface TrialRequest {
  given: unknown
  query: string | undefined
  draft: unknown
}

/** Reads the body of a trial. */
export function readTrial(body: unknown): TrialRequest {
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
export async function specificationFor(
  db: Db,
  scope: Scope,
  id: string,
  draft: unknown,
  base: string,
): Promise<UsageSpecification> {
  const stored = isId(id) ? (await readSpecifications(db, scope, [id])).get(id) : undefined
  if (!stored) throw unknownId('UsageSpecification', id)
  const href = `${base}/usageSpecification/${id}`
  const own: Document = { id, href }
  if (draft === undefined) return { ...stored.document, id, href }
  const given = isObject(draft)
    ? Object.fromEntries(Object.entries(draft).filter(([name, value]) => own[name] !== value))
    : draft
  checkNew('UsageSpecification', UsageSpecificationCreate, given)
  // The schema says so.
  return { ...(given as UsageSpecification), id, href }
}

/** Compiles a specification; throws an error that lists all its problems. */
export async function compiled(db: Db, specification: UsageSpecification): Promise<Checker> {
  try {
    return await checkerOf(db, everything, specification)
  } catch (thrown) {
    if (thrown instanceof SpecificationError) throw invalid('UsageSpecification', thrown.problems)
    throw thrown
  }
}

/** The SQL condition for the stored usages of a trial. */
export async function whereOf(pool: Pool, usage: Resource, query: string, caller: Caller): Promise<SQL> {
  const search = readQuery(query)
  const name = notOfConditions.find((one) => search[one] !== undefined)
  if (name)
    throw badRequest(
      'invalidQuery',
      `${name} is not allowed here`,
      'A trial checks all matching usages. The query takes conditions only: attribute=value, since, until, party, characteristic.NAME, filter.',
    )
  return (await searchSql(pool, usage, search, caller)) ?? sql`true`
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
