import { beforeAll, expect, test } from 'bun:test'
import { makeRepetitionFinder, makeTrialResults } from '../../server/checking/trialResults'
import { compile } from '../../shared/checker/checker'
import type { Usage } from '../../shared/usage'
import { aSpecification, startWorld } from '../support/world'

const world = startWorld({ trustProxy: true })
const characteristic = (rules: object = {}) => [{ name: 'duration', valueType: 'integer', minCardinality: 1, ...rules }]
let id: string

beforeAll(async () => {
  id = (await world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic: characteristic() }))).body
    .id
  const line = (number: number) =>
    JSON.stringify({
      usageSpecification: { id },
      usageType: number % 2 ? 'Voice' : 'SMS',
      usageCharacteristic: [{ name: 'duration', value: number }],
    })
  const answer = await world.call(
    'POST',
    '/usage',
    Array.from({ length: 1200 }, (_, number) => line(number)).join('\n'),
    { headers: { 'content-type': 'application/x-ndjson' } },
  )
  expect(answer.status).toBe(200)
})

const run = async (body: unknown, of = id) => {
  const answer = await world.call('POST', `/api/usageSpecification/${of}/test`, body)
  const lines = answer.headers.get('content-type')?.startsWith('application/x-ndjson')
    ? answer.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  return { ...answer, lines, last: lines.at(-1) }
}
const total = async () => (await world.call('GET', '/usage?limit=0')).headers.get('x-total-count')

test('a usage is told what it would break, and is not stored', async () => {
  const before = await total()
  const usage = (duration: unknown) => ({
    usageSpecification: { id },
    usageCharacteristic: [{ name: 'duration', value: duration }],
  })
  expect((await run({ usage: usage(5) })).body).toEqual({ result: 'passed', brokenRule: [] })
  expect((await run({ usage: usage('x') })).body).toMatchObject({
    result: 'failed',
    brokenRule: [{ code: 'wrongType', message: 'duration must be an integer, got "x"' }],
  })
  expect(
    (
      await run({
        usage: usage(5),
        usageSpecification: aSpecification({
          specCharacteristic: characteristic({ characteristicValueSpecification: [{ valueFrom: 10 }] }),
        }),
      })
    ).body,
  ).toMatchObject({
    brokenRule: [{ code: 'outOfRange' }],
  })
  expect(await total()).toBe(before)
})

test('the impact of a draft on what is stored is counted by rule, with samples', async () => {
  const draft = aSpecification({
    specCharacteristic: [
      ...characteristic({ characteristicValueSpecification: [{ valueTo: 999 }] }),
      { name: 'cell', minCardinality: 1 },
    ],
  })
  const { status, last } = await run({ query: 'usageType=Voice', usageSpecification: draft })
  expect([status, last]).toEqual([
    200,
    {
      checked: 600,
      passed: 0,
      failed: 600,
      done: true,
      byRule: [
        { rule: 'missing', characteristic: 'cell', count: 600, sample: Array(5).fill(expect.any(String)) },
        { rule: 'outOfRange', characteristic: 'duration', count: 100, sample: Array(5).fill(expect.any(String)) },
      ],
    },
  ])
  expect((await run({ query: '' })).last).toEqual({ checked: 1200, passed: 1200, failed: 0, done: true, byRule: [] })
})

test.each([
  [{}, 400],
  [{ usage: {}, query: '' }, 400],
  [{ query: 'statsu=rated' }, 400],
  [{ query: 'filter=(' }, 400],
  [{ query: 'description.regex=(' }, 400],
  [{ usage: { usageDate: 'x' } }, 400],
  [{ query: '', usageSpecification: { name: 'x', specCharacteristic: [{ name: 'a', regex: '(' }] } }, 400],
  [[], 400],
])('%j is %d', async (body, expected) => {
  expect((await run(body)).status).toBe(expected)
})

test('a specification that is not there is 404', async () => {
  expect((await run({ query: '' }, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404)
})

test.each([
  'limit=5',
  'offset=5',
  'after=x',
  'before=x',
  'asOf=2026',
  'fields=id',
  'sort=id',
  'usageType=Voice&limit=5',
])('%s does not count in a query: 400, which says what does', async (query) => {
  expect(await run({ query })).toMatchObject({
    status: 400,
    body: { code: 'invalidQuery', message: expect.stringContaining('attribute=value') },
  })
})

test('a form it has not, a parameter it does not know and an id that is none are refused', async () => {
  const at = `/api/usageSpecification/${id}/test`
  expect((await world.call('POST', at, { query: '' }, { headers: { accept: 'text/html' } })).status).toBe(406)
  expect((await world.call('POST', `${at}?limit=5`, { query: '' })).body.message).toBe(
    'No parameters are supported here.',
  )
  expect((await run({ query: '' }, '%00')).status).toBe(404)
})

test('what is no part of a trial is refused by its name', async () => {
  expect(await run({ query: '', limit: 5 })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('limit') },
  })
})

