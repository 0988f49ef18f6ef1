import { Gauge, Histogram, type Registry } from 'prom-client'

/** The time between two looks at the clock, in milliseconds. */
const interval = 10
/** The number of looks at the clock for one look at the processor time, which costs much more. */
const looks = 10

/**
 * Measures how long the event loop is held, in which time nobody is answered. A look at the clock that comes late by more than the process has
 * computed since the last look at the processor time was delayed by other processes of the machine; the processor time counts then. Returns a
 * function that ends the measurement.
 */
export function watchLoop(registry: Registry): () => void {
  const registers = [registry]
  let longest = 0
  const held = new Histogram({
    name: 'tallyman_event_loop_held_seconds',
    help: 'How long the event loop was held at a time, in processor time; longer than 0.05 should be rare',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  new Gauge({
    name: 'tallyman_event_loop_held_max_seconds',
    help: 'The longest time that the event loop was held since the last scrape',
    registers,
    collect() {
      this.set(longest)
      longest = 0
    },
  })
  let last = performance.now()
  let lastProcessor = process.cpuUsage()
  let count = 0
  const timer = setInterval(() => {
    const now = performance.now()
    const late = now - last - interval
    last = now
    if (late < 1 && ++count < looks) return
    const processor = process.cpuUsage()
    if (late >= 1) {
      const computed = processor.user - lastProcessor.user + processor.system - lastProcessor.system
      const seconds = Math.min(late / 1e3, computed / 1e6)
      held.observe(seconds)
      longest = Math.max(longest, seconds)
    }
    lastProcessor = processor
    count = 0
  }, interval)
  timer.unref()
  return () => clearInterval(timer)
}
