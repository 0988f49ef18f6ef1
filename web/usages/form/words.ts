import { listedIn } from '../../../shared/checker/characteristic'
import type { Kind } from '../../../shared/checker/kinds'
import { rangeOf } from '../../../shared/checker/range'
import { relationKind } from '../../../shared/checker/relation'
import type { ValueSpecification } from '../../../shared/checker/specification'
import { validityOf } from '../../../shared/checker/validity'
import { usageForm } from '../../messages/form'
import { formatNumber } from '../../messages/format'
import type { Field } from './field'
import { textOf } from './valueText'

/** The rules of a characteristic in words: `Integer from 0 to 14,400 SEC · unique …`; empty without rules. */
export function ruleWords(field: Field): string {
  const { specification, isSeveral, least, most, defaults } = field
  if (!specification) return ''
  const { isUnique, validFor, charSpecRelationship = [] } = specification
  const validity = validityOf(validFor)
  const relations = charSpecRelationship.flatMap((it) => {
    const kind = relationKind(it)
    const other = it.name || it.characteristicSpecificationId
    return kind && other ? (kind === 'dependency' ? usageForm.needs(other) : usageForm.excludes(other)) : []
  })
  const parts = [
    valueWords(field),
    most === 0 ? usageForm.mustNotBeThere : isSeveral && usageForm.several(least, most),
    isUnique && usageForm.unique,
    defaults.length > 0 && usageForm.byDefault(shortList(defaults)),
    validity && usageForm.counts(validity.words),
    ...relations,
  ]
  return capitalised(parts.filter(Boolean).join(' · '))
}

/** The rule for one value. */
function valueWords({ kind, choices, isOpen, isSeveral, units, specification }: Field): string {
  const { regex, extensible, characteristicValueSpecification: values = [] } = specification ?? {}
  const plain = usageForm.kinds[kind]
  const within =
    extensible === true && choices.length > 0
      ? []
      : [...new Set(values.map((it) => withinWords(it, kind)).filter((it) => it !== undefined))]
  const listed = values.flatMap((it) =>
    listedIn(it, isSeveral).map((value) => withUnit(textOf(value), it.unitOfMeasure)),
  )
  const what = [
    ...(listed.length > 0 ? [listedWords(listed, isOpen && within.length === 0 ? plain : undefined)] : []),
    ...within,
  ].join(usageForm.or)
  const said = what || (units.length > 0 ? usageForm.inUnits(plain, units) : plain)
  return regex ? usageForm.matching(said, regex) : said
}

/** With `suggestedFor`, other values of that kind are allowed. */
const listedWords = (listed: string[], suggestedFor: string | undefined): string =>
  suggestedFor
    ? usageForm.suggested(suggestedFor, shortList(listed))
    : listed.length === 1
      ? usageForm.onlyValue(shortList(listed))
      : usageForm.oneOf(shortList(listed))

/** The range or pattern of a value specification; undefined if it has none. An end that is not a number is shown as written. */
function withinWords(it: ValueSpecification, kind: Kind): string | undefined {
  const range = rangeOf(it, (end) => (Number.isFinite(end) ? formatNumber(end) : String(end)))
  if (!range && !it.regex) return undefined
  const noun = usageForm.kinds[range && (kind === 'any' || kind === 'text') ? 'number' : kind]
  const ranged = withUnit(range ? usageForm.kindIn(noun, range.words) : noun, it.unitOfMeasure)
  return it.regex ? usageForm.matching(ranged, it.regex) : ranged
}

const withUnit = (text: string, unit: string | undefined): string => (unit ? usageForm.ofUnit(text, unit) : text)

const mostListed = 12

function shortList(values: unknown[]): string {
  const texts = values.slice(0, mostListed).map((it) => textOf(it).replace(/\s+/g, ' '))
  return values.length > mostListed ? usageForm.andMore(texts.join(', '), values.length - mostListed) : texts.join(', ')
}

const capitalised = (text: string): string => text.slice(0, 1).toLocaleUpperCase() + text.slice(1)
