const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** When a usage arrived: a ULID begins with the time it was made, in ten characters of base 32. */
export function arrivalOf(id: string): string | undefined {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) return undefined
  const date = new Date([...id.slice(0, 10)].reduce((sum, letter) => sum * 32 + alphabet.indexOf(letter), 0))
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
