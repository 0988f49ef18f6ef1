import type { Pattern } from './pattern'

/**
 * Patterns that are a row of characters and classes, each repeated or not: `^\+[1-9][0-9]{6,14}$`. Where no character fits both a repetition and what may follow it, there is at most
 * one way to match, so that JavaScript's own engine takes linear time, too; RE2 in JavaScript takes ten times as long. Undefined when a pattern is more than that, or cannot be read.
 */
export function sequenceOf(source: string): Pattern | undefined {
  const [, begin, middle = '', end] = /^(\^?)(.*?)(\$?)$/s.exec(source) ?? []
  // With an end alone it could begin anywhere, and would be tried everywhere.
  const items = end && !begin ? undefined : itemsOf(middle)
  if (!items || !isUnambiguous(items)) return undefined
  const row = items.map(
    ({ of, least, most }) => `${classOf(of)}{${least},${most === Number.POSITIVE_INFINITY ? '' : most}}`,
  )
  const regExp = new RegExp(`^${row.join('')}${begin && !end ? '' : '$'}`, 'u')
  return { source, size: items.length, test: (text) => regExp.test(text) }
}

/** By their codes; `beyond` stands for all that are not ASCII. */
type Characters = ReadonlySet<number>

interface Item {
  of: Characters
  least: number
  most: number
}

/** Takes what is next if it has a form; the form is sticky. */
type Take = (form: RegExp) => RegExpExecArray | null

function takerOf(source: string): { take: Take; isAtEnd(): boolean } {
  let at = 0
  const take: Take = (form) => {
    form.lastIndex = at
    const found = form.exec(source)
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
/** What RE2 means by them, which is less than what JavaScript does. */
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

/** Of a character that may be escaped. */
const codeOf = (text: string): number => text.charCodeAt(text.length - 1)

/** What is within the brackets of a class. */
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

const mostTimes = 1000

function takeTimes(take: Take): Omit<Item, 'of'> | undefined {
  const [found = '', least, isRange, most] = take(/[*+?]|\{(0|[1-9]\d{0,3})(,(0|[1-9]\d{0,3})?)?\}/y) ?? []
  // Such as a+? and a++.
  if (take(/[*+?{]/y)) return undefined
  const signs: Record<string, Omit<Item, 'of'>> = {
    '': { least: 1, most: 1 },
    '*': { least: 0, most: Number.POSITIVE_INFINITY },
    '+': { least: 1, most: Number.POSITIVE_INFINITY },
    '?': { least: 0, most: 1 },
  }
  const times = signs[found] ?? {
    least: Number(least),
    most: most === undefined ? (isRange ? Number.POSITIVE_INFINITY : Number(least)) : Number(most),
  }
  const isRead = times.least <= Math.min(times.most, mostTimes) && (most === undefined || times.most <= mostTimes)
  return isRead ? times : undefined
}

/** Whether what may follow an item that need not stop where it does is never of its characters. */
function isUnambiguous(items: Item[]): boolean {
  let following = new Set<number>()
  for (const { of, least, most } of items.toReversed()) {
    if (least !== most && [...of].some((code) => following.has(code))) return false
    following = new Set(least === 0 ? [...following, ...of] : of)
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
