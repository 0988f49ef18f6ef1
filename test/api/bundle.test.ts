import { describe, expect, test } from 'bun:test'
import { aSpecification, startWorld } from '../support/world'

const world = startWorld()

const post = (what: Record<string, unknown>) => world.call('POST', '/usageSpecification', aSpecification(what))
const make = async (what: Record<string, unknown>) => (await post(what)).body.id as string
const patch = (id: string, change: object) => world.call('PATCH', `/usageSpecification/${id}`, change)
const remove = (id: string, query = '') => world.call('DELETE', `/usageSpecification/${id}${query}`)
const containing = (...ids: string[]) => ({
  isBundle: true,
  entitySpecRelationship: ids.map((id) => ({ relationshipType: 'contains', id })),
})
const needing = (name: string) => [{ name: 'fee', charSpecRelationship: [{ relationshipType: 'dependency', name }] }]
const mandatory = (name: string, ...excluded: string[]) => ({
  name,
  minCardinality: 1,
  charSpecRelationship: excluded.map((other) => ({ relationshipType: 'exclusivity', name: other })),
})
const use = (id: string, characteristics: Record<string, unknown> = {}) =>
  world.call('POST', '/usage', {
    usageSpecification: { id },
    usageCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })),
  })
const paths = ({ body }: { body: { invalidAttribute: { path: string }[] } }) =>
  body.invalidAttribute.map(({ path }) => path)
const revisionOf = async (id: string) => (await world.call('GET', `/usageSpecification/${id}`)).headers.get('etag')
const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

test.each([
  ['nothing', {}],
  [
    'only relationships of TM Forum’s types',
    { entitySpecRelationship: [{ relationshipType: 'aggregation', id: unknown }] },
  ],
  ['an empty list of relationships', { entitySpecRelationship: [] }],
])('a bundle may contain %s, and gets its parts later', async (_, what) => {
  const { status, body } = await post({ isBundle: true, ...what, specCharacteristic: [mandatory('own')] })
  expect([status, body.isBundle]).toEqual([201, true])
  expect((await use(body.id, {})).body.brokenRule).toMatchObject([{ code: 'missing', characteristic: 'own' }])
  expect((await use(body.id, { own: 1 })).status).toBe(201)
  const part = await make({ specCharacteristic: [mandatory('added')] })
  expect((await patch(body.id, containing(part))).status).toBe(200)
  expect((await use(body.id, { own: 1 })).body.brokenRule).toMatchObject([{ code: 'missing', characteristic: 'added' }])
  expect((await patch(body.id, { entitySpecRelationship: null })).status).toBe(200)
  expect((await use(body.id, { own: 1 })).status).toBe(201)
})

test('a relationship named contains means nothing where there is no bundle', async () => {
  const it = { entitySpecRelationship: [{ relationshipType: 'contains', name: 'an annex' }] }
  expect((await post(it)).status).toBe(201)
  expect(paths(await post({ ...it, isBundle: true }))).toEqual(['entitySpecRelationship[0].id'])
})

describe('A bundle is refused that usages could not be checked against:', () => {
  test('one that contains itself', async () => {
    const id = await make({})
    const refused = await patch(id, containing(id))
    expect([refused.status, paths(refused)]).toEqual([400, ['entitySpecRelationship[0].id']])
    expect(await revisionOf(id)).toBe('"1"')
  })

  test('one that needs a characteristic which neither it nor a part has; of a part that is not here nobody can say', async () => {
    const [part, other] = [
      await make({ specCharacteristic: [{ name: 'zone' }] }),
      await make({ specCharacteristic: [{ name: 'tariff' }] }),
    ]
    const refused = await post({ ...containing(part), specCharacteristic: needing('tariff') })
    expect([refused.status, paths(refused)]).toEqual([400, ['specCharacteristic[0].charSpecRelationship[0].name']])
    for (const more of [other, unknown])
      expect((await post({ ...containing(part, more), specCharacteristic: needing('tariff') })).status).toBe(201)
  })

  test('one whose parts demand what they exclude; all that is wrong is said, and where', async () => {
    const cash = await make({ specCharacteristic: [mandatory('cash')] })
    const card = await make({ ...containing(unknown), specCharacteristic: [mandatory('card', 'cash')] })
    const refused = await post({ ...containing(cash, card), specCharacteristic: [{ name: 'x', regex: '(' }] })
    expect([refused.status, paths(refused)]).toEqual([
      400,
      [
        'specCharacteristic[0].regex',
        `entitySpecRelationship[${card}].specCharacteristic[0].charSpecRelationship[0].relationshipType`,
      ],
    ])
    const bundle = await make(containing(cash))
    expect((await patch(bundle, containing(cash, card))).status).toBe(400)
  })

  test('in a stream and in a patch of the collection, too', async () => {
    const bad = aSpecification({ ...containing(await make({})), specCharacteristic: needing('tariff') })
    const lines = [bad, aSpecification()].map((each) => JSON.stringify(each)).join('\n')
    const { text } = await world.call('POST', '/usageSpecification', lines, {
      headers: { 'content-type': 'application/x-ndjson' },
    })
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).status),
    ).toEqual([400, 201])
    const many = await world.call('PATCH', '/usageSpecification', [{ op: 'add', path: '/-', value: bad }], {
      headers: { 'content-type': 'application/json-patch+json' },
    })
    expect([many.status, many.body.reason]).toEqual([400, '[0]: The UsageSpecification is not valid'])
  })
})

