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
  /** The rule in words. */
  says: string
  /** `unjudged`: there is no value, or an earlier rule is broken. */
  state: 'passed' | 'failed' | 'notChecked'
  /** The checker's message. */
  messages: string[]
}

export interface CharacteristicResult {
  name: string
  values: string[]
  rules: RuleResult[]
}

/** The result of each rule of a specification for a usage; rules about the usage as a whole are only in `broken`. */
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
  // The checker reports only the first broken rule of a value; later rules are not checked.
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
  /** The rule applies to each value; without values it does not apply. */
  isOfValue: boolean
}

const words = preview.rules

/** The rules of a characteristic, in the order of the checker. */
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

/** The allowed values and ranges; empty if listed values are only suggestions. */
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
