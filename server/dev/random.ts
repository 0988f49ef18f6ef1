import { ulid } from 'ulid'

/** Pseudo-random numbers: the same seed gives the same numbers. */
export interface Random {
  /** From 0 inclusive to 1 exclusive. */
  next(): number
  /** A whole number; both ends are inclusive. */
  integer(from: number, to: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** Exponentially distributed, `mean` on average: many small numbers, few large ones. */
  exponential(mean: number): number
  /** Log-normally distributed around `median`, as the sizes of files and sessions are. */
  logNormal(median: number, spread: number): number
}

/** Each `stream` is an independent sequence, so that more numbers for one purpose do not change those for another. */
export function makeRandom(seed: number, stream: string): Random {
  const next = smallFastCounter(`${seed}/${stream}`)
  return {
    next,
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
    exponential: (mean) => -Math.log(1 - next()) * mean,
    logNormal: (median, spread) =>
      median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  }
}

/** A ULID of a time, with a random part from the seed. */
export const idAt = (milliseconds: number, random: Random): string => ulid(milliseconds, random.next)

/** Chris Doty-Humphrey's sfc32. */
function smallFastCounter(seed: string): () => number {
  let [a, b, c] = [hash(seed, 1), hash(seed, 2), hash(seed, 3)]
  let counter = 1
  const next = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 15; round++) next()
  return next
}

/** FNV-1a. */
function hash(text: string, basis: number): number {
  let value = Math.imul(2_166_136_261, basis)
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16_777_619)
  return value | 0
}

/** Draws from 0 … size-1 by a Zipf distribution: k has the weight 1 / (k + 1) ^ exponent. Takes constant time (Walker's alias method). */
export function makeZipf(size: number, exponent: number): (random: Random) => number {
  const weights = Array.from({ length: size }, (_, index) => 1 / (index + 1) ** exponent)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const share = Float64Array.from(weights, (weight) => (weight / total) * size)
  const alias = new Uint32Array(size)
  const at = (index: number) => share[index] ?? 0
  const small: number[] = []
  const large: number[] = []
  for (let index = 0; index < size; index++) (at(index) < 1 ? small : large).push(index)
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop() ?? 0
    const rich = large.pop() ?? 0
    alias[poor] = rich
    share[rich] = at(rich) + at(poor) - 1
    ;(at(rich) < 1 ? small : large).push(rich)
  }
  for (const rest of [...small, ...large]) share[rest] = 1
  return (random) => {
    const index = Math.floor(random.next() * size)
    return random.next() < at(index) ? index : (alias[index] ?? 0)
  }
}