describe('A part', () => {
  test('is not changed so that a bundle, however far around, could not be used any more; the bundle is named', async () => {
    const part = await make({ specCharacteristic: [{ name: 'tariff' }] })
    const inner = await make({ name: 'Inner', ...containing(part) })
    const outer = await make({ name: 'Outer', ...containing(inner), specCharacteristic: needing('tariff') })
    const refused = await patch(part, { specCharacteristic: [{ name: 'rate' }] })
    expect([refused.status, refused.body.code]).toEqual([409, 'breaksBundle'])
    expect(refused.body.message).toContain(
      `Outer (${outer}) contains it, and its specCharacteristic[0].charSpecRelationship[0].name must be a characteristic`,
    )
    expect(refused.body.message).not.toContain('Inner')
    expect(await revisionOf(part)).toBe('"1"')
    expect((await patch(part, { specCharacteristic: [{ name: 'tariff', minCardinality: 1 }] })).status).toBe(200)
    expect((await use(outer, { fee: 1 })).body.brokenRule).toMatchObject([
      { code: 'missing', characteristic: 'tariff' },
      { code: 'dependency' },
    ])
  })

  test('may change as it likes once the bundle does not contain it any more', async () => {
    const part = await make({ specCharacteristic: [{ name: 'tariff' }] })
    const bundle = await make({ ...containing(part, unknown), specCharacteristic: needing('tariff') })
    expect((await patch(part, { specCharacteristic: [] })).status).toBe(200)
    const strict = await make({ ...containing(part), specCharacteristic: [{ name: 'fee' }] })
    await patch(strict, containing(bundle))
    expect((await patch(part, { specCharacteristic: [{ name: 'other' }] })).status).toBe(200)
  })

  test('is deleted only by force, and the bundles are named', async () => {
    const part = await make({ specCharacteristic: [{ name: 'zone', minCardinality: 1 }] })
    const bundle = await make({ name: 'Calls', ...containing(part) })
    const refused = await remove(part)
    expect([refused.status, refused.body.code, refused.body.message]).toEqual([
      409,
      'stillReferredTo',
      expect.stringContaining(`Calls (${bundle}) contains it.`),
    ])
    expect((await use(bundle)).status).toBe(400)
    expect((await remove(part, '?force=true')).status).toBe(204)
    expect((await use(bundle)).status).toBe(201)
    expect((await remove(await make(containing(bundle)))).status).toBe(204)
  })

  test('that was changed at the same moment as the bundle leaves its usages unchecked, and they say why until one of both is mended', async () => {
    const part = await make({ specCharacteristic: [{ name: 'tariff' }] })
    const bundle = await make({ ...containing(part), specCharacteristic: needing('tariff') })
    // As two changes do that do not see each other.
    await world.pool
      .client`update usage_specification set document = '{"name":"Part","lastUpdate":"2026-11-23T10:00:00Z"}', revision = revision + 1 where id = ${part}`
    const { status, body } = await use(bundle, { fee: 1 })
    expect([status, body.validation]).toEqual([
      201,
      {
        result: 'unchecked',
        usageSpecificationRevision: 1,
        message:
          'The specification cannot be used: specCharacteristic[0].charSpecRelationship[0].name must be a characteristic of the specification; there is no "tariff"',
      },
    ])
    expect((await patch(part, { description: 'Not what is wrong' })).status).toBe(200)
    expect((await patch(bundle, { description: 'Not what is wrong' })).status).toBe(400)
    expect((await patch(part, { specCharacteristic: [{ name: 'tariff' }] })).status).toBe(200)
    expect((await world.call('PATCH', `/usage/${body.id}`, {})).body.validation).toMatchObject({
      result: 'failed',
      brokenRule: [{ code: 'dependency' }],
    })
  })
})
