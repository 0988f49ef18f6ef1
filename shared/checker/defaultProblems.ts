import { type Alternative, alternativeOf, isLimit, isWithin, listingOf } from './alternative'
import { shown } from './brokenRule'
import { isOpen, listedIn } from './characteristic'
import type { Effort } from './effort'
import type { Rule } from './rule'
import type { Scrutiny } from './scrutiny'
import type { ValueSpecification } from './specification'
import { validityOf } from './validity'

/** A default is a value as any other: it keeps the range and the pattern it stands with, and those of the other value specifications. */
export function checkDefaults(rule: Rule, path: string, { patterns, effort, report }: Scrutiny): void {
  const { specification, isSeveral, kind } = rule
  const values = specification.characteristicValueSpecification ?? []
  const pathOf = (index: number) => `${path}.characteristicValueSpecification[${index}]`
  checkCount(rule, values, pathOf, report)
  const alternatives = values.map((it) => alternativeOf(it, kind, isSeveral, patterns))
  const there = alternatives.filter((it) => it !== undefined)
  const listing = listingOf(there)
  const limits = isOpen(specification) ? [] : there.filter(isLimit)
  if (limits.length === 0) return
  for (const [index, value] of values.entries()) {
    if (!value.isDefault) continue
    const own = alternatives[index]
    const within = own && isLimit(own) ? [own] : limits
    for (const one of listedIn(value, isSeveral)) {
      if (listing(one).some((it) => it !== own)) continue
      const isAllowed = isWithinOne(within, one, effort)
      if (isAllowed) continue
      const problem =
        isAllowed === undefined
          ? 'too much to be compared with the ranges and patterns: write fewer, or smaller ones'
          : 'the default, so it must be one of the allowed values'
      report(`${pathOf(index)}.value`, `is ${problem}; got ${shown(one)}`)
    }
  }
}

/** Undefined when that would take too much to tell. */
function isWithinOne(limits: Alternative[], value: unknown, effort: Effort): boolean | undefined {
  for (const it of limits) {
    const isIn = isWithin(it, value, effort)
    if (isIn !== false) return isIn
  }
  return false
}

/** Defaults of different times take each other's place; those of the same time come together. */
function checkCount(
  { isUnique, isSeveral, most }: Rule,
  values: ValueSpecification[],
  pathOf: (index: number) => string,
  report: Scrutiny['report'],
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
      'cannot be true: the characteristic isUnique, and two usages would have the default',
    )
  // Both ends belong to a period; what begins at an instant is there with what ends at it.
  changes.sort((one, other) => (one.at === other.at ? other.by - one.by : one.at - other.at))
  let count = 0
  const tooMany = changes.find(({ by }) => {
    count += by
    return count > most
  })
  if (tooMany)
    report(`${pathOf(tooMany.index)}.isDefault`, `makes ${count} defaults at the same time; maxCardinality is ${most}`)
}
