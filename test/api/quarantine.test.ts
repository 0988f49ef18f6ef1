import { expect, test } from 'bun:test'
import { aSpecification, startWorld } from '../support/world'

const world = startWorld()

const specification = async (name: string) =>
  (
    await world.call(
      'POST',
      '/usageSpecification',
      aSpecification({
        name,
        enforcement: 'quarantine',
        specCharacteristic: [
          { name: 'duration', valueType: 'integer', minCardinality: 1 },
          { name: 'call outcome', characteristicValueSpecification: [{ value: 'normal' }] },
        ],
      }),
    )
  ).body.id as string

const post = async (id: string, characteristics: Record<string, unknown>) =>
  (
    await world.call('POST', '/usage', {
      usageSpecification: { id },
      usageCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })),
    })
  ).body.id as string

const quarantine = async (query = '') => (await world.call('GET', `/api/quarantine${query}`)).body

test('the quarantine says what is wrong, by specification and rule, and empties as usages are mended or deleted', async () => {
  expect(await quarantine()).toEqual([])
  const [voice, data] = [await specification('Voice'), await specification('Data')]
  const wrong: string[] = []
  for (let number = 0; number < 5; number++) wrong.unshift(await post(voice, { duration: 'x' }))
  const both = await post(voice, { duration: 'x', 'call outcome': 'odd' })
  const missing = await post(data, {})
  await post(data, { duration: 1 })
  const ofVoice = { id: voice, name: 'Voice' }
  expect(await quarantine()).toEqual([
    {
      usageSpecification: ofVoice,
      rule: 'wrongType',
      characteristic: 'duration',
      count: 6,
      sample: [both, wrong[0], wrong[1]],
    },
    ...[
      { usageSpecification: ofVoice, rule: 'notAllowed', characteristic: 'call outcome', count: 1, sample: [both] },
      {
        usageSpecification: { id: data, name: 'Data' },
        rule: 'missing',
        characteristic: 'duration',
        count: 1,
        sample: [missing],
      },
    ].sort((one, other) => (one.usageSpecification.id < other.usageSpecification.id ? -1 : 1)),
  ])
  expect(await quarantine(`?usageSpecification.id=${data}`)).toHaveLength(1)

  await world.call('PATCH', `/usage/${missing}`, {
    status: 'recycled',
    usageCharacteristic: [{ name: 'duration', value: 1 }],
  })
  await world.call('DELETE', `/usage/${both}`)
  expect(await quarantine()).toMatchObject([{ rule: 'wrongType', count: 5 }])
})

test('the usages that break a rule are listed, counted and left out by it', async () => {
  const id = await specification('Listed')
  const text = await post(id, { duration: 'x' })
  const both = await post(id, { duration: 'x', 'call outcome': 'odd' })
  const nothing = await post(id, {})
  const passed = await post(id, { duration: 1 })
  const found = async (query: string) => {
    const { status, body } = await world.call('GET', `/usage?usageSpecification.id=${id}&${query}&fields=none&sort=id`)
    return status === 200 ? body.map((usage: { id: string }) => usage.id) : [status, body.code, body.message]
  }
  for (const { rule, characteristic, count, sample } of await quarantine(`?usageSpecification.id=${id}`)) {
    const [newest] = sample
    const ids = await found(`brokenRule=${encodeURIComponent(`${rule}:${characteristic}`)}`)
    expect([ids.length, ids.at(-1)]).toEqual([count, newest])
  }
  expect(await found('brokenRule=wrongType:duration')).toEqual([text, both])
  expect(await found('brokenRule=missing:duration,notAllowed:call+outcome')).toEqual([both, nothing])
  const histogram = await world.call(
    'GET',
    `/api/usage/histogram?by=arrival&query=${encodeURIComponent(`usageSpecification.id=${id}&brokenRule=wrongType:duration`)}`,
  )
  expect(histogram.body).toMatchObject({ total: 2, buckets: [{ counts: { rejected: 2 } }] })
  expect(await found('brokenRule.ne=wrongType:duration')).toEqual([nothing, passed])
  expect(await found('brokenRule.isnull=true')).toEqual([passed])
  expect(await found('brokenRule=duration')).toEqual([])
  expect(await found('brokenRule.like=*')).toEqual([
    400,
    'invalidFilter',
    'Use a complete value: brokenRule=outOfRange:duration, or the code alone if the rule is not about a characteristic',
  ])
  expect(await found('brokenRule.contains=x')).toEqual([
    400,
    'unknownAttribute',
    expect.stringContaining('Operators are'),
  ])
  expect(await found('brokenRules=x')).toEqual([400, 'unknownAttribute', 'Did you mean brokenRule?'])
})

test('a broken rule has no order and no values of its own', async () => {
  expect(await world.call('GET', '/usage?sort=brokenRule')).toMatchObject({
    status: 400,
    body: { reason: 'Cannot sort by brokenRule' },
  })
  expect(await world.call('GET', '/api/usage/values?attribute=brokenRule')).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('/api/quarantine') },
  })
})

test('a usage that is corrected stays in the quarantine until it is recycled; one that was rejected for another reason was never there', async () => {
  const id = await specification('Corrected')
  const of = (characteristics: Record<string, unknown>) =>
    Object.entries(characteristics).map(([name, value]) => ({ name, value }))
  const wrong = await post(id, { duration: 'x' })
  const { body } = await world.call('POST', '/usage', {
    status: 'rejected',
    usageSpecification: { id },
    usageCharacteristic: of({ duration: 1 }),
  })
  const corrected = await world.call('PATCH', `/usage/${wrong}`, { usageCharacteristic: of({ duration: 1 }) })
  expect(corrected.body).toMatchObject({
    status: 'rejected',
    validation: { result: 'passed', usageSpecificationRevision: 1 },
  })
  for (const usage of [wrong, body.id]) await world.call('PATCH', `/usage/${usage}`, { description: 'looked at' })
  const waiting = [{ usageSpecification: { id, name: 'Corrected' }, rule: 'corrected', count: 1, sample: [wrong] }]
  expect(await quarantine(`?usageSpecification.id=${id}`)).toEqual(waiting)

  await world.call('PATCH', `/usage/${wrong}`, { usageCharacteristic: of({ duration: 'y' }) })
  expect(await quarantine(`?usageSpecification.id=${id}`)).toMatchObject([{ rule: 'wrongType', sample: [wrong] }])
  await world.call('PATCH', `/usage/${wrong}`, { usageCharacteristic: of({ duration: 2 }) })
  expect(await quarantine(`?usageSpecification.id=${id}`)).toEqual(waiting)
  const recycled = await world.call('PATCH', `/usage/${wrong}`, { status: 'recycled' })
  expect([recycled.body.status, recycled.body.validation]).toEqual(['guided', undefined])
  expect(await quarantine(`?usageSpecification.id=${id}`)).toEqual([])
})

test.each(['?limit=5', '?usageSpecification=x', '?usageSpecification.id=%00'])('%s is 400', async (query) => {
  expect((await world.call('GET', `/api/quarantine${query}`)).status).toBe(400)
})

test('only GET is possible there', async () => {
  expect((await world.call('POST', '/api/quarantine', {})).status).toBe(405)
})
