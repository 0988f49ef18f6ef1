import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { dropOldChanges } from '../../server/db/changeLog'
import { waitForWritesUnderWay } from '../../server/db/writesUnderWay'
import { usage } from '../../server/usage/usage'
import { changeLogWorker } from '../../server/workers'
import { makeWriter } from '../../server/write/writer'
import { type Change, defaultChanges } from '../../shared/api/changes'
import { limits } from '../../shared/limits'
import { aCaller } from '../support/caller'
import { aSpecification, aUsage, startWorld } from '../support/world'

const ndjson = { headers: { 'content-type': 'application/x-ndjson' } }
const described = ({ type, id, revision, kind }: Change) => ({ type, id, revision, kind })

describe('a reader of /api/change', () => {
  const world = startWorld()
  const read = (asked: Record<string, string> = {}) => world.call('GET', `/api/change?${new URLSearchParams(asked)}`)
  const now = async (): Promise<string> => (await read({ after: 'now' })).body.next
  /** All changes after a cursor, page by page. */
  async function follow(after: string, limit: number): Promise<{ changes: Change[]; next: string }> {
    const changes: Change[] = []
    let at = after
    for (;;) {
      const { status, body } = await read({ after: at, limit: String(limit) })
      expect(status).toBe(200)
      if (body.change.length === 0) return { changes, next: body.next }
      expect(body.next).toBe(body.change.at(-1).cursor)
      changes.push(...body.change)
      at = body.next
    }
  }
  /** Stores a usage; resolves with its id. */
  const post = async (what: Record<string, unknown>): Promise<string> =>
    (await world.call('POST', '/usage', aUsage(what))).body.id

  test('sees what was created, changed and deleted, each with its revision, from any cursor on', async () => {
    const start = await now()
    const specification = (await world.call('POST', '/usageSpecification', aSpecification())).body
    const id = await post({ description: 'first' })
    const patched = await world.call('PATCH', `/usage/${id}`, { description: 'second' })
    const lines = ['a', 'b', 'c'].map((description) => JSON.stringify(aUsage({ description }))).join('\n')
    const bulk = (await world.call('POST', '/usage', lines, ndjson)).text.trim().split('\n')
    await world.call('DELETE', `/usage/${id}`)
    const expected = [
      { type: 'UsageSpecification', id: specification.id, revision: 1, kind: 'created' },
      { type: 'Usage', id, revision: 1, kind: 'created' },
      { type: 'Usage', id, revision: 2, kind: 'changed' },
      ...bulk.map(() => ({ type: 'Usage', id: expect.any(String), revision: 1, kind: 'created' })),
      { type: 'Usage', id, revision: 3, kind: 'deleted' },
    ]
    expect(patched.headers.get('etag')).toBe('"2"')
    for (const limit of [1, 2, 3, 100]) {
      const { changes, next } = await follow(start, limit)
      expect(changes.map(described)).toEqual(expected as never)
      // Lines of one request may be in several commits.
      const ids = changes.slice(3, -1).map((change) => change.id)
      expect(ids.sort()).toEqual(bulk.map((line) => JSON.parse(line).id).sort())
      expect(await read({ after: next })).toMatchObject({ status: 200, body: { change: [], next } })
      for (const [index, { cursor }] of changes.entries())
        expect((await read({ after: cursor })).body.change).toEqual(changes.slice(index + 1))
    }
    const { body, headers } = await read({ after: start, limit: '2' })
    expect(headers.get('link')).toBe(`<http://localhost/api/change?after=${body.next}&limit=2>; rel="next"`)
    const revisions = (await world.call('GET', `/api/usage/${id}/revisions`)).body
    const own = (await follow(start, 100)).changes.filter((change) => change.id === id)
    expect(own.map(({ at }) => at)).toEqual(revisions.map(({ at }: { at: string }) => at).reverse())
  })

  test('starts with the oldest change that is kept, by default a page of 100', async () => {
    const lines = Array.from({ length: 120 }, () => JSON.stringify(aUsage())).join('\n')
    await world.call('POST', '/usage', lines, ndjson)
    const { body } = await read()
    expect(body.change).toHaveLength(defaultChanges)
    expect(body.change[0]).toMatchObject({ type: 'UsageSpecification', kind: 'created' })
  })

  test('does not lose a change whose commit comes after the commits of later ones', async () => {
    const start = await now()
    const early = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const id = '01KATJ7V5XD6T3X0GQ8Z4MW2BN'
    const late = world.pool.transaction(async (db) => {
      await db.runText(
        "insert into change_pending (type, kind, ids, at) values ('Usage', 'created', array[$1], array[now()])",
        [id],
      )
      early.resolve()
      await release.promise
    })
    await early.promise
    const other = await post({})
    const seen = await follow(start, 10)
    expect(seen.changes.map((change) => change.id)).toEqual([other])
    release.resolve()
    await late
    expect((await follow(seen.next, 10)).changes.map((change) => change.id)).toEqual([id])
  })

  test('misses nothing and sees nothing twice while two servers create, change and delete', async () => {
    const second = makeWriter(world.pool, { maxBatch: 3, maxChanges: 2 })
    const ids = await Promise.all(Array.from({ length: 5 }, () => post({ description: '' })))
    const start = await now()
    const expected = new Map<string, number>()
    let isWriting = true
    const changes: Change[] = []
    const reading = (async () => {
      let at = start
      for (;;) {
        const wasWriting = isWriting
        const { changes: some, next } = await follow(at, 7)
        changes.push(...some)
        at = next
        if (!wasWriting) return
      }
    })()
    const change = (writer: typeof second, id: string, text: string) =>
      writer.change(usage, [
        {
          ...aCaller(),
          id,
          author: aCaller(),
          size: 10,
          propose: (row) => {
            const document = JSON.parse(row.document)
            return {
              id,
              base: '',
              scope: aCaller().scope,
              before: document,
              document: { ...document, description: text },
              holds: [],
              isWorthStoring: () => true,
            }
          },
        },
      ])
    const changed: string[] = []
    await Promise.all(
      Array.from({ length: 120 }, async (_, index) => {
        const id = ids[index % ids.length] ?? ''
        const writer = index % 2 ? second : world.writer
        if (index % 3 === 0) {
          const outcomes = await writer.create(usage, [
            usage.prepare(aUsage({ description: 'more' }), new Date()),
            usage.prepare(aUsage({ description: 'and more' }), new Date()),
          ])
          for (const outcome of outcomes) if (outcome.result === 'created') expected.set(outcome.row.id, 1)
        } else {
          const [outcome] = await change(writer, id, String(index))
          if (outcome?.result === 'changed') changed.push(id)
          else expect(outcome).toMatchObject({ result: 'refused', error: { status: 503 } })
        }
      }),
    )
    await Promise.all(ids.map((id) => world.call('DELETE', `/usage/${id}`)))
    isWriting = false
    await reading
    for (const id of ids) {
      const own = changes.filter((one) => one.id === id)
      const count = changed.filter((one) => one === id).length
      expect(own.map(({ revision }) => revision)).toEqual(Array.from({ length: count + 1 }, (_, index) => index + 2))
      expect(own.at(-1)?.kind).toBe('deleted')
      expect(own.map(({ at }) => at)).toEqual(own.map(({ at }) => at).sort())
    }
    const created = changes.filter(({ kind }) => kind === 'created').map(({ id }) => id)
    expect(created.sort()).toEqual([...expected.keys()].sort())
  })

  test.each([
    ['type=UsageSpecification', ['specification']],
    ['kind=created', ['specification', 'call', 'sms']],
    ['kind=changed,deleted', ['call changed', 'sms deleted']],
    ['usage.usageType=call', ['call', 'call changed']],
    ['usage.usageType=call&kind=changed', ['call changed']],
    ['usage.usageType=call;usageSpecification.name=Followed', ['specification', 'call', 'call changed']],
    ['usage.description=closed', ['call changed']],
    ['usage.characteristic.duration.gt=60', ['call', 'call changed']],
    ['usage.usageDate=2026-11-23', ['call', 'call changed']],
    ['usage.usageType=sms', ['sms', 'sms deleted']],
    ['usage.usageType.ne=call', ['sms', 'sms deleted']],
    ['revision.gte=2', ['call changed', 'sms deleted']],
    ['at.gte=2020&usage.usageType=call&usageSpecification.name=Followed', []],
  ])('asks only for %s', async (query, expected) => {
    const start = await now()
    const specification = (await world.call('POST', '/usageSpecification', aSpecification({ name: 'Followed' }))).body
      .id
    const usageCharacteristic = [{ name: 'duration', value: 75 }]
    const call = await post({ usageType: 'call', usageDate: '2026-11-23T10:00:00Z', usageCharacteristic })
    await world.call('PATCH', `/usage/${call}`, { description: 'closed' })
    const sms = await post({ usageType: 'sms' })
    await world.call('DELETE', `/usage/${sms}`)
    const names = new Map([
      [`${specification} created`, 'specification'],
      [`${call} created`, 'call'],
      [`${call} changed`, 'call changed'],
      [`${sms} created`, 'sms'],
      [`${sms} deleted`, 'sms deleted'],
    ])
    const { body } = await read({ after: start, query })
    expect(body.change.map(({ id, kind }: Change) => names.get(`${id} ${kind}`))).toEqual(expected)
  })

  test('compares changes of resources of any size with its query, some at a time', async () => {
    const start = await now()
    const sizes = [1, 900, 2, 950, 800, 1000, 700, 900, 3, 900, 960, 1, 900, 1, 1]
    const ids: string[] = []
    for (const [number, kilobytes] of sizes.entries())
      ids.push(await post({ usageType: `third ${number % 3}`, description: 'x'.repeat(kilobytes * 1000) }))
    await world.call('DELETE', `/usage/${ids[4]}`)
    for (const third of [0, 1, 2]) {
      const { status, body } = await read({ after: start, query: `usage.usageType=third ${third}` })
      expect([status, body.change.map(({ id }: Change) => id)]).toEqual([
        200,
        [...ids.filter((_id, number) => number % 3 === third), ...(third === 1 ? [ids[4]] : [])],
      ])
    }
  })

  test('moves on when its query passes over many changes, a bounded number at a time', async () => {
    const start = await now()
    await world.pool.runText(
      `insert into change_pending (type, kind, ids, at)
       select 'Usage', 'created', array(select lpad(n::text, 26, '0') from generate_series(1, 500) as n), array[now()] from generate_series(1, $1)`,
      [limits.comparedChanges / 500 + 1],
    )
    const id = await post({})
    const first = (await read({ after: start, query: `id=${id}` })).body
    expect(first.change).toEqual([])
    expect(first.next).not.toBe(start)
    const second = (await read({ after: first.next, query: `id=${id}` })).body
    expect(second.change).toMatchObject([{ id }])
  })

  test('goes on behind usages that are large, whatever its query', async () => {
    const start = await now()
    const id = await post({
      description: 'y'.repeat(700_000),
      list: Array.from({ length: 30_000 }, (_, index) => index),
    })
    const sought = await post({ description: 'a call', list: [30_000] })
    for (const query of ['usage.description.like=*call*', 'usage.description.regex=ca[lm]l', 'usage.list=30000'])
      expect((await read({ after: start, query })).body.change).toMatchObject([{ id: sought }])
    expect((await read({ after: start, query: 'usage.description.like=yyy*', limit: '1' })).body.change).toMatchObject([
      { id },
    ])
  })

  test.each([
    [{ query: 'type=usage' }, 'invalidFilter'],
    [{ query: 'type=Usage,Nope' }, 'invalidFilter'],
    [{ after: 'yesterday' }, 'invalidCursor'],
    [{ after: '' }, 'invalidCursor'],
    [{ after: '0.1' }, 'invalidCursor'],
    [{ after: '99999999999.0' }, 'invalidCursor'],
    [{ after: '1.0; drop table usage' }, 'invalidCursor'],
    [{ limit: '0' }, 'invalidQuery'],
    [{ limit: '1001' }, 'invalidQuery'],
    [{ limit: 'x' }, 'invalidQuery'],
    [{ since: '2026' }, 'invalidQuery'],
    [{ query: 'status=rated' }, 'unknownAttribute'],
    [{ query: 'usage.statsu=rated' }, 'unknownAttribute'],
    [{ query: 'usage.usageDate.gte=soon' }, 'invalidFilter'],
    [{ query: 'kind=created&sort=at' }, 'invalidQuery'],
    [{ query: "filter=$[?(@.kind=='created')]" }, 'invalidQuery'],
    [{ query: 'fields=id' }, 'invalidQuery'],
  ])('is told what is wrong with %o', async (asked, code) => {
    expect(await read(asked as Record<string, string>)).toMatchObject({ status: 400, body: { code } })
  })

  test('is told when the changes after a cursor are no longer kept: 410', async () => {
    const start = await now()
    await post({})
    await post({})
    const { changes, next } = await follow(start, 10)
    await changeLogWorker(world.pool, 30).processAll()
    expect((await read({ after: start })).body.change).toEqual(changes)
    await dropOldChanges(world.pool, new Date(Date.now() + 1000))
    for (const after of [start, changes[0]?.cursor ?? ''])
      expect(await read({ after })).toMatchObject({ status: 410, body: { code: 'cursorExpired' } })
    // A reader that has read everything loses nothing, however long it waits.
    expect(await read({ after: next })).toMatchObject({ status: 200, body: { change: [], next } })
    const id = await post({})
    expect((await read({ after: next })).body.change).toMatchObject([{ id }])
    expect((await read()).body.change).toMatchObject([{ id }])
  })
})

