import type { Db, Pool } from './connect'
import { withStatementTimeout } from './statementTimeout'

/** What took too long a while ago is not tried again each time it is asked: until when. */
const tooMuch = new Map<string, number>()
const remembered = 60_000
const mostRemembered = 1000

/** What some statements find out, unless one of them takes longer than `milliseconds`, or has done so lately. `question` names the same again. */
export async function timeBoxed<Found>(
  pool: Pool,
  question: string,
  milliseconds: number,
  ask: (db: Db) => Promise<Found>,
): Promise<Found | undefined> {
  if ((tooMuch.get(question) ?? 0) > Date.now()) return undefined
  const found = await withStatementTimeout(pool, milliseconds, ask)
  tooMuch.delete(question)
  if (found === undefined) tooMuch.set(question, Date.now() + remembered)
  // A Map keeps the order of entry.
  if (tooMuch.size > mostRemembered) tooMuch.delete(tooMuch.keys().next().value ?? '')
  return found
}
