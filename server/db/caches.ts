/** The caches of one server. Each cache is created at its first use. Two servers in one process share no caches. */
export interface Caches<Pool> {
  of<Cache>(make: (pool: Pool) => Cache): Cache
}

/** `pool` returns the pool of the server that owns the caches. */
export function makeCaches<Pool>(pool: () => Pool): Caches<Pool> {
  const cached = new Map<unknown, unknown>()
  return {
    of<Cache>(make: (pool: Pool) => Cache): Cache {
      if (!cached.has(make)) cached.set(make, make(pool()))
      // The cast is safe: the key is the function that created the value.
      return cached.get(make) as Cache
    },
  }
}
