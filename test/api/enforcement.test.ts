import { describe, expect, test } from 'bun:test'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { type BrokenRule, maxBrokenRules } from '../../shared/checker/brokenRule'
import { newlyBroken } from '../../shared/checker/enforcement'
import { aSpecification, startWorld, unknownUuid } from '../support/world'

/** Changes of a specification with stored usages, and changes of usages that break their specification. */
const world = startWorld()

const duration = { name: 'duration', valueType: 'integer' }
const cell = { name: 'cell', minCardinality: 1 }
const specification = async (more: object = {}) =>
  (await world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic: [duration], ...more }))).body
    .id as string
const change = async (id: string, more: object) =>
  expect((await world.call('PATCH', `/usageSpecification/${id}`, more)).status).toBe(200)
const characteristics = (given: Record<string, unknown>) => ({
  usageCharacteristic: Object.entries(given).map(([name, value]) => ({ name, value })),
})
const post = (id: string, given: Record<string, unknown>, more: object = {}) =>
  world.call('POST', '/usage', { usageSpecification: { id }, ...characteristics(given), ...more })
const patch = (id: string, more: object) => world.call('PATCH', `/usage/${id}`, more)
const validation = async (id: string) => (await world.call('GET', `/usage/${id}?fields=validation`)).body.validation
const price = { ratedProductUsage: [{ taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 } }] }
/** Stores a specification that was deleted again. */
const restore = (id: string, document: object) =>
  world.writer.create(
    usageSpecification,
    [usageSpecification.prepare(aSpecification({ specCharacteristic: [duration], ...document }), new Date())],
    { id: () => id },
  )
const forget = (id: string) => world.call('DELETE', `/usageSpecification/${id}?force=true`)

