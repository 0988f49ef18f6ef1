import { afterAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fault, startFaultyServer } from './faultyServer'
import { judge, type Verdict } from './judge'
import { run } from './run'
import { locate } from './target'

const folder = await mkdtemp(join(tmpdir(), 'tallyman-ctk-test-'))
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command line as `bun run ctk` does. */
async function ctk(...args: string[]) {
  const results = await mkdtemp(join(folder, 'results-'))
  const child = Bun.spawn([process.execPath, join(import.meta.dir, 'main.ts'), '--results', results, ...args], {
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
  return {
    code: await child.exited,
    out,
    err,
    results,
    report: (): Promise<Verdict> => Bun.file(join(results, 'report.json')).json(),
  }
}

test('a fresh server gives what the certification report lists: 15 requests, 199 assertions, no failure', async () => {
  const { code, out, err, report, results } = await ctk()
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('15 requests, 199 assertions, 0 failures')
  const { rows, problems } = await report()
  expect(problems).toEqual([])
  expect(rows.map(({ folder, request, status, assertions }) => [folder, request, status, assertions.length])).toEqual([
    ['Usage N1', 'POST /usage', 201, 4],
    ['Usage N1', 'GET /usage', 200, 26],
    ['Usage N1', 'GET /usage/{id}', 200, 5],
    ['Usage N2', 'GET /usage?fields=id', 200, 0],
    ['Usage N2', 'GET /usage?id={id}', 200, 5],
    ['Usage E1', 'GET /usage/{unknown id}', 404, 1],
    ['UsageSpecification N1', 'POST /usageSpecification', 201, 8],
    ['UsageSpecification N1', 'GET /usageSpecification', 200, 81],
    ['UsageSpecification N1', 'GET /usageSpecification/{id}', 200, 11],
    ['UsageSpecification N2', 'GET /usageSpecification?fields=id', 200, 0],
    ['UsageSpecification N2', 'GET /usageSpecification?id={id}', 200, 11],
    ['UsageSpecification N2', 'GET /usageSpecification?fields=href', 200, 0],
    ['UsageSpecification N2', 'GET /usageSpecification?fields=name', 200, 0],
    ['UsageSpecification N2', 'GET /usageSpecification?name=Voice-Usage-Specification', 200, 46],
    ['UsageSpecification E1', 'GET /usageSpecification/{unknown id}', 404, 1],
  ])
  // The page is for people with no internet: it loads nothing.
  expect(await Bun.file(join(results, 'report.html')).text()).not.toMatch(/<script|<link|src=|@import/)
}, 60_000)

/** Runs the fifteen requests against a server with a fault. */
async function problemsOf(fault: Fault): Promise<{ assertions: number; failures: number; problems: string }> {
  const server = startFaultyServer(fault)
  try {
    const { assertions, failures, problems } = judge(await run(await locate(server.url), join(folder, 'newman.json')))
    return { assertions, failures, problems: problems.join('\n') }
  } finally {
    await server.stop()
  }
}

test('an empty server without a fault passes, with 73 assertions', async () => {
  expect(await problemsOf({})).toEqual({ assertions: 73, failures: 0, problems: '' })
})

const without = (name: string, type: string): Fault => ({
  show: (document) =>
    String(document.href).includes(`/${type}/`)
      ? Object.fromEntries(Object.entries(document).filter(([key]) => key !== name))
      : document,
})

const faults: [string, Fault, string][] = [
  [
    'leaves out the href of a specification',
    without('href', 'usageSpecification'),
    'GET /usageSpecification/{id}: Response has href attribute',
  ],
  ['leaves out the id of a usage', without('id', 'usage'), 'GET /usage: Response has id attribute'],
  [
    'leaves out the specification of a usage',
    without('usageSpecification', 'usage'),
    'GET /usage: Instance has all mandatory attributes',
  ],
  [
    'answers null for a name',
    { show: (document) => ({ ...document, ...('name' in document && { name: null }) }) },
    'Response has name attribute',
  ],
  [
    'answers a number for an id',
    { show: (document) => ({ ...document, id: 5 }) },
    'POST /usage: Response has id attribute',
  ],
  [
    'answers 206 to a list',
    {
      answer: ({ path }, usual) =>
        path === 'usage' ? new Response(usual().body, { status: usual().status === 200 ? 206 : 201 }) : undefined,
    },
    'GET /usage: answered 206 instead of 200',
  ],
  [
    'answers 200 to a create',
    { answer: ({ method }, usual) => (method === 'POST' ? new Response(usual().body) : undefined) },
    'POST /usage: Status code is 201',
  ],
  [
    'answers a create with an array',
    {
      answer: ({ method }, usual) => (method === 'POST' ? Response.json([usual().status], { status: 201 }) : undefined),
    },
    'POST /usage: Instance has all mandatory attributes',
  ],
  [
    'finds what does not exist',
    { answer: ({ path }) => (path.endsWith('828bd6f88') ? Response.json({}) : undefined) },
    'GET /usageSpecification/{unknown id}: Status code is 404',
  ],
  [
    'ignores filters',
    { pick: (documents) => [...documents, ...documents] },
    'GET /usage?id={id}: 8 assertions, but its answer should lead to 5',
  ],
  [
    'answers a filter with other names',
    {
      pick: (documents, query) =>
        query.has('name') ? [...documents, { id: '0', href: 'http://x/0', name: 'Other' }] : documents,
    },
    'GET /usageSpecification?name=Voice-Usage-Specification: name is Voice-Usage-Specification',
  ],
  [
    'finds nothing by id',
    { pick: (documents, query) => (query.has('id') ? [] : documents) },
    'GET /usage?id={id}: 3 of 5 assertions are missing',
  ],
  [
    'leaves what was just created out of the list',
    { pick: (documents, query) => (query.size ? documents : []) },
    'GET /usage: 1 of 2 assertions are missing',
  ],
  [
    'answers another href each time',
    { show: (document) => ({ ...document, href: `${document.href}?${Math.random()}` }) },
    'GET /usageSpecification/{id}: href is http',
  ],
  [
    'fails on fields',
    { answer: ({ query }) => (query.has('fields') ? Response.json({}, { status: 500 }) : undefined) },
    'GET /usage?fields=id: answered 500 instead of 200',
  ],
  [
    'answers HTML',
    {
      answer: ({ path, query }) => (path === 'usage' && query.size === 0 ? new Response('<p>Welcome</p>') : undefined),
    },
    'GET /usage: Instance has all mandatory attributes',
  ],
]

test.each(faults)('a server that %s does not pass', async (_, fault, problem) => {
  expect((await problemsOf(fault)).problems).toContain(problem)
})

test('a list may leave out what was just created when it says that it holds more than it shows', async () => {
  const page = [{ id: '0', href: 'http://x/0', name: 'Older', usageSpecification: { id: '1' } }]
  const answer: Fault['answer'] = ({ method, path, query }) =>
    method === 'GET' && query.size === 0 && !path.includes('/')
      ? Response.json(page, { headers: { 'X-Total-Count': '500' } })
      : undefined
  expect(await problemsOf({ answer })).toEqual({ assertions: 73 - 4, failures: 0, problems: '' })
})

test.each(['', '/', '//', '/tmf-api/usageManagement/v4', '/tmf-api/usageManagement/v4/'])(
  'the API is found for an address that ends in "%s"',
  async (end) => {
    const server = startFaultyServer()
    expect(await locate(server.url + end)).toBe(`${server.url}/tmf-api/usageManagement/v4/`)
    await server.stop()
  },
)

describe('the command line', () => {
  test('exits with 1 when an assertion fails', async () => {
    const server = startFaultyServer(without('href', 'usageSpecification'))
    const { code, out, report } = await ctk('--url', server.url)
    await server.stop()
    expect(out).toContain('FAILED  GET /usageSpecification/{id}: Response has href attribute')
    expect(await report()).toMatchObject({ passed: false })
    expect(code).toBe(1)
  })

  test('exits with 1 when an assertion is missing', async () => {
    const server = startFaultyServer({ pick: (documents, query) => (query.size ? documents : []) })
    const { code, out } = await ctk('--url', server.url)
    await server.stop()
    expect(out).toContain('GET /usage: 1 of 2 assertions are missing')
    expect(code).toBe(1)
  })

  test.each([
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['stray'], 'stray'],
    [['--url', 'nowhere'], '--url nowhere: must be an http or https address'],
    [['--url', 'http://127.0.0.1:1'], 'Nothing answers at http://127.0.0.1:1'],
    [['--url', 'http://127.0.0.1:1', '--header', 'nonsense'], "--header nonsense: must be like 'Name: value'"],
    [['--url', 'http://127.0.0.1:1', '--kit', '/nowhere'], 'Nothing answers'],
  ])('exits with 2 and says what to mend: %p', async (args, complaint) => {
    const { code, err } = await ctk(...args)
    expect(err).toContain(complaint)
    expect(code).toBe(2)
  })

  test('--help says what there is', async () => {
    const { code, out } = await ctk('--help')
    expect(out).toContain('--kit FOLDER')
    expect(code).toBe(0)
  })
})
