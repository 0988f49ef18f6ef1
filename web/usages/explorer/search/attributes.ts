import { kindOf } from '../../../../shared/checker/kinds'
import { anything } from '../../../../shared/search'
import type { CharacteristicSpecification, UsageSpecification } from '../../../../shared/usageSpecification'
import { usageStatuses } from '../../../../shared/vocabulary'
import { explorer } from '../../../messages/explorer'

/** What decides how one asks for an attribute. */
export type AttributeKind = 'status' | 'specification' | 'text' | 'number' | 'date' | 'boolean' | 'rule' | 'anything'

/** Something usages have that one can ask for. */
export interface Attribute {
  /** As the API has it. */
  path: string
  label: string
  kind: AttributeKind
  /** The word for it in the search box. */
  word: string
  hint: string
  /** All it may be, where that is known. */
  values: string[]
  unit?: string
  /** The ids of the specifications whose characteristic it is. */
  of?: string[]
}

const words = explorer.attributes
const hints = explorer.hints
const line = 'ratedProductUsage.'

/** Those of TMF635, the most wanted first. */
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

/** Whatever has a value: an id, a party, a type or any characteristic. */
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

/** All attributes that are known: those of TMF635, and the characteristics that specifications name; several of one name are one. */
export function attributesOf(specifications: UsageSpecification[]): Attribute[] {
  const named = specifications.flatMap(({ id, specCharacteristic = [] }) =>
    specCharacteristic.flatMap((it) => (it.name ? [{ ...it, name: it.name, of: id }] : [])),
  )
  const characteristics = [...Map.groupBy(named, ({ name }) => name)].map(([name, some]) => characteristic(name, some))
  return [...own, ...characteristics.sort((one, other) => one.label.localeCompare(other.label))]
}

function characteristic(name: string, some: (CharacteristicSpecification & { of: string })[]): Attribute {
  // Who gives no type leaves it to those who do.
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

/** The attribute at a path, also one that nobody declared. */
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
