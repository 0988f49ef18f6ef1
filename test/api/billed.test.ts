import { beforeAll, describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()

const line = {
  taxRate: 20,
  taxExcludedRatingAmount: { unit: 'EUR', value: 10 },
  taxIncludedRatingAmount: { unit: 'EUR', value: 12 },
  isBilled: true,
}
let specification: string
let record = 0
beforeAll(async () => {
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({
      specCharacteristic: [
        { name: 'record', valueType: 'string', isUnique: true },
        { name: 'duration', valueType: 'integer' },
      ],
    }),
  )
  specification = body.id
})
const usageOf = (value: string, what: object = {}) =>
  aUsage({
    status: 'billed',
    usageDate: '2026-11-23T10:14:00Z',
    usageType: 'Voice',
    usageSpecification: { id: specification },
    relatedParty: [{ id: 'customer-4711', '@referredType': 'Individual' }],
    usageCharacteristic: [
      { name: 'record', value },
      { name: 'duration', value: 312 },
    ],
    ratedProductUsage: [line],
    externalIdentifier: [{ id: 'CDR-1', owner: 'switch-7' }],
    ...what,
  })
const post = async (value = `R-${record++}`, what: object = {}) =>
  (await world.call('POST', '/usage', usageOf(value, what))).body
const types = { json: 'application/json-patch+json', query: 'application/json-patch-query+json' }
const patch = (id: string, change: unknown, { type, query = '', reason }: Record<string, string | undefined> = {}) =>
  world.call('PATCH', `/usage/${id}${query}`, change, {
    headers: { ...(type && { 'content-type': type }), ...(reason && { 'x-reason': reason }) },
  })
const remove = (id: string, query = '', reason?: string) =>
  world.call('DELETE', `/usage/${id}${query}`, undefined, { headers: reason ? { 'x-reason': reason } : {} })
const force = '?force=true'

describe('what stands on a bill stays', () => {
  test.each<[string, unknown, string | undefined, string]>([
    ['the date', { usageDate: '2026-11-24T10:14:00Z' }, undefined, 'usageDate'],
    ['the date, in other words', { usageDate: '2026-11-23T10:14:01+00:00' }, undefined, 'usageDate'],
    ['the type', { usageType: null }, undefined, 'usageType'],
    ['the specification', { usageSpecification: { id: 'other' } }, undefined, 'usageSpecification'],
    ['the party', [{ op: 'replace', path: '/relatedParty/0/id', value: 'x' }], types.json, 'relatedParty[0]'],
    [
      'a party more',
      [{ op: 'add', path: '/relatedParty/-', value: { id: 'x', '@referredType': 'Individual' } }],
      types.json,
      'relatedParty',
    ],
    [
      'a value',
      [{ op: 'replace', path: '/usageCharacteristic/value?name=duration', value: 1 }],
      types.query,
      'usageCharacteristic[1]',
    ],
    ['a value less', [{ op: 'remove', path: '/usageCharacteristic/0' }], types.json, 'usageCharacteristic'],
    [
      'a price',
      [{ op: 'replace', path: '/ratedProductUsage/0/taxRate', value: 19 }],
      types.json,
      'ratedProductUsage[0].taxRate',
    ],
    ['an external identifier', { externalIdentifier: [{ id: 'CDR-2' }] }, undefined, 'externalIdentifier[0]'],
    ['no external identifier', { externalIdentifier: null }, undefined, 'externalIdentifier'],
    ['another external identifier', [{ op: 'add', path: '/externalId', value: 'x' }], types.json, 'externalId'],
    ['all prices', { ratedProductUsage: null }, undefined, 'ratedProductUsage'],
  ])('%s', async (_, change, type, path) => {
    const before = await post()
    for (const query of ['', '?force=false']) {
      const { status, body } = await patch(before.id, change, { type, query })
      expect(body).toMatchObject({ code: 'billed', invalidAttribute: [{ path }] })
      expect([status, body.message]).toEqual([409, expect.stringContaining('?force=true')])
    }
    expect((await world.call('GET', `/usage/${before.id}`)).body).toEqual(before)
  })

  test('the description and attributes that TMF635 does not define may change, without a reason', async () => {
    const { id } = await post()
    const change = {
      description: 'On bill B-1',
      billNumber: 'B-1',
      ratedProductUsage: [{ ...line, billNumber: 'B-1' }],
    }
    const { status, body } = await patch(id, change)
    expect([status, body]).toEqual([200, expect.objectContaining(change)])
  })

  test('a description is no occasion to add defaults of the specification', async () => {
    const before = await post()
    const added = [
      {
        op: 'add',
        path: '/specCharacteristic/-',
        value: { name: 'zone', characteristicValueSpecification: [{ value: 'A', isDefault: true }] },
      },
    ]
    const headers = { 'content-type': types.json }
    expect((await world.call('PATCH', `/usageSpecification/${specification}`, added, { headers })).status).toBe(200)
    const { body } = await patch(before.id, { description: 'x' })
    expect(body).toEqual({ ...before, description: 'x' })
    const rated = await post(undefined, { status: 'rated', ratedProductUsage: [{ ...line, isBilled: false }] })
    expect(rated.usageCharacteristic).toContainEqual(expect.objectContaining({ name: 'zone' }))
  })

  test('it is billed from the change of status on', async () => {
    const { id } = await post(undefined, { status: 'rated', ratedProductUsage: [{ ...line, isBilled: false }] })
    expect((await patch(id, { usageType: 'SMS' })).status).toBe(200)
    expect((await patch(id, { status: 'billed', usageType: 'Voice' })).status).toBe(200)
    expect((await patch(id, { usageType: 'SMS' })).status).toBe(409)
    expect((await remove(id)).status).toBe(409)
  })

  test('it cannot be deleted; a usage that is not billed can', async () => {
    const { id } = await post()
    const { status, body } = await remove(id)
    expect([status, body.code, body.message]).toEqual([409, 'billed', expect.stringContaining('?force=true')])
    for (const what of ['received', 'rejected', 'rated']) {
      const other = await post(undefined, { status: what, ratedProductUsage: [{ ...line, isBilled: undefined }] })
      expect((await remove(other.id)).status).toBe(204)
    }
  })
})

