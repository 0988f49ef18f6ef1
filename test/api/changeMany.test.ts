import { beforeAll, describe, expect, test } from 'bun:test'
import { changeMany, type PatchRequest } from '../../server/operations/operations'
import { usage } from '../../server/usage/usage'
import { makeWriter, type WriterLimits } from '../../server/write/writer'
import { aCaller } from '../support/caller'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** Many changes at once: one commit, and an outcome for each. */
const world = startWorld()
const caller = aCaller({ name: '10.0.0.1', reason: 'a test' })
let specification: string

beforeAll(async () => {
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ specCharacteristic: [{ name: 'recordId', isUnique: true }] }),
  )
  specification = body.id
})

/** Changes usages, and notes the size of every commit. */
const noting = (limits: Partial<WriterLimits> = {}) => {
  const commits: number[] = []
  const writer = makeWriter(world.pool, limits, (size) => commits.push(size))
  const context = { ...world.context, writer }
  return { commits, writer, change: (patches: PatchRequest[]) => changeMany(context, usage, patches, caller) }
}
const merge = (id: string, body: object, ifMatch: string | null = null): PatchRequest => ({
  id,
  patch: { kind: 'merge', body },
  ifMatch,
})
const made = async (count: number, what: object = {}) =>
  Promise.all(Array.from({ length: count }, () => world.store(aUsage({ status: 'received', ...what }))))
const withRecord = (value: string) => ({
  usageSpecification: { id: specification },
  usageCharacteristic: [{ name: 'recordId', value }],
})
const post = async (value: string) => (await world.call('POST', '/usage', withRecord(value))).body.id as string
const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  world.call('PATCH', `/usage/${id}`, body, { headers })
const read = async (id: string) => {
  const { body, headers } = await world.call('GET', `/usage/${id}`)
  return { body, etag: headers.get('etag') }
}
const claimsOf = async (id: string) => {
  const [row] = await world.pool.client<{ held: string[] | null; kept: string[] | null }[]>`
    select (select array_agg(key order by key) from claim where claim.id = usage.id) as held,
           (select array_agg(key order by key) from unnest(claims) as key) as kept
      from usage where id = ${id}`
  return row
}

/** The tally of a specification as it is kept, and as counting says. */
const tally = async (id: string) => {
  const [kept, counted] = await Promise.all([
    world.pool.client`
      select status, sum(count)::int as count
        from (select status, count from usage_tally where axis = 'all' and usage_specification_id = ${id}
              union all
              select status, count from usage_tally_change where usage_specification_id = ${id}) as both_of_them
       group by status having sum(count) <> 0 order by status`,
    world.pool.client`
      select status, count(*)::int as count from usage where usage_specification_id = ${id} group by status order by status`,
  ])
  return { kept: [...kept], counted: [...counted] }
}

