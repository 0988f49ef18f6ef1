import { isBilled } from '../../shared/billed'
import { maxBrokenRules } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import { newlyBroken, statusFor } from '../../shared/checker/enforcement'
import { nextStatuses } from '../../shared/lifecycle'
import { ratingProblems } from '../../shared/rating'
import type { Usage, Validation } from '../../shared/usage'
import type { Db, Pool } from '../db/connect'
import { conflict, invalid, TmfError } from '../errors'
import type { Admitted, Candidate } from '../resource/admission'
import { startTimeSlice } from '../yieldToOthers'
import { checkInUse, refusal } from './enforcement'
import { heldByOthers, notUnique } from './heldValues'
import { type KnownSpecification, makeSpecifications } from './specifications'
import { uniqueOf } from './uniqueValues'

/** A usage as stored, without `id` and `href`. */
export type StoredUsage = Omit<Usage, 'id' | 'href'>
type Unvalidated = Omit<StoredUsage, 'validation'>

/** A usage to check before it is stored. `taken` gives the holders of unique values that the usage already had without a claim. */
interface Case {
  usage: StoredUsage
  before: StoredUsage | undefined
  specification: KnownSpecification | undefined
  taken: Map<string, string>
}

const longestMessage = 500
const noHolders = new Map<string, string>()

/** Checks usages before they are stored: the life cycle, the prices, and the rules of their specification. */
export async function admitUsages(
  pool: Pool,
  candidates: Candidate<StoredUsage>[],
  now: Date,
  db?: Db,
): Promise<(Admitted<StoredUsage> | TmfError)[]> {
  const specifications = pool.caches.of(makeSpecifications)
  const each = candidates.map(({ document, before, scope, holds = [] }) => ({ usage: document, before, scope, holds }))
  const found = await specifications.find(new Set(each.map(({ usage }) => usage.usageSpecification.id)), db)
  const admitted: (Admitted<StoredUsage> | TmfError)[] = []
  const slice = startTimeSlice()
  for (const { usage, before, scope, holds } of each) {
    if (slice.isOver()) await slice.yieldToOthers()
    const specification = found.get(usage.usageSpecification.id)
    const isOfIt = before?.usageSpecification.id === usage.usageSpecification.id
    const taken =
      isOfIt && specification ? await heldByOthers(db ?? pool, scope, specification, before, holds) : noHolders
    try {
      admitted.push(admitUsage({ usage, before, specification, taken }, now))
    } catch (thrown) {
      if (!(thrown instanceof TmfError)) throw thrown
      admitted.push(thrown)
    }
  }
  return admitted
}

function admitUsage(
  { usage: { validation: _, ...sent }, before, specification, taken }: Case,
  now: Date,
): Admitted<StoredUsage> {
  if (before) checkTransition(before, sent)
  checkRating(sent)
  const isOfIt = before?.usageSpecification.id === sent.usageSpecification.id
  if (!isOfIt && specification) checkInUse(specification.document)
  if (!specification?.checker) return { document: { ...sent, validation: unchecked(specification) }, claims: [] }
  // Defaults are not added to what stands on a bill.
  const complete = before && isBilled(before) ? asSent : specification.checker.complete
  const check = makeCheck({ ...specification.checker, complete }, sent.usageSpecification.id, taken)
  const { usage, brokenRule, claims } = check(sent)
  const isRecycled = isRecycling(before, sent)
  const checked = { usageSpecificationRevision: specification.revision, checkedAt: now.toISOString() }
  if (brokenRule.length === 0) {
    const validation: Validation = { result: 'passed', ...checked }
    const document = { ...usage, status: isRecycled ? 'guided' : usage.status }
    return isCorrected(before, sent)
      ? { document: { ...document, validation }, claims }
      : { document, aside: { validation }, claims }
  }
  const fresh = newlyBroken(brokenRule, before && isOfIt ? check(before).brokenRule : [])
  const status = isRecycled
    ? 'rejected'
    : statusFor(usage.status, before?.status, fresh, specification.document.enforcement)
  if (!status) throw refusal(fresh, specification.document)
  return {
    document: { ...usage, status, validation: { result: 'failed', ...checked, brokenRule } satisfies Validation },
    claims,
  }
}

const asSent = <Given>(usage: Given): Given => usage

/** The validation of a usage whose specification does not exist, or cannot be compiled. */
const unchecked = (specification: KnownSpecification | undefined): Validation => ({
  result: 'unchecked',
  ...(specification && {
    usageSpecificationRevision: specification.revision,
    message: `The specification cannot be used: ${specification.problem}`.slice(0, longestMessage),
  }),
})

/** Completes and checks usages of a specification. They break a rule with values that are `taken`, and do not claim these. */
const makeCheck = (checker: Checker, specification: string, taken: Map<string, string>) => (given: Unvalidated) => {
  const usage = checker.complete(given)
  const unique = uniqueOf(checker, specification, usage)
  const conflicts = unique.flatMap((it) => notUnique(it, taken.get(it.claim.key)) ?? [])
  return {
    usage,
    brokenRule: [...checker.check(usage), ...conflicts].slice(0, maxBrokenRules),
    claims: unique.flatMap(({ claim }) => (taken.has(claim.key) ? [] : claim)),
  }
}

/** True if a rejected usage is recycled, or if a usage was recycled while it could not be checked. */
const isRecycling = (before: StoredUsage | undefined, { status }: Unvalidated): boolean =>
  status === 'recycled' && (before?.status === 'rejected' || before?.validation?.result === 'unchecked')

/** True if a usage that was rejected for broken rules no longer breaks any, so that it can be recycled. A usage rejected for another reason has passed its check, which is stored aside. */
const isCorrected = (before: StoredUsage | undefined, { status }: Unvalidated): boolean =>
  status === 'rejected' && before?.status === 'rejected' && (before.validation?.result ?? 'unchecked') !== 'unchecked'

function checkTransition(before: StoredUsage, after: Unvalidated): void {
  if (before.status === after.status) return
  const next = nextStatuses(before.status)
  if (next.includes(after.status)) return
  throw conflict(
    'illegalTransition',
    `Usage cannot go from ${before.status} to ${after.status}`,
    next.length > 0
      ? `From ${before.status} it can go to ${next.join(' or ')}.`
      : `${before.status} is a final status.`,
  )
}

function checkRating(after: Unvalidated): void {
  const problems = ratingProblems(after)
  if (problems.length > 0) throw invalid('Usage', problems)
}
