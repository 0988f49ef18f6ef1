import { isSeveralIn, kindIn } from '../../shared/checker/characteristic'
import { compile } from '../../shared/checker/checker'
import { problemsOf } from '../../shared/checker/problems'
import { indexCharacteristics } from '../../shared/checker/relation'
import {
  isExternalIdentifierUnique,
  type Specification,
  type SpecificationProblem,
  withParts,
} from '../../shared/checker/specification'
import type { UsageSpecification } from '../../shared/usageSpecification'
import type { Db, Pool } from '../db/connect'
import { conflict, invalid, type TmfError } from '../errors'
import type { Admitted, Candidate } from '../resource/admission'
import { everything } from '../resource/scope'
import { knownOf, lockBundles, partsOf } from '../store/specifications'
import { type Changing, reclaim } from './reclaim'

/** A specification as stored, without `id` and `href`. */
export type StoredSpecification = Omit<UsageSpecification, 'id' | 'href'>

/** Checks specifications before they are stored: they must compile, and so must the bundles that contain them. */
export async function admitSpecifications(
  pool: Pool,
  candidates: Candidate<StoredSpecification>[],
  _now: Date,
  db: Db = pool,
): Promise<(Admitted<StoredSpecification> | TmfError)[]> {
  const admitted: (Admitted<StoredSpecification> | TmfError)[] = []
  for (const { document, before, id, base = '' } of candidates) {
    const after = { ...document, id } as UsageSpecification
    const bundles = id ? await lockBundles(db, everything, id) : []
    const parts = knownOf(await partsOf(db, everything, [after, ...bundles])).filter((part) => part.id !== id)
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

/** Refuses a change that makes a bundle invalid; updates the claims of usages to unique values. */
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

/** The effect of a change on a specification: new problems, and whether other values are unique. */
interface Effect {
  specification: UsageSpecification
  problems: SpecificationProblem[]
  changing: Changing | undefined
}

type Whole = [UsageSpecification, ...UsageSpecification[]]

/** In each list, the first is the specification; the others are those it contains. */
function effectOf([was, ...then]: Whole, [specification, ...now]: Whole): Effect {
  const problems = problemsOf(specification, now)
  const wasSound = problemsOf(was, then).length === 0
  if (problems.length > 0) return { specification, problems: wasSound ? problems : [], changing: undefined }
  // Without a checker, usages have no claims.
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
    'The change makes a bundle invalid',
    `${shown.join('; ')}${more}. Change the bundle first.`,
  )
}

/** The parts of a specification that decide which values are unique and equal: a text for each unique characteristic, and one for external identifiers. */
function uniquenessOf(specification: Specification, parts: Specification[]): string[] {
  const whole = withParts(specification, parts).parts
  const characteristics = indexCharacteristics(whole.flatMap(({ specCharacteristic = [] }) => specCharacteristic))
  return [
    ...[...characteristics.byName.values()]
      .filter(({ isUnique }) => isUnique)
      .map((it) => JSON.stringify([it.name, kindIn(it), isSeveralIn(it)])),
    ...(isExternalIdentifierUnique(whole) ? ['isExternalIdentifierUnique'] : []),
  ]
}
