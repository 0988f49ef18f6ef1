import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeTime } from 'ulid'
import { connect } from '../../server/db/connect'
import { applyJsonPatch } from '../../server/patch/jsonPatch'
import type { Resource } from '../../server/resource/resource'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { blankDatabase } from '../support/database'
import { type Answer, aSpecification, aUsage, startWorld, unknownUuid } from '../support/world'

const world = startWorld()
const because = (reason: string) => ({ headers: { 'x-reason': reason } })

interface Entry {
  revision: number
  at: string
  by?: string
  reason?: string
  deleted?: true
  change?: unknown[]
  document?: Record<string, unknown>
}

const cases: { it: Resource; make: (what?: Record<string, unknown>) => object }[] = [
  { it: usage, make: aUsage },
  { it: usageSpecification, make: aSpecification },
]

describe.each(cases)('$it.type', ({ it, make }) => {
  const at = `/${it.path}`
  const revisions = async (id: string, query = '') =>
    (await world.call<Entry[]>('GET', `/api${at}/${id}/revisions${query}`)).body
  const asOf = (id: string, instant: string, query = '') =>
    world.call('GET', `${at}/${id}?asOf=${encodeURIComponent(instant)}${query}`)
  /** One that was created, changed twice and deleted. */
  const lived = async () => {
    const { body } = await world.call('POST', at, make({ description: 'first' }), because('Imported by hand'))
    const second = await world.call('PATCH', `${at}/${body.id}`, { description: 'second' }, because('Wrong call'))
    const third = await world.call('PATCH', `${at}/${body.id}`, { description: 'third' })
    await world.call('DELETE', `${at}/${body.id}`, undefined, because('Sent twice'))
    return { id: body.id as string, documents: [body, second.body, third.body] }
  }

  test('tells who made each revision, when, why and how, newest first, also once it is deleted', async () => {
    const { id, documents } = await lived()
    const entries = await revisions(id)
    expect(entries.map(({ revision, by, reason, deleted }) => [revision, by, reason, deleted])).toEqual([
      [4, 'local', 'Sent twice', true],
      [3, 'local', undefined, undefined],
      [2, 'local', 'Wrong call', undefined],
      [1, 'local', 'Imported by hand', undefined],
    ])
    expect(Object.keys(entries[0] ?? {})).toEqual(['revision', 'at', 'by', 'reason', 'deleted'])
    expect(entries.slice(1).map(({ document }) => document)).toEqual(documents.toReversed())
    expect(entries[1]?.change).toContainEqual({ op: 'replace', path: '/description', value: 'third' })
    expect(entries[3]).not.toHaveProperty('change')
    const times = entries.map((entry) => entry.at)
    expect(times.toSorted().toReversed()).toEqual(times)
    expect(new Set(times).size).toBe(4)
  })

  test('tells of one that was never changed by one revision, and 404 of what never was', async () => {
    const { body } = await world.call('POST', at, make())
    expect(await revisions(body.id)).toEqual([{ revision: 1, at: expect.any(String), by: 'local', document: body }])
    for (const id of [unknownUuid, '01KATJ7V5XD6T3X0GQ8Z4MW2BN', '%E0%A4%A']) {
      expect(await world.call('GET', `/api${at}/${id}/revisions`)).toMatchObject({
        status: 404,
        body: { code: 'unknownId' },
      })
    }
  })

  test('is answered as it was at any instant of its life, with the ETag of then', async () => {
    const { id, documents } = await lived()
    const entries = (await revisions(id)).toReversed()
    for (const [index, document] of documents.entries()) {
      const { status, body, headers } = await asOf(id, entries[index]?.at ?? '')
      expect([status, headers.get('etag')]).toEqual([200, `"${index + 1}"`])
      expect(body).toEqual(document)
    }
    const first = documents[0]
    expect((await asOf(id, entries[0]?.at ?? '', '&fields=description')).body).toEqual({
      id,
      href: first.href,
      description: 'first',
    })
    const known = await world.call('GET', `${at}/${id}?asOf=${entries[1]?.at}`, undefined, {
      headers: { 'if-none-match': '"2"' },
    })
    expect(known).toMatchObject({ status: 304, text: '' })
    expect(await world.call('HEAD', `${at}/${id}?asOf=${entries[1]?.at}`)).toMatchObject({ status: 200, text: '' })
  })

  test('was not there before it was created, nor after it was deleted: 404, which says so', async () => {
    const { id } = await lived()
    const [deleted, , , created] = await revisions(id)
    expect(await asOf(id, '2001-01-01T00:00:00+01:00')).toMatchObject({
      status: 404,
      body: { code: 'notThereThen', message: expect.stringContaining(`created at ${created?.at}`) },
    })
    expect(await asOf(id, '2001')).toMatchObject({ status: 404, body: { code: 'notThereThen' } })
    for (const instant of [deleted?.at ?? '', new Date().toISOString().slice(0, 4)]) {
      expect(await asOf(id, instant)).toMatchObject({
        status: 404,
        body: { code: 'notThereThen', message: expect.stringContaining(`deleted at ${deleted?.at}`) },
      })
    }
    for (const unknown of [unknownUuid, '01KATJ7V5XD6T3X0GQ8Z4MW2BN'])
      expect(await asOf(unknown, '2026')).toMatchObject({ status: 404, body: { code: 'unknownId' } })
  })

  test('is answered as it is for the end of a day, month or year that is not over', async () => {
    const { body } = await world.call('POST', at, make())
    for (const length of [10, 7, 4])
      expect((await asOf(body.id, new Date().toISOString().slice(0, length))).body).toEqual(body)
  })

  test.each(['2999-01-01T00:00:00Z', '2999-12-31', '2999-12', '2999', '9999'])(
    'is refused for %s, which has not begun',
    async (instant) => {
      const { body } = await world.call('POST', at, make())
      expect(await asOf(body.id, instant)).toMatchObject({ status: 400, body: { code: 'futureInstant' } })
    },
  )

  test.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-11-23T10:14:00',
    'infinity',
    "'; drop table revision; --",
    '2026-11-23T10:14:00.0000000000Z',
  ])('refuses asOf=%s, which is no instant', async (instant) => {
    const { body } = await world.call('POST', at, make())
    expect(await asOf(body.id, instant)).toMatchObject({ status: 400, body: { code: 'invalidInstant' } })
  })

  test('as a list has no asOf: 400, which says where it belongs', async () => {
    for (const accept of ['application/json', 'text/csv']) {
      const answer = await world.call('GET', `${at}?asOf=2026-11-23T10:14:00Z`, undefined, { headers: { accept } })
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'invalidQuery', reason: 'asOf applies only to a single resource' },
      })
    }
    expect(await world.call('PATCH', `${at}/${unknownUuid}?asOf=2026`, {})).toMatchObject({ status: 400 })
    const { body } = await world.call('POST', at, make({ asOf: 'noon' }))
    expect((await world.call('GET', `${at}?asOf.eq=noon`)).body).toEqual([body])
  })

  test('fifty changes at once are fifty revisions, each with its reason, its time and a change that leads from the one before', async () => {
    const { body } = await world.call('POST', at, make({ log: [] }))
    const type = { 'content-type': 'application/json-patch+json' }
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.call('PATCH', `${at}/${body.id}`, [{ op: 'add', path: '/log/-', value: index }], {
          headers: { ...type, 'x-reason': `Entry ${index}` },
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    const entries = (await revisions(body.id, '?limit=200')).toReversed()
    expect(entries.map(({ revision }) => revision)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
    let document = entries[0]?.document ?? {}
    for (const [index, entry] of entries.slice(1).entries()) {
      expect(entry.at > (entries[index]?.at ?? '')).toBe(true)
      document = applyJsonPatch(it.type, document, entry.change)
      expect(document).toEqual(entry.document ?? {})
      const log = document.log as number[]
      expect(entry.reason).toBe(`Entry ${log.at(-1)}`)
      expect(answers[log.at(-1) ?? 0]).toMatchObject({ body: entry.document })
      expect((await asOf(body.id, entry.at)).body).toEqual(entry.document)
    }
    expect((document.log as number[]).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, index) => index),
    )
  })

  test('has its revisions a page at a time', async () => {
    const { id } = await lived()
    const numbers: number[] = []
    let next: string | undefined = `/api${at}/${id}/revisions?limit=1`
    while (next) {
      const page: Answer<Entry[]> = await world.call('GET', next)
      numbers.push(...page.body.map(({ revision }) => revision))
      next = /^<http:\/\/localhost(.*)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1]
    }
    expect(numbers).toEqual([4, 3, 2, 1])
    expect((await revisions(id, '?before=4&limit=2')).map(({ revision }) => revision)).toEqual([3, 2])
    expect(await revisions(id, '?before=1')).toEqual([])
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=x',
      'before=0',
      'before=-1',
      'before=9999999999',
      'limit=1&limit=2',
      'before=',
      'after=1',
    ]) {
      expect(await world.call('GET', `/api${at}/${id}/revisions?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalidQuery' },
      })
    }
    expect(await world.call('GET', `/api${at}/01KATJ7V5XD6T3X0GQ8Z4MW2BN/revisions?before=1`)).toMatchObject({
      status: 404,
    })
  })

  test('large revisions come a few at a time, and none is left out', async () => {
    const { body } = await world.call('POST', at, make())
    for (let index = 0; index < 24; index++)
      await world.call('PATCH', `${at}/${body.id}`, { large: String(index).padEnd(900_000) })
    const numbers: number[] = []
    for (let before = ''; ; before = `?before=${numbers.at(-1)}`) {
      const page = await revisions(body.id, before)
      expect(page.length).toBeLessThan(12)
      numbers.push(...page.map(({ revision }) => revision))
      if (numbers.at(-1) === 1) break
    }
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
  })

  test('a change that changes nothing, or that is refused, is no revision', async () => {
    const { body } = await world.call('POST', at, make({ description: 'same' }))
    await world.call('PATCH', `${at}/${body.id}`, { description: 'same' }, because('No change'))
    await world.call('PATCH', `${at}/${body.id}`, { description: 5 }, because('Refused'))
    await world.call(
      'PATCH',
      `${at}/${body.id}`,
      { description: 'new' },
      { headers: { 'if-match': '"2"', 'x-reason': 'Too late' } },
    )
    expect(await revisions(body.id)).toHaveLength(1)
  })

  test('each line of a stream, and each of a patch of the collection, is created with its reason', async () => {
    const line = JSON.stringify(make())
    const stream = await world.call('POST', at, `${line}\n${line}`, {
      headers: { 'content-type': 'application/x-ndjson', 'x-reason': 'Second delivery' },
    })
    const patch = await world.call('PATCH', at, [{ op: 'add', path: '/-', value: make() }], {
      headers: { 'content-type': 'application/json-patch+json', 'x-reason': 'Second delivery' },
    })
    const ids = [...stream.text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id ?? '').concat(patch.body[0].id)
    expect(ids).toHaveLength(3)
    for (const id of ids)
      expect(await revisions(id)).toMatchObject([{ revision: 1, by: 'local', reason: 'Second delivery' }])
  })
})

test('What a check found of a usage is a part of what it was, also where it passed, and once it is deleted', async () => {
  const { body: specification } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ specCharacteristic: [{ name: 'duration', valueType: 'integer' }] }),
  )
  const usage = { usageSpecification: { id: specification.id }, usageCharacteristic: [{ name: 'duration', value: 1 }] }
  const { body } = await world.call('POST', '/usage', usage, { headers: { 'idempotency-key': 'checked' } })
  await world.call('PATCH', `/usageSpecification/${specification.id}`, { description: 'The second' })
  await world.call('PATCH', `/usage/${body.id}`, { description: 'checked by the second' })
  await world.call('DELETE', `/usage/${body.id}`)
  const revisions = (await world.call<Entry[]>('GET', `/api/usage/${body.id}/revisions`)).body
  const checkedBy = async (revision: number) => {
    const at = revisions.find((entry) => entry.revision === revision)?.at ?? ''
    return (await world.call('GET', `/usage/${body.id}?asOf=${encodeURIComponent(at)}&fields=validation`)).body
      .validation
  }
  expect(await checkedBy(1)).toEqual({ result: 'passed', usageSpecificationRevision: 1, checkedAt: expect.any(String) })
  expect(await checkedBy(2)).toMatchObject({ result: 'passed', usageSpecificationRevision: 2 })
  const again = await world.call('POST', '/usage?fields=validation', usage, {
    headers: { 'idempotency-key': 'checked' },
  })
  expect(again.body).toEqual({ id: body.id, href: body.href, validation: await checkedBy(1) })
})

describe('X-Reason', () => {
  const reasonAfter = async (reason: string) => {
    const { body } = await world.call('POST', '/usage', aUsage())
    const { status, body: answer } = await world.call(
      'PATCH',
      `/usage/${body.id}`,
      { description: 'new' },
      because(reason),
    )
    if (status !== 200) return { status, code: answer.code, message: answer.message }
    return (await world.call('GET', `/api/usage/${body.id}/revisions`)).body[0].reason
  }
  const asBytes = (text: string) => Buffer.from(text).toString('latin1')

  test.each([
    ['Wrong tariff', 'Wrong tariff'],
    ['Gutschrift%20f%C3%BCr%20Mai', 'Gutschrift für Mai'],
    ['100%25 off; "quoted", 1+1', '100% off; "quoted", 1+1'],
    [asBytes('Gutschrift für Mai €'), 'Gutschrift für Mai €'],
    ['%F0%9F%98%80'.repeat(200), '😀'.repeat(200)],
    [' ', undefined],
    ['%20', undefined],
  ])('%s is kept', async (sent, kept) => {
    expect(await reasonAfter(sent)).toBe(kept)
  })

  test.each(['10% off', '%FF', '\xff', 'a%0Ab', 'a%00', 'a%7F', 'a%C2%85', '%E2%80%A8b', 'x'.repeat(201), 'a\tb'])(
    '%j is refused, with what would do',
    async (sent) => {
      expect(await reasonAfter(sent)).toEqual({
        status: 400,
        code: 'invalidReason',
        message: expect.stringMatching(/\S/),
      })
    },
  )

  test('that cannot be read leaves everything as it is, and is nothing to who only reads', async () => {
    const { body } = await world.call('POST', '/usage', aUsage())
    for (const [method, path] of [
      ['POST', '/usage'],
      ['PATCH', `/usage/${body.id}`],
      ['DELETE', `/usage/${body.id}`],
    ] as const)
      expect(await world.call(method, path, {}, because('%'))).toMatchObject({
        status: 400,
        body: { code: 'invalidReason' },
      })
    expect((await world.call('GET', `/usage/${body.id}`, undefined, because('%'))).body).toEqual(body)
  })
})

describe('a specification that usages refer to', () => {
  const referredTo = async (count: number) => {
    const { body } = await world.call('POST', '/usageSpecification', aSpecification())
    const lines = Array.from({ length: count }, () =>
      JSON.stringify(aUsage({ usageSpecification: { id: body.id } })),
    ).join('\n')
    if (count > 0) await world.call('POST', '/usage', lines, { headers: { 'content-type': 'application/x-ndjson' } })
    return `/usageSpecification/${body.id}`
  }

  test.each([
    [1, '1 usage refers to it'],
    [3, '3 usages refer to it'],
    [1001, 'More than 1000 usages refer to it'],
  ])('by %d usages is not deleted: 409, which says so, and how to do it anyway', async (count, words) => {
    const at = await referredTo(count)
    const refused = await world.call('DELETE', at)
    expect(refused).toMatchObject({ status: 409, body: { code: 'stillReferredTo', status: '409', '@type': 'Error' } })
    expect(refused.body.message).toStartWith(words)
    expect(refused.body.message).toContain('?force=true')
    expect(await world.call('DELETE', `${at}?force=false`)).toMatchObject({ status: 409 })
    expect(await world.call('GET', at)).toMatchObject({ status: 200 })
    expect(await world.call('DELETE', `${at}?force=true`)).toMatchObject({ status: 204 })
    expect(await world.call('GET', at)).toMatchObject({ status: 404 })
  })

  test('is asked for If-Match before that, and refuses what force is not', async () => {
    const at = await referredTo(1)
    expect(await world.call('DELETE', at, undefined, { headers: { 'if-match': '"7"' } })).toMatchObject({ status: 412 })
    for (const query of ['force', 'force=yes', 'force=true&force=1'])
      expect(await world.call('DELETE', `${at}?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalidQuery' },
      })
  })

  test('no more is deleted like any other', async () => {
    const at = await referredTo(1)
    const [referring] = (await world.call('GET', `/usage?usageSpecification.id=${at.split('/').at(-1)}`)).body
    expect(await world.call('DELETE', `/usage/${referring.id}`)).toMatchObject({ status: 204 })
    expect(await world.call('DELETE', at)).toMatchObject({ status: 204 })
  })
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s of revisions is not possible', async (method) => {
  const { body } = await world.call('POST', '/usage', aUsage())
  const { status, headers } = await world.call(method, `/api/usage/${body.id}/revisions`, {})
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  expect(await world.call('HEAD', `/api/usage/${body.id}/revisions`)).toMatchObject({ status: 200, text: '' })
})

