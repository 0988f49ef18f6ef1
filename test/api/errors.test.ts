import { describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { connect } from '../../server/db/connect'
import { asTmfError, DatabaseError, refusedDocument } from '../../server/db/databaseError'
import { errorBody } from '../../server/errors'
import { maxBody } from '../../shared/vocabulary'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const send = (method: string, path: string, body?: string | Uint8Array, headers: Record<string, string> = {}) =>
  world.call(method, path, body, { headers })

/** Every error is the TMF Error body: text in every value, and a message that says what would fix it. */
function expectError(
  answer: { status: number; body: Record<string, unknown>; headers: Headers },
  status: number,
  code: string,
) {
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(answer.body).toMatchObject({ status: String(status), '@type': 'Error' })
  for (const name of ['reason', 'message']) expect(String(answer.body[name])).not.toBe('')
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
}

describe('a body', () => {
  test.each(['{', '{"a":}', 'not json', "{'a':1}", '{"a":1}}', '', '   '])(
    'that is not JSON is 400: %p',
    async (body) => {
      expectError(await send('POST', '/usage', body), 400, 'malformedJson')
    },
  )

  test('that is not UTF-8 is 400', async () => {
    expectError(
      await send('POST', '/usage', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])),
      400,
      'malformedJson',
    )
  })

  test.each([
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/merge-patch+json',
    'application/json; charset=iso-8859-1',
    'application/jsonp',
  ])('of type %p is 415 on POST, saying which would do', async (type) => {
    const request = new Request('http://localhost/tmf-api/usageManagement/v4/usage', {
      method: 'POST',
      body: new Blob([JSON.stringify(aUsage())]),
    })
    if (type !== undefined) request.headers.set('content-type', type)
    const response = await world.send(request)
    const { accept, ...others } = Object.fromEntries(response.headers)
    expect([response.status, accept]).toEqual([
      415,
      'application/json, application/x-ndjson, application/cloudevents+json, application/cloudevents-batch+json',
    ])
    expect(others).toMatchObject({ 'accept-post': accept })
  })

  test.each([
    ['/usage', 'application/json-patch+json'],
    [
      '/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN',
      'application/json, application/merge-patch+json, application/json-patch+json, application/json-patch-query+json',
    ],
  ])('of another type is 415 on PATCH of %s, with the types in Accept-Patch', async (path, types) => {
    for (const type of ['text/plain', 'application/xml', 'application/x-ndjson']) {
      const { status, headers } = await send('PATCH', path, '{}', { 'content-type': type })
      expect([status, headers.get('accept-patch'), headers.has('accept-post')]).toEqual([415, types, false])
    }
  })

  test.each(['application/json', 'application/json;charset=utf-8', 'Application/JSON; charset="UTF-8"'])(
    'of type %p is taken',
    async (type) => {
      expect(await world.call('POST', '/usage', aUsage(), { headers: { 'content-type': type } })).toMatchObject({
        status: 201,
      })
    },
  )

  test('may be compressed with gzip, and with nothing else', async () => {
    const encoded = (encoding: string) => ({ 'content-encoding': encoding, 'content-type': 'application/json' })
    const body = Bun.gzipSync(JSON.stringify(aUsage({ description: 'packed' })))
    for (const name of ['gzip', 'x-gzip']) {
      const { status, body: created } = await send('POST', '/usage', body, encoded(name))
      expect([status, created.description]).toEqual([201, 'packed'])
      const patch = Bun.gzipSync('{"description":"new"}')
      expect((await send('PATCH', `/usage/${created.id}`, patch, encoded(name))).body.description).toBe('new')
    }
    for (const name of ['br', 'deflate'])
      expectError(await send('POST', '/usage', body, encoded(name)), 415, 'unsupportedMediaType')
    expectError(await send('POST', '/usage', '{}', encoded('gzip')), 400, 'unreadableBody')
    const large = Bun.gzipSync(JSON.stringify(aUsage({ description: 'x'.repeat(maxBody) })))
    expectError(await send('POST', '/usage', large, encoded('gzip')), 413, 'bodyTooLarge')
  })

  test('of one byte too many is 413, announced or not; of exactly the limit is taken', async () => {
    const filled = (size: number) => {
      const empty = JSON.stringify(aUsage({ description: '' }))
      return JSON.stringify(aUsage({ description: 'x'.repeat(size - empty.length) }))
    }
    expectError(
      await send('POST', '/usage', filled(maxBody + 1), { 'content-length': String(maxBody + 1) }),
      413,
      'bodyTooLarge',
    )
    const streamed = new Request('http://localhost/tmf-api/usageManagement/v4/usage', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Response(filled(maxBody + 1)).body,
    })
    expect((await world.send(streamed)).status).toBe(413)
    expect(await send('POST', '/usage', filled(maxBody))).toMatchObject({ status: 201 })
  })

  test.each([
    ['a null character', '{"usageSpecification":{"id":"x"},"description":"a\\u0000b"}', 'description'],
    ['half a surrogate pair', '{"usageSpecification":{"id":"x"},"extra":{"a":["\\ud800"]}}', 'extra.a[0]'],
    [
      'a number with too many digits',
      '{"usageSpecification":{"id":"x"},"a":[{"imsi":12345678901234567890}]}',
      'a[0].imsi',
    ],
    ['a number beyond all bounds', '{"usageSpecification":{"id":"x"},"big":1e400}', 'big'],
    ['__proto__', '{"usageSpecification":{"id":"x"},"extra":{"__proto__":{"a":1}}}', 'extra'],
  ])('with %s, which could not come back as it was sent, is 400', async (_name, body, path) => {
    const answer = await send('POST', '/usage', body)
    expectError(answer, 400, 'invalidAttribute')
    expect(answer.body.invalidAttribute[0].path).toBe(path)
  })

  test('that nests without end is 400', async () => {
    expect(
      await send(
        'POST',
        '/usage',
        `{"usageSpecification":{"id":"x"},"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`,
      ),
    ).toMatchObject({ status: 400 })
  })

  test('with numbers that doubles hold comes back as it was', async () => {
    const numbers = '[0.1,1.50,1e2,9007199254740991,1.7976931348623157e308,123456.78901,0.000001]'
    const { body, status } = await send('POST', '/usage', `{"usageSpecification":{"id":"x"},"numbers":${numbers}}`)
    expect([status, body.numbers]).toEqual([201, JSON.parse(numbers)])
  })
})