test('a draft may be what was read, with its id and href, but not those of another', async () => {
  const read = (await world.call('GET', `/usageSpecification/${id}`)).body
  const draft = { ...read, specCharacteristic: characteristic({ characteristicValueSpecification: [{ valueTo: 9 }] }) }
  expect((await run({ query: '', usageSpecification: draft })).last).toMatchObject({ passed: 10, failed: 1190 })
  for (const other of [{ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, { href: `${read.href}X` }])
    expect(await run({ query: '', usageSpecification: { ...draft, ...other } })).toMatchObject({
      status: 400,
      body: { code: 'invalidAttribute' },
    })
})

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('%s is not possible there', async (method) => {
  const { status, headers } = await world.call(method, `/api/usageSpecification/${id}/test`)
  expect([status, headers.get('allow')]).toEqual([405, 'POST'])
})

test('a fifth trial at a time is told that four streams are under way', async () => {
  const address = `http://localhost/api/usageSpecification/${id}/test`
  const start = (host: number) =>
    world.send(
      new Request(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${host}` },
        body: '{"query":""}',
      }),
    )
  const four = await world.pool.transaction(async (db) => {
    // So long none of them gets its first rows.
    await db.runText('lock table usage in access exclusive mode', [])
    const open = [1, 2, 3, 4].map(start)
    const waiting = async () =>
      (await db.runText('select from pg_locks where not granted and relation = $1::regclass', ['usage'])).length
    while ((await waiting()) < 4);
    expect(await run({ query: '' })).toMatchObject({
      status: 503,
      body: { message: expect.stringContaining('4 streams (exports, trials of specifications) are open') },
    })
    return open
  })
  for (const answer of four) expect(await (await answer).text()).toContain('"checked":1200')
})

test('a usage is told what would keep it from coming now: a unique value that another has, and a retired specification', async () => {
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ specCharacteristic: [{ name: 'recordId', isUnique: true }] }),
  )
  const usage = { usageSpecification: { id: body.id }, usageCharacteristic: [{ name: 'recordId', value: 'A1' }] }
  expect((await run({ usage }, body.id)).body.result).toBe('passed')
  const stored = (await world.call('POST', '/usage', usage)).body
  await world.call('PATCH', `/usageSpecification/${body.id}`, { lifecycleStatus: 'Retired' })
  expect((await run({ usage }, body.id)).body).toEqual({
    result: 'failed',
    brokenRule: [
      {
        code: 'specificationRetired',
        rule: 'lifecycleStatus',
        value: 'Retired',
        message: 'The specification accepts no new usages: it is Retired',
      },
      {
        code: 'notUnique',
        characteristic: 'recordId',
        rule: 'specCharacteristic[recordId].isUnique',
        value: 'A1',
        message: `recordId must be unique, and usage ${stored.id} already has "A1"`,
      },
    ],
  })
})

test('a draft that makes a value unique is told who shares it: each that has what a newer one has', async () => {
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ specCharacteristic: [{ name: 'cell' }] }),
  )
  const ids: string[] = []
  for (const cell of ['A', 'B', 'A', 1, '1', 'A'])
    ids.push(
      (
        await world.call('POST', '/usage', {
          usageSpecification: { id: body.id },
          usageCharacteristic: [{ name: 'cell', value: cell }],
        })
      ).body.id,
    )
  const draft = aSpecification({ specCharacteristic: [{ name: 'cell', isUnique: true }] })
  expect((await run({ query: '', usageSpecification: draft }, body.id)).last).toEqual({
    checked: 6,
    passed: 3,
    failed: 3,
    done: true,
    byRule: [{ rule: 'notUnique', characteristic: 'cell', count: 3, sample: [ids[3], ids[2], ids[0]] }],
  })
  expect((await run({ query: '' }, body.id)).last).toMatchObject({ passed: 6 })
})

test('a tally says among how many usages it compared unique values, when there were too many', () => {
  const count = (values: string[], most: number) => {
    const results = makeTrialResults(
      compile({ id: 'x', name: 'X', specCharacteristic: [{ name: 'cell', isUnique: true }] }),
      most,
    )
    for (const [index, value] of values.entries())
      results.add(`${index}`, { usageCharacteristic: [{ name: 'cell', value }] } as Usage)
    return results.whole()
  }
  expect(count(['a', 'b', 'a', 'c'], 3)).toEqual({
    checked: 4,
    passed: 3,
    failed: 1,
    done: true,
    byRule: [{ rule: 'notUnique', characteristic: 'cell', count: 1, sample: ['2'] }],
  })
  expect(count(['a', 'a', 'b', 'a', 'b'], 2)).toMatchObject({ checked: 5, failed: 1, uniqueAmong: 3 })
})

test('what was seen is known again, among as many as there is room for', () => {
  const seen = makeRepetitionFinder(100_000)
  const found = Array.from({ length: 200_000 }, (_, index) => seen.repeats(`value ${index % 100_000}`))
  expect([found.indexOf(true), found.filter(Boolean).length, seen.isFull()]).toEqual([100_000, 100_000, true])
})
