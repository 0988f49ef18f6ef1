import { beforeAll, describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const party = { id: 'p', '@referredType': 'Individual' }
let id = ''

beforeAll(async () => {
  id = (await world.call('POST', '/usage', aUsage({ relatedParty: [party] }))).body.id
})

const types = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  merge: 'application/merge-patch+json',
  patch: 'application/json-patch+json',
  query: 'application/json-patch-query+json',
}
const send = (method: string, path: string, body: unknown, type = types.json) =>
  world.call(method, path, type === types.ndjson ? `${JSON.stringify(body)}\n` : body, {
    headers: { 'content-type': type },
  })

/** Misspelt attributes of a usage, each with the path in the error and the name that is meant. */
const usages: [object, string, string][] = [
  [{ usagedate: '2026-11-23T10:14:00Z' }, 'usagedate', 'usageDate'],
  [{ statsu: 'rated' }, 'statsu', 'status'],
  [{ Status: 'rated' }, 'Status', 'status'],
  [{ usageCharacteristics: [] }, 'usageCharacteristics', 'usageCharacteristic'],
  [{ desciption: 'x' }, 'desciption', 'description'],
  [{ '@basetype': 'Usage' }, '@basetype', '@baseType'],
  [{ ratedProductUsage: [{}, { taxrate: 20 }] }, 'ratedProductUsage[1].taxrate', 'taxRate'],
  [
    { ratedProductUsage: [{ taxIncludedRatingAmount: { units: 'EUR', value: 1 } }] },
    'ratedProductUsage[0].taxIncludedRatingAmount.units',
    'unit',
  ],
  [{ relatedParty: [{ ...party, roel: 'customer' }] }, 'relatedParty[0].roel', 'role'],
  [
    { usageCharacteristic: [{ name: 'a', value: 1, valuetype: 'integer' }] },
    'usageCharacteristic[0].valuetype',
    'valueType',
  ],
]

const refusal = (path: string, meant: string) => ({ path, message: `is not an attribute here; did you mean ${meant}?` })

describe.each(usages)('%j', (attribute, path, meant) => {
  const expected = [400, [refusal(path, meant)]]

  test('is refused in a new usage', async () => {
    const { status, body } = await send('POST', '/usage', { ...aUsage(), ...attribute })
    expect([status, body.invalidAttribute]).toEqual(expected)
  })

  test('is refused in a line of NDJSON, and in a patch of the collection', async () => {
    const usage = { ...aUsage(), ...attribute }
    const line = JSON.parse((await send('POST', '/usage', usage, types.ndjson)).text)
    expect([line.status, line.error.invalidAttribute]).toEqual(expected)
    const { status, body } = await send('PATCH', '/usage', [{ op: 'add', path: '/-', value: usage }], types.patch)
    expect([status, body.invalidAttribute]).toEqual([400, [refusal(`[0].value.${path}`, meant)]])
  })

  test('is refused in every kind of patch', async () => {
    const [[name = '', value] = []] = Object.entries(attribute)
    const operations = [{ op: 'add', path: `/${name}`, value }]
    for (const [type, patch] of [
      [types.json, attribute],
      [types.merge, attribute],
      [types.patch, operations],
      [types.query, operations],
    ] as const) {
      const { status, body } = await send('PATCH', `/usage/${id}`, patch, type)
      expect([type, status, body.invalidAttribute]).toEqual([type, ...expected])
    }
  })
})

test('specifications, their characteristics and views are checked in the same way', async () => {
  for (const [path, body, at, meant] of [
    ['/usageSpecification', aSpecification({ lifeCycleStatus: 'Active' }), 'lifeCycleStatus', 'lifecycleStatus'],
    ['/usageSpecification', aSpecification({ specCharacteristics: [] }), 'specCharacteristics', 'specCharacteristic'],
    [
      '/usageSpecification',
      aSpecification({ specCharacteristic: [{ name: 'a', mincardinality: 1 } as never] }),
      'specCharacteristic[0].mincardinality',
      'minCardinality',
    ],
    ['/api/view', { name: 'v', page: 'usages', search: '?', Description: 'x' }, 'Description', 'description'],
  ] as const) {
    const answer = await send('POST', path, body)
    expect([answer.status, answer.body.invalidAttribute]).toEqual([400, [refusal(at, meant)]])
  }
})

test('an id in another case is the server’s, too', async () => {
  const { status, body } = await send('POST', '/usage', aUsage({ Id: 'x', HREF: 'y' }))
  expect([status, body.invalidAttribute.map(({ path }: { path: string }) => path).toSorted()]).toEqual([
    400,
    ['HREF', 'Id'],
  ])
})

test('a trial checks names as a creation does', async () => {
  const { body: specification } = await send('POST', '/usageSpecification', aSpecification())
  const trial = await send('POST', `/api/usageSpecification/${specification.id}/test`, {
    usage: aUsage({ usagedate: '2026-11-23T10:14:00Z' }),
  })
  expect([trial.status, trial.body.invalidAttribute?.[0]]).toEqual([400, refusal('usagedate', 'usageDate')])
})

test('names of TM Forum’s samples and earlier versions, and those of one’s own, are kept and found', async () => {
  const kept = {
    date: '2026-11-23T10:14:00Z',
    type: 'Voice',
    state: 'x',
    externalIdentifier: [{ id: 'a', owner: 'b' }],
    ratedProductUsage: [{ taxExcludedAmount: { unit: 'EUR', value: 1 }, currencyCode: 'EUR', product: { id: 'p' } }],
    relatedParty: [{ ...party, type: 'Individual', partyOrPartyRole: { id: 'p' } }],
    any: { Status: 'inside an attribute of one’s own' },
    usageCharacteristic: [{ name: 'a', value: { Status: 1, usagedate: 2 } }],
  }
  const { status, body } = await send('POST', '/usage', { ...aUsage(), ...kept })
  expect([status, body]).toEqual([201, expect.objectContaining(kept)])
  for (const query of ['date.like=2026*', 'type=Voice', 'ratedProductUsage.taxExcludedAmount.value=1', 'any.eq=x'])
    expect(await send('GET', `/usage?${query}`, undefined)).toMatchObject({ status: 200 })
  const older = { usageSpecCharacteristic: [{ name: 'a' }], type: 'x' }
  expect((await send('POST', '/usageSpecification', aSpecification(older))).body).toMatchObject(older)
})

test('what is stored already can be changed, kept and removed', async () => {
  const old = await world.store({ ...aUsage(), Status: 'rated', relatedParty: [{ ...party, Role: 'x' }] })
  expect(await send('PATCH', `/usage/${old}`, { description: 'changed' })).toMatchObject({
    status: 200,
    body: { Status: 'rated', relatedParty: [{ Role: 'x' }] },
  })
  expect((await send('GET', '/usage?Status=rated', undefined)).body).toMatchObject([{ id: old }])
  expect((await send('PATCH', `/usage/${old}`, { Descripton: 'x' })).status).toBe(400)
  const { body } = await send('PATCH', `/usage/${old}`, { Status: null, relatedParty: [party] })
  expect([body.Status, body.relatedParty]).toEqual([undefined, [party]])
  expect((await send('PATCH', `/usage/${old}`, { Status: 'rated' })).status).toBe(400)
})
