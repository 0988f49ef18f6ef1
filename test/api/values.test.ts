import { beforeAll, describe, expect, test } from 'bun:test'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

const party = (id: string, name: string, role = 'customer') => ({ id, name, role, '@referredType': 'Individual' })

beforeAll(async () => {
  const usages = [
    {
      usageType: 'Voice',
      relatedParty: [party('customer-1', 'Erika Mustermann'), party('customer-2', 'Max Mustermann', 'payer')],
      description: 'one',
    },
    {
      usageType: 'Voice',
      relatedParty: [party('customer-1', 'Erika Mustermann'), party('customer-1', 'Erika Mustermann', 'payer')],
      status: 'rated',
      ratedProductUsage: [{ taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 } }],
    },
    { usageType: 'SMS', relatedParty: [party('partner-1', 'Telco')], list: [['a', 'b'], 'a'] },
    { usageDate: '2026-11-23T10:14:00+01:00', description: 'x'.repeat(501) },
  ]
  const characteristics = [
    [
      { name: 'originatingNumber', value: '+33199000123' },
      { name: 'duration', value: 60 },
      { name: 'cell', value: ['north', 'south', 'north'] },
    ],
    [
      { name: 'originatingNumber', value: '+33199000124' },
      { name: 'duration', value: '60' },
    ],
    [
      { name: 'originatingNumber', value: '+33199000123' },
      { name: 'isRoaming', value: true },
      { name: 'place', value: { country: 'FR' } },
    ],
    [],
  ]
  for (const [index, usage] of usages.entries())
    await world.store({ ...aUsage(), ...usage, usageCharacteristic: characteristics[index] })
})

const ask = (parameters: Record<string, string>) =>
  world.call('GET', `/api/usage/values?${new URLSearchParams(parameters)}`)
const values = async (attribute: string, more: Record<string, string> = {}) => {
  const { status, body } = await ask({ attribute, ...more })
  expect([status, body.attribute, body.isSample]).toEqual([200, attribute, false])
  return body.values.map(({ value, count }: { value: string; count: number }) => `${value} ${count}`)
}

describe('the values of an attribute, the most frequent first', () => {
  test.each([
    ['usageType', ['Voice 2', 'SMS 1']],
    ['status', ['received 3', 'rated 1']],
    ['usageSpecification.id', ['af59-b504c742900e 4']],
    ['relatedParty.id', ['customer-1 2', 'customer-2 1', 'partner-1 1']],
    ['party', ['customer-1 2', 'customer-2 1', 'partner-1 1']],
    ['relatedParty.role', ['customer 3', 'payer 2']],
    ['characteristic.originatingNumber', ['+33199000123 2', '+33199000124 1']],
    ['characteristic.duration', ['60 2']],
    ['characteristic.cell', ['north 1', 'south 1']],
    ['characteristic.isRoaming', ['true 1']],
    ['characteristic.place', []],
    ['characteristic.nobodyHasIt', []],
    ['usageDate', ['2026-11-23T10:14:00+01:00 1']],
    ['description', ['one 1']],
    ['list', ['a 1', 'b 1']],
    ['ratedProductUsage.taxIncludedRatingAmount.value', ['1.2 1']],
    ['usageCharacteristic.name', ['originatingNumber 3', 'duration 2', 'cell 1', 'isRoaming 1', 'place 1']],
  ])('%s', async (attribute, expected) => {
    expect(await values(attribute)).toEqual(expected)
  })

  test('are those of the usages that fit, and say of how many', async () => {
    expect(await values('relatedParty.id', { query: 'usageType=Voice' })).toEqual(['customer-1 2', 'customer-2 1'])
    expect(await values('relatedParty.id', { query: 'any=33199000123;usageType=SMS' })).toEqual([
      'customer-1 1',
      'customer-2 1',
      'partner-1 1',
    ])
    expect((await ask({ attribute: 'status', query: 'usageType=Voice' })).body).toEqual({
      attribute: 'status',
      of: 2,
      isSample: false,
      values: [
        { value: 'rated', count: 1 },
        { value: 'received', count: 1 },
      ],
    })
    expect((await ask({ attribute: 'status', query: 'usageType=nothing' })).body).toEqual({
      attribute: 'status',
      of: 0,
      isSample: false,
      values: [],
    })
  })

  test('begin as somebody types, names also in the middle, and are no more than asked for', async () => {
    expect(await values('relatedParty.id', { prefix: 'CUSTOMER' })).toEqual(['customer-1 2', 'customer-2 1'])
    expect(await values('relatedParty.id', { prefix: '1' })).toEqual([])
    expect(await values('relatedParty.name', { prefix: 'muster' })).toEqual(['Erika Mustermann 2', 'Max Mustermann 1'])
    expect(await values('characteristic.originatingNumber', { prefix: '33199' })).toEqual([
      '+33199000123 2',
      '+33199000124 1',
    ])
    expect(await values('characteristic.originatingNumber', { prefix: '+33199', limit: '1' })).toEqual([
      '+33199000123 2',
    ])
  })
})

