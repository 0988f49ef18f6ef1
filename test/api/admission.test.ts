import { describe, expect, test } from 'bun:test'
import { makeRandom } from '../../server/dev/random'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()

const voice = {
  specCharacteristic: [
    {
      name: 'duration',
      valueType: 'integer',
      minCardinality: 1,
      maxCardinality: 1,
      characteristicValueSpecification: [{ valueFrom: 0, valueTo: 14_400, rangeInterval: 'closed' }],
    },
    {
      name: 'unit',
      valueType: 'string',
      characteristicValueSpecification: [{ value: 'SEC', isDefault: true }, { value: 'MIN' }],
    },
    { name: 'recordId', valueType: 'string', isUnique: true },
  ],
}
const specification = async (more: object = {}) =>
  (await world.call('POST', '/usageSpecification', aSpecification({ ...voice, ...more }))).body.id as string
const of = (id: string, characteristics: Record<string, unknown>, more: object = {}) => ({
  usageSpecification: { id },
  usageCharacteristic: Object.entries(characteristics).map(([name, value]) => ({ name, value })),
  ...more,
})
const post = (body: object) => world.call('POST', '/usage', body)
const patch = (id: string, change: object) => world.call('PATCH', `/usage/${id}`, change)

describe('a usage is checked against its specification', () => {
  test('and refused with every rule it breaks', async () => {
    const { status, body } = await post(of(await specification(), { duration: 'abc', unit: 'HOUR' }))
    expect([status, body.code]).toEqual([400, 'brokenRule'])
    expect(body.brokenRule).toEqual([
      {
        code: 'wrongType',
        characteristic: 'duration',
        rule: 'specCharacteristic[duration].valueType',
        value: 'abc',
        message: expect.stringContaining('duration must be an integer'),
      },
      {
        code: 'notAllowed',
        characteristic: 'unit',
        rule: expect.stringContaining('specCharacteristic[unit]'),
        value: 'HOUR',
        message: expect.stringContaining('SEC'),
      },
    ])
    expect(body.message).toContain('got "abc"')
  })

  test('and told how many more there are, as far as they were looked for', async () => {
    const id = await specification({ specCharacteristic: [{ name: 'duration', valueType: 'integer' }] })
    const broken = async (count: number) =>
      (await post(of(id, { duration: Array.from({ length: count }, () => 'x') }))).body.message as string
    expect(await broken(3)).toEndWith('got "x"')
    expect(await broken(10)).toEndWith('; and 7 more')
    expect(await broken(400)).toEndWith('; and at least 47 more')
  })

  test('gets the defaults it lacks, and says what it was checked against only when asked', async () => {
    const id = await specification()
    const { status, body } = await post(of(id, { duration: '60' }))
    expect([status, body.validation]).toEqual([201, undefined])
    expect(body.usageCharacteristic).toContainEqual(expect.objectContaining({ name: 'unit', value: 'SEC' }))
    const asked = await world.call('GET', `/usage/${body.id}?fields=validation`)
    expect(asked.body.validation).toEqual({
      result: 'passed',
      usageSpecificationRevision: 1,
      checkedAt: expect.any(String),
    })
  })

  test('is marked unchecked when nobody knows its specification, until it is patched and somebody does', async () => {
    const { body } = await post(aUsage({ validation: { result: 'passed' } }))
    expect(body.validation).toEqual({ result: 'unchecked' })
    const changed = await patch(body.id, {
      usageSpecification: { id: await specification() },
      usageCharacteristic: [{ name: 'duration', value: 5 }],
    })
    expect([changed.status, changed.body.validation]).toEqual([200, undefined])
  })

  test('is quarantined or only observed, where the specification says so', async () => {
    const quarantine = await post(
      of(await specification({ enforcement: 'quarantine' }), { duration: -1 }, { status: 'received' }),
    )
    expect([quarantine.status, quarantine.body.status, quarantine.body.validation]).toEqual([
      201,
      'rejected',
      {
        result: 'failed',
        usageSpecificationRevision: 1,
        checkedAt: expect.any(String),
        brokenRule: [expect.objectContaining({ code: 'outOfRange', characteristic: 'duration' })],
      },
    ])
    const observe = await post(
      of(await specification({ enforcement: 'observe' }), { duration: -1 }, { status: 'received' }),
    )
    expect([observe.status, observe.body.status, observe.body.validation.result]).toEqual([201, 'received', 'failed'])
    expect(
      (await world.call('GET', '/usage?validation.result=failed&fields=none')).body.map(({ id }: { id: string }) => id),
    ).toEqual([observe.body.id, quarantine.body.id])
  })

  test('by the newest revision, from the next usage on', async () => {
    const id = await specification()
    expect((await post(of(id, { duration: 14_401 }))).status).toBe(400)
    const wider = [{ ...voice.specCharacteristic[0], characteristicValueSpecification: [] }]
    await world.call('PATCH', `/usageSpecification/${id}`, { specCharacteristic: wider })
    const { status, body } = await post(of(id, { duration: 14_401 }))
    expect(status).toBe(201)
    expect(
      (await world.call('GET', `/usage/${body.id}?fields=validation.usageSpecificationRevision`)).body.validation,
    ).toEqual({ usageSpecificationRevision: 2 })
  })

  test('with the rules of what a bundle contains, also once that changes', async () => {
    const part = await specification()
    const bundle = await specification({
      specCharacteristic: [{ name: 'zone' }],
      isBundle: true,
      entitySpecRelationship: [{ relationshipType: 'contains', id: part }],
    })
    expect((await post(of(bundle, { zone: 'A' }))).body.brokenRule).toMatchObject([
      { code: 'missing', characteristic: 'duration' },
    ])
    await world.call('PATCH', `/usageSpecification/${part}`, { specCharacteristic: [] })
    expect((await post(of(bundle, { zone: 'A' }))).status).toBe(201)
  })

  test('a retired specification takes no new usages, but those it has can be changed', async () => {
    const id = await specification()
    const { body } = await post(of(id, { duration: 1 }))
    await world.call('PATCH', `/usageSpecification/${id}`, { lifecycleStatus: 'Retired' })
    expect(await post(of(id, { duration: 1 }))).toMatchObject({ status: 400, body: { code: 'specificationRetired' } })
    expect((await patch(body.id, { description: 'later' })).status).toBe(200)
  })

  test('one line of many that breaks a rule fails no other', async () => {
    const id = await specification()
    const lines = [1, 'x', 3].map((duration) => JSON.stringify(of(id, { duration }))).join('\n')
    const { text } = await world.call('POST', '/usage', lines, { headers: { 'content-type': 'application/x-ndjson' } })
    const answers = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map(({ status }) => status)).toEqual([201, 400, 201])
    expect(answers[1].error.brokenRule).toMatchObject([{ code: 'wrongType' }])
  })

  describe('whose patterns are made to take long', () => {
    const slow = { specCharacteristic: [{ name: 'x', regex: '[ab]*a[ab]{400}' }] }
    /** Without rhyme or reason; it fits. */
    const text = (length: number) => {
      const random = makeRandom(7, 'text')
      return Array.from({ length }, (_, index) => (index === length - 401 || random.chance(0.5) ? 'a' : 'b')).join('')
    }

    test('and is told what was too long to be compared', async () => {
      const id = await specification(slow)
      const usage = of(id, { x: Array.from({ length: 95 }, () => text(9_900)) })
      const started = performance.now()
      const { status, body } = await post(usage)
      expect(performance.now() - started).toBeLessThan(5_000)
      expect([status, body.code]).toEqual([400, 'brokenRule'])
      expect(body.message).toStartWith(
        'x is too long to compare with [ab]*a[ab]{400}: must have at most 4900 characters, got 9900',
      )
      const trial = await world.call('POST', `/api/usageSpecification/${await specification()}/test`, {
        usage,
        usageSpecification: aSpecification(slow),
      })
      expect(trial.body).toMatchObject({
        result: 'failed',
        brokenRule: expect.arrayContaining([expect.objectContaining({ code: 'notCompared' })]),
      })
      const kept = await post(of(await specification({ ...slow, enforcement: 'quarantine' }), { x: text(9_900) }))
      expect([kept.status, kept.body.status, kept.body.validation.brokenRule]).toEqual([
        201,
        'rejected',
        [expect.objectContaining({ code: 'notCompared' })],
      ])
    })

    test('while others are served in between', async () => {
      const id = await specification(slow)
      const value = of(id, { x: text(4_800) })
      const patch = Array.from({ length: 60 }, () => ({ op: 'add', path: '/-', value }))
      const began = performance.now()
      let isDone = false
      const many = world
        .call('PATCH', '/usage', patch, { headers: { 'content-type': 'application/json-patch+json' } })
        .finally(() => {
          isDone = true
        })
      let longest = 0
      while (!isDone) {
        const asked = performance.now()
        expect((await world.call('GET', `/usageSpecification/${id}`)).status).toBe(200)
        longest = Math.max(longest, performance.now() - asked)
      }
      expect((await many).status).toBe(200)
      expect(longest).toBeLessThan((performance.now() - began) / 2)
    })
  })

  test('a specification that cannot be compiled is refused with all its problems', async () => {
    const bad = {
      specCharacteristic: [
        { name: 'a', regex: '(' },
        { name: 'a', minCardinality: 2, maxCardinality: 1 },
      ],
    }
    const { status, body } = await world.call('POST', '/usageSpecification', aSpecification(bad))
    expect(status).toBe(400)
    expect(body.invalidAttribute.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['specCharacteristic[0].regex', expect.stringContaining('specCharacteristic[1]')]),
    )
  })
})