describe('a request', () => {
  test('with Content-Type and no body is an ordinary GET', async () => {
    expect(
      await world.call('GET', '/usage', undefined, {
        headers: { 'content-type': 'application/json', authorization: 'Bearer 1321321' },
      }),
    ).toMatchObject({ status: 200 })
  })

  test.each(['text/html', 'application/xml', 'application/json;q=0', 'image/*'])(
    'with Accept %p is 406',
    async (accept) => {
      for (const [method, path] of [
        ['GET', '/usage'],
        ['POST', '/usage'],
      ] as const) {
        expectError(
          await world.call(method, path, method === 'POST' ? aUsage() : undefined, { headers: { accept } }),
          406,
          'notAcceptable',
        )
      }
    },
  )

  test.each([
    ['application/x-ndjson', 'application/x-ndjson'],
    ['application/json;q=0.5, application/x-ndjson', 'application/x-ndjson'],
    ['application/x-ndjson, application/json', 'application/json; charset=utf-8'],
    ['application/x-ndjson;q=0.1, */*;q=0.5', 'application/json; charset=utf-8'],
  ])('a new resource with Accept %p is returned as %p', async (accept, type) => {
    for (const [path, document] of [
      ['/usage', aUsage({ description: 'One line' })],
      ['/usageSpecification', aSpecification({ description: 'One line' })],
    ] as const) {
      const { status, headers, text } = await world.call('POST', path, document, { headers: { accept } })
      expect([status, headers.get('content-type')]).toEqual([201, type])
      expect(text.trimEnd().split('\n')).toHaveLength(1)
      expect(JSON.parse(text)).toMatchObject(document)
      expect(headers.get('location')).toBe(JSON.parse(text).href)
    }
  })

  test.each([
    '*/*',
    'application/*',
    'text/html, */*;q=0.1',
    'application/json;charset=utf-8',
    'application/json, text/plain, */*',
  ])('with Accept %p gets JSON', async (accept) => {
    expect(await world.call('GET', '/usage', undefined, { headers: { accept } })).toMatchObject({ status: 200 })
  })

  test.each(['/tmf-api/usageManagement/v4/nosuch', '/tmf-api/usageManagement/v4/usage/a/b', '/api/nosuch', '/nosuch'])(
    'to %s, where there is nothing, is 404 in JSON',
    async (path) => {
      expectError(await world.call('GET', path), 404, 'unknownPath')
      expectError(await world.call('POST', path, {}), 404, 'unknownPath')
    },
  )

  test('of a browser to an unknown API path is 404 in JSON all the same', async () => {
    expectError(
      await world.call('GET', '/tmf-api/nosuch', undefined, { headers: { accept: 'text/html,*/*;q=0.8' } }),
      404,
      'unknownPath',
    )
  })

  test('with several wrong attributes is told of all of them, by path', async () => {
    const { body } = await world.call('POST', '/usage', {
      usageDate: '2026-02-30T00:00:00Z',
      status: 'paid',
      relatedParty: [{ id: 'p', '@referredType': 'Individual' }, { id: 7 }],
      usageCharacteristic: [
        { name: 'a', value: null },
        { name: ' ', value: 1 },
      ],
      usageSpecification: { id: '' },
      ratedProductUsage: [{ taxIncludedRatingAmount: { value: '1.20' } }],
    })
    expect(
      Object.fromEntries(
        body.invalidAttribute.map(({ path, message }: { path: string; message: string }) => [path, message]),
      ),
    ).toEqual({
      usageDate:
        'must be a date and time with an offset, such as 2026-11-23T10:14:00Z or 2026-11-23T11:14:00+01:00; got "2026-02-30T00:00:00Z"',
      status: 'must be one of received, rejected, recycled, guided, rated, rerated, billed; got paid',
      'relatedParty[1].@referredType': 'is required',
      'relatedParty[1].id': 'must be a string; got 7',
      'usageCharacteristic[0].value': 'must not be null; omit it instead',
      'usageCharacteristic[1].name': 'must not be blank',
      'usageSpecification.id': 'must not be blank',
      'ratedProductUsage[0].taxIncludedRatingAmount.value': 'must be a number; got the string "1.20"',
    })
  })
})

