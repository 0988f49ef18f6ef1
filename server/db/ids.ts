import { encodeTime } from 'ulid'

/** The least id of an instant, in milliseconds since 1970: a ULID begins with its time. */
export const firstIdAt = (at: number): string => encodeTime(Math.max(0, at), 10) + '0'.repeat(16)
