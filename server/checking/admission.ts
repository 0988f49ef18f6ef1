import { maxBrokenRules } from '../../shared/checker/brokenRule'
import type { Checker } from '../../shared/checker/checker'
import { newlyBroken, statusFor } from '../../shared/checker/enforcement'
import { nextStatuses } from '../../shared/lifecycle'
import { billedProblems, ratingProblems } from '../../shared/rating'
import type { Usage, Validation } from '../../shared/usage'
import type { Db, Pool } from '../db/connect'
import { conflict, invalid, TmfError } from '../errors'
import type { Admitted, Candidate } from '../resource/admission'
import { startTimeSlice } from '../yieldToOthers'
import { checkInUse, refusal } from './enforcement'
import { heldByOthers, notUnique } from './heldValues'
import { type KnownSpecification, makeSpecifications, type Specifications } from './specifications'
import { uniqueOf } from './uniqueValues'

/** A usage as it is stored; of its specification's rules nothing is known. */
type Stored = Omit<Usage, 'id' | 'href'>
type Unvalidated = Omit<Stored, 'validation'>

/** A usage that is to be stored: what it was, and who has unique values that it had, too. */
interface Case {
  usage: Stored
  before: Stored | undefined
  specification: KnownSpecification | undefined
  taken: Map<string, string>
}

const longestMessage = 500
const known = new WeakMap<Pool, Specifications>()
const nobody = new Map<string, string>()

/** What usages go through before they are stored: the life cycle, what must hold of prices, and the rules of their specification. */
export async function admitUsages(
  pool: Pool,
  candidates: Candidate[],
  now: Date,
  db?: Db,
): Promise<(Admitted | TmfError)[]> {
  const specifications = known.get(pool) ?? makeSpecifications(pool)
  known.set(pool, specifications)
  const each = candidates.map(({ document, ...rest }) => ({
    usage: document as Stored,
    before: rest.before as Stored | undefined,
    holds: rest.holds ?? [],
  }))
  const found = await specifications.find(new Set(each.map(({ usage }) => usage.usageSpecification.id)), db)
  const admitted: (Admitted | TmfError)[] = []
  const turn = startTimeSlice()
  for (const { usage, before, holds } of each) {
    if (turn.isOver()) await turn.yieldToOthers()
    const specification = found.get(usage.usageSpecification.id)
    const isOfIt = before?.usageSpecification.id === usage.usageSpecification.id
    const taken = isOfIt && specification ? await heldByOthers(db ?? pool, specification, before, holds) : nobody
    try {
      admitted.push(admitUsage({ usage, before, specification, taken }, now))
    } catch (thrown) {
      if (!(thrown instanceof TmfError)) throw thrown
      admitted.push(thrown)
    }
  }
  return admitted
}

function admitUsage({ usage: { validation: _, ...sent }, before, specification, taken }: Case, now: Date): Admitted {
  if (before) checkTransition(before, sent)
  checkRating(before, sent)
  const isOfIt = before?.usageSpecification.id === sent.usageSpecification.id
  if (!isOfIt && specification) checkInUse(specification.document)
  if (!specification?.checker) return { document: { ...sent, validation: unchecked(specification) }, claims: [] }
  const judge = judgeBy(specification.checker, sent.usageSpecification.id, taken)
  const { usage, brokenRule, claims } = judge(sent)
  const isRecycled = isRecycling(before, sent)
  const checked = { usageSpecificationRevision: specification.revision, checkedAt: now.toISOString() }
  if (brokenRule.length === 0) {
    const validation: Validation = { result: 'passed', ...checked }
    const document = { ...usage, status: isRecycled ? 'guided' : usage.status }
    return isCorrected(before, sent)
      ? { document: { ...document, validation }, claims }
      : { document, aside: { validation }, claims }
  }
  const fresh = newlyBroken(brokenRule, before && isOfIt ? judge(before).brokenRule : [])
  const status = isRecycled
    ? 'rejected'
    : statusFor(usage.status, before?.status, fresh, specification.document.enforcement)
  if (!status) throw refusal(fresh, specification.document)
  return {
    document: { ...usage, status, validation: { result: 'failed', ...checked, brokenRule } satisfies Validation },
    claims,
  }
}

/** Nobody knows the specification; or it is here, and says itself what is wrong with it. */
const unchecked = (specification: KnownSpecification | undefined): Validation => ({
  result: 'unchecked',
  ...(specification && {
    usageSpecificationRevision: specification.revision,
    message: `The specification cannot be used: ${specification.problem}`.slice(0, longestMessage),
  }),
})

/** Completes and checks usages of a specification. What is `taken` they do not claim, but lack. */
const judgeBy = (checker: Checker, specification: string, taken: Map<string, string>) => (given: Unvalidated) => {
  const usage = checker.complete(given)
  const unique = uniqueOf(checker, specification, usage)
  const lost = unique.flatMap((it) => notUnique(it, taken.get(it.claim.key)) ?? [])
  return {
    usage,
    brokenRule: [...checker.check(usage), ...lost].slice(0, maxBrokenRules),
    claims: unique.flatMap(({ claim }) => (taken.has(claim.key) ? [] : claim)),
  }
}

/** Whether a rejected usage goes on its way again; or went when nobody could check it, and now somebody can. */
const isRecycling = (before: Stored | undefined, { status }: Unvalidated): boolean =>
  status === 'recycled' && (before?.status === 'rejected' || before?.validation?.result === 'unchecked')

/** Whether a usage that was turned down for what it broke breaks nothing any more: it only waits to be recycled. What was turned down for another reason has always passed, and that stands aside. */
const isCorrected = (before: Stored | undefined, { status }: Unvalidated): boolean =>
  status === 'rejected' && before?.status === 'rejected' && (before.validation?.result ?? 'unchecked') !== 'unchecked'

function checkTransition(before: Stored, after: Unvalidated): void {
  if (before.status === after.status) return
  const next = nextStatuses(before.status)
  if (next.includes(after.status)) return
  throw conflict(
    'illegalTransition',
    `Usage cannot go from ${before.status} to ${after.status}`,
    next.length > 0
      ? `From ${before.status} it can go to ${next.join(' or ')}.`
      : `${before.status} is the end of its life.`,
  )
}

function checkRating(before: Stored | undefined, after: Unvalidated): void {
  const touched = before ? billedProblems(before, after) : []
  if (touched.length > 0) {
    const said = touched.map(({ path, message }) => `${path} ${message}`).join('; ')
    throw new TmfError(409, 'billed', 'A billed usage keeps its amounts', `${said.slice(0, 1000)}.`, {
      invalidAttribute: touched,
    })
  }
  const problems = ratingProblems(after)
  if (problems.length > 0) throw invalid('Usage', problems)
}