describe('a change', () => {
  test('follows the life cycle, or is told the way', async () => {
    const { body } = await post(aUsage({ status: 'rated' }))
    expect(await patch(body.id, { status: 'received' })).toMatchObject({
      status: 409,
      body: { reason: 'Usage cannot go from rated to received', message: expect.stringContaining('rerated or billed') },
    })
    expect((await patch(body.id, { status: 'billed' })).status).toBe(200)
    expect(await patch(body.id, { status: 'rated' })).toMatchObject({ status: 409 })
    expect(
      await patch(body.id, { ratedProductUsage: [{ taxIncludedRatingAmount: { unit: 'EUR', value: 2 } }] }),
    ).toMatchObject({ status: 409, body: { code: 'billed' } })
    expect((await patch(body.id, { description: 'still' })).status).toBe(200)
  })

  test('that bills a usage puts its lines on the bill; one that says the contrary of a line is 400', async () => {
    const line = { isBilled: false, taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 } }
    const { body } = await post(
      aUsage({ status: 'rated', ratedProductUsage: [line, { ...line, isBilled: undefined }] }),
    )
    expect((await patch(body.id, { status: 'billed', ratedProductUsage: [{ ...line, taxRate: 0 }] })).status).toBe(400)
    const billed = await patch(body.id, { status: 'billed' })
    expect([
      billed.status,
      billed.body.ratedProductUsage.map(({ isBilled }: { isBilled?: boolean }) => isBilled),
    ]).toEqual([200, [true, undefined]])
  })

  test('cannot make a usage rated without a price, nor one whose tax does not add up', async () => {
    const { body } = await post(aUsage({ status: 'guided' }))
    expect((await patch(body.id, { status: 'rated' })).status).toBe(400)
    const line = {
      taxRate: 20,
      taxExcludedRatingAmount: { unit: 'EUR', value: 1 },
      taxIncludedRatingAmount: { unit: 'EUR', value: 1.5 },
    }
    expect(await patch(body.id, { status: 'rated', ratedProductUsage: [line] })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('0.3 EUR') },
    })
    expect(
      (
        await patch(body.id, {
          status: 'rated',
          ratedProductUsage: [{ ...line, taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 } }],
        })
      ).status,
    ).toBe(200)
  })

  test('that would break a rule is refused; what was broken before may be mended step by step', async () => {
    const id = await specification()
    const fine = (await post(of(id, { duration: 1 }))).body
    expect((await patch(fine.id, { usageCharacteristic: [{ name: 'duration', value: -1 }] })).body.code).toBe(
      'brokenRule',
    )
    const strict = await specification({ enforcement: 'quarantine' })
    const broken = (await post(of(strict, { duration: -1, unit: 'HOUR' }))).body
    await world.call('PATCH', `/usageSpecification/${strict}`, { enforcement: 'refuse' })
    const halfway = await patch(broken.id, {
      usageCharacteristic: [
        { name: 'duration', value: 1 },
        { name: 'unit', value: 'HOUR' },
      ],
    })
    expect([halfway.status, halfway.body.validation.brokenRule.length]).toEqual([200, 1])
  })

  test('to recycled checks a rejected usage again: on to guided, or back with what is still wrong', async () => {
    const id = await specification({ enforcement: 'quarantine' })
    const { body } = await post(of(id, { duration: -1 }))
    const still = await patch(body.id, { status: 'recycled' })
    expect([still.body.status, still.body.validation.result]).toEqual(['rejected', 'failed'])
    const mended = await patch(body.id, { status: 'recycled', usageCharacteristic: [{ name: 'duration', value: 1 }] })
    expect([mended.status, mended.body.status, mended.body.validation]).toEqual([200, 'guided', undefined])
  })
})

