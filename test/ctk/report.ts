import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Row, Verdict } from './judge'

/** Writes `report.html` and `report.json` into `folder`; returns their paths. */
export async function writeReports(folder: string, title: string, verdict: Verdict): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const html = join(folder, 'report.html')
  const json = join(folder, 'report.json')
  const when = new Date().toISOString()
  await Bun.write(html, page(title, when, verdict))
  await Bun.write(
    json,
    `${JSON.stringify({ title, when, passed: passed(verdict), requests: verdict.rows.length, ...verdict }, null, 2)}\n`,
  )
  return [html, json]
}

export const passed = ({ problems }: Verdict): boolean => problems.length === 0

/** The run as a table for the terminal, like that of a certification report. */
export function table(verdict: Verdict): string {
  const lines = [['#', 'folder', 'request', 'status', 'assertions', 'time', 'body'], ...verdict.rows.map(cells)]
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const text = lines.map((line) =>
    line
      .map((cell, column) =>
        isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  '),
  )
  const rule = widths.map((width) => '-'.repeat(width)).join('  ')
  return [
    text[0],
    rule,
    ...text.slice(1),
    rule,
    totals(verdict),
    ...verdict.problems.map((problem) => `  FAILED  ${problem}`),
  ].join('\n')
}

const isNumeric = (column: number) => column === 0 || column > 2

const cells = (row: Row): string[] => [
  String(row.number),
  row.folder,
  row.request,
  row.status === undefined ? 'none' : String(row.status),
  counted(row),
  time(row.milliseconds),
  size(row.bytes),
]

/** `26`, `25 of 26` when some are missing, `26, 2 failed`. */
function counted({ assertions, expected }: Row): string {
  const failed = assertions.filter(({ error }) => error).length
  return `${assertions.length}${assertions.length === expected ? '' : ` of ${expected}`}${failed ? `, ${failed} failed` : ''}`
}

const totals = ({ rows, assertions, failures, milliseconds, mean, bytes }: Verdict): string =>
  `${rows.length} requests, ${assertions} assertions, ${failures} failures; ${time(milliseconds)} in all, mean response ${time(mean)}, ${size(bytes)} received`

const time = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds * 10) / 10} ms` : `${(milliseconds / 1000).toFixed(1)} s`

const size = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(2)} KB`
      : `${(bytes / 1024 ** 2).toFixed(2)} MB`

const page = (title: string, when: string, verdict: Verdict): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: #8886; --good: light-dark(#0a6b2c, #6bd68f); --bad: light-dark(#b3141b, #ff8f8f) }
  body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
  .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
  .good { color: var(--good) } .bad { color: var(--bad); font-weight: 600 }
  details { border-bottom: 1px solid var(--line); padding: .4rem 0 } summary { cursor: pointer }
  pre { overflow: auto; max-height: 24rem; padding: .6rem; border: 1px solid var(--line) }
</style>
<h1>${escaped(title)}</h1>
<p class="${passed(verdict) ? 'good' : 'bad'}">${passed(verdict) ? 'Passed' : 'Failed'}</p>
<p>${escaped(totals(verdict))}<br>${when}</p>
${verdict.problems.length ? `<h2>What failed</h2>\n<ul>\n${verdict.problems.map((problem) => `<li class="bad">${escaped(problem)}`).join('\n')}\n</ul>` : ''}
<table>
<thead><tr><th class="number">#<th>Folder<th>Request<th class="number">Status<th class="number">Assertions<th class="number">Time<th class="number">Body</thead>
<tbody>
${verdict.rows
  .map(
    (row) =>
      `<tr>${cells(row)
        .map((cell, column) => `<td${isNumeric(column) ? ' class="number"' : ''}>${escaped(cell)}`)
        .join('')}`,
  )
  .join('\n')}
</tbody>
</table>
<h2>Requests and answers</h2>
${verdict.rows.map(detail).join('\n')}
</html>
`

const detail = (row: Row): string => `<details>
<summary>${row.number} ${escaped(row.request)}: ${row.status ?? 'no answer'}, assertions: ${escaped(counted(row))}</summary>
<ul>
${row.assertions.map(({ name, error }) => `<li class="${error ? 'bad' : 'good'}">${escaped(error ? `${name}: ${error}` : name)}`).join('\n')}
</ul>
<pre>${escaped(`${row.sent.method} ${row.sent.url}\n${message(row.sent)}`)}</pre>
<pre>${escaped(`${row.status ?? 'no answer'}\n${message(row.received)}`)}</pre>
</details>`

const message = ({ headers, body }: Row['sent'] | Row['received']): string =>
  `${headers.map(({ key, value }) => `${key}: ${value}`).join('\n')}\n\n${body}`

const escaped = (text: string): string => Bun.escapeHTML(text)