describe('Changes that come together', () => {
  test('share commits, each with its outcome, its revision and its history', async () => {
    const { change, commits } = noting()
    const ids = await made(50)
    const outcomes = await change(ids.map((id, index) => merge(id, { description: `new ${index}` })))
    expect(outcomes.map((outcome) => outcome.result === 'changed' && [outcome.row.id, outcome.row.revision])).toEqual(
      ids.map((id) => [id, 2]),
    )
    expect(commits).toEqual([50])
    for (const [index, id] of ids.entries()) expect((await read(id)).body.description).toBe(`new ${index}`)
    const { body } = await world.call('GET', `/api/usage/${ids[7]}/revisions`)
    expect(body).toMatchObject([
      { revision: 2, by: '10.0.0.1', reason: 'a test', document: { description: 'new 7' } },
      { revision: 1 },
    ])
  })

  test('keep a refusal to themselves', async () => {
    const { change, commits } = noting()
    const ids = await made(6)
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids
    const outcomes = await change([
      merge(a, { description: 'fine' }),
      merge(b, { status: 'billed' }),
      merge(c, { description: 'fine' }, '"7"'),
      merge(d, { status: 'no such' }),
      merge('01KATJ7V5XD6T3X0GQ8Z4MW2BN', { description: 'nobody' }),
      merge("no id'", { description: 'nobody' }),
      merge(e, {}),
      merge(f, { description: 'fine' }, '"1"'),
    ])
    expect(
      outcomes.map((outcome) =>
        outcome.result === 'changed' ? outcome.row.revision : outcome.result === 'refused' && outcome.error.code,
      ),
    ).toEqual([2, 'illegalTransition', 'changedMeanwhile', 'invalidAttribute', 'unknownId', 'unknownId', 1, 2])
    expect(commits.length).toBe(1)
    expect(await Promise.all(ids.map(async (id) => (await read(id)).etag))).toEqual([
      '"2"',
      '"1"',
      '"1"',
      '"1"',
      '"1"',
      '"2"',
    ])
  })

  test('of one usage are made in order', async () => {
    const { change } = noting()
    const [id = '', other = ''] = await made(2)
    const add = (value: number): PatchRequest => ({
      id,
      patch: { kind: 'json', body: [{ op: 'add', path: '/notes/-', value }] },
      ifMatch: null,
    })
    await change([merge(id, { notes: [] })])
    const outcomes = await change([add(1), merge(other, { description: 'beside' }), add(2), add(3)])
    expect(outcomes.map((outcome) => outcome.result === 'changed' && outcome.row.revision)).toEqual([3, 2, 4, 5])
    expect((await read(id)).body.notes).toEqual([1, 2, 3])
  })

  test('are parted where the database refuses one, and the others are made', async () => {
    const { change, commits } = noting()
    const ids = await made(20)
    // Beyond what the checks let through: a date PostgreSQL cannot read.
    const outcomes = await change(
      ids.map((id, index) => merge(id, index === 11 ? { usageDate: '9999-12-31T23:59:59-14:00' } : { note: index })),
    )
    const refused = outcomes.findIndex(({ result }) => result === 'refused')
    expect([refused, outcomes.filter(({ result }) => result === 'changed').length]).toEqual([-1, 20])
    expect(commits).toEqual([20])
    const table = 'usage'
    await world.pool.client.unsafe(
      `alter table ${table} add constraint no_eleven check (document->>'note' <> '11') not valid`,
    )
    try {
      const again = await change(ids.map((id, index) => merge(id, { note: String(index) })))
      expect(again.map(({ result }) => result)).toEqual(ids.map((_, index) => (index === 11 ? 'refused' : 'changed')))
    } finally {
      await world.pool.client.unsafe(`alter table ${table} drop constraint no_eleven`)
    }
    expect(await Promise.all(ids.slice(10, 13).map(async (id) => (await read(id)).etag))).toEqual(['"3"', '"2"', '"3"'])
  })

  test('do not wait for a usage that somebody else has locked', async () => {
    const { change } = noting({ changeLanes: 1 })
    const ids = await made(8)
    const blocker = await world.pool.client.reserve()
    await blocker`begin`
    await blocker`select from usage where id = ${ids[3] ?? ''} for update`
    let isDone = false
    const locked = change(ids.slice(3, 4).map((id) => merge(id, { description: 'late' }))).then((outcomes) => {
      isDone = true
      return outcomes
    })
    const others = ids.filter((_, index) => index !== 3)
    const outcomes = await change(others.map((id) => merge(id, { description: 'at once' })))
    expect([isDone, outcomes.every(({ result }) => result === 'changed')]).toEqual([false, true])
    await blocker`commit`
    blocker.release()
    expect(await locked).toMatchObject([{ result: 'changed', row: { revision: 2 } }])
  })

  test('are turned away when too many wait', async () => {
    const { change, writer } = noting({ maxWaitingChanges: 5 })
    const ids = await made(6)
    const first = change(ids.slice(0, 5).map((id) => merge(id, { description: 'waits' })))
    expect(writer.waiting()).toBe(5)
    expect(await change([merge(ids[5] ?? '', {})]).catch((error) => error)).toMatchObject({
      status: 503,
      code: 'overloaded',
    })
    await writer.drained()
    expect(writer.waiting()).toBe(0)
    expect((await first).every(({ result }) => result === 'changed')).toBe(true)
  })
})

describe('Unique values of changes that come together', () => {
  test('have one holder; the other change is told, and keeps what it had', async () => {
    const { change } = noting()
    const ids = await Promise.all(['a1', 'a2', 'a3', 'a4'].map(post))
    const taken = await post('a-taken')
    const before = await claimsOf(ids[3] ?? '')
    const [a = '', b = '', c = '', d = ''] = ids
    const outcomes = await change([
      merge(a, withRecord('a-same')),
      merge(b, withRecord('a-same')),
      merge(c, withRecord('a-other')),
      merge(d, withRecord('a-taken')),
    ])
    expect(outcomes.map(({ result }) => result)).toEqual(['changed', 'held', 'changed', 'held'])
    expect(outcomes[1]).toMatchObject({ held: { id: a, claim: { label: 'recordId a-same' } } })
    expect(outcomes[3]).toMatchObject({ held: { id: taken } })
    expect(await claimsOf(d)).toEqual(before as NonNullable<typeof before>)
    for (const id of ids) {
      const { held, kept } = (await claimsOf(id)) ?? {}
      expect([held?.length, held]).toEqual([1, kept])
    }
    // Released values are free, kept values are not.
    expect((await world.call('POST', '/usage', withRecord('a1'))).status).toBe(201)
    expect((await world.call('POST', '/usage', withRecord('a4'))).status).toBe(409)
  })

  test('go from one to another in the order of the changes', async () => {
    const { change } = noting()
    const [a = '', b = ''] = await Promise.all(['b1', 'b2'].map(post))
    const outcomes = await change([merge(a, withRecord('b3')), merge(b, withRecord('b1'))])
    expect(outcomes.map(({ result }) => result)).toEqual(['changed', 'changed'])
    expect((await claimsOf(b))?.held).toEqual((await claimsOf(b))?.kept as string[])
  })
})

