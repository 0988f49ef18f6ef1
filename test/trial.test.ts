import { beforeAll, expect, test } from 'bun:test'
import { aSpecification, startWorld } from './world'

const world = startWorld()
const characteristic = (rules: object = {}) => [{ name: 'duration', valueType: 'integer', minCardinality: 1, ...rules }]
let id: string

beforeAll(async () => {
  id = (await world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic: characteristic() }))).body.id
  const line = (number: number) =>
    JSON.stringify({ usageSpecification: { id }, usageType: number % 2 ? 'Voice' : 'SMS', usageCharacteristic: [{ name: 'duration', value: number }] })
  const answer = await world.call('POST', '/usage', Array.from({ length: 1200 }, (_, number) => line(number)).join('\n'), { headers: { 'content-type': 'application/x-ndjson' } })
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
  const usage = (duration: unknown) => ({ usageSpecification: { id }, usageCharacteristic: [{ name: 'duration', value: duration }] })
  expect((await run({ usage: usage(5) })).body).toEqual({ result: 'passed', brokenRule: [] })
  expect((await run({ usage: usage('x') })).body).toMatchObject({ result: 'failed', brokenRule: [{ code: 'wrongType', message: 'duration must be an integer, got "x"' }] })
  expect(
    (await run({ usage: usage(5), usageSpecification: aSpecification({ specCharacteristic: characteristic({ characteristicValueSpecification: [{ valueFrom: 10 }] }) }) })).body,
  ).toMatchObject({
    brokenRule: [{ code: 'outOfRange' }],
  })
  expect(await total()).toBe(before)
})

test('the impact of a draft on what is stored is counted by rule, with samples', async () => {
  const draft = aSpecification({ specCharacteristic: [...characteristic({ characteristicValueSpecification: [{ valueTo: 999 }] }), { name: 'cell', minCardinality: 1 }] })
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
  [{ usage: { usageDate: 'x' } }, 400],
  [{ query: '', usageSpecification: { name: 'x', specCharacteristic: [{ name: 'a', regex: '(' }] } }, 400],
  [[], 400],
])('%j is %d', async (body, expected) => {
  expect((await run(body)).status).toBe(expected)
})

test('a specification that is not there is 404', async () => {
  expect((await run({ query: '' }, '01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(404)
})
