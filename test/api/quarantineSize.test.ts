import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rejectionKeysOf } from '../../server/checking/rejectionReasons'
import { connect } from '../../server/db/connect'
import type { BrokenRule } from '../../shared/checker/brokenRule'
import { blankDatabase } from '../support/database'
import { aSpecification, startWorld } from '../support/world'

/** The quarantine of what breaks many rules, and of many usages. */
const world = startWorld()

const specification = async (names: string[]) => {
  const specCharacteristic = names.map((name) => ({ name, minCardinality: 1 }))
  return (
    await world.call('POST', '/usageSpecification', aSpecification({ enforcement: 'quarantine', specCharacteristic }))
  ).body.id as string
}
const post = (id: string, names: string[] = []) =>
  world.call('POST', '/usage', {
    usageSpecification: { id },
    usageCharacteristic: names.map((name) => ({ name, value: 1 })),
  })
const quarantine = async (id: string, prefer?: string) => {
  const { body, headers } = await world.call<Group[]>('GET', `/api/quarantine?usageSpecification.id=${id}`, undefined, {
    headers: prefer ? { prefer } : {},
  })
  return { groups: body, applied: headers.get('preference-applied') }
}
interface Group {
  rule: string
  characteristic: string
  count: number
  sample: string[]
}

test.each(['random', 'long'])(
  'a usage that breaks fifty rules with %s names is there, and so is every rule of it',
  async (kind) => {
    const names = Array.from({ length: 50 }, (_, index) =>
      kind === 'long'
        ? `${index} ${'€ '.repeat(245)}.`
        : `${index}-${crypto.getRandomValues(new Uint8Array(28)).toHex()}`,
    )
    const id = await specification(names)
    const { status, body } = await post(id)
    expect([status, body.status, body.validation.brokenRule.length]).toEqual([201, 'rejected', 50])
    const { groups } = await quarantine(id)
    expect(groups.map(({ characteristic }) => characteristic).toSorted()).toEqual(names.toSorted())
    for (const group of groups) expect(group).toMatchObject({ rule: 'missing', count: 1, sample: [body.id] })
    const most = await world.call('PATCH', `/usage/${body.id}`, {
      usageCharacteristic: names.slice(1).map((name) => ({ name, value: 1 })),
    })
    expect(most.status).toBe(200)
    expect((await quarantine(id)).groups).toMatchObject([{ characteristic: names[0], count: 1, sample: [body.id] }])
  },
)

test('each rule is counted with its newest usages, whatever else those break', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const id = await specification(names)
  const lacking = new Map<string, string[]>()
  for (let usage = 0; usage < 120; usage++) {
    const given = names.filter(() => Math.random() < 0.6)
    const { body } = await post(id, given)
    for (const name of names) if (!given.includes(name)) lacking.set(name, [body.id, ...(lacking.get(name) ?? [])])
  }
  const { groups } = await quarantine(id)
  const expected = [...lacking].map(([characteristic, ids]) => ({
    rule: 'missing',
    characteristic,
    count: ids.length,
    sample: ids.slice(0, 3),
  }))
  expect(groups.map(({ count }) => count)).toEqual(
    expected.map(({ count }) => count).toSorted((one, other) => other - one),
  )
  expect(groups.toSorted((one, other) => (one.characteristic < other.characteristic ? -1 : 1))).toMatchObject(
    expected.toSorted((one, other) => (one.characteristic < other.characteristic ? -1 : 1)),
  )
})

/** Copies of a rejected usage, older than it. */
const copy = (of: string, many: number) => world.pool.client`
  insert into usage (id, document, status, usage_specification_id, keys, broken_rules)
  select '01KATJ7T0M' || lpad(number::text, 16, '0'), document, status, usage_specification_id, keys, broken_rules from usage, generate_series(1, ${many}) as number where id = ${of}`

