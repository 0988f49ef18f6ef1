/**
 * Tells texts that were there before, of up to `most` different ones; then it is full, and tells no more. It keeps 64 bits of each in one table,
 * of 16 MiB for a million, where a set of so many texts takes fifteen times that. Two of a million are taken for one once in forty million times.
 */
export function makeSeen(most: number) {
  const places = 2 ** Math.ceil(Math.log2(2 * most))
  let table: BigUint64Array | undefined
  let count = 0
  return {
    isFull: () => count >= most,
    /** Whether a text was there before; from now on it was. */
    repeats(text: string): boolean {
      table ??= new BigUint64Array(places)
      // Nothing is where there is 0.
      const hash = BigInt(Bun.hash(text)) || 1n
      let at = Number(hash % BigInt(places))
      while (table[at] !== 0n) {
        if (table[at] === hash) return true
        at = (at + 1) % places
      }
      table[at] = hash
      count++
      return false
    },
  }
}
