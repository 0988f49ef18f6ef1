import type { BrokenRule } from '../../../../shared/checker/brokenRule'
import type { CheckedUsage } from '../../../../shared/checker/checkedUsage'
import { rangeOf } from '../../../../shared/checker/range'
import {
  type CharacteristicIndex,
  indexCharacteristics,
  relationKind,
  targetOf,
} from '../../../../shared/checker/relation'
import { type Specification, type ValueSpecification, withParts } from '../../../../shared/checker/specification'
import { validityOf } from '../../../../shared/checker/validity'
import type { UsageCharacteristic } from '../../../../shared/usage'
import { preview } from '../../../messages/preview'
import { type Field, fieldsOf } from '../../../usages/form/field'
import { textOf } from '../../../usages/form/valueText'

export interface RuleResult {
  /** What the rule asks, in words. */
  says: string
  /** `unjudged`: there is no value to judge, or it breaks a rule that comes before. */
  state: 'passed' | 'failed' | 'notChecked'
  /** What is wrong, in the checker's words. */
  messages: string[]
}

export interface CharacteristicResult {
  name: string
  values: string[]
  rules: RuleResult[]
}

/** Each rule of a specification, and whether a usage keeps it; what the usage breaks as a whole is in `broken` alone. */
export function resultsOf(
  specification: Specification,
  contained: readonly Specification[],
  usage: CheckedUsage,
  broken: readonly BrokenRule[],
): CharacteristicResult[] {
  const sent = (usage.usageCharacteristic ?? []).filter((it): it is UsageCharacteristic => typeof it?.name === 'string')
  const all = indexCharacteristics(
    withParts(specification, contained).parts.flatMap(({ specCharacteristic = [] }) => specCharacteristic),
  )
  return fieldsOf(
    specification,
    contained,
    sent.map(({ name }) => name),
  ).map((field) => resultOf(field, all, sent, broken))
}

function resultOf(
  field: Field,
  all: CharacteristicIndex,
  sent: readonly UsageCharacteristic[],
  broken: readonly BrokenRule[],
): CharacteristicResult {
  const { name } = field
  const own = broken.filter(({ characteristic }) => characteristic === name)
  const values = sent.flatMap((it) =>
    it.name === name && it.value !== undefined && it.value !== null ? textOf(it.value).replace(/\s+/g, ' ') : [],
  )
  // Of a value the checker says what is wrong first: what comes after that it has not looked at.
  let isLooked = values.length > 0 && !own.some(({ code }) => code === 'blank')
  const rules = rulesOf(field, all).map(({ says, isAbout, isOfValue }): RuleResult => {
    const found = own.filter(isAbout)
    const state = found.length > 0 ? 'failed' : isLooked || !isOfValue ? 'passed' : 'notChecked'
    if (isOfValue && found.length > 0) isLooked = false
    return { says, state, messages: found.map(({ message }) => message) }
  })
  return { name, values, rules }
}

interface Asked {
  says: string
  isAbout: (it: BrokenRule) => boolean
  /** It is asked of each value, and of nothing where there is none. */
  isOfValue: boolean
}

const words = preview.rules

/** What is asked of a characteristic, in the order in which the checker looks at it. */
function rulesOf(field: Field, all: CharacteristicIndex): Asked[] {
  const { name, kind, isSeveral, least, most, units, specification } = field
  const ofUsage = (says: string, isAbout: Asked['isAbout']): Asked => ({ says, isAbout, isOfValue: false })
  const ofValue = (says: string, isAbout: Asked['isAbout']): Asked => ({ says, isAbout, isOfValue: true })
  if (!specification) return [ofUsage(words.named, ({ code }) => code === 'unknownCharacteristic')]
  const { regex, isUnique, validFor, charSpecRelationship = [] } = specification
  const validity = validityOf(validFor)
  const allowed = allowedIn(field)
  const rules = [
    least > 0 && ofUsage(words.there(least), ({ code }) => code === 'missing' || code === 'blank'),
    most !== Number.POSITIVE_INFINITY && ofUsage(words.atMost(most), ({ code }) => code === 'tooMany'),
    kind !== 'any' && ofValue(preview.kinds[kind], ({ code }) => code === 'wrongType'),
    units.length > 0 && ofValue(words.unit(units.join(words.or)), ({ code }) => code === 'wrongUnit'),
    regex && ofValue(words.matching(regex), ({ rule }) => rule === `specCharacteristic[${name}].regex`),
    allowed &&
      ofValue(
        allowed,
        ({ code, rule }) =>
          code !== 'wrongUnit' && rule.startsWith(`specCharacteristic[${name}].characteristicValueSpecification`),
      ),
    validity && ofUsage(words.counts(validity.words), ({ rule }) => rule === `specCharacteristic[${name}].validFor`),
    ...charSpecRelationship.map((it) => {
      const relation = relationKind(it)
      const other = targetOf(it, all)?.name
      return (
        relation &&
        other &&
        ofUsage(
          relation === 'dependency' ? words.needs(other) : words.excludes(other),
          ({ code, rule }) => code === relation && rule.endsWith(`[${other}]`),
        )
      )
    }),
    isUnique && ofUsage(words.unique, () => false),
  ].filter((it) => typeof it === 'object')
  return rules.length > 0 ? rules : [ofValue(isSeveral ? words.anyValues : words.anyValue, () => false)]
}

function rangeWords(it: ValueSpecification): string {
  const range = rangeOf(it)
  return range ? words.within(range.words) : ''
}

/** What a value must be one of, or within; nothing where listed values are mere suggestions. */
function allowedIn({ choices, specification }: Field): string {
  const { extensible, characteristicValueSpecification: specs = [] } = specification ?? {}
  if (extensible && choices.length > 0) return ''
  const limits = specs.flatMap(
    (it) => [rangeWords(it), it.regex ? words.matching(it.regex) : ''].filter(Boolean).join(', ') || [],
  )
  return [...(choices.length > 0 ? [words.oneOf(choices.map(textOf).join(', '))] : []), ...new Set(limits)].join(
    words.orElse,
  )
}