test('what changed before there was a history has the instant of its creation, from the resource or from its id', async () => {
  const pool = connect(await blankDatabase(), { max: 1 })
  const migrateWith = (tag: string) =>
    pool.client.unsafe(readFileSync(join(import.meta.dir, `../../drizzle/${tag}.sql`), 'utf8'))
  for (const tag of ['0000_usage_and_specification', '0001_usage_keys']) await migrateWith(tag)
  const [there, gone] = [
    `${encodeTime(Date.parse('2026-11-01T00:00:00Z'), 10)}${'Z'.repeat(16)}`,
    `${encodeTime(Date.parse('2026-11-02T10:20:30.456Z'), 10)}${'0'.repeat(16)}`,
  ]
  await pool.client`insert into usage (id, document, status, usage_specification_id, keys, created_at) values (${there}, '{}', 'received', 'v', '{}', '2026-11-01T00:00:01Z')`
  for (const [id, change] of [
    [there, 'patch'],
    [gone, 'delete'],
  ] as const)
    await pool.client`insert into revision (type, id, revision, document, change, changed_by) values ('Usage', ${id}, 1, '{}', ${change}, 'local')`
  await migrateWith('0002_history')
  expect(
    await pool.client`select id, created_at at time zone 'UTC' as at, created_by from revision order by id`,
  ).toMatchObject([
    { id: there, at: '2026-11-01 00:00:01', created_by: null },
    { id: gone, at: '2026-11-02 10:20:30.456', created_by: null },
  ])
  await pool.close()
})
