/** The caches of one server. A function makes each when it is first needed, so two servers in one process share nothing. */
export interface Caches<Pool> {
  of<Cache>(make: (pool: Pool) => Cache): Cache
}

/** `pool` gives the pool that the caches belong to. */
export function makeCaches<Pool>(pool: () => Pool): Caches<Pool> {
  const made = new Map<unknown, unknown>()
  return {
    of<Cache>(make: (pool: Pool) => Cache): Cache {
      if (!made.has(make)) made.set(make, make(pool()))
      // The key is the function that made the value.
      return made.get(make) as Cache
    },
  }
}
