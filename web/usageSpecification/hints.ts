import type { CharacteristicSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { asText, findRange } from './values'

/** What is surely a slip, in the order of the form, by its field. It is not sent while any stands; beyond that the server has the word. */
export function findHints({ name, validFor, specCharacteristic = [] }: UsageSpecificationCreate): Map<string, string> {
  const hints = new Map<string, string>()
  if (!name?.trim()) hints.set('name', 'A specification needs a name')
  if (Date.parse(validFor?.endDateTime ?? '') < Date.parse(validFor?.startDateTime ?? '')) hints.set('validFor.endDateTime', 'It ends before it begins')
  const seen = new Map<string, number>()
  for (const [index, it] of specCharacteristic.entries()) {
    const trimmed = it.name?.trim() ?? ''
    const before = seen.get(trimmed)
    const nameHint = trimmed ? before !== undefined && `Characteristic ${before + 1} has this name too` : 'A characteristic needs a name'
    if (trimmed && before === undefined) seen.set(trimmed, index)
    const found = { name: nameHint, ...hintsOfValues(it) }
    for (const [field, hint] of Object.entries(found)) if (hint) hints.set(`specCharacteristic[${index}].${field}`, hint)
  }
  return hints
}

function hintsOfValues(it: CharacteristicSpecification): Record<string, string | false | undefined> {
  const { valueFrom, valueTo } = findRange(it) ?? {}
  const unfit = it.characteristicValueSpecification?.find(({ value, valueType }) => value !== undefined && !fits(value, it.valueType ?? valueType))
  const endsBefore = Number.isSafeInteger(valueFrom) && Number(valueTo) < Number(valueFrom)
  return {
    value: unfit && `${asText(unfit.value)} is not of the type ${it.valueType ?? unfit.valueType}`,
    valueFrom: sayWhole(valueFrom),
    valueTo: sayWhole(valueTo) ?? (endsBefore && 'The range ends before it starts'),
    regex: it.regex !== undefined && !compiles(it.regex) && 'This is not a regular expression',
  }
}

const sayWhole = (end: unknown): string | undefined => (end === undefined || Number.isSafeInteger(end) ? undefined : 'This must be a whole number, such as 86400')

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

/** Whether a value is of a type. Types are free text: a type that is not known takes any value. */
function fits(value: unknown, type = ''): boolean {
  if (/^(integer|int|long)$/i.test(type)) return Number.isSafeInteger(value)
  if (/^(number|decimal|float|double)$/i.test(type)) return typeof value === 'number'
  if (/^bool(ean)?$/i.test(type)) return typeof value === 'boolean'
  if (/^date-?time$/i.test(type)) return typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value))
  return true
}

/** With or without the u flag: `\-` is usual, and an error only with it. */
function compiles(pattern: string): boolean {
  return ['u', ''].some((flags) => {
    try {
      return new RegExp(pattern, flags)
    } catch {
      return false
    }
  })
}
