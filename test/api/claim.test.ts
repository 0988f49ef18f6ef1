import { describe, expect, test } from 'bun:test'
import { makeLog } from '../../server/log'
import { makeMetrics } from '../../server/metrics'
import type { Claim } from '../../server/resource/admission'
import { usage } from '../../server/usage/usage'
import { maintenanceWorker } from '../../server/workers'
import { digestOf } from '../../server/write/claims'
import type { Outcome } from '../../server/write/writer'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const total = async () => Number((await world.call('GET', '/usage?limit=0')).headers.get('x-total-count'))

describe('An Idempotency-Key', () => {
  const post = (key: string, body: unknown, path = '/usage') =>
    world.call('POST', path, body, { headers: { 'idempotency-key': key } })

  test('makes one resource of the same request, and gives the first answer again', async () => {
    const before = await total()
    const first = await post('k1', aUsage({ description: 'one' }))
    const again = await post('k1', aUsage({ description: 'one' }))
    expect([again.status, again.body, again.headers.get('location')]).toEqual([
      201,
      first.body,
      first.headers.get('location'),
    ])
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    expect(await total()).toBe(before + 1)
  })

  test('is stronger than unique values: the same request again is no duplicate of itself', async () => {
    const { body } = await world.call(
      'POST',
      '/usageSpecification',
      aSpecification({ specCharacteristic: ['a', 'b', 'c'].map((name) => ({ name, isUnique: true })) }),
    )
    const sent = (value: number) => ({
      usageSpecification: { id: body.id },
      usageCharacteristic: ['a', 'b', 'c'].map((name) => ({ name, value })),
    })
    for (let value = 0; value < 20; value++) {
      const first = await post(`unique-${value}`, sent(value))
      const again = await post(`unique-${value}`, sent(value))
      expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id])
    }
    expect((await post('another', sent(1))).status).toBe(409)
  })

  test('gives the first answer also when the specification would refuse the request by now, and 422 to another that it would refuse', async () => {
    const { body } = await world.call(
      'POST',
      '/usageSpecification',
      aSpecification({ specCharacteristic: [{ name: 'duration', valueType: 'integer' }] }),
    )
    const sent = (value: unknown) => ({
      usageSpecification: { id: body.id },
      usageCharacteristic: [{ name: 'duration', value }],
    })
    const first = await post('k7', sent(5))
    for (const change of [
      { specCharacteristic: [{ name: 'cell', minCardinality: 1 }] },
      { lifecycleStatus: 'retired' },
    ]) {
      await world.call('PATCH', `/usageSpecification/${body.id}`, change)
      expect((await world.call('POST', '/usage', sent(5))).status).toBe(400)
      const again = await post('k7', sent(5))
      expect([again.status, again.body, again.headers.get('idempotency-replayed')]).toEqual([201, first.body, 'true'])
      for (const other of [sent('x'), { status: 'nonsense' }, {}])
        expect(await post('k7', other)).toMatchObject({ status: 422, body: { referenceError: first.body.href } })
    }
  })

  test('knows the same request by what it says, in whatever order', async () => {
    const first = await post('k8', {
      usageSpecification: { id: 'x', name: 'X' },
      relatedParty: [
        { id: 'a', '@referredType': 'Individual' },
        { id: 'b', '@referredType': 'Individual' },
      ],
    })
    const turned = (ids: string[]) => ({
      relatedParty: ids.map((id) => ({ '@referredType': 'Individual', id })),
      usageSpecification: { name: 'X', id: 'x' },
    })
    expect(await post('k8', turned(['a', 'b']))).toMatchObject({ status: 201, body: { id: first.body.id } })
    expect((await post('k8', turned(['b', 'a']))).status).toBe(422)
  })

  test('costs a statement only where one is sent', async () => {
    const statements = async (send: () => Promise<unknown>) => {
      const { runText } = world.pool
      const texts: string[] = []
      world.pool.runText = (text, values) => {
        texts.push(text)
        return runText(text, values)
      }
      await send().finally(() => {
        world.pool.runText = runText
      })
      return texts.filter((text) => text.includes('from claim')).length
    }
    expect(await statements(() => world.call('POST', '/usage', aUsage()))).toBe(0)
    expect(await statements(() => post('k9', aUsage()))).toBe(1)
  })

  test.each([
    ['POST', 'application/x-ndjson', `${JSON.stringify(aUsage())}\n`],
    ['PATCH', 'application/json-patch+json', [{ op: 'add', path: '/-', value: aUsage() }]],
  ])('is refused with a %s of many (%s), which says what to do instead', async (method, type, body) => {
    const before = await total()
    const answer = await world.call(method, '/usage', body, {
      headers: { 'content-type': type, 'idempotency-key': 'many' },
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalidHeader', message: expect.stringContaining('unique') },
    })
    expect(await total()).toBe(before)
  })

  test('with another body is 422 and names what the first made', async () => {
    const { body } = await post('k2', aUsage({ description: 'one' }))
    expect(await post('k2', aUsage({ description: 'other' }))).toMatchObject({
      status: 422,
      body: { code: 'idempotencyKeyReused', referenceError: body.href },
    })
  })

  test('gives the first answer also when the resource has changed or gone since', async () => {
    const { body } = await post('k3', aUsage({ description: 'as made' }))
    await world.call('PATCH', `/usage/${body.id}`, { description: 'changed' })
    expect((await post('k3', aUsage({ description: 'as made' }))).body).toEqual(body)
    await world.call('DELETE', `/usage/${body.id}`)
    expect((await post('k3', aUsage({ description: 'as made' }))).body).toEqual(body)
  })

  test('is of one collection, and may stand in quotes', async () => {
    expect((await post('k4', aUsage())).status).toBe(201)
    expect((await post('k4', aSpecification(), '/usageSpecification')).status).toBe(201)
    expect((await post('"k4"', aUsage())).headers.get('idempotency-replayed')).toBe('true')
  })

  test('does not keep a refusal: the corrected request goes through', async () => {
    expect((await post('k5', { status: 'nonsense' })).status).toBe(400)
    expect((await post('k5', aUsage())).status).toBe(201)
  })

  test('that arrives many times at once makes one', async () => {
    const before = await total()
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => post(`many-${index % 10}`, aUsage({ description: `${index % 10}` }))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(10)
    expect(await total()).toBe(before + 10)
  })

  test.each(['', ' ', 'a b', 'x'.repeat(256), 'ü'])('%p is 400', async (key) => {
    expect(await post(key, aUsage())).toMatchObject({ status: 400, body: { code: 'invalidHeader' } })
  })

  test('is forgotten after a day', async () => {
    const { body } = await post('k6', aUsage())
    await world.pool.client`update claim set made_at = made_at - interval '25 hours' where kind = 'request'`
    await maintenanceWorker({ pool: world.pool, log: makeLog('silent'), metrics: makeMetrics(() => 0) }).processAll()
    expect((await post('k6', aUsage())).body.id).not.toBe(body.id)
  })
})

