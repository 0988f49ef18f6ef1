import { describe, expect, test } from 'bun:test'
import { aSpecification, startWorld } from '../support/world'

/** External identifiers that a specification declares unique. */
const world = startWorld()

const unique = { isExternalIdentifierUnique: true }
const specification = async (more: object = unique) =>
  (await world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic: [], ...more }))).body
    .id as string
const change = (id: string, what: object) => world.call('PATCH', `/usageSpecification/${id}`, what)
const post = (id: string, identifiers: object) =>
  world.call('POST', '/usage', { usageSpecification: { id }, ...identifiers })
const made = async (id: string, identifiers: object) => {
  const { status, body } = await post(id, identifiers)
  expect({ status, body }).toMatchObject({ status: 201 })
  return body as { id: string; href: string }
}
const remove = (id: string, query = '') =>
  world.call('DELETE', `/usage/${id}${query}`, undefined, { headers: { 'x-reason': 'Sent twice' } })
const whole = (id: string, owner?: unknown, externalIdentifierType?: unknown) => ({
  externalIdentifier: [{ id, owner, externalIdentifierType }],
})

describe('an external identifier that is declared unique', () => {
  test.each<[string, object, object]>([
    ['as it was', whole('CDR-1', 'msc-1', 'cdr'), whole('CDR-1', 'msc-1', 'cdr')],
    [
      'with more attributes',
      whole('CDR-1', 'msc-1'),
      { externalIdentifier: [{ id: 'CDR-1', owner: 'msc-1', '@type': 'X' }] },
    ],
    ['alone and in a list', { externalIdentifier: { id: 'A' } }, { externalIdentifier: [{ id: 'B' }, { id: 'A' }] }],
    ['as text', { externalId: 'A' }, { externalIdentifier: [{ id: 'A', owner: null, externalIdentifierType: '' }] }],
    ['as a number', { external_id: 4711 }, { externalID: ['0', '4711'] }],
    ['in two other spellings', { externalIdentifiers: ['x', 'y'] }, { ExternalIds: [{ id: 'y' }] }],
    ['with an owner that is an object', whole('A', { id: 'o', name: 'O' }), whole('A', { name: 'O', id: 'o' })],
  ])('is refused a second time, %s', async (_what, one, other) => {
    const id = await specification()
    const first = await made(id, one)
    expect(await post(id, other)).toMatchObject({
      status: 409,
      body: { code: 'duplicate', referenceError: first.href, message: expect.stringContaining('externalIdentifier') },
    })
    await made(await specification(), other)
  })

  test.each<[string, object, object]>([
    ['another id', whole('A', 'o', 't'), whole('a', 'o', 't')],
    ['another owner', whole('A', 'o', 't'), whole('A', 'p', 't')],
    ['another type', whole('A', 'o', 't'), whole('A', 'o', 'u')],
    ['no owner', whole('A', 'o'), whole('A')],
    ['the owner as its type', whole('A', 'o'), whole('A', undefined, 'o')],
    ['a blank id', { externalId: ' ' }, { externalId: ' ' }],
    ['another attribute', { externalIdea: 'A' }, { externalIdea: 'A' }],
    ['no id', { externalIdentifier: [{ owner: 'o' }] }, { externalIdentifier: [{ owner: 'o' }, true, null] }],
  ])('differs by %s', async (_what, one, other) => {
    const id = await specification()
    await made(id, one)
    await made(id, other)
  })

  test('differs from a characteristic with the same name and value, and may be repeated within a usage', async () => {
    const id = await specification({
      ...unique,
      specCharacteristic: [{ name: 'externalIdentifier', valueType: 'string', isUnique: true }],
    })
    const { href } = await made(id, { externalId: 'A', external_id: ['A', 'A'] })
    await made(id, { usageCharacteristic: [{ name: 'externalIdentifier', value: 'A' }] })
    expect((await post(id, { externalID: 'A' })).body.referenceError).toBe(href)
  })

  test('is taken by a change, and free again after a change or a deletion', async () => {
    const id = await specification()
    const [first, second] = [await made(id, { externalId: 'A' }), await made(id, { externalId: 'B' })]
    const patch = (what: object) => world.call('PATCH', `/usage/${second.id}`, what)
    expect(await patch({ externalId: 'A' })).toMatchObject({ status: 409, body: { referenceError: first.href } })
    expect((await patch({ externalId: null, ...whole('C') })).status).toBe(200)
    expect((await post(id, { externalId: 'C' })).status).toBe(409)
    await made(id, { externalId: 'B' })
    await remove(first.id)
    await made(id, whole('A'))
  })

  test('is a 409 among many, with the address of the first', async () => {
    const id = await specification()
    const first = await made(id, { externalId: 'A' })
    const lines = [whole('A'), whole('B', 'o'), { externalID: 'C' }, whole('B', 'o')].map((it) =>
      JSON.stringify({ usageSpecification: { id }, ...it }),
    )
    const { text } = await world.call('POST', '/usage', `${lines.join('\n')}\n`, {
      headers: { 'content-type': 'application/x-ndjson' },
    })
    const results = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(results.map(({ status }) => status)).toEqual([409, 201, 201, 409])
    expect([results[0].href, results[3].href]).toEqual([first.href, results[1].href])
  })

  test('of a billed usage stays taken after its deletion', async () => {
    const id = await specification()
    const ratedProductUsage = [{ taxIncludedRatingAmount: { unit: 'EUR', value: 1 } }]
    const billed = await made(id, { status: 'billed', ratedProductUsage, ...whole('CDR-7', 'msc') })
    expect((await remove(billed.id)).status).toBe(409)
    expect((await remove(billed.id, '?force=true')).status).toBe(204)
    const refused = await post(id, whole('CDR-7', 'msc'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'duplicate' } })
    expect(refused.body.message).toContain('externalIdentifier CDR-7 (owner msc) is unique')
    expect(refused.body.message).toContain(billed.id)
  })

  test('breaks a rule in a trial: of one usage by those stored, of many among each other', async () => {
    const id = await specification()
    const first = await made(id, whole('A', 'o'))
    const trial = (what: object) => world.call('POST', `/api/usageSpecification/${id}/test`, what)
    const usage = { usageSpecification: { id }, ...whole('A', 'o') }
    expect((await trial({ usage })).body).toEqual({
      result: 'failed',
      brokenRule: [
        {
          code: 'notUnique',
          rule: 'isExternalIdentifierUnique',
          value: 'A (owner o)',
          message: `externalIdentifier must be unique, and usage ${first.id} already has "A (owner o)"`,
        },
      ],
    })
    expect((await trial({ usage: { ...usage, ...whole('A', 'p') } })).body.result).toBe('passed')

    expect((await change(id, { isExternalIdentifierUnique: false })).status).toBe(200)
    await made(id, whole('A', 'o'))
    await made(id, { externalId: 'A' })
    const draft = aSpecification({ specCharacteristic: [], ...unique })
    const { text } = await trial({ query: '', usageSpecification: draft })
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({
      checked: 3,
      failed: 1,
      byRule: [{ rule: 'notUnique', count: 1, sample: [first.id] }],
    })
  })
})

