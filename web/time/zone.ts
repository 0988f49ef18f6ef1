import { useSyncExternalStore } from 'react'

/** In which time zone instants are shown: UTC, so that two people read the same, or the reader's own. */
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

/** The zone people have chosen, in this browser; UTC until they do. */
export const useZone = (): Zone => useSyncExternalStore(subscribe, read)

export function setZone(zone: Zone): void {
  localStorage.setItem(key, zone)
  for (const listener of listeners) listener()
}

/** The zone's name as `Intl` has it; undefined: the browser's own. */
export const timeZoneOf = (zone: Zone): 'UTC' | undefined => (zone === 'UTC' ? 'UTC' : undefined)

/** The zone in words: `UTC`, `Europe/Berlin`. */
export const zoneName = (zone: Zone): string =>
  zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone
