import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect, type Pool } from '../../server/db/connect'
import { migratedDatabase } from '../support/database'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../support/faultyProxy'
import { type Answer, aSpecification, aUsage, startWorld } from '../support/world'

/**
 * Each fault at each statement of each kind of write. Whatever happens: what is acknowledged is stored, what is refused is not, what nobody knows is said to be
 * unknown, and counters, tally, claims, revisions and the change log agree with what is stored.
 */
let proxy: FaultyProxy
let direct: Pool
const world = startWorld({
  statementTimeout: 1000,
  at: async () => {
    const url = await migratedDatabase()
    direct = connect(url, { max: 2 })
    proxy = await startFaultyProxy(url)
    return proxy.url
  },
})
afterAll(async () => {
  proxy.close()
  await direct.close()
})

let specification: string
beforeAll(async () => {
  const characteristics = ['recordId', 'ticket'].map((name) => ({ name, isUnique: true }))
  specification = (
    await world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic: characteristics }))
  ).body.id
})

let number = 0
/** A usage with an unmistakable description; with unique values for as many characteristics. */
function newUsage(unique: number, what: object = {}) {
  const description = `d${++number}`
  const usageCharacteristic = ['recordId', 'ticket']
    .slice(0, unique)
    .map((name) => ({ name, value: `${name}-${description}` }))
  return aUsage({
    description,
    usageDate: '2026-11-20T10:00:00Z',
    ...(unique > 0 && { usageSpecification: { id: specification }, usageCharacteristic }),
    ...what,
  })
}
type NewUsage = ReturnType<typeof newUsage>

const stored = async (description: string | undefined) =>
  (await direct.client`select id from usage where document ->> 'description' = ${description ?? ''}`).length
const create = async (usage: NewUsage): Promise<string> => (await world.call('POST', '/usage', usage)).body.id

/** What became of one thing that a request wanted, as its answer says and as the database shows. */
interface Outcome {
  status: number
  code: string | undefined
  /** The number of times that it has been done. */
  done: number
}
const outcomeOf = ({ status, body }: Answer<{ code?: string } | undefined>, done: number): Outcome => ({
  status,
  code: body?.code,
  done,
})

/** Prepares something, and returns the request. It returns what became of each thing it wanted. */
const writes: Record<string, () => Promise<() => Promise<Outcome[]>>> = {
  'a usage': async () => {
    const usage = newUsage(0)
    return async () => {
      const answer = await world.call('POST', '/usage', usage)
      return [outcomeOf(answer, await stored(usage.description))]
    }
  },
  'a usage with unique values and an Idempotency-Key': async () => {
    const usage = newUsage(2)
    const headers = { 'idempotency-key': `key-${usage.description}` }
    return async () => {
      const answer = await world.call('POST', '/usage', usage, { headers })
      const outcome = outcomeOf(answer, await stored(usage.description))
      proxy.disarm()
      // Sending it again with its key stores it once, whatever happened.
      expect((await world.call('POST', '/usage', usage, { headers })).status).toBe(201)
      expect(await stored(usage.description)).toBe(1)
      return [outcome]
    }
  },
  'a usage whose unique value is taken': async () => {
    const first = newUsage(1)
    await create(first)
    const second = {
      ...newUsage(0),
      usageSpecification: first.usageSpecification,
      usageCharacteristic: first.usageCharacteristic,
    }
    return async () => {
      const answer = await world.call('POST', '/usage', second)
      return [outcomeOf(answer, await stored(second.description))]
    }
  },
  'a stream of usages, of which one has a value that is taken': async () => {
    const first = newUsage(1)
    await create(first)
    const usages = [
      newUsage(0),
      newUsage(2),
      { ...newUsage(0), usageSpecification: first.usageSpecification, usageCharacteristic: first.usageCharacteristic },
      newUsage(1),
    ]
    return async () => {
      const { text, status } = await world.call(
        'POST',
        '/usage',
        usages.map((usage) => JSON.stringify(usage)).join('\n'),
        {
          headers: { 'content-type': 'application/x-ndjson' },
        },
      )
      const lines = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect([status, lines.length]).toEqual([200, usages.length])
      return Promise.all(
        usages.map(async ({ description }, index) => ({
          status: lines[index].status,
          code: lines[index].error?.code,
          done: await stored(description),
        })),
      )
    }
  },
  'additions to the collection': async () => {
    const usages = [newUsage(1), newUsage(2), newUsage(0)]
    const patch = usages.map((value) => ({ op: 'add', path: '/-', value }))
    return async () => {
      const answer = await world.call('PATCH', '/usage', patch, {
        headers: { 'content-type': 'application/json-patch+json' },
      })
      const each = await Promise.all(usages.map(({ description }) => stored(description)))
      // All or none.
      expect(new Set(each).size).toBe(1)
      return [outcomeOf(answer, each[0] ?? 0)]
    }
  },
  'a change of a unique value': async () => {
    const usage = newUsage(2)
    const id = await create(usage)
    const description = `d${++number}`
    const usageCharacteristic = [{ name: 'recordId', value: `recordId-${description}` }]
    return async () => {
      const answer = await world.call('PATCH', `/usage/${id}`, { description, usageCharacteristic })
      return [outcomeOf(answer, await stored(description))]
    }
  },
  'changes that arrive together': async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => create(newUsage(0))))
    return async () =>
      Promise.all(
        ids.map(async (id) => {
          const description = `d${++number}`
          const answer = await world.call('PATCH', `/usage/${id}`, { description, usageDate: '2026-11-21T10:00:00Z' })
          return outcomeOf(answer, await stored(description))
        }),
      )
  },
  'a deletion': async () => {
    const usage = newUsage(2)
    const id = await create(usage)
    return async () => {
      const answer = await world.call('DELETE', `/usage/${id}`)
      return [outcomeOf(answer, 1 - (await stored(usage.description)))]
    }
  },
}

