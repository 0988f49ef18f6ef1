import type { Kind } from '../../shared/checker/kinds'
import { rangeOf } from '../../shared/checker/range'
import { relationKind } from '../../shared/checker/relation'
import type { ValueSpecification } from '../../shared/checker/specification'
import { validityOf } from '../../shared/checker/validity'
import { entry } from '../messages/entry'
import { formatNumber } from '../parts/format'
import type { Field } from './field'
import { textOf } from './valueText'

/** What a specification asks of a characteristic: `Integer from 0 to 14,400 SEC · unique …`. Empty: nothing. */
export function ruleWords(field: Field): string {
  const { specification, isSeveral, least, most, defaults } = field
  if (!specification) return ''
  const { isUnique, validFor, charSpecRelationship = [] } = specification
  const validity = validityOf(validFor)
  const relations = charSpecRelationship.flatMap((it) => {
    const kind = relationKind(it)
    const other = it.name || it.characteristicSpecificationId
    return kind && other ? (kind === 'dependency' ? entry.needs(other) : entry.excludes(other)) : []
  })
  const parts = [
    valueWords(field),
    most === 0 ? entry.mustNotBeThere : isSeveral && entry.several(least, most),
    isUnique && entry.unique,
    defaults.length > 0 && entry.byDefault(shortList(defaults)),
    validity && entry.counts(validity.words),
    ...relations,
  ]
  return capitalised(parts.filter(Boolean).join(' · '))
}

/** What one value must be. */
function valueWords({ kind, choices, isOpen, units, specification }: Field): string {
  const { regex, extensible, characteristicValueSpecification: values = [] } = specification ?? {}
  const within = extensible === true && choices.length > 0 ? [] : [...new Set(values.map((it) => withinWords(it, kind)).filter((it) => it !== undefined))]
  const listed = choices.length === 0 ? undefined : choices.length === 1 ? entry.onlyValue(shortList(choices)) : entry.oneOf(shortList(choices))
  const plain = entry.kinds[kind]
  const what =
    listed === undefined ? within.join(entry.or) || plain : !isOpen || within.length > 0 ? [listed, ...within].join(entry.or) : entry.suggested(plain, shortList(choices))
  const [unit] = units
  // A number has its unit behind it; a kind of value is given in it.
  const measured = unit === undefined ? what : units.length === 1 && within.length > 0 ? entry.ofUnit(what, unit) : entry.inUnits(what, units)
  return regex ? entry.matching(measured, regex) : measured
}

/** A range or a pattern that a value specification sets; undefined when it sets none. */
function withinWords(it: ValueSpecification, kind: Kind): string | undefined {
  const range = rangeOf(it, formatNumber)
  if (!range && !it.regex) return undefined
  const noun = entry.kinds[range && (kind === 'any' || kind === 'text') ? 'number' : kind]
  const ranged = range ? entry.kindIn(noun, range.words) : noun
  return it.regex ? entry.matching(ranged, it.regex) : ranged
}

const mostListed = 12

function shortList(values: unknown[]): string {
  const texts = values.slice(0, mostListed).map((it) => textOf(it).replace(/\s+/g, ' '))
  return values.length > mostListed ? entry.andMore(texts.join(', '), values.length - mostListed) : texts.join(', ')
}

const capitalised = (text: string): string => text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