describe('A claimed value', () => {
  const claim = (value: string, name = 'recordId'): Claim => ({
    key: digestOf('value', name, value),
    kind: 'value',
    digest: null,
    label: `${name} ${value}`,
  })
  const document = { ...aUsage(), status: 'received' }
  const create = (claims: Claim[][], kind: 'shared' | 'bulk' | 'whole' = 'shared') =>
    world.writer.create(
      usage,
      claims.map(() => document),
      { extras: claims.map((each) => ({ claims: each })), kind },
    )
  const idOf = (outcome: Outcome | undefined) =>
    outcome?.result === 'created' ? outcome.row.id : outcome?.result === 'held' ? outcome.held.id : undefined

  test('is held by the first, and free again once that is deleted', async () => {
    const [first] = await create([[claim('a')]])
    const [second] = await create([[claim('a')]])
    expect([first?.result, second?.result, idOf(second)]).toEqual(['created', 'held', idOf(first)])
    await world.call('DELETE', `/usage/${idOf(first)}`)
    expect((await create([[claim('a')]]))[0]?.result).toBe('created')
  })

  test('keeps only its second holder out of a batch', async () => {
    const outcomes = await create([[claim('b')], [], [claim('b')], [claim('c')]])
    expect(outcomes.map(({ result }) => result)).toEqual(['created', 'created', 'held', 'created'])
    expect(idOf(outcomes[2])).toBe(idOf(outcomes[0]))
  })

  test('goes to the first of a batch', async () => {
    const values = Array.from({ length: 150 }, (_, index) => [claim(`first ${index % 50}`)])
    const outcomes = await create(values, 'bulk')
    expect(outcomes.map(({ result }) => result)).toEqual([...Array(50).fill('created'), ...Array(100).fill('held')])
  })

  test('is given back by whoever does not get all it claims', async () => {
    await create([[claim('d')]])
    const outcomes = await create([[claim('d'), claim('e')], [claim('e')]])
    expect(outcomes.map(({ result }) => result)).toEqual(['held', 'created'])
    expect((await create([[claim('e')]]))[0]?.result).toBe('held')
  })

  test('keeps all of a whole out', async () => {
    const before = await total()
    await create([[claim('f')]])
    const outcomes = await create([[claim('g')], [claim('f')], []], 'whole')
    expect(outcomes.map(({ result }) => result)).not.toContain('created')
    expect(outcomes[1]?.result).toBe('held')
    expect(await total()).toBe(before + 1)
    expect((await create([[claim('g')]]))[0]?.result).toBe('created')
  })

  test('has one holder, whoever comes at once and in whatever order', async () => {
    const before = await total()
    const values = Array.from({ length: 1000 }, (_, index) => `v${index}`)
    const shuffled = () =>
      values
        .map((value) => [Math.random(), value] as const)
        .sort(([one], [other]) => one - other)
        .map(([, value]) => [claim(value), ...(Math.random() < 0.3 ? [claim(value, 'second')] : [])])
    const outcomes = (
      await Promise.all(Array.from({ length: 16 }, (_, index) => create(shuffled(), index % 2 ? 'bulk' : 'shared')))
    ).flat()
    expect(outcomes.filter(({ result }) => result === 'created')).toHaveLength(1000)
    expect(outcomes.filter(({ result }) => result === 'held')).toHaveLength(15_000)
    expect(await total()).toBe(before + 1000)
  })
})
