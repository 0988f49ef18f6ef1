import type { BrokenRule } from '../../../../shared/checker/brokenRule'
import type { Kind } from '../../../../shared/checker/kinds'
import type { Usage } from '../../../../shared/usage'
import type { Whole } from '../../../api/specificationQueries'
import { brokenOf } from '../../form/broken'
import { type Field, fieldsOf, unknownField } from '../../form/field'
import { slotsOf } from '../../form/slots'
import { ruleWords } from '../../form/words'

/** Whether a value meets its rule. `unknown`: the specification does not define it. `unjudged`: not validated. */
export type Mark = 'passed' | 'failed' | 'missing' | 'unknown' | 'notChecked'

/** A value of a usage, or a missing one. */
export interface CharacteristicRow {
  name: string
  kind: Kind
  value: unknown
  unit: string
  description: string
  /** The rule as text. */
  rule: string
  mark: Mark
  /** The error text. */
  problems: string[]
}

/** The values of a usage in its order, then the missing ones. `broken` is undefined until the usage is validated. */
export function characteristicRows(
  { usageCharacteristic = [] }: Usage,
  whole: Whole | null | undefined,
  broken: readonly BrokenRule[] | undefined,
): CharacteristicRow[] {
  const fields = whole ? fieldsOf(whole.specification, whole.contained, []) : []
  const byName = new Map(fields.map((field) => [field.name, field]))
  const given = usageCharacteristic.flatMap((it) => {
    const field = byName.get(it.name) ?? unknownField(it.name)
    const slots = slotsOf([it], field)
    const values = slots.length > 0 ? slots : [{ value: it.value, unit: '' }]
    return values.map(({ value, unit }) => {
      const problems = (broken ?? []).filter((one) => brokenOf(one, it.name, value)).map(({ message }) => message)
      const mark: Mark =
        problems.length > 0 ? 'failed' : !whole || !broken ? 'notChecked' : field.specification ? 'passed' : 'unknown'
      return rowOf(field, { value, unit: unit || field.units.join(' / '), mark, problems })
    })
  })
  const names = new Set(usageCharacteristic.map(({ name }) => name))
  const lacking = fields.flatMap((field): CharacteristicRow[] => {
    if (names.has(field.name)) return []
    const problems = (broken ?? [])
      .filter(({ characteristic }) => characteristic === field.name)
      .map(({ message }) => message)
    return problems.length > 0
      ? [rowOf(field, { value: undefined, unit: field.units.join(' / '), mark: 'missing', problems })]
      : []
  })
  return [...given, ...lacking]
}

const rowOf = (
  field: Field,
  of: Pick<CharacteristicRow, 'value' | 'unit' | 'mark' | 'problems'>,
): CharacteristicRow => ({
  name: field.name,
  kind: field.kind,
  description: field.specification?.description ?? '',
  rule: ruleWords(field),
  ...of,
})
