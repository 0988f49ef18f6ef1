const hour = 3_600_000

/** The relative traffic of each hour of a day in UTC: low at night, highest in the evening. */
const hours = [14, 8, 5, 4, 4, 7, 16, 34, 52, 60, 63, 66, 70, 68, 65, 66, 70, 78, 88, 96, 100, 90, 62, 32]

/** The relative traffic of each day of a week, from Sunday. */
const weekdays = [72, 97, 100, 100, 101, 104, 85]

/** Maps a share of the traffic (0 to 1) in the `days` before `until` to the time by which it has happened. */
export function makeRhythm(days: number, until: Date): (share: number) => number {
  const from = until.getTime() - days * 24 * hour
  const reached = new Float64Array(days * 24 + 1)
  for (let index = 1; index < reached.length; index++) {
    const at = new Date(from + (index - 1) * hour)
    reached[index] = (reached[index - 1] ?? 0) + (hours[at.getUTCHours()] ?? 0) * (weekdays[at.getUTCDay()] ?? 0)
  }
  const total = reached.at(-1) ?? 0
  return (share) => {
    const wanted = share * total
    let low = 0
    let high = reached.length - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((reached[middle] ?? 0) <= wanted) low = middle
      else high = middle
    }
    const before = reached[low] ?? 0
    return from + (low + (wanted - before) / ((reached[high] ?? 0) - before)) * hour
  }
}
