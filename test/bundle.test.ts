import { describe, expect, test } from 'bun:test'
import { aSpecification, startWorld } from './world'

const world = startWorld()

const post = (what: object) => world.call('POST', '/usageSpecification', aSpecification(what))
const make = async (what: object) => (await post(what)).body.id as string
const patch = (id: string, change: object) => world.call('PATCH', `/usageSpecification/${id}`, change)
const remove = (id: string, query = '') => world.call('DELETE', `/usageSpecification/${id}${query}`)
const containing = (...ids: string[]) => ({ isBundle: true, entitySpecRelationship: ids.map((id) => ({ relationshipType: 'contains', id })) })
const needing = (name: string) => [{ name: 'fee', charSpecRelationship: [{ relationshipType: 'dependency', name }] }]
const mandatory = (name: string, ...excluded: string[]) => ({
  name,
  minCardinality: 1,
  charSpecRelationship: excluded.map((other) => ({ relationshipType: 'exclusivity', name: other })),
})
const usage = (id: string, characteristics: Record<string, unknown> = {}) =>
  world.call('POST', '/usage', { usageSpecification: { id }, usageCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })) })
const paths = ({ body }: { body: { invalidAttribute: { path: string }[] } }) => body.invalidAttribute.map(({ path }) => path)

describe('A bundle is refused that usages could not be checked against:', () => {
  test('one that contains itself', async () => {
    const id = await make({})
    const refused = await patch(id, containing(id))
    expect([refused.status, paths(refused)]).toEqual([400, ['entitySpecRelationship[0].id']])
    expect(await world.call('GET', `/usageSpecification/${id}`)).toMatchObject({ body: { name: 'Voice-Usage-Specification' }, headers: new Headers({ etag: '"1"' }) })
  })

  test('one that needs a characteristic which neither it nor a part has', async () => {
    const [part, other] = [await make({ specCharacteristic: [{ name: 'zone' }] }), await make({ specCharacteristic: [{ name: 'tariff' }] })]
    const refused = await post({ ...containing(part), specCharacteristic: needing('tariff') })
    expect([refused.status, paths(refused)]).toEqual([400, ['specCharacteristic[0].charSpecRelationship[0].name']])
    expect((await post({ ...containing(part, other), specCharacteristic: needing('tariff') })).status).toBe(201)
  })

  test('one whose parts exclude what they demand, with all that is wrong and where', async () => {
    const [one, other] = [await make({ specCharacteristic: [mandatory('cash')] }), await make({ specCharacteristic: [mandatory('card', 'cash')] }).catch(() => '')]
    expect(other).toBeUndefined()
    const lenient = await make({ ...containing('01ARZ3NDEKTSV4RRFFQ69G5FAV'), specCharacteristic: [mandatory('card', 'cash')] })
    const refused = await post({ ...containing(one, lenient), specCharacteristic: [{ name: 'x', regex: '(' }] })
    expect([refused.status, paths(refused)]).toEqual([
      400,
      ['specCharacteristic[0].regex', `entitySpecRelationship[${lenient}].specCharacteristic[0].charSpecRelationship[0].relationshipType`],
    ])
  })

  test('in a stream and in a patch of the collection, too', async () => {
    const part = await make({})
    const bad = aSpecification({ ...containing(part), specCharacteristic: needing('tariff') })
    const { text } = await world.call('POST', '/usageSpecification', [JSON.stringify(bad), JSON.stringify(aSpecification())].join('\n'), {
      headers: { 'content-type': 'application/x-ndjson' },
    })
    expect(text.trim().split('\n').map((line) => JSON.parse(line).status)).toEqual([400, 201])
    const many = await world.call('PATCH', '/usageSpecification', [{ op: 'add', path: '/-', value: bad }], { headers: { 'content-type': 'application/json-patch+json' } })
    expect([many.status, many.body.reason]).toEqual([400, '[0]: The UsageSpecification is not valid'])
  })
})