describe('a correction by force', () => {
  test('needs a reason, and is kept in the history with it', async () => {
    const before = await post()
    const change = { usageDate: '2026-11-24T10:14:00Z', relatedParty: null }
    for (const reason of [undefined, ' '])
      expect(await patch(before.id, change, { query: force, reason })).toMatchObject({
        status: 400,
        body: { code: 'reasonRequired', message: expect.stringContaining('X-Reason') },
      })
    expect((await patch(before.id, change, { query: '?force=yes', reason: 'x' })).body.code).toBe('invalidQuery')
    const { status, body } = await patch(before.id, change, { query: force, reason: 'Billed to the wrong customer' })
    expect([status, body.usageDate, body.relatedParty]).toEqual([200, change.usageDate, undefined])
    const { body: revisions } = await world.call('GET', `/api/usage/${before.id}/revisions`)
    expect(revisions).toMatchObject([
      { revision: 2, reason: 'Billed to the wrong customer' },
      { revision: 1, document: { usageDate: before.usageDate } },
    ])
  })

  test('of a price must be consistent, and the life cycle stays as it is', async () => {
    const { id } = await post()
    const forced = { query: force, reason: 'Wrong rate' }
    expect((await patch(id, { ratedProductUsage: [{ ...line, taxRate: 19 }] }, forced)).status).toBe(400)
    expect((await patch(id, { ratedProductUsage: [{ ...line, isBilled: false }] }, forced)).status).toBe(400)
    expect((await patch(id, { status: 'rated' }, forced)).body.code).toBe('illegalTransition')
    const right = [{ ...line, taxRate: 19, taxIncludedRatingAmount: { unit: 'EUR', value: 11.9 } }]
    expect((await patch(id, { ratedProductUsage: right }, forced)).body.ratedProductUsage).toEqual(right)
  })

  test('is a change like any other for a usage that is not billed', async () => {
    const { id } = await post(undefined, { status: 'received', ratedProductUsage: undefined })
    expect((await patch(id, { usageType: 'SMS' }, { query: force })).body.code).toBe('reasonRequired')
    expect((await patch(id, { usageType: 'SMS' }, { query: force, reason: 'x' })).status).toBe(200)
  })

  test('looks at If-Match first', async () => {
    const { id } = await post()
    const headers = { 'if-match': '"2"', 'x-reason': 'x' }
    expect((await world.call('DELETE', `/usage/${id}${force}`, undefined, { headers })).status).toBe(412)
  })
})

