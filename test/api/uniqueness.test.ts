import { describe, expect, test } from 'bun:test'
import { digestOf } from '../../server/write/claims'
import { aSpecification, startWorld } from '../support/world'

/** Stored usages when a change of their specification makes values unique, or no longer unique. */
const world = startWorld()

const record = { name: 'record', valueType: 'string' }
const specification = async (more: Record<string, unknown> = {}) =>
  (await world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic: [record], ...more }))).body
    .id as string
const change = (id: string, ...specCharacteristic: object[]) =>
  world.call('PATCH', `/usageSpecification/${id}`, { specCharacteristic })
const post = (id: string, value: unknown, name = 'record') =>
  world.call('POST', '/usage', { usageSpecification: { id }, usageCharacteristic: [{ name, value }] })
const made = async (id: string, value: unknown) => (await post(id, value)).body as { id: string; href: string }
const remove = (id: string) => world.call('DELETE', `/usage/${id}`)
const containing = (...ids: string[]) => ({
  isBundle: true,
  specCharacteristic: [],
  entitySpecRelationship: ids.map((id) => ({ relationshipType: 'contains', id })),
})
const claims = async (id: string) => {
  const [row] = await world.pool.client<{ claims: number; kept: number }[]>`
    select count(claim.key)::int as claims, coalesce(sum(cardinality(claims)), 0)::int as kept
      from usage left join claim on claim.id = usage.id and claim.key = any(usage.claims) where usage_specification_id = ${id}`
  return [row?.claims, row?.kept]
}

