import { beforeAll, describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** One box for whatever is at hand: `any=` an id, a party, a type or a number, wherever it stands. */
const world = startWorld()
let specification: string
let ids: Record<string, string>

const number = '+33199000123'
const plain = number.slice(1)

beforeAll(async () => {
  specification = (
    await world.call(
      'POST',
      '/usageSpecification',
      aSpecification({
        specCharacteristic: ['originatingNumber', 'destinationNumber', 'duration', 'cell'].map((name) => ({ name })),
      }),
    )
  ).body.id
  const post = async (what: Record<string, unknown>, ...characteristics: [string, unknown][]) => {
    const usageCharacteristic = characteristics.map(([name, value]) => ({ name, value }))
    const { status, body } = await world.call(
      'POST',
      '/usage',
      aUsage({ usageSpecification: { id: specification }, ...what, usageCharacteristic }),
    )
    expect(status).toBe(201)
    return body.id as string
  }
  const party = (id: string) => ({ relatedParty: [{ id, '@referredType': 'Individual' }] })
  ids = {
    calling: await post(
      { usageType: 'Voice', ...party('customer-4711') },
      ['originatingNumber', number],
      ['duration', 312],
    ),
    called: await post({ usageType: 'Voice' }, ['destinationNumber', number], ['duration', '312.0']),
    unwritten: await post({ usageType: 'SMS' }, ['originatingNumber', plain], ['cell', ['north', 'south']]),
    asNumber: await post({ usageType: 'SMS' }, ['destinationNumber', Number(plain)]),
    unknownName: await post({ ...party(plain), usageSpecification: { id: 'elsewhere' } }, [
      'forwardedTo',
      'customer-4711',
    ]),
    ofItsOwn: await post({ any: 'thing', description: 'customer-4711' }),
  }
})

const find = async (query: string) => {
  const { status, headers, body } = await world.call('GET', `/usage?${query}`)
  expect([status, headers.get('x-total-count')]).toEqual([200, String(body.length)])
  return body.map(({ id }: { id: string }) => Object.keys(ids).find((name) => ids[name] === id)).toSorted()
}

describe('any= finds', () => {
  test('an id', async () => {
    expect(await find(`any=${ids.called}`)).toEqual(['called'])
  })

  test.each([
    ['any=customer-4711', ['calling', 'unknownName']],
    ['any=Voice', ['called', 'calling']],
    ['any=south', ['unwritten']],
    ['any=312', ['called', 'calling']],
    ['any=nothing-has-this', []],
    ['any=', []],
  ])(
    'a party, a type, or the value of any characteristic, also one that no specification names: %s',
    async (query, expected) => {
      expect(await find(query)).toEqual(expected)
    },
  )

  test.each<[string, object]>([
    ['TMF635 v5', { externalIdentifier: [{ id: 'MSC-1', externalIdentifierType: 'cdr', owner: 'msc' }, { id: 'x' }] }],
    ['one object', { externalIdentifier: { id: 'MSC-2' } }],
    ['text', { externalIdentifier: 'MSC-3' }],
    ['other APIs', { externalId: 'MSC-4' }],
    ['capitals', { externalID: 'MSC-5' }],
    ['several', { externalIdentifiers: ['x', 'MSC-6'] }],
    ['a number', { external_id: 4711007 }],
  ])('the identifier of another system, as in %s', async (_, what) => {
    const [value] = /MSC-\d|4711007/.exec(JSON.stringify(what)) ?? []
    const { body } = await world.call('POST', '/usage', aUsage({ ...what, usageType: 'External' }))
    const list = async (query: string) =>
      (await world.call('GET', `/usage?${query}`)).body.map(({ id }: { id: string }) => id)
    expect(await list(`any=${value}`)).toEqual([body.id])
    expect(await list(`any=${value}&usageType=External`)).toEqual([body.id])
    expect(await list(`any=${value}x`)).toEqual([])
    await world.call('PATCH', `/usage/${body.id}`, Object.fromEntries(Object.keys(what).map((name) => [name, null])))
    expect(await list(`any=${value}`)).toEqual([])
  })

  test.each([`any=${encodeURIComponent(number)}`, `any=${number}`, `any=${plain}`])(
    'a telephone number with and without its +: %s',
    async (query) => {
      expect(await find(query)).toEqual(['asNumber', 'called', 'calling', 'unknownName', 'unwritten'])
    },
  )

  test.each([
    ['any=customer-4711,south', ['calling', 'unknownName', 'unwritten']],
    ['any=customer-4711;south', ['calling', 'unknownName', 'unwritten']],
    ['any=customer-4711;any=south', ['calling', 'unknownName', 'unwritten']],
    [`any=customer-4711&any=${plain}`, ['calling', 'unknownName']],
    [`any=${plain}&usageType=SMS`, ['asNumber', 'unwritten']],
    [`any=${plain}&filter=usageCharacteristic[?(@.name=='duration')]`, ['called', 'calling']],
    [`any=nothing-has-this;usageType=SMS`, ['asNumber', 'unwritten']],
  ])('with other conditions: %s', async (query, expected) => {
    expect(await find(query)).toEqual(expected)
  })

  test('an id or a number at once', async () => {
    expect(await find(`any=${ids.ofItsOwn},south`)).toEqual(['ofItsOwn', 'unwritten'])
  })
})

test('an attribute of that name is asked for with its operator', async () => {
  expect(await find('any.eq=thing')).toEqual(['ofItsOwn'])
  expect(await find('any.like=th*')).toEqual(['ofItsOwn'])
  expect(await find('any=thing')).toEqual([])
})

test('of specifications, which have no such index, it is the attribute', async () => {
  const { body } = await world.call('POST', '/usageSpecification', aSpecification({ any: 'thing' }))
  expect((await world.call('GET', '/usageSpecification?any=thing')).body).toEqual([body])
})

test.each([
  ['application/x-ndjson', (text: string) => text.trim().split('\n').length],
  ['text/csv', (text: string) => text.trim().split('\r\n').length - 1],
] as const)('as %s all of them leave', async (accept, count) => {
  const { status, text } = await world.call('GET', `/usage?any=${plain}`, undefined, { headers: { accept } })
  expect([status, count(text)]).toEqual([200, 5])
})

test('a specification is tried on what it finds', async () => {
  const { text } = await world.call('POST', `/api/usageSpecification/${specification}/test`, {
    query: `any=${plain}&usageType=Voice`,
  })
  expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({ checked: 2, done: true })
})

test('a new usage is found at once, a changed one by what it has now', async () => {
  const { body } = await world.call(
    'POST',
    '/usage',
    aUsage({ relatedParty: [{ id: 'customer-1', '@referredType': 'Individual' }] }),
  )
  const found = async (value: string) =>
    (await world.call('GET', `/usage?any=${value}&fields=none`)).body.map(({ id }: { id: string }) => id)
  expect([await found('customer-1'), await found('customer-2')]).toEqual([[body.id], []])
  await world.call('PATCH', `/usage/${body.id}`, {
    relatedParty: [{ id: 'customer-2', '@referredType': 'Individual' }],
  })
  expect([await found('customer-1'), await found('customer-2')]).toEqual([[], [body.id]])
  await world.call('DELETE', `/usage/${body.id}`)
})

test('more values than anybody looks for at once are refused, and so is a path of a patch that says any=', async () => {
  for (const separator of [',', '&any=', ';any=']) {
    const many = await world.call(
      'GET',
      `/usage?any=${Array.from({ length: 21 }, (_, index) => index).join(separator)}`,
    )
    expect(many).toMatchObject({ status: 400, body: { message: 'any may have at most 20 values; got 21' } })
  }
  const patch = [{ op: 'replace', path: '/usageCharacteristic/value?any=312', value: 313 }]
  expect(
    await world.call('PATCH', `/usage/${ids.calling}`, patch, {
      headers: { 'content-type': 'application/json-patch-query+json' },
    }),
  ).toMatchObject({ status: 400 })
})
