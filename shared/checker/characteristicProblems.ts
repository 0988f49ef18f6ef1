import type { CharacteristicSpecification } from '../usageSpecification'
import { textOf } from './alternative'
import { shown } from './brokenRule'
import { isSeveralIn, kindIn, listedIn } from './characteristic'
import { checkDefaults } from './defaultProblems'
import { fits, type Kind, kindOf, nouns } from './kinds'
import { matches, type Pattern } from './pattern'
import { isInterval, rangeOf } from './range'
import { ruleOf } from './rule'
import { backwards, type Scrutiny } from './scrutiny'
import type { ValueSpecification } from './specification'
import { isBackwards } from './validity'

/** What keeps a characteristic from being compiled. */
export function checkCharacteristic(it: CharacteristicSpecification, path: string, scrutiny: Scrutiny): void {
  const { report, patterns } = scrutiny
  const { minCardinality: least, maxCardinality: most, regex } = it
  const kind = kindIn(it)
  if (least !== undefined && least < 0) report(`${path}.minCardinality`, `must be 0 or more; got ${least}`)
  if (most !== undefined && most < 0) report(`${path}.maxCardinality`, `must be 0 or more; got ${most}`)
  if (least !== undefined && most !== undefined && most >= 0 && least > most)
    report(`${path}.minCardinality`, `must not be more than maxCardinality, ${most}; got ${least}`)
  if (isBackwards(it.validFor)) report(`${path}.validFor.endDateTime`, backwards)
  const isPatternFine = checkPattern(regex, kind, `${path}.regex`, scrutiny)
  const of: Owner = { kind, isSeveral: isSeveralIn(it), pattern: regex ? patterns.get(regex) : undefined }
  let isFine = isPatternFine
  for (const [index, value] of (it.characteristicValueSpecification ?? []).entries()) {
    const isValueFine = checkValueSpecification(
      value,
      of,
      `${path}.characteristicValueSpecification[${index}]`,
      scrutiny,
    )
    isFine = isFine && isValueFine
  }
  // Defaults are judged by the other values, which must make sense for that.
  if (isFine) checkDefaults(ruleOf(it, patterns), path, scrutiny)
}

/** Whether a pattern, if there is one, can be used. */
function checkPattern(regex: string | undefined, kind: Kind, path: string, { patterns, report }: Scrutiny): boolean {
  if (!regex) return true
  const problem = patterns.problemOf(regex)
  if (problem) report(path, problem)
  else if (isCompound(kind)) report(path, `needs values that are text; the valueType is ${kind}`)
  return problem === undefined
}

const isCompound = (kind: Kind): boolean => kind === 'object' || kind === 'array' || kind === 'timePeriod'

/** What a value specification is to know of its characteristic. */
interface Owner {
  kind: Kind
  isSeveral: boolean
  pattern: Pattern | undefined
}

/** Whether its pattern and its values can be used. */
function checkValueSpecification(value: ValueSpecification, of: Owner, path: string, scrutiny: Scrutiny): boolean {
  const { report } = scrutiny
  const own = kindOf(value.valueType)
  const kind = own === 'any' ? of.kind : own
  const range = rangeOf(value)
  if (value.rangeInterval && !isInterval(value.rangeInterval)) {
    report(
      `${path}.rangeInterval`,
      `must be open, closed, closedBottom or closedTop; got ${shown(value.rangeInterval)}`,
    )
  } else if (range?.isEmpty) {
    const { valueFrom = 0, valueTo = 0 } = value
    report(
      `${path}.valueFrom`,
      valueFrom > valueTo
        ? `must not be more than valueTo, ${valueTo}; got ${valueFrom}`
        : `leaves no value: the interval is ${value.rangeInterval}, and both ends are ${valueTo}`,
    )
  }
  if (range && (isCompound(kind) || kind === 'boolean' || kind === 'dateTime' || kind === 'date')) {
    report(
      `${path}.${value.valueFrom === undefined ? 'valueTo' : 'valueFrom'}`,
      `needs values that are numbers; the valueType is ${kind}`,
    )
  }
  if (isBackwards(value.validFor)) report(`${path}.validFor.endDateTime`, backwards)
  const isOwnPatternFine = checkPattern(value.regex, kind, `${path}.regex`, scrutiny)
  let isFine = isOwnPatternFine
  for (const one of listedIn(value, of.isSeveral)) {
    const problem = problemOfListed(one, kind, of, scrutiny)
    if (problem) report(`${path}.value`, problem)
    isFine = isFine && problem === undefined
  }
  return isFine
}

function problemOfListed(
  value: unknown,
  kind: Kind,
  { kind: kindOfAll, pattern }: Owner,
  { effort }: Scrutiny,
): string | undefined {
  const misfit = [kind, kindOfAll].find((it) => !fits[it](value))
  if (misfit) return `must be ${nouns[misfit]} as the valueType says; got ${shown(value)}`
  const isMatch = pattern === undefined || matches(pattern, textOf(value) ?? '', effort)
  if (isMatch === undefined)
    return `is too much to be compared with the regex of the characteristic, ${pattern?.source}: list fewer or shorter values`
  return isMatch ? undefined : `must match the regex of the characteristic, ${pattern?.source}; got ${shown(value)}`
}
