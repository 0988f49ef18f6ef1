import { isSeveralIn, kindIn } from '../../shared/checker/characteristic'
import { compile } from '../../shared/checker/checker'
import { problemsOf } from '../../shared/checker/problems'
import { indexCharacteristics } from '../../shared/checker/relation'
import { type Specification, type SpecificationProblem, withParts } from '../../shared/checker/specification'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { knownOf, lockBundles, partsOf } from '../checking/bundleParts'
import type { Db, Pool } from '../db/connect'
import { conflict, invalid, type TmfError } from '../errors'
import type { Admitted, Candidate } from '../resource/admission'
import { type Changing, reclaim } from './reclaim'

/** What specifications go through before they are stored: usages can be checked against each, and against the bundles that contain it. */
export async function admitSpecifications(
  pool: Pool,
  candidates: Candidate[],
  _now: Date,
  db: Db = pool,
): Promise<(Admitted | TmfError)[]> {
  const admitted: (Admitted | TmfError)[] = []
  for (const { document, before, id, base = '' } of candidates) {
    const after = { ...document, id } as UsageSpecification
    const bundles = id ? await lockBundles(db, id) : []
    const parts = knownOf(await partsOf(db, [after, ...bundles])).filter((part) => part.id !== id)
    const problems = problemsOf(after, parts)
    if (problems.length > 0) admitted.push(invalid('UsageSpecification', problems))
    else
      admitted.push({
        document,
        claims: [],
        ...(before && {
          afterwards: await change(
            db,
            { before: { ...before, id } as UsageSpecification, after, bundles, parts },
            base,
          ),
        }),
      })
  }
  return admitted
}

/** A specification before and after a change, the bundles that contain it, and what it and they contain. */
interface Change {
  before: UsageSpecification
  after: UsageSpecification
  bundles: UsageSpecification[]
  parts: UsageSpecification[]
}

/** Refuses a change that a bundle does not survive; takes and gives up what usages claim by it. */
async function change(
  db: Db,
  { before, after, bundles, parts }: Change,
  base: string,
): Promise<Admitted['afterwards']> {
  const own = effectOf([before, ...parts], [after, ...parts])
  const others = bundles.map((bundle) => effectOf([bundle, before, ...parts], [bundle, after, ...parts]))
  const broken = others.filter(({ problems }) => problems.length > 0)
  if (broken.length > 0) throw breaksBundles(broken)
  const left: Admitted['afterwards'][] = []
  for (const { changing } of [own, ...others]) if (changing) left.push(await reclaim(db, changing, base))
  return async (pool) => {
    for (const finish of left) await finish?.(pool)
  }
}

/** What a change means for a specification: problems that it did not have, and whether other values are unique. */
interface Effect {
  specification: UsageSpecification
  problems: SpecificationProblem[]
  changing: Changing | undefined
}

type Whole = [UsageSpecification, ...UsageSpecification[]]

/** The specification stands first, before all that it contains. */
function effectOf([was, ...then]: Whole, [specification, ...now]: Whole): Effect {
  const problems = problemsOf(specification, now)
  const wasSound = problemsOf(was, then).length === 0
  if (problems.length > 0) return { specification, problems: wasSound ? problems : [], changing: undefined }
  // Without a checker, usages claimed nothing.
  const known = wasSound ? uniquenessOf(was, then) : []
  const unique = uniquenessOf(specification, now)
  const isStricter = unique.some((one) => !known.includes(one))
  const isOther = isStricter || known.length > unique.length
  return {
    specification,
    problems,
    changing: isOther ? { specification, checker: compile(specification, now), isStricter } : undefined,
  }
}

const mostShown = 3

function breaksBundles(broken: Effect[]): TmfError {
  const shown = broken
    .slice(0, mostShown)
    .map(
      ({ specification: { name, id }, problems }) =>
        `${name} (${id}) contains it, and its ${problems.map(({ path, message }) => `${path} ${message}`).join('; its ')}`,
    )
  const more = broken.length > mostShown ? `; and ${broken.length - mostShown} more bundles` : ''
  return conflict(
    'breaksBundle',
    'Usages could not be checked against a bundle any more',
    `${shown.join('; ')}${more}. Change the bundle first.`,
  )
}

/** What of a specification decides which values are unique, and which of them mean the same: a text for each characteristic. */
function uniquenessOf(specification: Specification, parts: Specification[]): string[] {
  const characteristics = withParts(specification, parts).parts.flatMap(
    ({ specCharacteristic = [] }) => specCharacteristic,
  )
  return [...indexCharacteristics(characteristics).byName.values()]
    .filter(({ isUnique }) => isUnique)
    .map((it) => JSON.stringify([it.name, kindIn(it), isSeveralIn(it)]))
}
