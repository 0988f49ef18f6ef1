import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, type Summary, type Verdict } from './judge'
import { RunProblem } from './target'

/**
 * Runs TM Forum's own kit, as downloaded, against the API at `base`. A copy of it is pointed there; nothing else of it changes.
 * The kit exits with 0 whether assertions fail or it gives up before the first request, so only the results it writes count.
 */
export async function runKit(folder: string, base: string, results: string): Promise<Verdict> {
  const source = await kitFolder(folder)
  const copy = await mkdtemp(join(tmpdir(), 'tallyman-ctk-'))
  try {
    await cp(source, copy, { recursive: true })
    await pointAt(join(copy, 'config.json'), base)
    const outputs = ['jsonResults.json', 'htmlResults.html']
    // The download may hold the results of somebody else's run.
    for (const name of outputs) await rm(join(copy, name), { force: true })

    const packages = join(copy, 'ctk')
    const install = await command(['npm', 'install', '--no-audit', '--no-fund'], packages, 600_000)
    if (install.code !== 0) throw new RunProblem(`npm install in the kit failed:\n${install.output}`)
    // Its shell script does no more than this, and the first line of it is damaged in some downloads.
    const { output } = await command(['node', 'index.js'], packages, 300_000)

    const written = Bun.file(join(copy, 'jsonResults.json'))
    if (!(await written.exists()))
      throw new RunProblem(`The kit wrote no jsonResults.json: it ended before its first request. It said:\n${output}`)
    await mkdir(results, { recursive: true })
    for (const name of outputs)
      if (await Bun.file(join(copy, name)).exists()) await cp(join(copy, name), join(results, name))
    return judgeKit(await written.json())
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** A kit passes when it made fifteen requests, asserted something, and nothing failed; how many assertions it makes is its own affair. */
function judgeKit(summary: Summary): Verdict {
  const verdict = read(summary)
  if (verdict.assertions === 0) verdict.problems.push('The kit made no assertions')
  return verdict
}

/** The folder with the kit's config.json: the one given, or the only folder in it, as archives unpack. */
async function kitFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new RunProblem(`--kit ${folder}: no such folder`)
  })
  const places = [folder, ...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))]
  for (const place of places) {
    if (
      (await Bun.file(join(place, 'config.json')).exists()) &&
      (await Bun.file(join(place, 'ctk', 'index.js')).exists())
    )
      return place
  }
  throw new RunProblem(
    `--kit ${folder}: holds no config.json and ctk/index.js, as TM Forum's kit for TMF635 v4.0.0 does`,
  )
}

async function pointAt(file: string, base: string): Promise<void> {
  // Without the last slash the kit asks for …/v4usage.
  await Bun.write(file, JSON.stringify({ ...(await Bun.file(file).json()), url: base }, null, 2))
}

async function command(
  words: string[],
  folder: string,
  timeout: number,
): Promise<{ code: number | null; output: string }> {
  const [program = ''] = words
  if (!Bun.which(program)) throw new RunProblem(`${program} is needed to run TM Forum's kit, and is not on the PATH`)
  const child = Bun.spawn(words, { cwd: folder, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe', timeout })
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  await child.exited
  return { code: child.exitCode, output: `${out}${err}`.trim().slice(-4000) }
}