describe('asOf', () => {
  const world = startWorld()

  test('of an instant is the same before and after a change that was under way then', async () => {
    const { id } = (await world.call('POST', '/usage', aUsage({ description: 'before' }))).body
    await world.pool.client.unsafe(`
      create function wait_for_test() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(42); return new; end $$;
      create trigger wait_for_test before insert on revision for each row execute function wait_for_test()`)
    const held = await world.pool.client.reserve()
    await held`select pg_advisory_lock(42)`
    const patching = world.call('PATCH', `/usage/${id}`, { description: 'after' })
    const isWaiting = async () =>
      (await held`select from pg_locks where locktype = 'advisory' and objid = 42 and not granted`).length > 0
    while (!(await isWaiting())) await Bun.sleep(5)
    const [moment] = await held<{ at: string }[]>`
      select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`
    const asOf = () => world.call('GET', `/usage/${id}?asOf=${moment?.at}`)
    const first = asOf()
    await Promise.race([first, Bun.sleep(200)])
    await held`select pg_advisory_unlock(42)`
    held.release()
    expect((await patching).status).toBe(200)
    expect((await first).body).toEqual((await asOf()).body)
    expect((await first).body.description).toBe('after')
  })

  test('is refused, with a Retry-After, behind a write that takes too long', () =>
    world.pool.transaction(async (db) => {
      await db.runText('select pg_current_xact_id()', [])
      await expect(waitForWritesUnderWay(world.pool, 20)).rejects.toMatchObject({
        status: 503,
        extra: { headers: { 'retry-after': expect.any(String) } },
      })
    }))

  test('of an instant that has passed never changes, whatever is written meanwhile', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('patch', 'look'), { minLength: 4, maxLength: 12 }), async (steps) => {
        const { id } = (await world.call('POST', '/usage', aUsage())).body
        const looks: Promise<[string, unknown]>[] = []
        const writes: Promise<unknown>[] = []
        for (const [index, step] of steps.entries()) {
          if (step === 'patch') writes.push(world.call('PATCH', `/usage/${id}`, { description: String(index) }))
          else {
            const at = new Date().toISOString()
            looks.push(world.call('GET', `/usage/${id}?asOf=${at}`).then(({ body }) => [at, body]))
          }
          await Bun.sleep(1)
        }
        await Promise.all(writes)
        for (const [at, body] of await Promise.all(looks))
          expect((await world.call('GET', `/usage/${id}?asOf=${at}`)).body).toEqual(body as never)
      }),
      { numRuns: 30 },
    ))

  test('of an instant to come is refused', async () => {
    const { id } = (await world.call('POST', '/usage', aUsage())).body
    expect(await world.call('GET', `/usage/${id}?asOf=2999-01-01T00:00:00Z`)).toMatchObject({
      status: 400,
      body: { code: 'futureInstant' },
    })
  })
})

