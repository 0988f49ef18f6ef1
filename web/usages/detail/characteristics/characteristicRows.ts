import type { BrokenRule } from '../../../../shared/checker/brokenRule'
import type { Kind } from '../../../../shared/checker/kinds'
import type { Usage } from '../../../../shared/usage'
import type { Whole } from '../../../api/specificationQueries'
import { brokenOf } from '../../form/broken'
import { type Field, fieldsOf, unknownField } from '../../form/field'
import { slotsOf } from '../../form/slots'
import { ruleWords } from '../../form/words'

/** Whether a value keeps its rule; `unknown`: the specification does not name it; `unjudged`: nobody can tell. */
export type Mark = 'passed' | 'failed' | 'missing' | 'unknown' | 'notChecked'

/** One value of a usage, or one that it lacks. */
export interface CharacteristicRow {
  name: string
  kind: Kind
  value: unknown
  unit: string
  description: string
  /** In words. */
  rule: string
  mark: Mark
  /** What is wrong with it, in words. */
  problems: string[]
}

/** The values of a usage in its order, then what it lacks. `broken` is undefined as long as nobody has judged it. */
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