test('what a refused request brought is nowhere', async () => {
  const before = (await world.call('GET', '/usage?limit=0')).headers.get('x-total-count')
  await send('POST', '/usage', '{"usageSpecification":{"id":"x"}')
  await world.call('POST', '/usage', { description: 'x' })
  expect((await world.call('GET', '/usage?limit=0')).headers.get('x-total-count')).toBe(before)
})

test('a fault of ours is 500 and tells nothing of the inside', async () => {
  await world.pool.client`alter table usage_specification rename to hidden`
  const answer = await world.call('GET', '/usageSpecification/01KATJ7V5XD6T3X0GQ8Z4MW2BN')
  await world.pool.client`alter table hidden rename to usage_specification`
  expectError(answer, 500, 'internal')
  expect(answer.text).not.toMatch(/hidden|relation|select|at .*\.ts/i)
})

test.each([
  ['a stored value that a query cannot read', '22008', 500, 'internal'],
  ['a key that is there already', '23505', 500, 'internal'],
  ['a broken constraint', '23514', 500, 'internal'],
  ['a deadlock', '40P01', 503, 'overloaded'],
  ['a statement without end', '57014', 503, 'queryTooBroad'],
])('what the database says of %s (%s) is %d', (_what, code, status, word) => {
  const thrown = new DatabaseError(Object.assign(new Error('the inside'), { code }))
  const error = asTmfError(thrown)
  expect([error.status, error.code]).toEqual([status, word])
  expect(JSON.stringify(errorBody(error))).not.toContain('inside')
  if (status === 500) expect(error.cause).toBe(thrown)
})

