import type { Pattern } from './pattern'

/**
 * Compiles a pattern that is a sequence of characters and classes, each with or without a repetition, such as `^\+[1-9][0-9]{6,14}$`. If no character fits both a repetition and what may
 * follow it, there is at most one way to match, so JavaScript's own engine takes linear time; re2js takes two to a thousand times as long, and refuses `[ -~]{1,1000}` as too large.
 * Undefined for any other pattern.
 */
export function sequenceOf(source: string): Pattern | undefined {
  const [, begin, middle = '', end] = /^(\^?)(.*?)(\$?)$/s.exec(source) ?? []
  // A pattern with only an end anchor could begin anywhere, so the engine would try every position.
  const items = end && !begin ? undefined : itemsOf(middle)
  if (!items || !isUnambiguous(items)) return undefined
  const row = items.map(({ of, min, max }) => `${classOf(of)}{${min},${max === Number.POSITIVE_INFINITY ? '' : max}}`)
  const regExp = new RegExp(`^${row.join('')}${begin && !end ? '' : '$'}`, 'u')
  return { source, size: items.length, test: (text) => regExp.test(text) }
}

/** A set of character codes; `beyond` stands for all characters outside of ASCII. */
type Characters = ReadonlySet<number>

interface Item {
  of: Characters
  min: number
  max: number
}

/** Takes the next text if it matches; the expression is sticky. */
type Take = (expected: RegExp) => RegExpExecArray | null

function takerOf(source: string): { take: Take; isAtEnd(): boolean } {
  let at = 0
  const take: Take = (expected) => {
    expected.lastIndex = at
    const found = expected.exec(source)
    at += found?.[0].length ?? 0
    return found
  }
  return { take, isAtEnd: () => at >= source.length }
}

function itemsOf(source: string): Item[] | undefined {
  const { take, isAtEnd } = takerOf(source)
  const items: Item[] = []
  while (!isAtEnd()) {
    const of = takeCharacters(take)
    const times = of && takeTimes(take)
    if (!times) return undefined
    items.push({ of, ...times })
  }
  return items.length > 0 ? items : undefined
}

const beyond = 128
const all = Array.from({ length: beyond + 1 }, (_, code) => code)
const ascii = (form: RegExp): Characters =>
  new Set(all.filter((code) => code < beyond && form.test(String.fromCharCode(code))))
/** The classes as RE2 defines them; JavaScript's contain more characters. */
const named = new Map([
  ['.', new Set(all)],
  ['\\d', ascii(/[0-9]/)],
  ['\\w', ascii(/[0-9A-Za-z_]/)],
  ['\\s', ascii(/[\t\n\f\r ]/)],
])

function takeCharacters(take: Take): Characters | undefined {
  const [one] = take(/[\w !"#%&',/:;<=>@`~-]|\.|\\[dws]|\\(?!\w)[!-~]/y) ?? []
  if (one) return named.get(one) ?? new Set([codeOf(one)])
  const [, not, inside = ''] = take(/\[(\^?)((?:\\.|[^\\[\]])+)\]/y) ?? []
  const members = membersOf(inside)
  return not && members ? new Set(all.filter((code) => !members.has(code))) : members
}

/** The code of a character that may be escaped. */
const codeOf = (text: string): number => text.charCodeAt(text.length - 1)

/** Reads the characters between the brackets of a class. */
function membersOf(inside: string): Characters | undefined {
  const { take, isAtEnd } = takerOf(inside)
  const members = new Set<number>()
  while (!isAtEnd()) {
    const [found, name, from, to] = take(/(\\[dws])|([ -,.-Z_-~]|\\(?!\w)[!-~])(?:-([ -,.-Z_-~]))?|^-|-$/y) ?? []
    if (found === undefined) return undefined
    const [first, last] = [codeOf(from ?? found), codeOf(to ?? from ?? found)]
    if (first > last) return undefined
    for (const code of named.get(name ?? '') ?? all.slice(first, last + 1)) members.add(code)
  }
  return members.size > 0 ? members : undefined
}

const maxRepetition = 1000

function takeTimes(take: Take): Omit<Item, 'of'> | undefined {
  const [found = '', min, isRange, max] = take(/[*+?]|\{(0|[1-9]\d{0,3})(,(0|[1-9]\d{0,3})?)?\}/y) ?? []
  // A second repetition sign, as in a+? and a++.
  if (take(/[*+?{]/y)) return undefined
  const signs: Record<string, Omit<Item, 'of'>> = {
    '': { min: 1, max: 1 },
    '*': { min: 0, max: Number.POSITIVE_INFINITY },
    '+': { min: 1, max: Number.POSITIVE_INFINITY },
    '?': { min: 0, max: 1 },
  }
  const times = signs[found] ?? {
    min: Number(min),
    max: max === undefined ? (isRange ? Number.POSITIVE_INFINITY : Number(min)) : Number(max),
  }
  const isRead = times.min <= Math.min(times.max, maxRepetition) && (max === undefined || times.max <= maxRepetition)
  return isRead ? times : undefined
}

/** Whether no item with a variable repetition shares a character with what may follow it. */
function isUnambiguous(items: Item[]): boolean {
  let following = new Set<number>()
  for (const { of, min, max } of items.toReversed()) {
    if (min !== max && [...of].some((code) => following.has(code))) return false
    following = new Set(min === 0 ? [...following, ...of] : of)
  }
  return true
}

function classOf(of: Characters): string {
  const ranges: string[] = []
  for (let from = 0; from < beyond; from++) {
    if (!of.has(from)) continue
    let to = from
    while (to + 1 < beyond && of.has(to + 1)) to++
    ranges.push(`${escaped(from)}-${escaped(to)}`)
    from = to
  }
  if (of.has(beyond)) ranges.push('\\u{80}-\\u{10ffff}')
  return `[${ranges.join('')}]`
}

const escaped = (code: number): string => `\\x${code.toString(16).padStart(2, '0')}`
