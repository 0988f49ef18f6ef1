import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../support/process'
import { judge, type Verdict } from './judge'
import { runKit } from './kit'
import { passed, table, writeReports } from './report'
import { run } from './run'
import { loadSample, sampleAssertions } from './sample'
import { locate, RunProblem } from './target'

const help = `Runs the TMF635 v4.0.0 conformance requests and judges the answers.

  bun run ctk [options]

With no options: starts a server on an empty throw-away database, loads 7 usages and 10 specifications,
and expects exactly 15 requests, ${sampleAssertions} assertions and no failure.

  --url URL        run against this server instead, with or without the base path; its data decides the number
                   of assertions. The run creates one usage and one specification there.
  --kit FOLDER     run TM Forum's own kit, downloaded and unpacked there, instead of ours (needs node and npm)
  --header LINE    send this header too, such as 'Authorization: Bearer …'; may be repeated; not with --kit
  --results FOLDER where the reports go (default: test/results/ctk)
  --help           show this

Exit code: 0 passed, 1 failed, 2 could not run.
`

interface Options {
  url: string | undefined
  kit: string | undefined
  headers: Record<string, string>
  results: string
}

async function main(): Promise<number> {
  const options = readOptions(Bun.argv.slice(2))
  if (!options) {
    process.stdout.write(help)
    return 0
  }
  const server = options.url === undefined ? await startServer() : undefined
  // A throw-away server does not outlive the run, however that ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void Promise.resolve(server?.stop()).finally(() => process.exit(2)))
  try {
    const base = await locate(options.url ?? server?.url ?? '', options.headers)
    if (server) await loadSample(base)
    const verdict = await conform(base, options)
    // TM Forum's kit may come to make other assertions; ours must make these.
    if (server && options.kit === undefined && verdict.assertions !== sampleAssertions)
      verdict.problems.push(`${verdict.assertions} assertions instead of ${sampleAssertions}`)
    const reports = await writeReports(
      options.results,
      `TMF635 v4.0.0 conformance of ${base}${options.kit === undefined ? '' : ", TM Forum's kit"}`,
      verdict,
    )
    process.stdout.write(
      `${table(verdict)}\n${passed(verdict) ? 'Passed' : 'Failed'}: ${base}\n${reports.join('\n')}\n`,
    )
    return passed(verdict) ? 0 : 1
  } finally {
    await server?.stop()
  }
}

const conform = async (base: string, { kit, headers, results }: Options): Promise<Verdict> =>
  kit === undefined
    ? judge(await run(base, join(results, 'newman.json'), headers))
    : runKit(resolve(kit), base, join(results, 'kit'))

/** Undefined: help was asked for. */
function readOptions(args: string[]): Options | undefined {
  const { values } = parsed(args)
  if (values.help) return undefined
  if (values.kit !== undefined && values.header?.length)
    throw new RunProblem("--header: not with --kit, whose headers stand in the kit's config.json")
  return {
    url: values.url,
    kit: values.kit,
    headers: Object.fromEntries((values.header ?? []).map(header)),
    results: resolve(values.results),
  }
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        url: { type: 'string' },
        kit: { type: 'string' },
        header: { type: 'string', multiple: true },
        results: { type: 'string', default: join(import.meta.dir, '../results/ctk') },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new RunProblem(`${error instanceof Error ? error.message : error}\n\n${help}`)
  }
}

function header(line: string): [string, string] {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
  if (!name || value === undefined) throw new RunProblem(`--header ${line}: must be like 'Name: value'`)
  return [name, value]
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof RunProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
