import { expect, test } from 'bun:test'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()
const ndjson = { headers: { 'content-type': 'application/x-ndjson' } }
const jsonPatch = { headers: { 'content-type': 'application/json-patch+json' } }

test.each(['dryRun=true', 'dry_run=1', 'page=2', 'Force=true', 'asOf.eq=2026', 'status=rated'])(
  'a change with %s, which it does not know, is refused and not made',
  async (parameter) => {
    const { id } = (await world.call('POST', '/usage', aUsage({ description: 'as it was' }))).body
    const before = (await world.call('GET', '/usage?limit=1')).headers.get('x-total-count')
    const addition = [{ op: 'add', path: '/-', value: aUsage() }]
    for (const answer of [
      await world.call('PATCH', `/usage/${id}?${parameter}`, { description: 'changed' }),
      await world.call('DELETE', `/usage/${id}?${parameter}`),
      await world.call('POST', `/usage?${parameter}`, aUsage()),
      await world.call('POST', `/usage?${parameter}`, `${JSON.stringify(aUsage())}\n`, ndjson),
      await world.call('PATCH', `/usage?${parameter}`, addition, jsonPatch),
    ])
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalidQuery' } })
    expect((await world.call('GET', `/usage/${id}`)).body.description).toBe('as it was')
    expect((await world.call('GET', '/usage?limit=1')).headers.get('x-total-count')).toBe(before)
  },
)

test('fields, force, expand and depth are known', async () => {
  const { id } = (await world.call('POST', '/usage?fields=status&depth=2', aUsage())).body
  expect((await world.call('PATCH', `/usage/${id}?fields=none&expand=x`, { description: 'x' })).body).toEqual({
    id,
    href: expect.any(String),
  })
  expect((await world.call('DELETE', `/usage/${id}?force=false`)).status).toBe(204)
})

test('a CloudEvent in binary mode is refused, as its id would not count', async () => {
  const headers = { 'ce-specversion': '1.0', 'ce-id': '7', 'ce-source': '/s', 'ce-type': 't' }
  expect(await world.call('POST', '/usage', aUsage(), { headers })).toMatchObject({
    status: 400,
    body: { code: 'invalidHeader' },
  })
})

test.each([
  ['an object', (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
  ['an array', (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`],
])('%s that nests far too deeply is told so', async (_name, nest) => {
  for (const depth of [100, 50_000, 150_000])
    expect(await world.call('POST', '/usage', nest(depth))).toMatchObject({
      status: 400,
      body: { code: 'invalidAttribute' },
    })
})
