import { kindIn } from '../../../../shared/checker/characteristic'
import type { Checker } from '../../../../shared/checker/checker'
import { isBlank, type Kind, kindOf, valuesOf } from '../../../../shared/checker/kinds'
import type { ValueSpecification } from '../../../../shared/checker/specification'
import { millisecondsOf } from '../../../../shared/dateTime'
import type { CharacteristicSpecification } from '../../../../shared/usageSpecification'
import { templates } from '../import/templates'
import { textsFor } from './matching'

/** A value of a characteristic, with its unit if it has one. */
export interface SampleValue {
  value: unknown
  unit?: string
}

/** The first values that pass a specification with this characteristic alone; fewer than requested if no more are found. */
export function findValues(
  it: CharacteristicSpecification,
  alone: Checker,
  usageDate: string,
  count: number,
  variant: number,
): SampleValue[] {
  const { name = '' } = it
  const found: SampleValue[] = []
  for (const candidate of candidatesFor(it, usageDate, variant)) {
    const { value, unit } = candidate
    const isFine =
      alone.check({ usageDate, usageCharacteristic: [{ name, value, ...(unit && { unitOfMeasure: unit }) }] })
        .length === 0
    if (isFine) found.push(candidate)
    if (found.length === count) break
  }
  const [first] = found
  // Without enough different values, repeat them.
  return first ? Array.from({ length: count }, (_, at) => found[at] ?? first) : []
}

/** Candidates for a value, the best example first. */
function* candidatesFor(it: CharacteristicSpecification, usageDate: string, variant: number): Generator<SampleValue> {
  const { characteristicValueSpecification: specs = [] } = it
  const kind = kindIn(it)
  for (const spec of turned(specs, variant)) {
    for (const value of valuesIn(spec, kind, usageDate, variant))
      yield { value, ...(spec.unitOfMeasure && { unit: spec.unitOfMeasure }) }
  }
  const unit = specs.find(({ unitOfMeasure }) => unitOfMeasure)?.unitOfMeasure
  for (const value of freeValues(it, kind, usageDate, variant)) yield { value, ...(unit && { unit }) }
  // As a fallback, a value of each kind.
  for (const value of Object.values(plain).flatMap((of) => of(usageDate, 0))) yield { value }
}

/** Each variant starts with another candidate. */
const turned = <Item>(items: readonly Item[], by: number): Item[] =>
  items.map((_, at) => items[(at + by) % items.length] as Item)

function* valuesIn(
  spec: ValueSpecification,
  ofCharacteristic: Kind,
  usageDate: string,
  variant: number,
): Generator<unknown> {
  const own = kindOf(spec.valueType)
  const kind = own === 'any' ? ofCharacteristic : own
  yield* turned(
    valuesOf(spec.value, kind !== 'array').filter((it) => !isBlank(it)),
    variant,
  )
  yield* numbersIn(spec, variant)
  if (spec.regex) yield* textsFor(spec.regex, variant)
  yield* plain[kind](usageDate, variant)
}

/** Numbers in a range, its ends last. */
function numbersIn({ valueFrom, valueTo }: ValueSpecification, variant: number): number[] {
  if (valueFrom === undefined && valueTo === undefined) return []
  const from = valueFrom ?? Math.min(0, (valueTo ?? 0) - 100)
  const to = valueTo ?? Math.max(0, from) + 1_000
  const share = Math.floor((to - from) * (((variant % 9) + 1) / 40))
  return [from + Math.max(1, share), from, to, to - 1, (from + to) / 2]
}

function* freeValues(
  it: CharacteristicSpecification,
  kind: Kind,
  usageDate: string,
  variant: number,
): Generator<unknown> {
  const { name, regex, isUnique } = it
  const alike = templates.filter(({ characteristic }) => !regex || characteristic.regex === regex)
  const known = alike.find(({ characteristic }) => characteristic.name === name) ?? (regex ? alike[0] : undefined)
  // Each sample needs another value, because values must be unique.
  if (known && (variant === 0 || !regex) && !isUnique) yield known.example
  if (regex) {
    yield* textsFor(regex, variant)
    for (const text of textsFor(regex, variant))
      if (kind === 'boolean' || kind === 'number' || kind === 'integer') yield Number(text)
  }
  if (kind === 'text' && isUnique) yield `${name}-${variant + 1}`
  yield* plain[kind](usageDate, variant)
}

/** Simple values of each kind. */
const plain: Record<Kind, (usageDate: string, variant: number) => unknown[]> = {
  any: () => ['example', 1],
  text: (_, variant) => [`example${variant > 0 ? ` ${variant + 1}` : ''}`, 'A', '1'],
  number: (_, variant) => [variant + 1.5, variant, 1, 0, 0.5],
  integer: (_, variant) => [variant + 1, 0, 1],
  boolean: (_, variant) => (variant % 2 === 0 ? [true, false] : [false, true]),
  dateTime: (usageDate) => [usageDate],
  date: (usageDate) => [usageDate.slice(0, 10)],
  timePeriod: (usageDate) => [
    {
      startDateTime: usageDate,
      endDateTime: new Date((millisecondsOf(usageDate) ?? 0) + 900_000).toISOString().replace('.000Z', 'Z'),
    },
  ],
  object: () => [{ example: true }],
  array: () => [['example']],
}
