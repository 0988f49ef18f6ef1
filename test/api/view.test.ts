import { beforeEach, describe, expect, test } from 'bun:test'
import { startWorld, unknownUuid } from '../support/world'

/** Views that everybody sees, as resources like any other. */
const world = startWorld()
const at = '/api/view'
const aView = (what: Record<string, unknown> = {}) => ({
  name: 'Rejected today',
  page: 'usages',
  search: '?status=rejected',
  ...what,
})
const share = (what?: Record<string, unknown>) => world.call('POST', at, aView(what))

beforeEach(async () => {
  for (const { id } of (await world.call('GET', `${at}?limit=1000`)).body)
    expect((await world.call('DELETE', `${at}/${id}`)).status).toBe(204)
})

test('a view is shared, seen by all, changed and taken away', async () => {
  expect((await world.call('GET', at)).body).toEqual([])
  const { status, headers, body } = await share()
  expect([status, headers.get('etag'), headers.get('location')]).toEqual([
    201,
    '"1"',
    `http://localhost/api/view/${body.id}`,
  ])
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9A-Z]{26}$/),
    href: headers.get('location'),
    ...aView(),
    createdAt: body.updatedAt,
    updatedAt: expect.stringMatching(/Z$/),
  })
  expect((await world.call('GET', at)).body).toEqual([body])
  expect((await world.call('GET', `${at}/${body.id}`)).body).toEqual(body)

  const changed = await world.call('PATCH', `${at}/${body.id}`, {
    search: '?status=rejected&usageType=Voice',
    description: 'For Monday',
  })
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
  expect(changed.body).toEqual({
    ...body,
    search: '?status=rejected&usageType=Voice',
    description: 'For Monday',
    updatedAt: expect.any(String),
  })
  expect(changed.body.updatedAt > body.updatedAt).toBe(true)

  expect(
    (await world.call('GET', `${at}/${body.id}/revisions`)).body.map(({ revision }: { revision: number }) => revision),
  ).toEqual([2, 1])
  expect((await world.call('DELETE', `${at}/${body.id}`)).status).toBe(204)
  expect((await world.call('GET', `${at}/${body.id}`)).status).toBe(404)
  expect((await world.call('GET', at)).body).toEqual([])
})

describe('a name', () => {
  test('is there once on a page, and whoever takes it again is told who has it', async () => {
    const { body } = await share()
    const again = await share({ search: '' })
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'duplicate', reason: 'The View already exists', referenceError: body.href },
    })
    expect(again.body.message).toBe(`The name "Rejected today" is unique, and ${body.href} has it.`)
    expect((await share({ page: 'specifications' })).status).toBe(201)
    expect((await share({ name: 'rejected today' })).status).toBe(201)
  })

  test('cannot be changed to another view’s, and is free again once that has another', async () => {
    const first = (await share()).body
    const second = (await share({ name: 'Other' })).body
    expect((await world.call('PATCH', `${at}/${second.id}`, { name: first.name })).status).toBe(409)
    expect((await world.call('PATCH', `${at}/${first.id}`, { name: 'Renamed' })).status).toBe(200)
    expect((await world.call('PATCH', `${at}/${second.id}`, { name: first.name })).status).toBe(200)
    expect((await world.call('DELETE', `${at}/${second.id}`)).status).toBe(204)
    expect((await share()).status).toBe(201)
  })

  test('is taken by one of many who take it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => share()))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
  })
})

test.each([
  ['name', undefined],
  ['name', ''],
  ['name', '  '],
  ['name', 'x'.repeat(101)],
  ['name', 5],
  ['page', 'overview'],
  ['page', undefined],
  ['search', undefined],
  ['search', 'x'.repeat(4001)],
  ['id', 'mine'],
])('with the %s %p it is 400, which names the attribute', async (path, value) => {
  const { status, body } = await share({ [path]: value })
  expect([status, body.invalidAttribute?.[0]?.path]).toEqual([400, path])
})