test.each(['22001', '54000'])('a document that the database cannot store (%s) is 400', (code) => {
  const thrown = new DatabaseError(Object.assign(new Error('the inside'), { code }))
  const error = asTmfError(refusedDocument(thrown))
  expect([error.status, error.code]).toEqual([400, 'tooMuchForTheDatabase'])
  expect(JSON.stringify(errorBody(error))).not.toContain('inside')
})

test.each(['ENOENT', 'ECONNREFUSED', '57014', '22001'])(
  'what did not come from the database is a fault of the server, whatever its code: %s',
  (code) => {
    const thrown = Object.assign(new Error('the inside'), { code })
    const error = asTmfError(thrown)
    expect([error.status, error.code, error.cause]).toEqual([500, 'internal', thrown])
  },
)

test('a database that cannot be reached is 503, on every way to it', async () => {
  const nowhere = connect('postgres://nobody@127.0.0.1:1/none', { max: 1 })
  const ways = [
    () => nowhere.runText('select 1', []),
    () => nowhere.transaction((db) => db.runText('select 1', [])),
    () => nowhere.stream(sql`select 1`),
  ]
  for (const way of ways) {
    const thrown = await way().catch((error) => error)
    expect([asTmfError(thrown).status, thrown.code]).toEqual([503, 'ECONNREFUSED'])
  }
  await nowhere.close()
})

test('what the work of a transaction throws stays what it is', async () => {
  const own = new Error('ours')
  expect(await world.pool.transaction(() => Promise.reject(own)).catch((error) => error)).toBe(own)
})

test('a key that is there already is no fault of the caller, who is not told to send less', async () => {
  const { body } = await world.call('POST', '/usageSpecification', aSpecification())
  await world.pool
    .client`insert into revision (type, id, revision, document, change, changed_by, created_at) values ('UsageSpecification', ${body.id}, 1, '{}', 'delete', 'local', now())`
  expectError(await world.call('PATCH', `/usageSpecification/${body.id}`, { description: 'later' }), 500, 'internal')
  expectError(await world.call('DELETE', `/usageSpecification/${body.id}`), 500, 'internal')
})

test.each(['http://localhost/', 'http://127.0.0.1/', 'http://[::1]:3000/', 'http://localhost:3000/'])(
  'the server answers at %s',
  async (origin) => {
    expect((await world.send(new Request(`${origin}tmf-api/usageManagement/v4/usage`))).status).toBe(200)
  },
)

test('an instant is kept to the microsecond, and a leap second is one', async () => {
  for (const usageDate of ['2016-12-31T23:59:60Z', '2026-11-23T10:14:00.123456Z']) {
    const { body } = await world.call('POST', '/usage', aUsage({ usageDate }))
    expect(body.usageDate).toBe(usageDate)
    expect((await world.call('GET', `/usage?usageDate=${usageDate}`)).body).toHaveLength(1)
  }
  expect((await world.call('GET', '/usage?usageDate=2026-11-23T10:14:00.123Z')).body).toHaveLength(0)
})

test('what is looked up by index has an end, on create and on change', async () => {
  const long = 'x'.repeat(501)
  const { body } = await world.call('POST', '/usage', aUsage())
  for (const what of [{ usageType: long }, { usageSpecification: { id: long } }]) {
    const path = Object.keys(what)[0] === 'usageType' ? 'usageType' : 'usageSpecification.id'
    for (const answer of [
      await world.call('POST', '/usage', aUsage(what)),
      await world.call('PATCH', `/usage/${body.id}`, what),
    ]) {
      expect(answer).toMatchObject({
        status: 400,
        body: { invalidAttribute: [{ path, message: 'must have at most 500 characters; got 501' }] },
      })
    }
  }
  expect(await world.call('POST', '/usage', aUsage({ usageType: '€'.repeat(500) }))).toMatchObject({ status: 201 })
})