describe('a specification that declares external identifiers unique later', () => {
  test('is refused while two usages have the same; then those stored have theirs', async () => {
    const id = await specification({})
    const first = await made(id, { externalId: 'A' })
    const second = await made(id, whole('A'))
    await made(id, whole('A', 'other'))
    const refused = await change(id, unique)
    expect([refused.status, refused.body.code]).toEqual([409, 'notUnique'])
    expect(refused.body.message).toContain(`externalIdentifier A: ${first.href} and ${second.href}`)
    await made(id, { externalId: 'A' }).then((third) => remove(third.id))
    await remove(first.id)
    expect((await change(id, unique)).status).toBe(200)
    expect((await post(id, { external_id: 'A' })).body.referenceError).toBe(second.href)
    expect((await change(id, { isExternalIdentifierUnique: null })).status).toBe(200)
    await made(id, { external_id: 'A' })
    expect((await change(id, unique)).status).toBe(409)
  })

  test('counts in the bundles that contain it, each for itself', async () => {
    const part = await specification({})
    const bundle = await specification({
      isBundle: true,
      entitySpecRelationship: [{ relationshipType: 'contains', id: part }],
    })
    const [first, second] = [await made(bundle, { externalId: 'A' }), await made(bundle, whole('A'))]
    await made(part, { externalId: 'A' })
    expect((await change(part, unique)).body.message).toContain(`${first.href} and ${second.href}`)
    await remove(second.id)
    expect((await change(part, unique)).status).toBe(200)
    for (const id of [part, bundle]) expect((await post(id, whole('A'))).status).toBe(409)
    expect((await change(bundle, { isBundle: false, entitySpecRelationship: null })).status).toBe(200)
    await made(bundle, whole('A'))
  })

  test('must say true or false, in this spelling', async () => {
    for (const wrong of [{ isExternalIdentifierUnique: 'true' }, { isExternalIdentifierunique: true }])
      expect((await world.call('POST', '/usageSpecification', { name: 'Call', ...wrong })).status).toBe(400)
  })
})
