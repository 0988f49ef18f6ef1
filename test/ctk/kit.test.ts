import { afterAll, expect, test } from 'bun:test'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fault, startFaultyServer } from './faultyServer'
import { runKit } from './kit'
import { locate } from './target'

/** What TM Forum's kit is to us: a config.json, and a ctk/index.js that leaves a Newman summary and exits with 0 whatever happens. */
const script = `
const { readFileSync, writeFileSync } = require('node:fs')
const { url } = JSON.parse(readFileSync('../config.json'))
const ids = {}
const executions = []
const failures = []
async function send(type, path, method, status, body) {
  const address = url + type + path
  const response = await fetch(address, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
  const text = await response.text()
  if (method === 'POST') ids[type] = encodeURIComponent(JSON.parse(text).id)
  const error = response.status === status ? undefined : { name: 'AssertionError', test: 'Status', message: 'expected ' + response.status + ' to equal ' + status }
  if (error) failures.push({ error, source: { name: type } })
  const { protocol, hostname, port, pathname } = new URL(address)
  const sent = { method, url: { protocol: protocol.slice(0, -1), host: hostname.split('.'), port, path: pathname.slice(1).split('/') } }
  executions.push({ item: { name: type }, request: sent, response: { code: response.status, responseTime: 1, header: [], stream: Buffer.from(text) }, assertions: [{ assertion: 'Status', error }] })
}
async function main() {
  const found = await fetch(url + 'usage')
  if (found.status !== 200) return console.log('Gave up: ' + found.status)
  const started = Date.now()
  await send('usage', '', 'POST', 201, { usageSpecification: { id: 'a' } })
  for (const path of ['', '/' + ids.usage, '?fields=id', '?id=' + ids.usage]) await send('usage', path, 'GET', 200)
  await send('usage', '/none', 'GET', 404)
  await send('usageSpecification', '', 'POST', 201, { name: 'Voice-Usage-Specification' })
  for (const path of ['', '/' + ids.usageSpecification, '?fields=id', '?id=1', '?fields=href', '?fields=name', '?name=a']) await send('usageSpecification', path, 'GET', 200)
  await send('usageSpecification', '/none', 'GET', 404)
  writeFileSync('../jsonResults.json', JSON.stringify({ run: { executions, failures, timings: { started, completed: Date.now() } } }))
}
main().then(() => process.exit(0))
`

const folder = await mkdtemp(join(tmpdir(), 'tallyman-kit-test-'))
const kit = join(folder, 'download', 'CTK-Usage')
await mkdir(join(kit, 'ctk'), { recursive: true })
await Bun.write(join(kit, 'config.json'), JSON.stringify({ url: 'http://elsewhere.example/v4', headers: {} }))
await Bun.write(
  join(kit, 'jsonResults.json'),
  JSON.stringify({ run: { executions: [], failures: [], timings: { started: 0, completed: 0 } } }),
)
await Bun.write(join(kit, 'ctk', 'package.json'), JSON.stringify({ name: 'kit', version: '4.0.0' }))
await Bun.write(join(kit, 'ctk', 'index.js'), script)
afterAll(() => rm(folder, { recursive: true }))

async function kitAgainst(fault: Fault) {
  const server = startFaultyServer(fault)
  try {
    return await runKit(join(folder, 'download'), await locate(server.url), join(folder, 'results'))
  } finally {
    await server.stop()
  }
}

test('a kit is pointed at the server, run with node and judged by the results it leaves', async () => {
  const { rows, assertions, failures, problems } = await kitAgainst({})
  expect({ requests: rows.length, assertions, failures, problems }).toEqual({
    requests: 15,
    assertions: 15,
    failures: 0,
    problems: [],
  })
  expect(rows[0]?.sent.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/tmf-api\/usageManagement\/v4\/usage$/)
  expect(await Bun.file(join(folder, 'results', 'jsonResults.json')).exists()).toBe(true)
}, 60_000)

test('the download itself stays as it is', async () => {
  expect(await Bun.file(join(kit, 'config.json')).json()).toEqual({ url: 'http://elsewhere.example/v4', headers: {} })
})

test('a kit that exits with 0 though an assertion failed has failed', async () => {
  const { problems } = await kitAgainst({
    answer: ({ method, query }) =>
      method === 'GET' && query.has('name') ? Response.json([], { status: 206 }) : undefined,
  })
  expect(problems).toEqual(['usageSpecification: Status: expected 206 to equal 200'])
}, 60_000)

test('a kit that gives up before its first request has not passed, whatever results it came with', async () => {
  const run = kitAgainst({ answer: ({ query }) => (query.size === 0 ? new Response('', { status: 401 }) : undefined) })
  await expect(run).rejects.toThrow(
    'The kit wrote no jsonResults.json: it ended before its first request. It said:\nGave up: 401',
  )
}, 60_000)

test('a folder that is not a kit is refused', async () => {
  await expect(runKit(join(kit, 'ctk'), 'http://127.0.0.1:1/', folder)).rejects.toThrow(
    'holds no config.json and ctk/index.js',
  )
  await expect(runKit('/nowhere', 'http://127.0.0.1:1/', folder)).rejects.toThrow('--kit /nowhere: no such folder')
})
