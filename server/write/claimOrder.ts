import type { Admitted } from '../resource/admission'

/**
 * The parts of one stream are stored several at a time. Where two of them claim the same, the earlier one is to have it, as if they had come one
 * after the other: the later waits until that is settled.
 */
export interface ClaimOrder {
  /** Runs `create` once the claims of earlier parts that it shares are settled. Called in the order of the parts. */
  keep<Result>(admission: Promise<Admitted[]>, create: (admitted: Admitted[]) => Promise<Result>): Promise<Result>
}

export function makeClaimOrder(): ClaimOrder {
  const claimed = new Map<string, Promise<unknown>>()
  let earlier: Promise<unknown> = Promise.resolve()
  return {
    async keep(admission, create) {
      const before = earlier
      const entering = Promise.withResolvers<void>()
      earlier = entering.promise
      let own: { keys: string[]; settled: Promise<unknown> } | undefined
      try {
        const [admitted] = await Promise.all([admission, before])
        const keys = admitted.flatMap(({ claims }) => claims.map(({ key }) => key))
        const created = Promise.all(new Set(keys.flatMap((key) => claimed.get(key) ?? []))).then(() => create(admitted))
        own = { keys, settled: created.catch(() => {}) }
        for (const key of keys) claimed.set(key, own.settled)
        entering.resolve()
        return await created
      } finally {
        entering.resolve()
        for (const key of own?.keys ?? []) if (claimed.get(key) === own?.settled) claimed.delete(key)
      }
    },
  }
}
