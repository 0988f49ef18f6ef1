import type { Admitted } from '../resource/admission'

/**
 * The batches of one stream are stored concurrently. If two of them claim the same key, the earlier batch must obtain the key, as if the batches were
 * stored one after the other. So the later batch waits until the earlier one is stored or refused.
 */
export interface ClaimOrder {
  /** Runs `create` after all earlier batches with the same claims. Must be called in the order of the batches. */
  run<Result>(admission: Promise<Admitted[]>, create: (admitted: Admitted[]) => Promise<Result>): Promise<Result>
}

export function makeClaimOrder(): ClaimOrder {
  const claimed = new Map<string, Promise<unknown>>()
  let earlier: Promise<unknown> = Promise.resolve()
  return {
    async run(admission, create) {
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