async function expectConsistent(): Promise<void> {
  const [found] = await direct.client`
    select (select sum(count)::int from resource_count where type = 'Usage') - (select count(*)::int from usage) as counted,
           (select count(*)::int from claim where kind = 'value' and not exists (
              select from usage where usage.id = claim.id and claim.key = any(usage.claims))) as orphans,
           (select count(*)::int from usage, unnest(claims) as one where not exists (
              select from claim where claim.key = one and claim.id = usage.id)) as unclaimed,
           (select count(*)::int from claim where kind = 'request' and not exists (select from usage where usage.id = claim.id)) as requests,
           (select count(*)::int from usage where revision <> 1 + (select count(*) from revision where revision.id = usage.id)) as revisions,
           (select count(*)::int from (
              select usage_specification_id, status, count(*) from usage group by 1, 2
              except
              select usage_specification_id, status, sum(count)
                from (select usage_specification_id, status, count from usage_tally where axis = 'all'
                      union all
                      select usage_specification_id, status, count from usage_tally_change) as both_of_them
               group by 1, 2) as wrong) as tallied,
           (select count(*)::int from usage where 1 <> (
              select count(*) from (select ids, kind from change_pending union all select ids, kind from change_log) as log
               where kind = 'created' and usage.id = any(ids))) as logged`
  expect({ ...found }).toEqual({
    counted: 0,
    orphans: 0,
    unclaimed: 0,
    requests: 0,
    revisions: 0,
    tallied: 0,
    logged: 0,
  })
}

const faults: Fault[] = ['cutBefore', 'cutAfter', '53100', '40P01', '40001', '57P01', '57014']
/** The answers that a fault may have. An error of a rule, such as a value that is taken, needs none. */
const codes = ['overloaded', 'diskFull', 'outcomeUnknown', 'queryTooBroad']

function expectHonest({ status, code, done }: Outcome): void {
  expect([0, 1]).toContain(done)
  if (status < 300) expect(done).toBe(1)
  else if (status === 409) expect([code, done]).toEqual(['duplicate', 0])
  else {
    expect([status, codes.includes(code ?? ''), code]).toEqual([503, true, code])
    if (code !== 'outcomeUnknown') expect(done).toBe(0)
  }
}

describe.each(Object.keys(writes))('%s', (name) => {
  const write = async (fault: Fault | undefined, nth: number): Promise<{ outcomes: Outcome[]; statements: number }> => {
    const send = await (writes[name] as NonNullable<(typeof writes)[string]>)()
    proxy.arm(fault, nth)
    // The first thing that `send` does with the answer may be to disarm the proxy.
    let statements = 0
    const outcomes = await send().finally(() => {
      statements = proxy.disarm()
    })
    for (const outcome of outcomes) expectHonest(outcome)
    return { outcomes, statements }
  }

  test.each(faults)('%s at each statement', async (fault) => {
    const plain = await write(undefined, 0)
    let nth = 1
    const codesSeen = new Set<string | undefined>()
    // A fault changes the number of statements, so the walk ends with the first that is not reached.
    for (let most = 40; nth <= most; nth++) {
      const { outcomes } = await write(fault, nth)
      for (const { code, done } of outcomes)
        codesSeen.add(code === 'outcomeUnknown' && done === 1 ? 'unknownAndDone' : code)
      if (nth > plain.statements && outcomes.every(({ status }) => status !== 503)) break
    }
    expect(codes.some((code) => codesSeen.has(code)) || codesSeen.has('unknownAndDone')).toBe(true)
    // Of a commit whose answer is lost, nobody may say that it failed.
    expect(codesSeen.has('unknownAndDone')).toBe(fault === 'cutAfter' && name !== 'a usage whose unique value is taken')
    expect(nth).toBeLessThan(40)
    await expectConsistent()
  })
})

test('a write that is never answered is said to have an unknown outcome, and its connection is given up', async () => {
  const usage = newUsage(0)
  // The last statement of this write is the one that stores it.
  proxy.arm()
  await world.call('POST', '/usage', newUsage(0))
  const last = proxy.disarm()
  proxy.arm('silence', last)
  const { status, body, headers } = await world.call('POST', '/usage', usage)
  expect(proxy.disarm()).toBeGreaterThanOrEqual(last)
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'outcomeUnknown', '1'])
  expect(body.message).toContain('Idempotency-Key')
  expect(await stored(usage.description)).toBe(1)
  expect((await world.call('POST', '/usage', newUsage(2))).status).toBe(201)
  await expectConsistent()
}, 20_000)
