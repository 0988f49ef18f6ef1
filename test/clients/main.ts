import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from '../support/process'
import { missing, run } from './tools'

/**
 * `npm run test:clients`: generates clients from the published description, compiles them and runs a round trip with each against a real
 * server; then lets public tools judge the description and the metrics. Arguments choose some of the checks: `npm run test:clients -- go`.
 */
const generatorVersion = '7.25.0'
const schemathesisVersion = '4.32.5'
/** Answers must be those that the description promises. Other checks suppose that a schema expresses every rule of a request. */
const fuzzChecks =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance'
/** The time for fuzzing, in seconds. */
const fuzzSeconds = Number(process.env.FUZZ_SECONDS ?? 60)
const programs = join(import.meta.dir, 'programs')
const work = join(import.meta.dir, '../results/clients')
const chosen = process.argv.slice(2)

interface Check {
  /** The programs that must be on the machine. */
  needs: string[]
  run(url: string): Promise<unknown>
}

const checks: Record<string, Check> = {
  python: {
    needs: ['java', 'mvn', 'python3'],
    async run(url) {
      await generate('python', 'packageName=tallyman_client')
      const environment = join(work, 'python-environment')
      await run('python3', ['-m', 'venv', environment], work)
      await run(join(environment, 'bin/pip'), ['install', '-q', '-r', 'python/requirements.txt'], work)
      copyFileSync(join(programs, 'roundTrip.py'), join(work, 'python/roundTrip.py'))
      await run(join(environment, 'bin/python'), ['python/roundTrip.py', url], work)
    },
  },
  java: {
    needs: ['java', 'mvn'],
    async run(url) {
      const packages = 'invokerPackage=client,apiPackage=client.api,modelPackage=client.model'
      await generate('java', `library=native,useSingleRequestParameter=static,${packages}`)
      copyFileSync(join(programs, 'pom.xml'), join(work, 'java/pom.xml'))
      copyFileSync(join(programs, 'RoundTrip.java'), join(work, 'java/src/main/java/RoundTrip.java'))
      const goals = ['compile', 'dependency:copy-dependencies', '-DoutputDirectory=target/libraries']
      await run('mvn', ['-q', '-B', ...goals], join(work, 'java'))
      await run('java', ['-cp', 'target/classes:target/libraries/*', 'RoundTrip', url], join(work, 'java'))
    },
  },
  go: {
    needs: ['java', 'mvn', 'go'],
    async run(url) {
      await generate('go', 'packageName=tallyman')
      const module = join(work, 'go')
      await run('go', ['mod', 'edit', '-module', 'example.org/tallyman'], module)
      rmSync(join(module, 'test'), { recursive: true, force: true })
      mkdirSync(join(module, 'roundTrip'))
      copyFileSync(join(programs, 'roundTrip.go'), join(module, 'roundTrip/main.go'))
      await run('go', ['mod', 'tidy'], module)
      await run('go', ['run', './roundTrip', url], module)
    },
  },
  axios: typescript('axios', () => generate('typescript-axios', 'useSingleRequestParameter=true')),
  fetch: typescript('fetch', () => generate('typescript-fetch', '')),
  types: typescript('types', () => node('openapi-typescript', '../openapi.json', '-o', 'openapi-typescript.ts')),
  spectral: {
    needs: [],
    run: () => node('spectral', 'lint', '--ruleset', 'spectral.yaml', '--fail-severity', 'error', '../openapi.json'),
  },
  schemathesis: {
    needs: ['python3'],
    async run(url) {
      const environment = join(work, 'schemathesis-environment')
      await run('python3', ['-m', 'venv', environment], work)
      await run(join(environment, 'bin/pip'), ['install', '-q', `schemathesis==${schemathesisVersion}`], work)
      const options = [
        '--url',
        url,
        '--phases',
        'coverage,fuzzing',
        '--checks',
        fuzzChecks,
        '--max-examples',
        '1000',
        '--workers',
        '2',
      ]
      const bounds = ['--max-time', String(fuzzSeconds), '--request-timeout', '20', '--no-color']
      const hooks = { SCHEMATHESIS_HOOKS: 'fuzz', PYTHONPATH: '.' }
      const args = ['run', `${url}/docs/json`, ...options, ...bounds]
      // Errors of schemathesis itself, when it cannot generate something, are not ours.
      const report = await run(
        join(environment, 'bin/schemathesis'),
        args,
        join(work, 'npm'),
        fuzzSeconds + 120,
        hooks,
      ).catch(({ message }: Error) => message)
      if (/^Failures:/m.test(report) || !/\d+ generated/.test(report)) throw new Error(report)
      process.stdout.write(`        ${/\d+ generated[^\n]*/.exec(report)?.[0] ?? ''}\n`)
    },
  },
  metrics: {
    needs: ['promtool'],
    async run(url) {
      writeFileSync(join(work, 'metrics.txt'), await (await fetch(`${url}/metrics`)).text())
      const complaints = await run('sh', ['-c', 'promtool check metrics < metrics.txt 2>&1'], work)
      if (complaints.trim()) throw new Error(complaints)
    },
  },
}