describe('A characteristic that becomes unique', () => {
  test('is so for the usages that are there: their values are taken, and free again once they are gone', async () => {
    const id = await specification()
    const [first, second] = [await made(id, 'A'), await made(id, 'B')]
    expect((await change(id, { ...record, isUnique: true })).status).toBe(200)
    expect(await post(id, 'A')).toMatchObject({ status: 409, body: { code: 'duplicate', referenceError: first.href } })
    expect((await world.call('PATCH', first.href.replace(/^.*v4/, ''), { description: 'later' })).status).toBe(200)
    await remove(first.id)
    expect((await post(id, 'A')).status).toBe(201)
    const other = { usageCharacteristic: [{ name: 'record', value: 'C' }] }
    expect((await world.call('PATCH', `/usage/${second.id}`, other)).status).toBe(200)
    expect([(await post(id, 'B')).status, (await post(id, 'C')).status]).toEqual([201, 409])
  })

  test('is refused while two usages have the same value; some are named, and nothing has changed', async () => {
    const id = await specification()
    const all = await Promise.all(['A', 'B', 'A', 'C', 'B', 'D', 'D', 'E', 'E'].map((value) => made(id, value)))
    const refused = await change(id, { ...record, isUnique: true })
    expect([refused.status, refused.body.code]).toEqual([409, 'notUnique'])
    const named = [...refused.body.message.matchAll(/record (\w): (\S+) and (\S+?)(?=[;.])/g)].map(
      ([, value, ...hrefs]) => [value, hrefs.length],
    )
    expect(named).toHaveLength(3)
    expect(refused.body.message).toContain('; and more. Change or delete one of each')
    for (const { href } of all.filter(({ href }) => refused.body.message.includes(href)))
      expect(href).toStartWith('http://localhost/tmf-api/usageManagement/v4/usage/')
    expect(all.filter(({ href }) => refused.body.message.includes(href))).toHaveLength(6)
    expect((await world.call('GET', `/usageSpecification/${id}`)).headers.get('etag')).toBe('"1"')
    expect([(await post(id, 'A')).status, await claims(id)]).toEqual([201, [0, 0]])
  })

  test('and is no more gives up what was claimed by it; once it is again, what came meanwhile counts', async () => {
    const id = await specification({ specCharacteristic: [record, { name: 'other', isUnique: true }] })
    await made(id, 'A')
    await change(id, { ...record, isUnique: true }, { name: 'other', isUnique: true })
    await post(id, 'X', 'other')
    expect(await claims(id)).toEqual([2, 2])
    expect((await change(id, record, { name: 'other', isUnique: true })).status).toBe(200)
    expect(await claims(id)).toEqual([1, 1])
    const second = await made(id, 'A')
    expect((await post(id, 'X', 'other')).status).toBe(409)
    const refused = await change(id, { ...record, isUnique: true })
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining(second.href)])
    await remove(second.id)
    expect((await change(id, { ...record, isUnique: true })).status).toBe(200)
    expect([await claims(id), (await post(id, 'A')).status]).toEqual([[1, 1], 409])
  })

  test.each<[string, unknown, unknown, object, object]>([
    ['a number as text', '45', '45.0', record, { ...record, valueType: 'number' }],
    [
      'an instant in two zones',
      '2026-11-23T10:00:00Z',
      '2026-11-23T11:00:00+01:00',
      record,
      { ...record, valueType: 'dateTime' },
    ],
    [
      'one of several',
      ['a'],
      ['b', 'a'],
      { ...record, valueType: 'other', maxCardinality: 1 },
      { ...record, valueType: 'other', maxCardinality: 5 },
    ],
  ])('is compared as its type says: %s may be the same later', async (_what, one, other, before, after) => {
    const id = await specification({ specCharacteristic: [{ ...before, isUnique: true }] })
    const [first, second] = [await made(id, one), await made(id, other)]
    expect(await change(id, { ...after, isUnique: true })).toMatchObject({
      status: 409,
      body: { code: 'notUnique', message: expect.stringContaining(`${first.href} and ${second.href}`) },
    })
    await remove(first.id)
    expect((await change(id, { ...after, isUnique: true })).status).toBe(200)
    expect(await post(id, one)).toMatchObject({ status: 409, body: { referenceError: second.href } })
    expect((await change(id, { ...before, isUnique: true })).status).toBe(200)
    expect((await post(id, one)).status).toBe(201)
  })

  test('of a part is so in the bundles that contain it, each for itself', async () => {
    const part = await specification()
    const inner = await specification(containing(part))
    const outer = await specification(containing(inner))
    const [first, second] = [await made(outer, 'A'), await made(outer, 'A')]
    for (const id of [part, inner]) await made(id, 'A')
    expect((await change(part, { ...record, isUnique: true })).body.message).toContain(
      `${first.href} and ${second.href}`,
    )
    await remove(first.id)
    expect((await change(part, { ...record, isUnique: true })).status).toBe(200)
    for (const id of [part, inner, outer]) expect((await post(id, 'A')).status).toBe(409)
    expect(
      (
        await world.call('PATCH', `/usageSpecification/${outer}`, {
          ...containing(await specification()),
          specCharacteristic: [record],
        })
      ).status,
    ).toBe(200)
    expect([(await post(outer, 'A')).status, (await post(inner, 'A')).status]).toEqual([201, 409])
  })

  test('leaves other changes alone: they neither read nor lock what usages have', async () => {
    const id = await specification({ specCharacteristic: [{ ...record, isUnique: true }] })
    await made(id, 'A')
    await world.pool.transaction(async (db) => {
      await db.runText('select from usage where usage_specification_id = $1 for update', [id])
      expect((await change(id, { ...record, isUnique: true, description: 'later' }, { name: 'more' })).status).toBe(200)
    })
  })

  test('counts also for usages that come while it changes; of two with the same value the second goes without', async () => {
    const id = await specification()
    await made(id, 'A')
    // Somebody else is about to claim what the change needs, so that it waits after it has read.
    const key = digestOf('value', id, 'record', 'A')
    const blocker = await world.pool.client.reserve()
    await blocker`begin`
    await blocker`insert into claim (key, kind, type, id) values (${key}, 'value', 'Usage', 'nobody')`
    const changed = change(id, { ...record, isUnique: true })
    while ((await world.pool.client`select from pg_locks where not granted`).length === 0) await Bun.sleep(5)
    const [late, same] = [await made(id, 'B'), await made(id, 'A')]
    await blocker`rollback`
    blocker.release()
    expect((await changed).status).toBe(200)
    expect(await post(id, 'B')).toMatchObject({ status: 409, body: { referenceError: late.href } })
    expect(await claims(id)).toEqual([2, 2])
    const { status, body } = await world.call('PATCH', `/usage/${same.id}`, { description: 'later' })
    expect([status, body.validation.brokenRule]).toMatchObject([200, [{ code: 'notUnique', characteristic: 'record' }]])
  })
})

describe('Too many to be compared', () => {
  test('are refused at once, with another way; what is unique no more needs no comparison', async () => {
    const id = await specification({ specCharacteristic: [{ ...record, isUnique: true }] })
    await world.pool.client`
      insert into usage (id, document, status, usage_specification_id, keys)
      select '01KATJ7T0M' || lpad(number::text, 16, '0'), '{}', 'received', ${id}, '{}' from generate_series(1, 25001) as number`
    const refused = await change(id, { ...record, valueType: 'number', isUnique: true })
    expect([refused.status, refused.body.code, refused.body.message]).toEqual([
      409,
      'tooManyUsages',
      expect.stringContaining('Create a new version of the specification'),
    ])
    expect((await change(id, record)).status).toBe(200)
    expect((await change(id, { ...record, isUnique: true })).status).toBe(409)
    await world.pool
      .client`delete from usage where usage_specification_id = ${id} and id < '01KATJ7T0M0000000000010002'`
    expect((await change(id, { ...record, isUnique: true })).status).toBe(200)
  })

  test('are values, too: few usages may have many', async () => {
    const id = await specification()
    for (let usage = 0; usage < 3; usage++)
      await made(
        id,
        Array.from({ length: 10_000 }, (_, value) => `${usage}-${value}`),
      )
    expect(await change(id, { ...record, isUnique: true })).toMatchObject({
      status: 409,
      body: { code: 'tooManyUsages' },
    })
    expect(await claims(id)).toEqual([0, 0])
  })
})