describe('updatedAt', () => {
  const world = startWorld()

  test('finds what was created or changed since an instant, also long after it was created', async () => {
    const ids: string[] = []
    for (const description of ['a', 'b', 'c'])
      ids.push((await world.call('POST', '/usage', aUsage({ description }))).body.id)
    const [first, , third] = ids
    const since = async (at: string, more = '') =>
      (await world.call('GET', `/usage?updatedAt.gt=${at}&fields=id${more}`)).body.map(({ id }: { id: string }) => id)
    const at = async (id: string | undefined): Promise<string> =>
      (await world.call('GET', `/api/usage/${id}/revisions`)).body[0].at
    const third1 = await at(third)
    expect(await since(third1)).toEqual([])
    await world.call('PATCH', `/usage/${first}`, { description: 'later' })
    expect(await since(third1)).toEqual([first])
    expect(await since(await at(first))).toEqual([])
    expect(await since('2020')).toEqual(ids.toReversed())
    expect(await since('2020', '&sort=-updatedAt')).toEqual([first, third, ids[1]])
    expect(await since('2020', '&sort=updatedAt&limit=2')).toEqual([ids[1], third])
    expect((await world.call('GET', `/usage?updatedAt=${third1}`)).body).toMatchObject([{ id: third }])
    expect((await world.call('GET', '/usage?updatedAt.isnull=true')).body).toEqual([])
    expect((await world.call('GET', '/usage?updatedAt.gte=2020')).headers.get('x-total-count')).toBe('3')
    const specification = (await world.call('POST', '/usageSpecification', aSpecification())).body.id
    expect((await world.call('GET', '/usageSpecification?updatedAt.gte=2020')).body).toMatchObject([
      { id: specification },
    ])
  })

  test.each([
    ['/usage?updatedAt.gte=soon', 'invalidFilter'],
    ['/usage?updatedAt.since=2026', 'unknownAttribute'],
    ['/usage?updatedat.gte=2026', 'unknownAttribute'],
    ['/api/change?query=usage.updatedAt.gte=2026', 'invalidFilter'],
  ])('is told what is wrong with %s', async (path, code) => {
    expect(await world.call('GET', path)).toMatchObject({ status: 400, body: { code } })
  })
})
