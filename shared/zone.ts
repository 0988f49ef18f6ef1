/** Names of time zones. Imports nothing. */

/** True for a name in the IANA time zone database, in any case. Offsets such as `+01:00` are not names. */
export function isZone(name: string): boolean {
  if (!/^[a-z][\w/+-]{0,63}$/i.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