describe.each(['refuse', 'quarantine', 'observe'])('under the enforcement %s', (enforcement) => {
  test('a stricter specification strands no usage: what a change does not break itself is stored, and marked', async () => {
    const id = await specification({ enforcement })
    const stored = await Promise.all(
      ['received', 'received', 'guided', 'rejected'].map(
        async (status) => (await post(id, { duration: 1 }, { status })).body.id as string,
      ),
    )
    await change(id, { specCharacteristic: [duration, cell] })
    const changes = [{ status: 'guided' }, { status: 'rejected' }, { description: 'later' }, { description: 'later' }]
    for (const [index, usage] of stored.entries()) {
      const { status, body } = await patch(usage, changes[index] ?? {})
      expect([status, body]).toMatchObject([
        200,
        {
          ...changes[index],
          validation: {
            result: 'failed',
            usageSpecificationRevision: 2,
            brokenRule: [{ code: 'missing', characteristic: 'cell' }],
          },
        },
      ])
    }
  })

  test('a rejected usage that is recycled and fails goes back, with what is still wrong', async () => {
    const id = await specification({ enforcement })
    const { body } = await post(id, { duration: 1 }, { status: 'rejected' })
    await change(id, { specCharacteristic: [duration, cell] })
    for (const more of [{}, characteristics({ duration: 'x' })]) {
      const { status, body: after } = await patch(body.id, { status: 'recycled', ...more })
      expect([status, after.status, after.validation.result]).toEqual([200, 'rejected', 'failed'])
    }
    expect(
      (await patch(body.id, { status: 'recycled', ...characteristics({ duration: 1, cell: 'A' }) })).body,
    ).toMatchObject({ status: 'guided' })
  })

  test('so does one that nobody could check before', async () => {
    const id = await specification({ enforcement })
    await forget(id)
    const [rejected, recycled] = [
      (await post(id, { duration: 'x' }, { status: 'rejected' })).body,
      (await post(id, { duration: 'x' }, { status: 'rejected' })).body,
    ]
    expect((await patch(recycled.id, { status: 'recycled' })).body).toMatchObject({
      status: 'recycled',
      validation: { result: 'unchecked' },
    })
    await restore(id, { enforcement })
    for (const [usage, sent] of [
      [rejected, { status: 'recycled' }],
      [recycled, {}],
    ] as const)
      expect((await patch(usage.id, sent)).body).toMatchObject({
        status: 'rejected',
        validation: { result: 'failed', brokenRule: [{ code: 'wrongType' }] },
      })
  })

  test('a usage that could not be checked is checked by the next change, though it changes nothing', async () => {
    const id = await specification({ enforcement })
    await forget(id)
    const [good, bad, gone] = await Promise.all([
      post(id, { duration: 1 }),
      post(id, { duration: 'x' }),
      post(unknownUuid, {}),
    ])
    for (const { body } of [good, bad, gone])
      expect(await patch(body.id, {})).toMatchObject({ status: 200, body: { validation: { result: 'unchecked' } } })
    await restore(id, { enforcement })
    expect((await patch(good.body.id, {})).body).not.toHaveProperty('validation')
    expect(await validation(good.body.id)).toMatchObject({ result: 'passed', usageSpecificationRevision: 1 })
    expect((await patch(bad.body.id, {})).body).toMatchObject({
      status: 'received',
      validation: { result: 'failed', brokenRule: [{ code: 'wrongType' }] },
    })
    const revisions = await Promise.all(
      [good, bad, gone].map(async ({ body }) => (await patch(body.id, {})).headers.get('etag')),
    )
    expect(revisions).toEqual(['"2"', '"2"', '"1"'])
  })

  test('a retired specification gets no usage by a change either, and lets go of those it has', async () => {
    const [id, retired] = [await specification({ enforcement }), await specification({ enforcement })]
    const [fine, old] = [(await post(id, { duration: 1 })).body, (await post(retired, { duration: 1 })).body]
    await change(retired, { lifecycleStatus: 'Obsolete' })
    expect(await patch(fine.id, { usageSpecification: { id: retired } })).toMatchObject({
      status: 400,
      body: { code: 'specificationRetired' },
    })
    expect((await patch(old.id, { description: 'still' })).status).toBe(200)
    expect((await patch(old.id, { usageSpecification: { id } })).status).toBe(200)
  })

  test('a value that has become unique does not strand those that share it all the same; who has it is told, and recycled it is not', async () => {
    const id = await specification({ enforcement, specCharacteristic: [{ ...duration, isUnique: true }] })
    const shared: string[] = []
    // As they are that were admitted by the rules of before, and committed when those had changed.
    for (const status of ['received', 'received', 'rejected'])
      shared.push(await world.store({ usageSpecification: { id }, ...characteristics({ duration: 7 }), status }))
    const [first, second, third] = shared as [string, string, string]
    expect((await patch(first, { description: 'later' })).body).not.toHaveProperty('validation')
    const lacking = {
      result: 'failed',
      brokenRule: [
        {
          code: 'notUnique',
          characteristic: 'duration',
          message: `duration must be unique, and usage ${first} already has "7"`,
        },
      ],
    }
    expect(await patch(second, { description: 'later' })).toMatchObject({
      status: 200,
      body: { status: 'received', validation: lacking },
    })
    expect(await patch(third, { status: 'recycled' })).toMatchObject({
      status: 200,
      body: { status: 'rejected', validation: lacking },
    })
    expect((await post(id, { duration: 7 })).status).toBe(409)
    await world.call('DELETE', `/usage/${first}`)
    expect((await patch(second, { description: 'latest' })).body).not.toHaveProperty('validation')
    expect((await patch(third, { description: 'latest' })).body.validation.brokenRule[0].message).toContain(second)
    const other = (await post(id, { duration: 8 })).body
    expect((await patch(other.id, characteristics({ duration: 7 }))).status).toBe(409)
  })
})