describe('the same record is not charged twice', () => {
  test('a deleted billed usage keeps its unique values', async () => {
    const value = `R-${record++}`
    const { id } = await post(value)
    expect((await remove(id, force)).body.code).toBe('reasonRequired')
    expect((await remove(id, force, 'Credited')).status).toBe(204)
    const again = await world.call('POST', '/usage', usageOf(value, { status: 'received', ratedProductUsage: [] }))
    expect(again).toMatchObject({ status: 409, body: { code: 'duplicate' } })
    expect(again.body.message).toContain(id)
    expect(again.body.message).toContain('?force=true')
    const { body: revisions } = await world.call('GET', new URL(again.body.referenceError).pathname)
    expect(revisions[0]).toMatchObject({ deleted: true, reason: 'Credited' })
    const lines = await world.call('POST', '/usage', `${JSON.stringify(usageOf(value))}\n`, {
      headers: { 'content-type': 'application/x-ndjson' },
    })
    expect(JSON.parse(lines.text)).toMatchObject({ status: 409, href: again.body.referenceError })
    const other = await post()
    const taken = await patch(
      other.id,
      { usageCharacteristic: [{ name: 'record', value }] },
      { query: force, reason: 'x' },
    )
    expect(taken).toMatchObject({ status: 409, body: { code: 'duplicate' } })
  })

  test('unless it is sent by force, with a reason; a stored usage keeps its values even then', async () => {
    const value = `R-${record++}`
    const { id } = await post(value)
    const send = (reason?: string) =>
      world.call('POST', `/usage${force}`, usageOf(value), { headers: reason ? { 'x-reason': reason } : {} })
    expect((await send('x')).body.code).toBe('duplicate')
    await remove(id, force, 'Deleted by mistake')
    expect((await send()).body.code).toBe('reasonRequired')
    const all = await Promise.all([send('Charged again'), send('Charged again'), send('Charged again')])
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('a forced correction of a unique value frees the old one', async () => {
    const [value, other] = [`R-${record++}`, `R-${record++}`]
    const { id } = await post(value)
    await patch(id, { usageCharacteristic: [{ name: 'record', value: other }] }, { query: force, reason: 'Misread' })
    expect((await post(value)).id).toBeDefined()
    expect((await post(other)).code).toBe('duplicate')
  })

  test('a usage that was not billed frees its values', async () => {
    const value = `R-${record++}`
    const { id } = await post(value, { status: 'rated', ratedProductUsage: [{ ...line, isBilled: false }] })
    await remove(id)
    expect((await post(value)).id).toBeDefined()
  })

  test('a value cannot become unique again while a deleted usage keeps it', async () => {
    const { body } = await world.call(
      'POST',
      '/usageSpecification',
      aSpecification({ specCharacteristic: [{ name: 'record', isUnique: true }] }),
    )
    const change = (isUnique: boolean) =>
      world.call('PATCH', `/usageSpecification/${body.id}`, { specCharacteristic: [{ name: 'record', isUnique }] })
    const of = { usageSpecification: { id: body.id } }
    const { id } = await post('R', of)
    await remove(id, force, 'Credited')
    expect((await change(false)).status).toBe(200)
    const second = await post('R', of)
    const refused = await change(true)
    expect([refused.status, refused.body.code]).toEqual([409, 'notUnique'])
    for (const one of [id, second.id]) expect(refused.body.message).toContain(one)
    await patch(second.id, { usageCharacteristic: null }, { query: force, reason: 'x' })
    expect((await change(true)).status).toBe(200)
  })
})
