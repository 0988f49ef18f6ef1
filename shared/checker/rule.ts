import type { CharacteristicSpecification } from '../usageSpecification'
import { type Alternative, alternativeOf, isLimit, type Listing, listingOf } from './alternative'
import { isOpen, isSeveralIn, kindIn, listedIn } from './characteristic'
import { expectationOf } from './expectation'
import type { Kind } from './kinds'
import type { Pattern } from './pattern'
import type { Patterns } from './patterns'
import { type Validity, validityOf } from './validity'

/** What a specification asks of one characteristic. */
export interface Rule {
  name: string
  /** As `rule` of a broken rule has it. */
  path: string
  kind: Kind
  /** Whether an array gives several values, rather than being one. */
  isSeveral: boolean
  least: number
  most: number
  isUnique: boolean
  validity: Validity | undefined
  pattern: Pattern | undefined
  /** A value fits one of them; without any, every value does. */
  alternatives: Alternative[]
  listing: Listing
  /** Those of the alternatives that are more than a list. */
  limits: Alternative[]
  units: Set<string>
  defaults: Default[]
  /** What a value must be, after "must be". */
  expected: string
  specification: CharacteristicSpecification
}

export interface Default {
  value: unknown
  unit: string | undefined
  validity: Validity | undefined
}

/** Its characteristic has a name; its patterns can be read. */
export function ruleOf(specification: CharacteristicSpecification, patterns: Patterns): Rule {
  const {
    name = '',
    regex,
    minCardinality = 0,
    maxCardinality = Number.POSITIVE_INFINITY,
    characteristicValueSpecification: values = [],
  } = specification
  const kind = kindIn(specification)
  const isSeveral = isSeveralIn(specification)
  const alternatives = isOpen(specification)
    ? []
    : values.flatMap((it) => alternativeOf(it, kind, isSeveral, patterns) ?? [])
  return {
    name,
    path: `specCharacteristic[${name}]`,
    kind,
    isSeveral,
    least: minCardinality,
    most: maxCardinality,
    isUnique: specification.isUnique ?? false,
    validity: validityOf(specification.validFor),
    pattern: regex ? patterns.get(regex) : undefined,
    alternatives,
    listing: listingOf(alternatives),
    limits: alternatives.filter(isLimit),
    units: new Set(values.flatMap(({ unitOfMeasure }) => unitOfMeasure || [])),
    defaults: values.flatMap((it) =>
      it.isDefault
        ? listedIn(it, isSeveral).map((value) => ({ value, unit: it.unitOfMeasure, validity: validityOf(it.validFor) }))
        : [],
    ),
    expected: expectationOf(kind, alternatives),
    specification,
  }
}