test('a patch makes nothing that could not have been sent: not too large, not too deep', async () => {
  const half = 'x'.repeat(maxBody / 2)
  const { body } = await world.call('POST', '/usage', aUsage({ a: half }))
  const at = `/usage/${body.id}`
  expect(await world.call('PATCH', at, { b: half })).toMatchObject({ status: 413, body: { code: 'bodyTooLarge' } })
  const deepen = Array.from({ length: 70 }, () => [
    { op: 'add', path: '/outer', value: {} },
    { op: 'move', from: '/inner', path: '/outer/inner' },
    { op: 'move', from: '/outer', path: '/inner' },
  ]).flat()
  const answer = await world.call('PATCH', at, [{ op: 'add', path: '/inner', value: 1 }, ...deepen], {
    headers: { 'content-type': 'application/json-patch+json' },
  })
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalidAttribute' } })
  expect((await world.call('GET', at)).headers.get('etag')).toBe('"1"')
})

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'b.constructor.name'])(
  'a filter on %s is one on any attribute: unknown until a usage has it',
  async (name) => {
    const found = () => world.call('GET', `/usage?${name}=x`)
    expect(await found()).toMatchObject({ status: 400, body: { code: 'unknownAttribute' } })
    if (name === '__proto__') return
    const value = name.startsWith('b.') ? { b: { constructor: { name: 'x' } } } : { [name]: 'x' }
    const { body } = await world.call('POST', '/usage', { ...aUsage(), ...value })
    expect(await found()).toMatchObject({ status: 200, body: [{ id: body.id }] })
  },
)

test.each([
  ['too many conditions', Array.from({ length: 51 }, (_, index) => `characteristic.a${index}.ne=1`).join('&')],
  ['too many values', `a=${Array.from({ length: 1001 }, (_, index) => index).join(',')}`],
  ['a path without end', `${Array(400).fill('a').join('.')}=received`],
])('a list refuses %s', async (_name, query) => {
  expectError(await world.call('GET', `/usage?${query}`), 400, 'invalidQuery')
})

test.each([
  ['GET', '/usage'],
  ['POST', '/usage'],
  ['GET', '/usage/x'],
  ['GET', '/docs'],
  ['GET', '/livez'],
  ['GET', '/nosuch'],
])('%s %s with a path and query of one byte too many is 414, and of exactly the limit is not', async (method, path) => {
  const at = (length: number) => {
    const url = `${/usage/.test(path) ? '/tmf-api/usageManagement/v4' : ''}${path}?a=`
    return world.call(
      method,
      path.concat('?a=', 'x'.repeat(length - url.length)),
      method === 'POST' ? aUsage() : undefined,
    )
  }
  expectError(await at(8193), 414, 'uriTooLong')
  expect((await at(8192)).status).not.toBe(414)
})

test('an id without end is 414, and fifty ordinary conditions are no trouble', async () => {
  expectError(await world.call('GET', `/usage/${'x'.repeat(9000)}`), 414, 'uriTooLong')
  const conditions = Array.from(
    { length: 50 },
    (_, index) => `ratedProductUsage.productRef.name.gte=2026-11-23T10:14:00.${index + 100}%2B01:00`,
  )
  expect(await world.call('GET', `/usage?${conditions.join('&')}`)).toMatchObject({ status: 200, body: [] })
})

test('whatever callers ask for, a connection keeps few statements prepared', async () => {
  for (let count = 1; count <= 40; count++)
    await world.call('GET', `/usage?${Array.from({ length: count }, (_, index) => `a${index}=1`).join('&')}`)
  const [row] = await world.pool.client<{ count: number }[]>`select count(*)::int as count from pg_prepared_statements`
  expect(row?.count).toBeLessThan(30)
})

test.each(['/livez', '/readyz', '/metrics', '/docs', '/docs/json'])(
  '%s answers GET and HEAD, and 405 to all else',
  async (path) => {
    for (const method of ['GET', 'HEAD']) expect(await world.call(method, path)).toMatchObject({ status: 200 })
    const { status, headers } = await world.call('POST', path, {})
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  },
)

test('a folder of the app is no page', async () => {
  expectError(await world.call('GET', '/assets'), 404, 'unknownPath')
})
