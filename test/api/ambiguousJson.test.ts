import { describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** JSON of which a part would be lost in silence is refused, wherever it is sent. */
const world = startWorld()
const repeated = (path: string) => ({ path, message: 'is given more than once; send it once' })
const whole = JSON.stringify(aUsage())
const withMore = (more: string) => `${whole.slice(0, -1)},${more}}`

describe('a name that is given twice in one object', () => {
  test.each([
    ['at the top', '"status":"received","status":"rejected"', 'status'],
    ['with the same value', '"description":"a" , "description" :\t"a"', 'description'],
    ['in an object', '"relatedParty":[{"id":"1","role":"a","role":"b"}]', 'relatedParty[0].role'],
    ['in an object of an array', '"note":[{},{"a":{"b":[1,{"c":1,"c":1}]}}]', 'note[1].a.b[1].c'],
    ['with an escape', '"usageType":"a","usage\\u0054ype":"b"', 'usageType'],
    ['that is mandatory', '"usageSpecification":{"id":"2"}', 'usageSpecification'],
    ['of an extension', '"x":{"y":1,"y":1}', 'x.y'],
  ])('is 400 with its path: %s', async (_where, more, path) => {
    const answer = await world.call('POST', '/usage', withMore(more))
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalidAttribute' } })
    expect(answer.body.invalidAttribute).toContainEqual(repeated(path))
    const line = await world.call('POST', '/usage', `${whole}\n${withMore(more)}`, {
      headers: { 'content-type': 'application/x-ndjson' },
    })
    const [first, second] = line.text
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text))
    expect([first.status, second.status, second.error]).toEqual([201, 400, answer.body])
  })

  test('is 400 in a patch, too, and nothing changes', async () => {
    const { body, headers } = await world.call('POST', '/usage', aUsage({ description: 'old' }))
    for (const [type, patch, path] of [
      ['application/merge-patch+json', '{"description":"a","description":"b"}', 'description'],
      ['application/json', '{"relatedParty":[{"id":"1","id":"2"}]}', 'relatedParty[0].id'],
      ['application/json-patch+json', '[{"op":"replace","path":"/description","value":"a","value":"b"}]', '[0].value'],
      [
        'application/json-patch-query+json',
        '[{"op":"replace","path":"/description","path":"/x","value":1}]',
        '[0].path',
      ],
    ] as const) {
      const answer = await world.call('PATCH', `/usage/${body.id}`, patch, { headers: { 'content-type': type } })
      expect([answer.status, answer.body.invalidAttribute]).toEqual([400, [repeated(path)]])
    }
    expect((await world.call('GET', `/usage/${body.id}`)).headers.get('etag')).toBe(headers.get('etag'))
    const trial = await world.call('POST', '/api/usageSpecification/x/test', '{"query":"","query":"status=rated"}')
    expect(trial).toMatchObject({ status: 400, body: { invalidAttribute: [repeated('query')] } })
    const view = await world.call('POST', '/api/view', '{"page":"usages","name":"a","name":"b","search":""}')
    expect(view).toMatchObject({ status: 400, body: { invalidAttribute: [repeated('name')] } })
  })

  test('in several objects is no repetition, nor is a text that looks like one', async () => {
    const { status, body } = await world.call(
      'POST',
      '/usage',
      withMore('"a":{"id":"1"},"b":{"id":"1"},"c":[{"id":"1"},{"id":"1"}],"d":":","e":"{\\"a\\":1,\\"a\\":2}"'),
    )
    expect([status, body.d, body.e]).toEqual([201, ':', '{"a":1,"a":2}'])
  })
})

test.each(['-0', '-0.0', '-0.00', '-0e5'])('a negative zero (%s) is refused, as 0 would be stored', async (zero) => {
  for (const more of [`"x":${zero}`, `"x": ${zero}`, `"x":[${zero}]`, `"x":[1,${zero}]`]) {
    const answer = await world.call('POST', '/usage', withMore(more))
    expect([answer.status, answer.body.invalidAttribute[0].message]).toEqual([
      400,
      `is a negative zero (${zero}), which cannot be stored; send 0`,
    ])
  }
  expect((await world.call('POST', '/usage', withMore('"x":-0.5,"y":[-1,0],"z":"-0"'))).body).toMatchObject({
    x: -0.5,
    y: [-1, 0],
    z: '-0',
  })
})

describe('If-None-Match', () => {
  test.each([
    ['PATCH', '/usage', aUsage()],
    ['DELETE', '/usage', aUsage()],
    ['PATCH', '/usageSpecification', aSpecification()],
    ['DELETE', '/usageSpecification', aSpecification()],
    ['PATCH', '/api/view', { page: 'usages', name: 'one', search: '' }],
  ] as const)('on %s of %s is 412 if it names the current revision', async (method, path, document) => {
    const { body } = await world.call('POST', path, document)
    const at = `${path}/${body.id}`
    const patch = method === 'PATCH' ? { description: 'new', name: 'new' } : undefined
    const under = (header: string) => world.call(method, at, patch, { headers: { 'if-none-match': header } })
    for (const header of ['*', '"1"', 'W/"1"', '"7", "1"', ' "1" '])
      expect(await under(header)).toMatchObject({ status: 412, body: { code: 'stillTheSame' } })
    expect(await under('1')).toMatchObject({ status: 400, body: { code: 'invalidHeader' } })
    expect((await world.call('GET', at)).headers.get('etag')).toBe('"1"')
    expect((await under('"7"')).status).toBe(method === 'PATCH' ? 200 : 204)
  })

  test('on what does not exist is 404, and * on the collection 412', async () => {
    const headers = { 'if-none-match': '*' }
    expect((await world.call('DELETE', '/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN', undefined, { headers })).status).toBe(404)
    const addition = [{ op: 'add', path: '/-', value: aUsage() }]
    const patch = { ...headers, 'content-type': 'application/json-patch+json' }
    expect((await world.call('PATCH', '/usage', addition, { headers: patch })).status).toBe(412)
    patch['if-none-match'] = '"1"'
    expect((await world.call('PATCH', '/usage', addition, { headers: patch })).status).toBe(200)
  })
})