describe('a change that breaks a rule', () => {
  test.each(['received', 'guided', 'recycled'])(
    'is quarantined with a usage that is %s: rejected, with what it broke',
    async (status) => {
      const id = await specification({ enforcement: 'quarantine' })
      const { body } = await post(id, { duration: 1 }, { status })
      const broken = await patch(body.id, characteristics({ duration: 'x' }))
      expect([broken.status, broken.body]).toMatchObject([
        200,
        { status: 'rejected', validation: { result: 'failed', brokenRule: [{ code: 'wrongType' }] } },
      ])
      expect((await patch(body.id, { status: 'rated', ...price })).status).toBe(409)
      expect((await patch(body.id, { status: 'recycled', ...characteristics({ duration: 2 }) })).body.status).toBe(
        'guided',
      )
    },
  )

  test.each(['rated', 'rerated', 'billed'])(
    'is refused under quarantine too, once the usage is %s and cannot be rejected',
    async (status) => {
      const id = await specification({ enforcement: 'quarantine' })
      const { body } = await post(id, { duration: 1 }, { status, ...price })
      const forced = { headers: { 'x-reason': 'Measured wrongly' } }
      expect(
        await world.call('PATCH', `/usage/${body.id}?force=true`, characteristics({ duration: 'x' }), forced),
      ).toMatchObject({ status: 400, body: { code: 'brokenRule', brokenRule: [{ code: 'wrongType' }] } })
      expect((await world.call('GET', `/usage/${body.id}`)).body).toEqual(body)
    },
  )

  test('leaves a usage rejected that is rejected already', async () => {
    const id = await specification({ enforcement: 'quarantine' })
    const { body } = await post(id, { duration: 1 }, { status: 'rejected' })
    expect((await patch(body.id, characteristics({ duration: 'x' }))).body).toMatchObject({
      status: 'rejected',
      validation: { result: 'failed' },
    })
  })

  test('is refused for what it breaks itself, and for nothing else', async () => {
    const id = await specification()
    const { body } = await post(id, { duration: 1 })
    await change(id, { specCharacteristic: [duration, cell] })
    const { status, body: error } = await patch(body.id, characteristics({ duration: 'x' }))
    expect([status, error.brokenRule]).toMatchObject([400, [{ code: 'wrongType', characteristic: 'duration' }]])
    expect(error.brokenRule).toHaveLength(1)
  })

  test('breaks every rule of a specification that it moves the usage to, also one that the usage would have broken before', async () => {
    const [id, other] = [await specification(), await specification({ specCharacteristic: [cell] })]
    const { body } = await post(id, { duration: 1 })
    expect(await patch(body.id, { usageSpecification: { id: other } })).toMatchObject({
      status: 400,
      body: { brokenRule: [{ code: 'missing', characteristic: 'cell' }] },
    })
  })
})

test('a quarantined usage can be changed and mended whatever it came with', async () => {
  const id = await specification({ enforcement: 'quarantine' })
  const line = { isBilled: true, taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 } }
  const { status, body } = await post(id, { duration: 'x' }, { status: 'billed', ratedProductUsage: [line] })
  expect([status, body.status]).toEqual([201, 'rejected'])
  expect((await patch(body.id, { description: 'looked at' })).status).toBe(200)
  const mended = characteristics({ duration: 1 })
  expect(await patch(body.id, { status: 'recycled', ...mended })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('isBilled must not be true') },
  })
  expect(
    (await patch(body.id, { status: 'recycled', ...mended, ratedProductUsage: [{ ...line, isBilled: false }] })).body
      .status,
  ).toBe('guided')
})

const broken = (code: BrokenRule['code'], characteristic: string, value?: unknown): BrokenRule => ({
  code,
  characteristic,
  rule: `specCharacteristic[${characteristic}].${code}`,
  value,
  message: '',
})
const many = Array.from({ length: maxBrokenRules }, (_, index) => broken('missing', `c${index}`))
test.each<[string, BrokenRule[], BrokenRule[], BrokenRule[]]>([
  ['nothing before: all is new', [broken('missing', 'a')], [], [broken('missing', 'a')]],
  ['the same is not new', [broken('missing', 'a')], [broken('missing', 'a')], []],
  ['nor is it with another value', [broken('outOfRange', 'a', -2)], [broken('outOfRange', 'a', -1)], []],
  [
    'another rule of the same characteristic is',
    [broken('wrongType', 'a')],
    [broken('missing', 'a')],
    [broken('wrongType', 'a')],
  ],
  [
    'the same rule of another characteristic is',
    [broken('missing', 'b')],
    [broken('missing', 'a')],
    [broken('missing', 'b')],
  ],
  [
    'once more than before is',
    [broken('wrongType', 'a', 'x'), broken('wrongType', 'a', 'y')],
    [broken('wrongType', 'a', 'x')],
    [broken('wrongType', 'a', 'y')],
  ],
  [
    'less than before is not',
    [broken('wrongType', 'a')],
    [broken('wrongType', 'a'), broken('wrongType', 'a'), broken('missing', 'b')],
    [],
  ],
  ['beyond what a check tells nothing is known to be new', [broken('missing', 'z')], many, []],
])('%s', (_, after, before, expected) => {
  expect(newlyBroken(after, before)).toEqual(expected)
})
