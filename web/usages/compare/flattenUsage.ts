import type { Usage } from '../../../shared/usage'

/** One value of a usage, for comparison with another usage. */
export interface Leaf {
  part: Part
  /** The name shown: `duration`, `customer.name`, `1.taxRate`. */
  label: string
  value: unknown
}

export const parts = ['attribute', 'characteristic', 'party', 'rating'] as const
export type Part = (typeof parts)[number]

/** One value in two usages. */
export interface Difference {
  part: Part
  label: string
  before: unknown
  after: unknown
  isSame: boolean
}

type Some = Partial<Usage>

/** The values of both usages, in the order of the first. A missing value is undefined. */
export function compare(before: Some, after: Some): Difference[] {
  const [one, other] = [flattenUsage(before), flattenUsage(after)]
  return [...new Map([...one, ...other])].map(([key, { part, label }]) => {
    const [was, is] = [one.get(key)?.value, other.get(key)?.value]
    return { part, label, before: was, after: is, isSame: JSON.stringify(was) === JSON.stringify(is) }
  })
}

export const differences = (before: Some, after: Some): Difference[] =>
  compare(before, after).filter(({ isSame }) => !isSame)

/** The values of a usage by key. `id` and `href` always differ and are left out. */
export function flattenUsage({
  id: _id,
  href: _href,
  usageCharacteristic = [],
  relatedParty = [],
  ratedProductUsage = [],
  validation,
  ...attributes
}: Some): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const add = (part: Part, label: string, value: unknown) => leaves.set(`${part} ${label}`, { part, label, value })
  const addAll = (part: Part, label: string, value: unknown) => {
    for (const [path, leaf] of flatten(value, label)) add(part, path, leaf)
  }
  for (const [name, value] of Object.entries(attributes)) addAll('attribute', name, value)
  add('attribute', 'validation', validationWords(validation))
  const nth = counter()
  for (const { name, value, ...others } of usageCharacteristic) {
    const label = nth(name)
    add('characteristic', label, value)
    addAll('characteristic', label, others)
  }
  const nthOfRole = counter()
  for (const { role = '–', ...party } of relatedParty) addAll('party', nthOfRole(role), party)
  for (const [index, line] of ratedProductUsage.entries()) addAll('rating', String(index + 1), line)
  return leaves
}

/** The result of the validation, without its time and revision. */
function validationWords({
  result = 'passed',
  brokenRule = [],
}: Partial<NonNullable<Usage['validation']>> = {}): string {
  return brokenRule.length > 0 ? `${result}: ${brokenRule.map(({ message }) => message).join('; ')}` : result
}

/** Numbers repeated names: the second is `name (2)`. */
function counter(): (name: string) => string {
  const seen = new Map<string, number>()
  return (name) => {
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  }
}

function* flatten(value: unknown, label: string): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return yield [label, value]
  const money = moneyOf(value)
  if (money !== undefined) return yield [label, money]
  for (const [name, inner] of Object.entries(value))
    yield* flatten(inner, Array.isArray(value) ? `${label}[${name}]` : `${label}.${name}`)
}

/** An amount and its unit as one value. */
function moneyOf(value: object): string | undefined {
  const { value: amount, unit = '', ...others } = value as { value?: unknown; unit?: unknown }
  return typeof amount === 'number' && typeof unit === 'string' && Object.keys(others).length === 0
    ? `${amount} ${unit}`.trim()
    : undefined
}
