import type { CharacteristicSpecification } from '../usageSpecification'
import { type Alternative, alternativeOf, type FindListed, indexListed, isLimit } from './alternative'
import { acceptsUnlisted, isSeveralIn, kindIn, listedIn } from './characteristic'
import { expectationOf } from './expectation'
import type { Kind } from './kinds'
import type { Pattern } from './pattern'
import type { Patterns } from './patterns'
import { type Validity, validityOf } from './validity'

/** One characteristic of a specification, compiled. */
export interface Rule {
  name: string
  /** The beginning of `rule` in a broken rule. */
  path: string
  kind: Kind
  /** Whether an array stands for several values rather than being one value. */
  isSeveral: boolean
  min: number
  max: number
  isUnique: boolean
  validity: Validity | undefined
  pattern: Pattern | undefined
  /** A value must fit one of these; when there are none, every value is allowed. */
  alternatives: Alternative[]
  findListed: FindListed
  /** The alternatives with a range or a pattern. */
  limits: Alternative[]
  units: Set<string>
  defaults: Default[]
  /** The allowed values, phrased to follow "must be". */
  expected: string
  specification: CharacteristicSpecification
}

export interface Default {
  value: unknown
  unit: string | undefined
  validity: Validity | undefined
}

/** Requires that the characteristic has a name and that its patterns are usable. */
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
  const alternatives = acceptsUnlisted(specification)
    ? []
    : values.flatMap((it) => alternativeOf(it, kind, isSeveral, patterns) ?? [])
  return {
    name,
    path: `specCharacteristic[${name}]`,
    kind,
    isSeveral,
    min: minCardinality,
    max: maxCardinality,
    isUnique: specification.isUnique ?? false,
    validity: validityOf(specification.validFor),
    pattern: regex ? patterns.get(regex) : undefined,
    alternatives,
    findListed: indexListed(alternatives),
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
