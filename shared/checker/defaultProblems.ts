import { type Alternative, alternativeOf, indexListed, isLimit, isWithin } from './alternative'
import { quoteValue } from './brokenRule'
import { acceptsUnlisted, listedIn } from './characteristic'
import type { Effort } from './pattern'
import type { ProblemContext } from './problemContext'
import type { Rule } from './rule'
import type { ValueSpecification } from './specification'
import { validityOf } from './validity'

/** A default must be an allowed value: it must fit the range and pattern of its own value specification or, without these, of another one. */
export function checkDefaults(rule: Rule, path: string, { patterns, effort, report }: ProblemContext): void {
  const { specification, isSeveral, kind } = rule
  const values = specification.characteristicValueSpecification ?? []
  const pathOf = (index: number) => `${path}.characteristicValueSpecification[${index}]`
  checkCount(rule, values, pathOf, report)
  const alternatives = values.map((it) => alternativeOf(it, kind, isSeveral, patterns))
  const defined = alternatives.filter((it) => it !== undefined)
  const findListed = indexListed(defined)
  const limits = acceptsUnlisted(specification) ? [] : defined.filter(isLimit)
  if (limits.length === 0) return
  for (const [index, value] of values.entries()) {
    if (!value.isDefault) continue
    const own = alternatives[index]
    const candidates = own && isLimit(own) ? [own] : limits
    for (const one of listedIn(value, isSeveral)) {
      if (findListed(one).some((it) => it !== own)) continue
      const isAllowed = isWithinOne(candidates, one, effort)
      if (isAllowed) continue
      const problem =
        isAllowed === undefined
          ? 'takes too long to compare with the ranges and patterns: use fewer or smaller ones'
          : 'is the default, so it must be one of the allowed values'
      report(`${pathOf(index)}.value`, `${problem}; got ${quoteValue(one)}`)
    }
  }
}

/** Undefined when the remaining effort does not allow the comparison. */
function isWithinOne(limits: Alternative[], value: unknown, effort: Effort): boolean | undefined {
  for (const it of limits) {
    const isIn = isWithin(it, value, effort)
    if (isIn !== false) return isIn
  }
  return false
}

/** Defaults valid at the same time are filled in together, so their number must not exceed maxCardinality. */
function checkCount(
  { isUnique, isSeveral, max }: Rule,
  values: ValueSpecification[],
  pathOf: (index: number) => string,
  report: ProblemContext['report'],
): void {
  const changes = values.flatMap((it, index) => {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = validityOf(it.validFor) ?? {}
    const count = it.isDefault ? listedIn(it, isSeveral).length : 0
    return count === 0
      ? []
      : [
          { index, at: from, by: count },
          { index, at: to, by: -count },
        ]
  })
  const [first] = changes
  if (isUnique && first)
    report(
      `${pathOf(first.index)}.isDefault`,
      'must not be true: the characteristic isUnique, and two usages would get the same default',
    )
  // Both ends belong to a period: at an instant, beginnings count before endings.
  changes.sort((one, other) => (one.at === other.at ? other.by - one.by : one.at - other.at))
  let count = 0
  const tooMany = changes.find(({ by }) => {
    count += by
    return count > max
  })
  if (tooMany)
    report(`${pathOf(tooMany.index)}.isDefault`, `gives ${count} defaults at the same time; maxCardinality is ${max}`)
}
