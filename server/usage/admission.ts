import { type BrokenRule, cut, mostBrokenRules } from '../../shared/checker/brokenRule'
import { nextStatuses } from '../../shared/lifecycle'
import { billedProblems, ratingProblems } from '../../shared/rating'
import type { Usage, Validation } from '../../shared/usage'
import type { Db, Pool } from '../db/connect'
import { badRequest, conflict, invalid, TmfError } from '../errors'
import type { Admitted, Candidate, Claim } from '../tmf/admitted'
import { digestOf } from '../tmf/claim'
import { takeTurn } from '../tmf/turn'
import { type KnownSpecification, makeSpecifications, type Specifications } from './specifications'

/** A usage as it is stored; of its specification's rules nothing is known. */
type Stored = Omit<Usage, 'id' | 'href'>

const known = new WeakMap<Pool, Specifications>()

/** What usages go through before they are stored: the life cycle, what must hold of prices, and the rules of their specification. */
export async function admitUsages(pool: Pool, candidates: Candidate[], now: Date, db?: Db): Promise<(Admitted | TmfError)[]> {
  const specifications = known.get(pool) ?? makeSpecifications(pool)
  known.set(pool, specifications)
  const each = candidates.map(({ document, before }) => ({ usage: document as Stored, before: before as Stored | undefined }))
  const found = await specifications.find(new Set(each.map(({ usage }) => usage.usageSpecification.id)), db)
  const outcomes: (Admitted | TmfError)[] = []
  const turn = takeTurn()
  for (const { usage, before } of each) {
    if (turn.isOver()) await turn.next()
    outcomes.push(admittedOrNot(usage, before, found.get(usage.usageSpecification.id), now))
  }
  return outcomes
}

function admittedOrNot(...given: Parameters<typeof admitUsage>): Admitted | TmfError {
  try {
    return admitUsage(...given)
  } catch (thrown) {
    if (thrown instanceof TmfError) return thrown
    throw thrown
  }
}

function admitUsage({ validation: _, ...sent }: Stored, before: Stored | undefined, specification: KnownSpecification | undefined, now: Date): Admitted {
  if (before) checkTransition(before, sent)
  checkRating(before, sent)
  if (!before && specification) checkInUse(specification)
  if (!specification?.checker) return { document: { ...sent, validation: { result: 'unchecked' } satisfies Validation }, claims: [] }
  const { checker, revision, document } = specification
  const usage = checker.complete(sent)
  const brokenRule = checker.check(usage)
  const claims = checker.uniqueValues(usage).map((value) => claimOf(usage.usageSpecification.id, value))
  const isRecycled = before?.status === 'rejected' && usage.status === 'recycled'
  const checked = { usageSpecificationRevision: revision, checkedAt: now.toISOString() }
  if (brokenRule.length === 0) {
    const validation: Validation = { result: 'passed', ...checked }
    return { document: { ...usage, status: isRecycled ? 'guided' : usage.status }, aside: { validation }, claims }
  }
  const enforcement = document.enforcement ?? 'refuse'
  // What was broken before may be mended step by step.
  if (enforcement === 'refuse' && before?.validation?.result !== 'failed') throw refusal(brokenRule, specification)
  const isTurnedDown = isRecycled || (enforcement === 'quarantine' && !before)
  const validation: Validation = { result: 'failed', ...checked, brokenRule }
  return { document: { ...usage, status: isTurnedDown ? 'rejected' : usage.status, validation }, claims }
}

function checkTransition(before: Stored, after: Omit<Stored, 'validation'>): void {
  if (before.status === after.status) return
  const next = nextStatuses(before.status)
  if (next.includes(after.status)) return
  throw conflict(
    'illegalTransition',
    `Usage cannot go from ${before.status} to ${after.status}`,
    next.length > 0 ? `From ${before.status} it can go to ${next.join(' or ')}.` : `${before.status} is the end of its life.`,
  )
}

function checkRating(before: Stored | undefined, after: Omit<Stored, 'validation'>): void {
  const touched = before ? billedProblems(before, after) : []
  if (touched.length > 0) {
    const said = touched.map(({ path, message }) => `${path} ${message}`).join('; ')
    throw new TmfError(409, 'billed', 'A billed usage keeps its amounts', `${said.slice(0, 1000)}.`, { invalidAttribute: touched })
  }
  const problems = ratingProblems(after)
  if (problems.length > 0) throw invalid('Usage', problems)
}

function checkInUse({ document: { id, lifecycleStatus = '' } }: KnownSpecification): void {
  if (!/^(retired|obsolete)$/i.test(lifecycleStatus.trim())) return
  throw badRequest('specificationRetired', 'The usageSpecification takes no new usages', `${id} is ${lifecycleStatus}. Refer to the specification that has taken its place.`)
}

function refusal(brokenRule: BrokenRule[], { document: { id, name } }: KnownSpecification): TmfError {
  const shown = brokenRule.slice(0, 3).map(({ message }) => message)
  const left = brokenRule.length - shown.length
  const more = left === 0 ? '' : `; and ${brokenRule.length === mostBrokenRules ? 'at least ' : ''}${left} more`
  return new TmfError(400, 'brokenRule', `The Usage breaks rules of ${name} (${id})`, `${shown.join('; ')}${more}`, { brokenRule })
}

const claimOf = (specification: string, { name, value }: { name: string; value: string }): Claim => ({
  key: digestOf('value', specification, name, value),
  kind: 'value',
  digest: null,
  label: `${name} ${cut(value, longestLabel)}`,
})
const longestLabel = 60

/** What is wrong with a usage that was turned down, as SQL counts it: code and characteristic of each rule it breaks. */
export const turnedDownFor = ({ status, validation }: Partial<Stored>): string[] =>
  status === 'rejected' ? [...new Set(validation?.brokenRule?.map(({ code, characteristic = '' }) => `${code} ${characteristic}`))] : []