describe('a unique value', () => {
  test('is refused a second time, with the usage that has it, and is free again once that is gone or has another', async () => {
    const id = await specification()
    const first = (await post(of(id, { duration: 1, recordId: 'A1' }))).body
    expect(await post(of(id, { duration: 2, recordId: 'A1' }))).toMatchObject({
      status: 409,
      body: { code: 'duplicate', referenceError: first.href, message: expect.stringContaining('recordId A1') },
    })
    expect((await post(of(await specification(), { duration: 1, recordId: 'A1' }))).status).toBe(201)
    const second = (await post(of(id, { duration: 1, recordId: 'A2' }))).body
    expect(
      await patch(second.id, {
        usageCharacteristic: [
          { name: 'duration', value: 1 },
          { name: 'recordId', value: 'A1' },
        ],
      }),
    ).toMatchObject({ status: 409, body: { referenceError: first.href } })
    await patch(first.id, {
      usageCharacteristic: [
        { name: 'duration', value: 1 },
        { name: 'recordId', value: 'A3' },
      ],
    })
    expect((await post(of(id, { duration: 1, recordId: 'A1' }))).status).toBe(201)
    await world.call('DELETE', `/usage/${second.id}`)
    expect((await post(of(id, { duration: 1, recordId: 'A2' }))).status).toBe(201)
  })

  test('is the same however it is written, and another when it is another', async () => {
    const unique = (valueType?: string) =>
      specification({
        specCharacteristic: [{ name: 'x', isUnique: true, maxCardinality: 1, ...(valueType && { valueType }) }],
      })
    const statuses = async (id: string, values: unknown[]) => {
      const found: number[] = []
      for (const x of values) found.push((await post(of(id, { x }))).status)
      return found
    }
    expect(await statuses(await unique(), ['1e5', '100000', '{"a":1}', { a: 1 }, 100_000])).toEqual([
      201, 201, 201, 201, 409,
    ])
    expect(await statuses(await unique('integer'), [1, '1.000000000000000', '2'])).toEqual([201, 409, 201])
    expect(
      await statuses(await unique('dateTime'), [
        '2026-11-23T10:14:10.123Z',
        '2026-11-23T10:14:10.1230Z',
        '2026-11-23T11:14:10.123+01:00',
      ]),
    ).toEqual([201, 409, 409])
    const period = (startDateTime: string) => ({ startDateTime })
    expect(
      await statuses(await unique('timePeriod'), [period('2026-11-23T10:00:00Z'), period('2026-11-23T11:00:00+01:00')]),
    ).toEqual([201, 409])
  })

  test('that is blank is nobody\u2019s', async () => {
    const id = await specification()
    for (const recordId of ['', '', '  ', '  '])
      expect((await post(of(id, { duration: 1, recordId }))).status).toBe(201)
  })

  test('is cut where it is long, and still is text', async () => {
    const id = await specification()
    const recordId = `${'x'.repeat(59)}\ud83d\ude00`
    await post(of(id, { duration: 1, recordId }))
    const { body } = await post(of(id, { duration: 1, recordId }))
    expect(body.message).toStartWith(`recordId ${'x'.repeat(59)}\ufffd\u2026 is unique, and `)
  })

  test('stays with a usage that is changed otherwise', async () => {
    const id = await specification()
    const { body } = await post(of(id, { duration: 1, recordId: 'B1' }))
    expect((await patch(body.id, { description: 'other' })).status).toBe(200)
    expect((await post(of(id, { duration: 1, recordId: 'B1' }))).status).toBe(409)
  })

  test('in a stream is a line of its own with the first one’s href', async () => {
    const id = await specification()
    const lines = ['C1', 'C2', 'C1'].map((recordId) => JSON.stringify(of(id, { duration: 1, recordId }))).join('\n')
    const { text } = await world.call('POST', '/usage', lines, { headers: { 'content-type': 'application/x-ndjson' } })
    const answers = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 409])
    expect(answers[2].href).toBe(answers[0].href)
  })

  test('in a stream of many parts is of the first line that has it', async () => {
    const id = await specification()
    const names = Array.from({ length: 3000 }, (_, index) => `D${index % 1500}`)
    const lines = names.map((recordId) => JSON.stringify(of(id, { duration: 1, recordId }))).join('\n')
    const { text } = await world.call('POST', '/usage', lines, { headers: { 'content-type': 'application/x-ndjson' } })
    const answers = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers.map(({ status }) => status)).toEqual(names.map((_, index) => (index < 1500 ? 201 : 409)))
    expect(answers.slice(1500).map(({ href }) => href)).toEqual(answers.slice(0, 1500).map(({ href }) => href))
  })

  test('has one holder when 64 callers post the same thousand records', async () => {
    const id = await specification()
    const records = Array.from({ length: 1000 }, (_, number) => of(id, { duration: 1, recordId: `D${number}` }))
    const created = new Map<string, number>()
    await Promise.all(
      Array.from({ length: 64 }, async (_, caller) => {
        for (let index = caller * 37; index < caller * 37 + 100; index++) {
          const record = records[index % 1000] as (typeof records)[number]
          const { status } = await post(record)
          if (status === 201) created.set(JSON.stringify(record), (created.get(JSON.stringify(record)) ?? 0) + 1)
          else if (status !== 409) throw new Error(`${status}`)
        }
      }),
    )
    expect([...created.values()].every((times) => times === 1)).toBe(true)
    const { headers } = await world.call('GET', `/usage?usageSpecification.id=${id}&limit=0`)
    expect(Number(headers.get('x-total-count'))).toBe(created.size)
    expect(created.size).toBe(1000)
  })
})
