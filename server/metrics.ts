import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  registry: Registry
  request(method: string, route: string, status: number, seconds: number): void
  commit(documents: number, seconds: number): void
  strayUsages: Gauge
}

/** The metrics at `/metrics`. `waiting` gives the number of documents in the write queue. */
export function makeMetrics(waiting: () => number): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  // Sums of other metrics, and gauges despite their names, which Prometheus reserves for counters.
  for (const kind of ['handles', 'requests', 'resources']) registry.removeSingleMetric(`nodejs_active_${kind}_total`)
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Answered requests',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const commits = new Histogram({
    name: 'tallyman_commit_duration_seconds',
    help: 'Time to commit a batch',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  })
  const batches = new Histogram({
    name: 'tallyman_commit_documents',
    help: 'Documents per committed batch',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  })
  new Gauge({
    name: 'tallyman_write_queue_documents',
    help: 'Documents in the write queue',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  return {
    registry,
    request(method, route, status, seconds) {
      requests.inc({ method, route, status })
      durations.observe({ method, route }, seconds)
    },
    commit(documents, seconds) {
      commits.observe(seconds)
      batches.observe(documents)
    },
    strayUsages: new Gauge({
      name: 'tallyman_stray_usages',
      help: 'Usages outside the monthly partitions; should be 0',
      registers,
    }),
  }
}
