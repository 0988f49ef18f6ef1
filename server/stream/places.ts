import { limits } from '../../shared/limits'
import { overloaded } from '../errors'
import type { Caller } from '../resource/caller'

/** Places for work that takes long. No caller can take all of them, so that one cannot shut out the others. */
export interface Places {
  /** Takes a place; the result gives it back. Throws 503 if the caller has its share already, or if all places are taken. */
  take(caller: Pick<Caller, 'account' | 'address'>): () => void
}

/** `what` names the work. `total` is the number of places, `each` the share of one caller; `seconds` is the time after which to try again. */
export function makePlaces(
  what: string,
  { total, each, seconds }: { total: number; each: number; seconds: number },
): Places {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take({ account, address }) {
      const key = account === undefined ? `address ${address ?? ''}` : `account ${account}`
      const own = taken.get(key) ?? 0
      if (own >= each)
        throw overloaded(
          `${own} ${what} of yours are open, which is the maximum for one caller. Finish one, or try again after the seconds in Retry-After.`,
          seconds,
        )
      if (all >= total)
        throw overloaded(
          `${all} ${what} are open, which is the maximum. Try again after the seconds in Retry-After.`,
          seconds,
        )
      taken.set(key, own + 1)
      all++
      let isBack = false
      return () => {
        if (isBack) return
        isBack = true
        all--
        const left = (taken.get(key) ?? 1) - 1
        if (left > 0) taken.set(key, left)
        else taken.delete(key)
      }
    },
  }
}

/** The places of the streams that hold a connection to the database: exports and trials. */
export const exportPlaces = () =>
  makePlaces('streams (exports, trials of specifications)', {
    total: limits.exportStreams,
    each: limits.exportStreamsPerCaller,
    seconds: 10,
  })