test('two hundred PATCHes at the same time get their own answers, and the tally and the history are right', async () => {
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ name: 'Many', specCharacteristic: [{ name: 'recordId', isUnique: true }] }),
  )
  const ids: string[] = []
  for (let index = 0; index < 50; index++)
    ids.push(
      (
        await world.call('POST', '/usage', {
          usageSpecification: { id: body.id },
          usageCharacteristic: [{ name: 'recordId', value: `m${index}` }],
        })
      ).body.id,
    )
  const answers = await Promise.all(
    ids.flatMap((id, index) => [
      patch(id, { status: 'rejected' }),
      patch(id, { description: 'marked' }),
      patch(id, { note: 'if nobody was faster' }, { 'if-match': '"1"' }),
      patch(id, { usageCharacteristic: [{ name: 'recordId', value: `m${index % 2 === 0 ? 50 : 100 + index}` }] }),
    ]),
  )
  const of = (which: number) => answers.filter((_, index) => index % 4 === which).map(({ status }) => status)
  expect(of(0)).toEqual(Array(50).fill(200))
  expect(of(1)).toEqual(Array(50).fill(200))
  expect(of(2)).toEqual(Array(50).fill(412))
  expect(of(3).filter((status) => status === 200)).toHaveLength(26)
  expect(of(3).filter((status) => status === 409)).toHaveLength(24)
  const { kept, counted } = await tally(body.id)
  expect(kept).toEqual(counted)
  expect(counted).toEqual([{ status: 'rejected', count: 50 }])
  for (const [index, id] of ids.entries()) {
    const isMoved = answers[index * 4 + 3]?.status === 200
    const { body: revisions } = await world.call('GET', `/api/usage/${id}/revisions`)
    expect(revisions.map(({ revision }: { revision: number }) => revision)).toEqual(isMoved ? [4, 3, 2, 1] : [3, 2, 1])
    const instants = revisions.map(({ at }: { at: string }) => at)
    expect(instants.toSorted().reverse()).toEqual(instants)
    expect(new Set(instants).size).toBe(instants.length)
    const { held, kept: keys } = (await claimsOf(id)) ?? {}
    expect([held?.length, held]).toEqual([1, keys])
  }
})

test('a batch does not wait for a unique value that another transaction is taking', async () => {
  const id = await post('wanted')
  const others = await made(10)
  const isHeld = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const holding = world.pool.transaction(async (db) => {
    await db.runText(`delete from claim where id = $1 and kind = 'value'`, [id])
    isHeld.resolve()
    await release.promise
  })
  await isHeld.promise
  const taker = await post('other')
  let isTaken = false
  const taking = patch(taker, withRecord('wanted')).then(() => {
    isTaken = true
  })
  const answers = await Promise.all(others.map((one) => patch(one, { description: 'not held up' })))
  expect(answers.map(({ status }) => status)).toEqual(others.map(() => 200))
  expect(isTaken).toBe(false)
  release.resolve()
  await Promise.all([holding, taking])
})

test('a change that has waited too long for others is refused, and not made later', async () => {
  const [id = ''] = await made(1)
  const { change } = noting({ maxWait: 50 })
  const isHeld = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const holding = world.pool.transaction(async (db) => {
    await db.runText('select from usage where id = $1 for update', [id])
    isHeld.resolve()
    await release.promise
  })
  await isHeld.promise
  const first = change([merge(id, { description: 'first' })])
  const late = change([merge(id, { description: 'late' })])
  await Bun.sleep(100)
  release.resolve()
  await holding
  expect([(await first)[0], (await late)[0]]).toMatchObject([
    { result: 'changed' },
    { result: 'refused', error: { status: 503, code: 'overloaded' } },
  ])
  expect((await read(id)).body.description).toBe('first')
})