test('where all are too many, the newest are counted, and the answer says so; who wants to know exactly waits', async () => {
  const id = await specification(['a', 'b'])
  const [old, one] = [(await post(id, ['b'])).body.id, (await post(id, ['a'])).body.id]
  await copy(old, 12_000)
  expect(await quarantine(id)).toMatchObject({
    groups: [
      { characteristic: 'a', count: 12_001 },
      { characteristic: 'b', count: 1, sample: [one] },
    ],
    applied: null,
  })
  const exact = await quarantine(id, 'count=exact')
  expect([exact.groups[0]?.count, exact.applied]).toEqual([12_001, 'count=exact'])
  const estimated = {
    groups: [
      { characteristic: 'a', count: 9_999, sample: [old, expect.any(String), expect.any(String)] },
      { characteristic: 'b', count: 1 },
    ],
    applied: 'count=estimated',
  }
  expect(await quarantine(id, 'count=estimated')).toMatchObject(estimated)

  const blocker = await world.pool.client.reserve()
  await blocker`begin`
  await blocker`lock table usage in access exclusive mode`
  const answer = quarantine(id)
  const isCountingTheNewest = () =>
    world.pool
      .client`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%status = ''rejected''%'`
  while ((await isCountingTheNewest()).length === 0) await Bun.sleep(20)
  await blocker`rollback`
  blocker.release()
  expect(await answer).toMatchObject(estimated)
})

test('what was turned down before there were keys of reasons gets the same ones', async () => {
  const pool = connect(await blankDatabase(), { max: 1 })
  const migrateWith = (tag: string) =>
    pool.client.unsafe(readFileSync(join(import.meta.dir, `../../drizzle/${tag}.sql`), 'utf8'))
  for (const tag of [
    '0000_usage_and_specification',
    '0001_usage_keys',
    '0002_history',
    '0003_claim',
    '0004_revision_aside',
  ])
    await migrateWith(tag)
  const reasons = [
    ['missing duration', 'wrongType call outcome', 'exclusivity ', 'noMatch Größe "€" \\ {a,b}'],
    ['specificationNotValidAt '],
    ['corrected '],
  ]
  for (const [index, texts] of reasons.entries()) {
    await pool.client`insert into usage (id, document, status, usage_specification_id, keys, broken_rules) values (${String(index)}, '{}', 'rejected', 'v', '{}', ${texts})`
  }
  await pool.client`insert into usage (id, document, status, usage_specification_id, keys) values ('fine', '{}', 'received', 'v', '{}')`
  const part = '01KATJ7V5XD6T3X0GQ8Z4MW2BN'
  const relationships = [part, 'elsewhere', part]
    .map((id) => ({ id, relationshipType: 'Contains' }))
    .concat({ id: '01KATJ7V5XD6T3X0GQ8Z4MW2BP', relationshipType: 'dependency' })
  for (const [id, isBundle] of [
    ['bundle', true],
    ['other', false],
  ] as const)
    await pool.client`insert into usage_specification (id, document, name) values (${id}, ${JSON.stringify({ isBundle, entitySpecRelationship: relationships })}, 'x')`
  await migrateWith('0005_bundle_and_broken_rule')
  const expected = reasons.map((texts) => {
    const brokenRule = texts.map(
      (text) =>
        ({ code: text.split(' ')[0], characteristic: text.slice(text.indexOf(' ') + 1) || undefined }) as BrokenRule,
    )
    return rejectionKeysOf({
      status: 'rejected',
      validation: texts[0] === 'corrected ' ? { result: 'passed' } : { result: 'failed', brokenRule },
    })
  })
  const found = await pool.client<
    { keys: string[] | null }[]
  >`select broken_rules::text[] as keys from usage order by id`
  expect(found.map(({ keys }) => keys)).toEqual([...expected, null])
  expect(await pool.client`select id, contained from usage_specification order by id`).toMatchObject([
    { id: 'bundle', contained: [part] },
    { id: 'other', contained: null },
  ])
  await pool.close()
})
