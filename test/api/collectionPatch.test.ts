import { describe, expect, test } from 'bun:test'
import type { Resource } from '../../server/resource/resource'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { maxBody } from '../../shared/vocabulary'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** A patch of a collection adds many, all or none. */
const world = startWorld()
const patch = (path: string, body: unknown, type = 'application/json-patch+json') =>
  world.call('PATCH', path, body, { headers: { 'content-type': type } })
const add = (value: unknown, path = '/-') => ({ op: 'add', path, value })
const count = async (path: string) => Number((await world.call('GET', `${path}?limit=0`)).headers.get('x-total-count'))

const cases: { it: Resource; make: (what?: Record<string, unknown>) => object }[] = [
  { it: usage, make: aUsage },
  { it: usageSpecification, make: aSpecification },
]

describe.each(cases)('a patch of the collection of $it.type', ({ it, make }) => {
  const at = `/${it.path}`

  test('creates each in order and answers with all of them, as they then are', async () => {
    const before = await count(at)
    const { status, body } = await patch(
      at,
      ['a', 'b', 'c'].map((description, index) => add(make({ description }), index === 1 ? '/' : '/-')),
    )
    expect(status).toBe(200)
    expect(body.map(({ description }: { description: string }) => description)).toEqual(['a', 'b', 'c'])
    for (const one of body) expect((await world.call('GET', `${at}/${one.id}`)).body).toEqual(one)
    expect(body[0].href).toBe(`http://localhost/tmf-api/usageManagement/v4/${it.path}/${body[0].id}`)
    expect(await count(at)).toBe(before + 3)
  })

  test('stores nothing when one is not valid, and names every problem by its place in the patch', async () => {
    const before = await count(at)
    const answer = await patch(at, [
      add(make()),
      add(make({ relatedParty: [{ id: 7, '@referredType': 'Individual' }] })),
      add('text'),
      add(make({ id: 'mine' })),
    ])
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalidAttribute', '@type': 'Error' } })
    expect(answer.body.invalidAttribute).toEqual([
      { path: '[1].value.relatedParty[0].id', message: 'must be a string; got 7' },
      { path: '[2].value', message: 'must be a JSON object; got the string "text"' },
      { path: '[3].value.id', message: 'is set by the server and must be omitted' },
    ])
    expect(await count(at)).toBe(before)
  })

  test.each<[string, unknown, string]>([
    ['remove', { op: 'remove', path: '/0' }, 'must have the op add; got remove'],
    ['add somewhere', add(make(), '/0'), 'must have the path /-; got /0'],
    ['add nothing', { op: 'add', path: '/-' }, `must have a ${it.type} as its value`],
    ['say nothing', {}, 'must have the op add; got null'],
    ['be null', null, 'must be an operation; got null'],
  ])('cannot %s: the operation is named, and what is possible', async (_name, operation, message) => {
    const { status, body } = await patch(at, [add(make()), operation])
    expect([status, body.invalidAttribute]).toEqual([
      400,
      [
        {
          path: '[1]',
          message: `${message}; a patch of a collection allows only {"op":"add","path":"/-","value":{…}}`,
        },
      ],
    ])
  })

  test('answers with the attributes of fields=', async () => {
    const { body } = await patch(`${at}?fields=description`, [add(make({ description: 'd', extra: 1 }))])
    expect(body).toEqual([{ id: expect.any(String), href: expect.any(String), description: 'd' }])
  })

  test('has an end: at most 1000 operations in one body; none is fine', async () => {
    const before = await count(at)
    const { status, body } = await patch(at, Array(1000).fill(add(make())))
    expect([status, body.length, new Set(body.map(({ id }: { id: string }) => id)).size]).toEqual([200, 1000, 1000])
    expect(await patch(at, Array(1001).fill(add(make())))).toMatchObject({
      status: 400,
      body: { invalidAttribute: [{ path: '' }] },
    })
    expect(await patch(at, [add(make({ description: 'x'.repeat(maxBody) }))])).toMatchObject({ status: 413 })
    expect(await patch(at, [])).toMatchObject({ status: 200, body: [] })
    expect(await count(at)).toBe(before + 1000)
  })

  test('is application/json-patch+json, an array, and announced by OPTIONS', async () => {
    for (const type of ['application/json', 'application/merge-patch+json'])
      expect(await patch(at, [add(make())], type)).toMatchObject({ status: 415 })
    for (const body of [{}, null, 'x', add(make())])
      expect(await patch(at, JSON.stringify(body))).toMatchObject({ status: 400, body: { code: 'invalidAttribute' } })
    expect((await world.call('OPTIONS', at)).headers.get('accept-patch')).toBe('application/json-patch+json')
  })
})

test('what could not be stored as it was sent is named by its place too', async () => {
  const { status, body } = await patch(
    '/usage',
    `[{"op":"add","path":"/-","value":{"usageSpecification":{"id":"x"},"imsi":12345678901234567890}}]`,
  )
  expect([status, body.invalidAttribute[0].path]).toEqual([400, '[0].value.imsi'])
})

describe('unique values in a patch of the collection', () => {
  const specification = async () =>
    (
      await world.call(
        'POST',
        '/usageSpecification',
        aSpecification({ specCharacteristic: [{ name: 'recordId', isUnique: true }] }),
      )
    ).body.id as string
  const of = (id: string, recordId: string) =>
    add({ usageSpecification: { id }, usageCharacteristic: [{ name: 'recordId', value: recordId }] })

  test('are there once: the operation that repeats one is named, and the one that has it', async () => {
    const id = await specification()
    const before = await count('/usage')
    expect(await patch('/usage', [of(id, 'A'), of(id, 'B'), of(id, 'A')])).toMatchObject({
      status: 409,
      body: {
        code: 'duplicate',
        reason: '[2]: The Usage already exists',
        message: 'recordId A is unique, and [0] of this patch has it.',
      },
    })
    expect(await count('/usage')).toBe(before)
    expect((await patch('/usage', [of(id, 'A'), of(await specification(), 'A')])).status).toBe(200)
  })

  test('that a usage has already are refused with its href, and the operation is named', async () => {
    const id = await specification()
    const { body } = await patch('/usage', [of(id, 'A')])
    expect(await patch('/usage', [of(id, 'B'), of(id, 'A'), of(id, 'C')])).toMatchObject({
      status: 409,
      body: {
        code: 'duplicate',
        reason: '[1]: The Usage already exists',
        message: expect.stringContaining(body[0].href),
        referenceError: body[0].href,
      },
    })
    expect((await patch('/usage', [of(id, 'B'), of(id, 'C')])).status).toBe(200)
  })
})
