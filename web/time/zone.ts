import { useSyncExternalStore } from 'react'

/** The time zone in which times are shown. UTC is the default, so that all users see the same times. */
export type Zone = 'UTC' | 'local'

const key = 'tallyman.zone'
const listeners = new Set<() => void>()

const read = (): Zone => (localStorage.getItem(key) === 'local' ? 'local' : 'UTC')

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** The zone chosen in this browser; UTC by default. */
export const useZone = (): Zone => useSyncExternalStore(subscribe, read)

export function setZone(zone: Zone): void {
  localStorage.setItem(key, zone)
  for (const listener of listeners) listener()
}

/** The `timeZone` option of `Intl`; undefined for the browser's own zone. */
export const timeZoneOf = (zone: Zone): 'UTC' | undefined => (zone === 'UTC' ? 'UTC' : undefined)

/** The name of the zone: `UTC`, `Europe/Berlin`. */
export const zoneName = (zone: Zone): string =>
  zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone
