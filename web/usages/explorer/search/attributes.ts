import { kindOf } from '../../../../shared/checker/kinds'
import { anything } from '../../../../shared/search'
import type { CharacteristicSpecification, UsageSpecification } from '../../../../shared/usageSpecification'
import { usageStatuses } from '../../../../shared/vocabulary'
import { explorer } from '../../../messages/explorer'

/** The kind of an attribute decides its operators and its input. */
export type AttributeKind = 'status' | 'specification' | 'text' | 'number' | 'date' | 'boolean' | 'rule' | 'anything'

/** An attribute that can be filtered by. */
export interface Attribute {
  /** The path in the API's query language. */
  path: string
  label: string
  kind: AttributeKind
  /** The key in the search box. */
  word: string
  hint: string
  /** The allowed values, if known. */
  values: string[]
  unit?: string
  /** The ids of the specifications that define the characteristic. */
  of?: string[]
}

const words = explorer.attributes
const hints = explorer.hints
const line = 'ratedProductUsage.'

/** The attributes of TMF635, the most used first. */
const own: Attribute[] = [
  attribute('status', 'status', 'status', [...usageStatuses]),
  attribute('usageSpecification.id', 'specification', 'specification'),
  attribute('usageType', 'type', 'text'),
  attribute('relatedParty.id', 'party', 'text'),
  attribute('relatedParty.role', 'role', 'text'),
  attribute('relatedParty.name', 'partyName', 'text'),
  attribute(`${line}taxIncludedRatingAmount.value`, 'amount', 'number'),
  attribute(`${line}taxExcludedRatingAmount.value`, 'amountUntaxed', 'number'),
  attribute(`${line}taxIncludedRatingAmount.unit`, 'currency', 'text'),
  attribute(`${line}productRef.id`, 'product', 'text'),
  attribute('usageDate', 'date', 'date'),
  attribute('arrival', 'arrival', 'date'),
  attribute('description', 'description', 'text'),
  attribute('brokenRule', 'rule', 'rule'),
  attribute('id', 'id', 'text'),
]

function attribute(
  path: string,
  word: keyof typeof words & keyof typeof hints,
  kind: AttributeKind,
  values: string[] = [],
): Attribute {
  return { path, label: words[word], kind, word, hint: hints[word], values }
}

/** Matches an id, a party, a type or the value of any characteristic. */
export const anywhere: Attribute = {
  path: anything,
  label: words.anything,
  kind: 'anything',
  word: 'any',
  hint: hints.anything,
  values: [],
}

const prefix = 'characteristic.'
export const characteristicPath = (name: string): string => prefix + name

/** All known attributes: those of TMF635 and the characteristics of the specifications. Characteristics with the same name are merged. */
export function attributesOf(specifications: UsageSpecification[]): Attribute[] {
  const named = specifications.flatMap(({ id, specCharacteristic = [] }) =>
    specCharacteristic.flatMap((it) => (it.name ? [{ ...it, name: it.name, of: id }] : [])),
  )
  const characteristics = [...Map.groupBy(named, ({ name }) => name)].map(([name, some]) => characteristic(name, some))
  return [...own, ...characteristics.sort((one, other) => one.label.localeCompare(other.label))]
}

function characteristic(name: string, some: (CharacteristicSpecification & { of: string })[]): Attribute {
  // The first specification that gives a type decides.
  const kind = some.map(({ valueType }) => kindOf(valueType)).find((it) => it !== 'any')
  const unit = some
    .flatMap((it) => it.characteristicValueSpecification ?? [])
    .find(({ unitOfMeasure }) => unitOfMeasure)?.unitOfMeasure
  return {
    path: characteristicPath(name),
    label: name,
    kind: (kind && kinds[kind]) ?? 'text',
    word: name,
    hint: some.find(({ description }) => description)?.description ?? hints.characteristic,
    values: kind === 'boolean' ? ['true', 'false'] : [...new Set(some.flatMap(allowed))],
    ...(unit && { unit }),
    of: some.map((it) => it.of),
  }
}

const kinds: Partial<Record<ReturnType<typeof kindOf>, AttributeKind>> = {
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  dateTime: 'date',
  date: 'date',
}

const allowed = ({ characteristicValueSpecification = [] }: CharacteristicSpecification): string[] =>
  characteristicValueSpecification.flatMap(({ value }) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [],
  )

/** The attribute at a path. Unknown paths are text. */
export function attributeAt(path: string, known: Attribute[]): Attribute {
  const found = path === anything ? anywhere : known.find((it) => it.path === path)
  if (found) return found
  const label = path.startsWith(prefix) ? path.slice(prefix.length) : path
  return {
    path,
    label,
    kind: 'text',
    word: path,
    hint: path.startsWith(prefix) ? hints.characteristic : '',
    values: [],
  }
}