test.each([
  [{}, 'left out'],
  [{ attribute: '' }, 'left out'],
  [{ attribute: 'usageTyp' }, 'Did you mean usageType?'],
  [{ attribute: 'status.like' }, 'status has no attribute or operator like'],
  [{ attribute: 'relatedParty' }, 'Use relatedParty.id'],
  [{ attribute: 'href' }, 'Use id'],
  [{ attribute: 'a..b' }, 'a..b'],
  [{ attribute: 'a\0b' }, 'attribute cannot be'],
  [{ attribute: 'status', limit: '0' }, '1 to 100'],
  [{ attribute: 'status', limit: '101' }, '1 to 100'],
  [{ attribute: 'status', prefix: 'x'.repeat(501) }, '500 characters'],
  [{ attribute: 'status', query: 'status=nonsense' }, 'status must be one of'],
  [{ attribute: 'status', query: 'filter=(' }, 'filter'],
  [{ attribute: 'status', offset: '5' }, 'Unknown parameter offset'],
])('%p is 400, which says %s', async (parameters, said) => {
  const { status, body } = await ask(parameters as unknown as Record<string, string>)
  expect(status).toBe(400)
  expect(`${body.reason} ${body.message}`).toContain(said)
})

test('what a query can only say in a way that is not offered is 501, and only GET is possible', async () => {
  expect((await ask({ attribute: 'status', query: 'filter=$..status' })).status).toBe(501)
  expect((await world.call('POST', '/api/usage/values', {})).status).toBe(405)
})

describe('among many usages', () => {
  const many = startWorld()
  const [old, young] = [100, 5000]
  const askMany = async (attribute: string, query: string) =>
    (await many.call('GET', `/api/usage/values?${new URLSearchParams({ attribute, query })}`)).body

  beforeAll(async () => {
    const documents = Array.from({ length: old + young }, (_, index) =>
      usage.prepare(
        { ...aUsage(), usageType: index < old ? 'Old' : 'New', description: `Number ${index}` },
        new Date(),
      ),
    )
    await many.writer.create(usage, documents)
  })

  test('the newest count, and the answer says that there may be more', async () => {
    expect(await askMany('usageType', '')).toEqual({
      attribute: 'usageType',
      of: 5000,
      isSample: true,
      values: [{ value: 'New', count: 5000 }],
    })
    expect(await askMany('usageType', 'usageType=Old')).toMatchObject({
      of: 100,
      isSample: false,
      values: [{ value: 'Old', count: 100 }],
    })
  })

  test('a query that takes long is answered from the newest of all', async () => {
    // Each condition looks into every document again.
    const slow = Array.from({ length: 40 }, (_, index) => `description.gt=A${index}`).join('&')
    expect(await askMany('usageType', slow)).toMatchObject({
      of: 5000,
      isSample: true,
      values: [{ value: 'New', count: 5000 }],
    })
    expect(await askMany('usageType', `${slow}&description.like=Number%205*`)).toMatchObject({
      isSample: true,
      values: [{ value: 'New' }],
    })
    expect(await askMany('usageType', `${slow}&usageType.ne=New`)).toMatchObject({
      values: expect.not.arrayContaining([{ value: 'New' }]),
    })
  })

  test('usages that are very large are passed over', async () => {
    for (const length of [60_000, 70_000])
      await many.store({
        ...aUsage({ usageType: 'Large' }),
        usageCharacteristic: [
          { name: 'payload', value: 'x'.repeat(length) },
          { name: 'length', value: length },
        ],
      })
    expect(await askMany('characteristic.length', 'usageType=Large')).toMatchObject({
      of: 1,
      values: [{ value: '60000', count: 1 }],
    })
    expect(await askMany('characteristic.payload', 'usageType=Large')).toMatchObject({ of: 1, values: [] })
  })
})