test('the longest is taken, one with more beside it is not', async () => {
  expect((await share({ name: 'ü'.repeat(100), search: `?${'x'.repeat(3999)}` })).status).toBe(201)
  expect(await share({ more: 'x'.repeat(10_000) })).toMatchObject({
    status: 413,
    body: { message: 'A View has at most 10000 characters in all.' },
  })
})

test('when it was made is told by the server alone', async () => {
  const { body } = await share({ createdAt: '2001-01-01T00:00:00Z' })
  expect(body.createdAt).not.toStartWith('2001')
  const changed = await world.call('PATCH', `${at}/${body.id}`, { createdAt: '2001-01-01T00:00:00Z', search: '' })
  expect(changed.body.createdAt).toBe(body.createdAt)
})

test('a change or deletion may say what it is a change of', async () => {
  const { body } = await share()
  const ifMatch = (etag: string) => ({ headers: { 'if-match': etag } })
  expect((await world.call('PATCH', `${at}/${body.id}`, { search: '?a=1' }, ifMatch('"1"'))).status).toBe(200)
  expect((await world.call('PATCH', `${at}/${body.id}`, { search: '?a=2' }, ifMatch('"1"'))).status).toBe(412)
  expect((await world.call('DELETE', `${at}/${body.id}`, undefined, ifMatch('"1"'))).status).toBe(412)
  expect((await world.call('DELETE', `${at}/${body.id}`, undefined, ifMatch('"2"'))).status).toBe(204)
})

test('the list is read like any other', async () => {
  for (const name of ['b', 'a', 'c']) await share({ name })
  await share({ name: 'd', page: 'specifications' })
  const { body } = await world.call('GET', `${at}?page=usages&sort=name&fields=name`)
  expect(body.map(({ name }: { name: string }) => name)).toEqual(['a', 'b', 'c'])
})

test('there are five hundred at most', async () => {
  const add = (from: number, to: number) =>
    world.call(
      'PATCH',
      at,
      Array.from({ length: to - from }, (_, number) => ({
        op: 'add',
        path: '/-',
        value: aView({ name: `View ${from + number}` }),
      })),
      { headers: { 'content-type': 'application/json-patch+json' } },
    )
  for (let from = 0; from < 500; from += 100) expect((await add(from, from + 100)).status).toBe(200)
  expect(await share()).toMatchObject({
    status: 409,
    body: { code: 'tooManyViews', message: 'The maximum is 500. Delete one that is no longer used.' },
  })
  const [newest] = (await world.call('GET', at)).body
  expect((await world.call('PATCH', `${at}/${newest.id}`, { search: '' })).status).toBe(200)
  expect((await world.call('DELETE', `${at}/${newest.id}`)).status).toBe(204)
  expect([(await add(600, 602)).status, (await share()).status, (await share({ name: 'One more' })).status]).toEqual([
    409, 201, 409,
  ])
})

test('the examples of what to send are taken', async () => {
  const { post, patch } = (await world.call('GET', '/docs/json')).body.paths[at]
  const { patch: patchOne } = (await world.call('GET', '/docs/json')).body.paths[`${at}/{id}`]
  const { status, body } = await world.call('POST', at, post.requestBody.content['application/json'].example)
  expect(status).toBe(201)
  for (const [type, { example }] of Object.entries<{ example: unknown }>(patchOne.requestBody.content))
    expect([
      type,
      (await world.call('PATCH', `${at}/${body.id}`, example, { headers: { 'content-type': type } })).status,
    ]).toEqual([type, 200])
  await world.call('DELETE', `${at}/${body.id}`)
  const [type, { example }] = Object.entries<{ example: unknown }>(patch.requestBody.content)[0] ?? [
    '',
    { example: undefined },
  ]
  expect((await world.call('PATCH', at, example, { headers: { 'content-type': type } })).status).toBe(200)
})

test('what is not there is 404, what is not possible 405', async () => {
  for (const [method, sent] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const)
    expect((await world.call(method, `${at}/${unknownUuid}`, sent)).status).toBe(404)
  expect((await world.call('PUT', at, aView())).status).toBe(405)
})
