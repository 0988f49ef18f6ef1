import type { CharacteristicSpecification } from '../usageSpecification'
import { textOf } from './alternative'
import { quoteValue } from './brokenRule'
import { isSeveralIn, kindIn, listedIn } from './characteristic'
import { checkDefaults } from './defaultProblems'
import { fits, type Kind, kindOf, nouns } from './kinds'
import { matches, type Pattern } from './pattern'
import { endBeforeStart, type ProblemContext } from './problemContext'
import { isInterval, rangeOf } from './range'
import { ruleOf } from './rule'
import type { ValueSpecification } from './specification'
import { endsBeforeStart } from './validity'

/** Reports every problem that prevents a characteristic from being compiled. */
export function checkCharacteristic(it: CharacteristicSpecification, path: string, context: ProblemContext): void {
  const { report, patterns } = context
  const { minCardinality: min, maxCardinality: max, regex } = it
  const kind = kindIn(it)
  if (min !== undefined && min < 0) report(`${path}.minCardinality`, `must be 0 or more; got ${min}`)
  if (max !== undefined && max < 0) report(`${path}.maxCardinality`, `must be 0 or more; got ${max}`)
  if (min !== undefined && max !== undefined && max >= 0 && min > max)
    report(`${path}.minCardinality`, `must not be greater than maxCardinality, ${max}; got ${min}`)
  if (endsBeforeStart(it.validFor)) report(`${path}.validFor.endDateTime`, endBeforeStart)
  const isPatternUsable = checkPattern(regex, kind, `${path}.regex`, context)
  const owner: Owner = { kind, isSeveral: isSeveralIn(it), pattern: regex ? patterns.get(regex) : undefined }
  let isUsable = isPatternUsable
  for (const [index, value] of (it.characteristicValueSpecification ?? []).entries()) {
    const isValueUsable = checkValueSpecification(
      value,
      owner,
      `${path}.characteristicValueSpecification[${index}]`,
      context,
    )
    isUsable = isUsable && isValueUsable
  }
  // Defaults are checked against the other values, so those must be usable.
  if (isUsable) checkDefaults(ruleOf(it, patterns), path, context)
}

/** Whether the pattern is absent or usable; otherwise the problem is reported. */
function checkPattern(
  regex: string | undefined,
  kind: Kind,
  path: string,
  { patterns, report }: ProblemContext,
): boolean {
  if (!regex) return true
  const problem = patterns.problemOf(regex)
  if (problem) report(path, problem)
  else if (isCompound(kind)) report(path, `applies to text values only; the valueType is ${kind}`)
  return problem === undefined
}

const isCompound = (kind: Kind): boolean => kind === 'object' || kind === 'array' || kind === 'timePeriod'

/** The facts about a characteristic that checking one of its value specifications needs. */
interface Owner {
  kind: Kind
  isSeveral: boolean
  pattern: Pattern | undefined
}

/** Whether the pattern and the listed values are usable; problems are reported. */
function checkValueSpecification(
  value: ValueSpecification,
  owner: Owner,
  path: string,
  context: ProblemContext,
): boolean {
  const { report } = context
  const own = kindOf(value.valueType)
  const kind = own === 'any' ? owner.kind : own
  const range = rangeOf(value)
  if (value.rangeInterval && !isInterval(value.rangeInterval)) {
    report(
      `${path}.rangeInterval`,
      `must be open, closed, closedBottom or closedTop; got ${quoteValue(value.rangeInterval)}`,
    )
  } else if (range?.isEmpty) {
    const { valueFrom = 0, valueTo = 0 } = value
    report(
      `${path}.valueFrom`,
      valueFrom > valueTo
        ? `must not be greater than valueTo, ${valueTo}; got ${valueFrom}`
        : `allows no value: rangeInterval is ${value.rangeInterval} and both ends are ${valueTo}`,
    )
  }
  if (range && (isCompound(kind) || kind === 'boolean' || kind === 'dateTime' || kind === 'date')) {
    report(
      `${path}.${value.valueFrom === undefined ? 'valueTo' : 'valueFrom'}`,
      `applies to numbers only; the valueType is ${kind}`,
    )
  }
  if (endsBeforeStart(value.validFor)) report(`${path}.validFor.endDateTime`, endBeforeStart)
  const isOwnPatternUsable = checkPattern(value.regex, kind, `${path}.regex`, context)
  let isUsable = isOwnPatternUsable
  for (const one of listedIn(value, owner.isSeveral)) {
    const problem = problemOfListed(one, kind, owner, context)
    if (problem) report(`${path}.value`, problem)
    isUsable = isUsable && problem === undefined
  }
  return isUsable
}

function problemOfListed(
  value: unknown,
  kind: Kind,
  { kind: kindOfAll, pattern }: Owner,
  { effort }: ProblemContext,
): string | undefined {
  const misfit = [kind, kindOfAll].find((it) => !fits[it](value))
  if (misfit) return `must be ${nouns[misfit]}, as the valueType requires; got ${quoteValue(value)}`
  const isMatch = pattern === undefined || matches(pattern, textOf(value) ?? '', effort)
  if (isMatch === undefined)
    return `takes too long to compare with the regex of the characteristic, ${pattern?.source}: list fewer or shorter values`
  return isMatch
    ? undefined
    : `must match the regex of the characteristic, ${pattern?.source}; got ${quoteValue(value)}`
}