/** A client in TypeScript: compiled with strict types, then run. */
function typescript(name: string, generateClient: () => Promise<unknown>): Check {
  return {
    needs: ['java', 'mvn'],
    async run(url) {
      await generateClient()
      const types = ['--strict', '--noEmit', '--skipLibCheck', '--types', 'node']
      const target = ['--target', 'esnext', '--module', 'esnext', '--moduleResolution', 'bundler']
      await node('tsc', ...types, ...target, `${name}.ts`)
      await run(process.execPath, [`${name}.ts`, url], join(work, 'npm'))
    },
  }
}

/** Runs a program of the npm packages in the folder of the TypeScript clients. */
const node = (program: string, ...args: string[]): Promise<string> =>
  run(process.execPath, ['x', '--no-install', program, ...args], join(work, 'npm'))

/** Generates a client with openapi-generator into a folder named after the generator. */
async function generate(generator: string, properties: string): Promise<void> {
  const folder = generator.startsWith('typescript') ? `npm/${generator}` : generator
  const without = 'apiTests=false,modelTests=false,apiDocs=false,modelDocs=false'
  await run(
    'java',
    [
      ...['-jar', await generatorJar(), 'generate', '-i', 'openapi.json', '-g', generator, '-o', folder],
      ...['--global-property', without, ...(properties ? ['--additional-properties', properties] : [])],
    ],
    work,
  )
}

let jar: Promise<string> | undefined
/** The generator, copied from the repository of Maven. */
function generatorJar(): Promise<string> {
  const artifact = `org.openapitools:openapi-generator-cli:${generatorVersion}`
  jar ??= run(
    'mvn',
    ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, '-DoutputDirectory=.', '-Dmdep.useBaseVersion=true'],
    work,
  ).then(() => join(work, `openapi-generator-cli-${generatorVersion}.jar`))
  return jar
}

async function judge(name: string, check: Check, url: string): Promise<boolean> {
  const started = performance.now()
  const problem = missing(check.needs) ?? (await check.run(url).then(() => undefined, String))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(problem === undefined ? `ok      ${name} (${seconds} s)\n` : `FAILED  ${name}: ${problem}\n`)
  return problem === undefined
}

const unknown = chosen.filter((name) => !Object.hasOwn(checks, name))
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. Choose from ${Object.keys(checks).join(', ')}.\n`)
  process.exit(1)
}
rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
cpSync(programs, join(work, 'npm'), { recursive: true })
await run(process.execPath, ['install', '--frozen-lockfile'], join(work, 'npm'))
const server = await startServer({ LOG_LEVEL: 'info' })
let failed = 0
const names = chosen.length > 0 ? chosen : Object.keys(checks)
try {
  const description = await (await fetch(`${server.url}/docs/json`)).text()
  writeFileSync(join(work, 'openapi.json'), description)
  // Two at a time: each waits for downloads, compilers and the server in turn.
  const waiting = [...names]
  const judgeNext = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      if (!(await judge(name, checks[name] as Check, server.url))) failed++
  }
  await Promise.all([judgeNext(), judgeNext()])
} finally {
  await server.stop()
}
process.stdout.write(`\n${names.length - failed} passed, ${failed} failed\n`)
process.exit(failed > 0 ? 1 : 0)
