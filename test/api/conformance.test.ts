import { describe, expect, test } from 'bun:test'
import type { Resource } from '../../server/resource/resource'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { aSpecification, aUsage, startWorld, unknownUuid } from '../support/world'

const world = startWorld()
const { stringify } = JSON

/** The resources under test, each with its smallest valid document and a mandatory attribute. */
const cases: { it: Resource; make: (what?: Record<string, unknown>) => object; mandatory: string }[] = [
  { it: usage, make: aUsage, mandatory: 'usageSpecification' },
  { it: usageSpecification, make: aSpecification, mandatory: 'name' },
]

describe.each(cases)('$it.type', ({ it, make, mandatory }) => {
  const at = `/${it.path}`
  const created = async (what?: Record<string, unknown>) => (await world.call('POST', at, make(what))).body

  test('is created with 201, an absolute href equal to Location, an ETag, and what was sent', async () => {
    const { status, headers, body } = await world.call('POST', at, make({ description: 'One' }))
    expect(status).toBe(201)
    expect(body).toMatchObject(make({ description: 'One' }))
    expect(body.id).toMatch(/^[0-9A-Z]{26}$/)
    expect(body.href).toBe(`http://localhost/tmf-api/usageManagement/v4/${it.path}/${body.id}`)
    expect(headers.get('location')).toBe(body.href)
    expect(headers.get('etag')).toBe('"1"')
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  test('comes back by id as it was created, and at the path of its href', async () => {
    const body = await created(it.face.example)
    expect((await world.call('GET', `${at}/${body.id}`)).body).toEqual(body)
    expect((await world.call('GET', new URL(body.href).pathname)).body).toEqual(body)
  })

  test('keeps unknown attributes at every depth, and the order of attributes', async () => {
    const body = await created({
      '@type': `Special${it.type}`,
      zebra: { nested: [1, { deep: null }] },
      apple: true,
      relatedParty: [{ id: 'p', '@referredType': 'Individual', nickname: 'Pat' }],
    })
    const { text } = await world.call('GET', `${at}/${body.id}`)
    expect(JSON.parse(text)).toMatchObject({
      '@type': `Special${it.type}`,
      zebra: { nested: [1, { deep: null }] },
      apple: true,
      relatedParty: [{ nickname: 'Pat' }],
    })
    expect(text.indexOf('zebra')).toBeLessThan(text.indexOf('apple'))
  })

  test('leaves out optional attributes that were not sent', async () => {
    expect(stringify(await created())).not.toContain('null')
    expect(await created()).not.toHaveProperty('description')
  })

  test(`is refused without ${mandatory}, naming the attribute`, async () => {
    const { status, body } = await world.call('POST', at, { description: 'x' })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      code: 'invalidAttribute',
      status: '400',
      '@type': 'Error',
      invalidAttribute: [{ path: mandatory, message: 'is required' }],
    })
    expect(body.message).toContain(mandatory)
  })

  test.each(['id', 'href'])('is refused with an %s of the caller', async (name) => {
    const { status, body } = await world.call('POST', at, make({ [name]: 'mine' }))
    expect([status, body.invalidAttribute[0].path]).toEqual([400, name])
  })

  test.each([
    ['null', null],
    ['a number', 5],
    ['an array', ['x']],
  ])('is refused with a description that is %s', async (_name, description) => {
    const { status, body } = await world.call('POST', at, make({ description }))
    expect([status, body.invalidAttribute[0].path]).toEqual([400, 'description'])
  })

  test.each([
    ['[]', 'malformedJson'],
    ['"text"', 'invalidAttribute'],
    ['null', 'invalidAttribute'],
    ['7', 'invalidAttribute'],
  ])('is refused when the body is %s', async (body, code) => {
    expect(await world.call('POST', at, body)).toMatchObject({ status: 400, body: { code } })
  })

  test('has an unknown id answered with 404, whatever the id looks like', async () => {
    for (const id of [
      unknownUuid,
      '01KATJ7V5XD6T3X0GQ8Z4MW2BN',
      '1',
      '%00',
      '%E0%A4%A',
      "'; drop table usage; --",
      'x'.repeat(5000),
    ]) {
      for (const method of ['GET', 'DELETE']) {
        expect(await world.call(method, `${at}/${id}`)).toMatchObject({
          status: 404,
          body: { code: expect.any(String), reason: expect.any(String), status: '404' },
        })
      }
      expect(await world.call('PATCH', `${at}/${id}`, { description: 'x' })).toMatchObject({ status: 404 })
    }
  })

  test('is changed by a merge patch: null removes, objects merge, arrays are replaced', async () => {
    const body = await created({ description: 'before', extra: { a: 1, b: { c: 2 } }, list: [1, 2] })
    const {
      status,
      headers,
      body: after,
    } = await world.call('PATCH', `${at}/${body.id}`, { description: null, extra: { b: { d: 3 }, a: null }, list: [3] })
    expect([status, headers.get('etag')]).toEqual([200, '"2"'])
    expect(after).toMatchObject({ id: body.id, href: body.href, extra: { b: { c: 2, d: 3 } }, list: [3] })
    expect(after).not.toHaveProperty('description')
    expect((await world.call('GET', `${at}/${body.id}`)).body).toEqual(after)
  })

  test('is changed by a JSON Patch, all of it or nothing', async () => {
    const type = { headers: { 'content-type': 'application/json-patch+json' } }
    const body = await created({ description: 'before', list: [1, 2] })
    const done = await world.call(
      'PATCH',
      `${at}/${body.id}`,
      [
        { op: 'test', path: '/description', value: 'before' },
        { op: 'replace', path: '/description', value: 'after' },
        { op: 'add', path: '/list/-', value: 3 },
      ],
      type,
    )
    expect(done).toMatchObject({ status: 200, body: { description: 'after', list: [1, 2, 3] } })
    const refused = await world.call(
      'PATCH',
      `${at}/${body.id}`,
      [
        { op: 'remove', path: '/description' },
        { op: 'test', path: '/list/0', value: 9 },
      ],
      type,
    )
    expect(refused).toMatchObject({ status: 409, body: { code: 'testFailed' } })
    expect((await world.call('GET', `${at}/${body.id}`)).body).toEqual(done.body)
  })

  test.each(['id', 'href', '@type', '@baseType', '@schemaLocation'])(
    'cannot have its %s changed, while the same value is tolerated',
    async (name) => {
      const body = await created({
        '@type': 'T',
        '@baseType': 'B',
        '@schemaLocation': 'https://example.com/schema.json',
      })
      const path = `${at}/${body.id}`
      expect(await world.call('PATCH', path, { [name]: 'https://example.com/other' })).toMatchObject({
        status: 400,
        body: { invalidAttribute: [{ path: name }] },
      })
      expect(await world.call('PATCH', path, { [name]: null })).toMatchObject({ status: 400 })
      expect(await world.call('PATCH', path, { [name]: body[name], description: 'ok' })).toMatchObject({
        status: 200,
        body: { description: 'ok', [name]: body[name] },
      })
    },
  )

  test('is not changed by a patch whose result would not be valid', async () => {
    const body = await created()
    for (const patch of [{ [mandatory]: null }, { relatedParty: [{ id: 'p' }] }, { description: 5 }]) {
      expect(await world.call('PATCH', `${at}/${body.id}`, patch)).toMatchObject({
        status: 400,
        body: { code: 'invalidAttribute' },
      })
    }
    expect((await world.call('GET', `${at}/${body.id}`)).body).toEqual(body)
  })

  test('keeps its revision when a patch changes nothing', async () => {
    const body = await created({ description: 'same' })
    const { headers } = await world.call('PATCH', `${at}/${body.id}`, { description: 'same' })
    expect(headers.get('etag')).toBe('"1"')
  })

  test('leaves what it was behind on every change, with when and by whom', async () => {
    const body = await created({ description: 'first' })
    await world.call('PATCH', `${at}/${body.id}`, { description: 'second' })
    await world.call('DELETE', `${at}/${body.id}`)
    const kept = await world.pool.runText<{ revision: number; document: string; change: string; changed_by: string }>(
      'select revision, document, change, changed_by from revision where id = $1 order by revision',
      [body.id],
    )
    expect(kept.map(({ revision, change, document }) => [revision, change, JSON.parse(document).description])).toEqual([
      [1, 'patch', 'first'],
      [2, 'delete', 'second'],
    ])
    expect(kept.every((row) => row.changed_by === 'local')).toBe(true)
  })

  test('is deleted with 204 and no body, and only once', async () => {
    const body = await created()
    expect(await world.call('DELETE', `${at}/${body.id}`)).toMatchObject({ status: 204, text: '' })
    expect(await world.call('GET', `${at}/${body.id}`)).toMatchObject({ status: 404 })
    expect(await world.call('DELETE', `${at}/${body.id}`)).toMatchObject({ status: 404 })
  })

  test('answers 304 to an If-None-Match that names it as it is, and 200 once it has changed', async () => {
    const body = await created()
    const get = (tag: string) => world.call('GET', `${at}/${body.id}`, undefined, { headers: { 'if-none-match': tag } })
    for (const tag of ['"1"', 'W/"1"', '"9", "1"', '*']) expect(await get(tag)).toMatchObject({ status: 304, text: '' })
    expect(await get('"2"')).toMatchObject({ status: 200 })
    await world.call('PATCH', `${at}/${body.id}`, { description: 'new' })
    expect(await get('"1"')).toMatchObject({ status: 200 })
  })

  test('is changed and deleted only as If-Match names it, else 412', async () => {
    const body = await created()
    const path = `${at}/${body.id}`
    const headers = (tag: string) => ({ headers: { 'if-match': tag } })
    for (const tag of ['"2"', 'W/"1"', '"x", "y"']) {
      for (const [method, patch] of [['PATCH', { description: 'new' }], ['DELETE']] as const) {
        const answer = await world.call(method, path, patch, headers(tag))
        expect([answer.status, answer.body.code, answer.headers.get('etag')]).toEqual([412, 'changedMeanwhile', '"1"'])
      }
    }
    expect(await world.call('PATCH', path, { description: 'new' }, headers('"0", "1"'))).toMatchObject({ status: 200 })
    expect(await world.call('PATCH', path, { description: 'newer' }, headers('*'))).toMatchObject({ status: 200 })
    expect(await world.call('DELETE', path, undefined, headers('"3"'))).toMatchObject({ status: 204 })
    expect(await world.call('DELETE', path, undefined, headers('*'))).toMatchObject({ status: 404 })
  })

  test('answers HEAD with the headers of GET and no body', async () => {
    const { id } = await created()
    for (const path of [at, `${at}/${id}`]) {
      const [get, head] = [await world.call('GET', path), await world.call('HEAD', path)]
      expect([head.status, head.text]).toEqual([200, ''])
      expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(get.text)))
      for (const name of ['etag', 'x-total-count', 'link', 'content-type'])
        expect(head.headers.get(name)).toBe(get.headers.get(name))
    }
  })

  test('says what is possible: OPTIONS, and 405 with Allow for anything else', async () => {
    const { id } = await created()
    expect((await world.call('OPTIONS', at)).headers.get('allow')).toBe('GET, HEAD, POST, PATCH, OPTIONS')
    expect((await world.call('OPTIONS', `${at}/${id}`)).headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE, OPTIONS')
    for (const [method, path] of [
      ['PUT', at],
      ['DELETE', at],
      ['PUT', `${at}/${id}`],
      ['POST', `${at}/${id}`],
    ] as const) {
      const { status, headers, body } = await world.call(method, path, {})
      expect([status, body.code, headers.get('allow')]).toEqual([
        405,
        'methodNotAllowed',
        path === at ? 'GET, HEAD, POST, PATCH, OPTIONS' : 'GET, HEAD, PATCH, DELETE, OPTIONS',
      ])
    }
  })

  test('answers with the attributes of fields=, and always with id and href', async () => {
    const body = await created({
      description: 'd',
      relatedParty: [{ id: 'p', name: 'Pat', '@referredType': 'Individual' }],
    })
    const get = async (fields: string) => (await world.call('GET', `${at}/${body.id}?fields=${fields}`)).body
    expect(await get('description')).toEqual({ id: body.id, href: body.href, description: 'd' })
    expect(await get('none')).toEqual({ id: body.id, href: body.href })
    expect(await get('nosuch,relatedParty.name')).toEqual({
      id: body.id,
      href: body.href,
      relatedParty: [{ name: 'Pat' }],
    })
    const listed = (await world.call('GET', `${at}?fields=description&id=${body.id}`)).body
    expect(listed).toEqual([{ id: body.id, href: body.href, description: 'd' }])
    expect((await world.call('POST', `${at}?fields=none`, make())).body).toEqual({
      id: expect.any(String),
      href: expect.any(String),
    })
  })
})
