import { beforeAll, describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const inexact = ['0.01999999999999999872', '12345678901234567890', '-1.00000000000000000001', '1e-400', '3e400']

/** A place for a number: the request that has it there, and the path that errors give. */
interface Place {
  method: string
  at: string
  body: object
  path: string
  type?: string
}
/** Stands for the number in a request. */
const here = '%NUMBER%'
const charged = (line: object) => ({ ...aUsage({ status: 'received' }), ratedProductUsage: [line] })
const valued = (characteristic: object, id = 'x') =>
  aUsage({ usageSpecification: { id }, usageCharacteristic: [{ name: 'size', value: here, ...characteristic }] })
const sized = (what: object) => aSpecification({ specCharacteristic: [{ name: 'size', ...what }] })
const [mergePatch, jsonPatch, patchQuery, ndjson] = [
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/json-patch-query+json',
  'application/x-ndjson',
]

let ids: { usage: string; queried: string; specification: string; numeric: string }
beforeAll(async () => {
  const specificationOf = async (what: object) => (await world.call('POST', '/usageSpecification', sized(what))).body.id
  ids = {
    specification: await specificationOf({ valueType: 'string' }),
    numeric: await specificationOf({ valueType: 'number' }),
    queried: (await world.call('POST', '/usage', charged({ taxRate: 1 }))).body.id,
    usage: (await world.call('POST', '/usage', charged({ taxRate: 1 }))).body.id,
  }
})

const places: [string, () => Place][] = [
  [
    'an amount',
    () => ({
      method: 'POST',
      at: '/usage',
      body: charged({ taxExcludedRatingAmount: { unit: 'EUR', value: here } }),
      path: 'ratedProductUsage[0].taxExcludedRatingAmount.value',
    }),
  ],
  [
    'a converted amount',
    () => ({
      method: 'POST',
      at: '/usage',
      body: charged({ bucketValueConvertedInAmount: { unit: 'EUR', value: here } }),
      path: 'ratedProductUsage[0].bucketValueConvertedInAmount.value',
    }),
  ],
  ['a value', () => ({ method: 'POST', at: '/usage', body: valued({}), path: 'usageCharacteristic[0].value' })],
  [
    'a value that is a number',
    () => ({
      method: 'POST',
      at: '/usage',
      body: valued({}, ids.numeric),
      path: 'usageCharacteristic[0].value',
    }),
  ],
  [
    'a value inside another',
    () => ({
      method: 'POST',
      at: '/usage',
      body: valued({ value: { deep: [here] } }),
      path: 'usageCharacteristic[0].value.deep[0]',
    }),
  ],
  ['text', () => ({ method: 'POST', at: '/usage', body: aUsage({ description: here }), path: 'description' })],
  [
    'an attribute that TMF635 does not define',
    () => ({ method: 'POST', at: '/usage', body: aUsage({ ticket: here }), path: 'ticket' }),
  ],
  [
    'an allowed value',
    () => ({
      method: 'POST',
      at: '/usageSpecification',
      body: sized({ valueType: 'number', characteristicValueSpecification: [{ value: here }] }),
      path: 'specCharacteristic[0].characteristicValueSpecification[0].value',
    }),
  ],
  [
    'the end of a range',
    () => ({
      method: 'POST',
      at: '/usageSpecification',
      body: sized({ valueType: 'number', characteristicValueSpecification: [{ valueFrom: here }] }),
      path: 'specCharacteristic[0].characteristicValueSpecification[0].valueFrom',
    }),
  ],
  [
    'the size of an attachment',
    () => ({
      method: 'POST',
      at: '/usageSpecification',
      body: { ...aSpecification(), attachment: [{ size: { amount: here, units: 'B' } }] },
      path: 'attachment[0].size.amount',
    }),
  ],
  [
    'an amount in a line',
    () => ({
      method: 'POST',
      at: '/usage',
      type: ndjson,
      body: charged({ taxIncludedRatingAmount: { unit: 'EUR', value: here } }),
      path: 'ratedProductUsage[0].taxIncludedRatingAmount.value',
    }),
  ],
  [
    'an amount in a merge patch',
    () => ({
      method: 'PATCH',
      at: `/usage/${ids.usage}`,
      type: mergePatch,
      body: { ratedProductUsage: [{ taxIncludedRatingAmount: { unit: 'EUR', value: here } }] },
      path: 'ratedProductUsage[0].taxIncludedRatingAmount.value',
    }),
  ],
  [
    'a value in a merge patch',
    () => ({
      method: 'PATCH',
      at: `/usage/${ids.usage}`,
      body: { usageCharacteristic: [{ name: 'size', value: here }] },
      path: 'usageCharacteristic[0].value',
    }),
  ],
  [
    'an amount in a JSON Patch',
    () => ({
      method: 'PATCH',
      at: `/usage/${ids.usage}`,
      type: jsonPatch,
      body: [{ op: 'add', path: '/ratedProductUsage/0/taxIncludedRatingAmount', value: { unit: 'EUR', value: here } }],
      path: '[0].value.value',
    }),
  ],
  [
    'a line in a JSON Patch',
    () => ({
      method: 'PATCH',
      at: `/usage/${ids.usage}`,
      type: jsonPatch,
      body: [
        { op: 'add', path: '/ratedProductUsage/-', value: { taxExcludedRatingAmount: { unit: 'EUR', value: here } } },
      ],
      path: '[0].value.taxExcludedRatingAmount.value',
    }),
  ],
  [
    'a value in a JSON Patch',
    () => ({
      method: 'PATCH',
      at: `/usage/${ids.usage}`,
      type: jsonPatch,
      body: [{ op: 'add', path: '/usageCharacteristic', value: [{ name: 'size', value: here }] }],
      path: '[0].value[0].value',
    }),
  ],
  [
    'an amount in a JSON Patch Query',
    () => ({
      method: 'PATCH',
      at: `/usage/${ids.queried}`,
      type: patchQuery,
      body: [
        {
          op: 'add',
          path: '/ratedProductUsage/bucketValueConvertedInAmount?taxRate=1',
          value: { unit: 'EUR', value: here },
        },
      ],
      path: '[0].value.value',
    }),
  ],
  [
    'an amount in a patch of the collection',
    () => ({
      method: 'PATCH',
      at: '/usage',
      type: jsonPatch,
      body: [{ op: 'add', path: '/-', value: charged({ taxExcludedRatingAmount: { unit: 'EUR', value: here } }) }],
      path: '[0].value.ratedProductUsage[0].taxExcludedRatingAmount.value',
    }),
  ],
  [
    'an amount in a trial',
    () => ({
      method: 'POST',
      at: `/api/usageSpecification/${ids.specification}/test`,
      body: { usage: charged({ taxExcludedRatingAmount: { unit: 'EUR', value: here } }) },
      path: 'usage.ratedProductUsage[0].taxExcludedRatingAmount.value',
    }),
  ],
  [
    'the end of a range in a trial',
    () => ({
      method: 'POST',
      at: `/api/usageSpecification/${ids.specification}/test`,
      body: {
        usage: aUsage(),
        usageSpecification: sized({ valueType: 'number', characteristicValueSpecification: [{ valueTo: here }] }),
      },
      path: 'usageSpecification.specCharacteristic[0].characteristicValueSpecification[0].valueTo',
    }),
  ],
]

describe.each(places)('%s that cannot be stored exactly', (_, placeOf) => {
  test.each(inexact)('is refused with a remedy that is accepted: %s', async (number) => {
    const { method, at, body, path, type = 'application/json' } = placeOf()
    const send = async (json: string) => {
      const text = JSON.stringify(body).replace(JSON.stringify(here), json)
      const answer = await world.call(method, at, text, { headers: { 'content-type': type } })
      if (type !== ndjson) return answer
      const { status, error } = JSON.parse(answer.text)
      return { status, body: error }
    }
    const refused = await send(number)
    expect([refused.status, refused.body?.invalidAttribute]).toEqual([
      400,
      [{ path, message: expect.stringContaining(number) }],
    ])
    const [{ message }] = refused.body.invalidAttribute
    const [, nearest] = /; send (\S+), the nearest (?:whole )?number that can$/.exec(message) ?? []
    if (nearest === undefined) expect(message).toEndWith('; send it as a string')
    else expect(Math.abs(Number(nearest) - Number(number))).not.toBeGreaterThan(Math.abs(Number(number)))
    const taken = await send(nearest ?? JSON.stringify(number))
    expect([taken.status, taken.body?.message]).toEqual([
      method === 'POST' && !at.endsWith('/test') ? 201 : 200,
      undefined,
    ])
  })
})

test('a rate is a percentage: the remedy is a number', async () => {
  const send = (rate: string) =>
    world.call('POST', '/usage', JSON.stringify(charged({ taxRate: here })).replace(JSON.stringify(here), rate))
  expect((await send('19.000000000000000001')).body.invalidAttribute).toEqual([
    {
      path: 'ratedProductUsage[0].taxRate',
      message:
        'is a number that cannot be stored exactly (19.000000000000000001); send 19, the nearest number that can',
    },
  ])
  expect((await send('19')).status).toBe(201)
  expect((await send('"19"')).status).toBe(400)
})

test('where no number is allowed, the kind of value that is', async () => {
  const text =
    '{"usageSpecification":{"id":"x"},"relatedParty":12345678901234567890,"ratedProductUsage":[{"isTaxExempt":1e400}]}'
  const { body } = await world.call('POST', '/usage', text)
  expect(body.invalidAttribute.map(({ message }: { message: string }) => message.split('; ')[1])).toEqual([
    'a number is not allowed here: send an array',
    'a number is not allowed here: send true or false',
  ])
})
