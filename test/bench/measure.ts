/** How long something took, many times over, in milliseconds. */
export interface Times {
  p50: number
  p95: number
  max: number
}

/** Runs it once for each input, one after the other. */
export async function measure<Input>(inputs: Input[], run: (input: Input) => Promise<void>): Promise<Times> {
  const times: number[] = []
  for (const input of inputs) {
    const started = performance.now()
    await run(input)
    times.push(performance.now() - started)
  }
  return timesOf(times)
}

export function timesOf(values: number[]): Times {
  const times = values.toSorted((one, other) => one - other)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), max: times.at(-1) ?? Number.NaN }
}

/** A table as Markdown has it, its columns aligned. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  return [
    line(head),
    `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}
