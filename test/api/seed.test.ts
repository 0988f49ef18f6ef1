import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { decodeTime } from 'ulid'
import { services, specificationsOf } from '../../server/dev/specifications'
import { type SeedUsage, usages } from '../../server/dev/usages'
import { checkNew } from '../../server/resource/check'
import { type UsageCharacteristic, UsageCreate } from '../../shared/usage'
import { type CharacteristicSpecification, UsageSpecificationCreate } from '../../shared/usageSpecification'
import { basePath, usageStatuses } from '../../shared/vocabulary'
import { makeDataDir, type RunningServer, startServer } from '../support/process'

const until = new Date('2026-11-23T10:00:00Z')
const day = 86_400_000
const wanted = { count: 20_000, days: 28, until, seed: 7 }
const all = [...usages(wanted)]

const countBy = <Key extends string | number>(keys: Iterable<Key>): Map<Key, number> => {
  const counts = new Map<Key, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

describe('generated usages', () => {
  test('are the same for the same seed and instant, ids included', () => {
    expect([...usages(wanted)]).toEqual(all)
  })

  test('differ for another seed', () => {
    const [other] = usages({ ...wanted, seed: 8 })
    expect(other).not.toEqual(all[0] as SeedUsage)
  })

  test('arrive in the order of their ids, within the days, a little after they happened', () => {
    expect(all).toHaveLength(wanted.count)
    expect(new Set(all.map(({ id }) => id)).size).toBe(wanted.count)
    let last = until.getTime() - wanted.days * day
    for (const { id, document } of all) {
      const arrived = decodeTime(id)
      const late = arrived - Date.parse(document.usageDate ?? '')
      expect(arrived >= last && arrived <= until.getTime() && late >= 0 && late <= 2 * 3_600_000 + 1).toBe(true)
      last = arrived
    }
  })

  test('pass the check of a request', () => {
    for (const { document } of all) checkNew('Usage', UsageCreate, document)
  })

  test('keep every rule of their specification, but for most of the rejected, which break one; the others of those say why they were turned down', () => {
    const specifications = new Map(
      Object.values(specificationsOf(wanted.seed)).map(({ id, document }) => [id, document.specCharacteristic ?? []]),
    )
    const reasons = { rule: 0, word: 0 }
    for (const { document } of all) {
      const characteristics = document.usageCharacteristic ?? []
      const broken = brokenRules(specifications.get(document.usageSpecification.id) ?? [], characteristics)
      const hasReason = characteristics.some(({ name }) => name === 'rejectionReason')
      const isTurnedDown = document.status === 'rejected' || document.status === 'recycled'
      expect({ document, broken: broken.length + Number(hasReason) }).toEqual({
        document,
        broken: isTurnedDown ? 1 : 0,
      })
      if (broken.length > 0) expect(document.status).toBe('rejected')
      if (document.status === 'rejected') reasons[hasReason ? 'word' : 'rule']++
    }
    expect(reasons.rule).toBeGreaterThan(reasons.word)
    expect(reasons.word).toBeGreaterThan(50)
    expect([...countBy(all.map(({ document }) => document.usageType ?? '')).keys()].sort()).toEqual(
      [...services].sort(),
    )
  })

  test('have unique values where the specification wants them', () => {
    const recordIds = all
      .flatMap(({ document }) => document.usageCharacteristic ?? [])
      .flatMap(({ name, value }) => (name === 'recordId' ? [value] : []))
    expect(recordIds.length).toBeGreaterThan(1000)
    expect(new Set(recordIds).size).toBe(recordIds.length)
  })

  test.each([1, 28])('stand in every status, most of them rated or billed, over %d days', (days) => {
    const statuses = countBy([...usages({ ...wanted, days })].map(({ document }) => document.status ?? 'received'))
    expect([...statuses.keys()].sort()).toEqual([...usageStatuses].sort())
    const share = (...words: (typeof usageStatuses)[number][]) =>
      words.reduce((sum, word) => sum + (statuses.get(word) ?? 0), 0) / wanted.count
    expect(share('rated', 'billed')).toBeGreaterThan(0.75)
    expect(share('rejected')).toBeWithin(0.01, 0.03)
  })

  test('are rated when their status says so, and only then', () => {
    for (const { document } of all) {
      expect(document.ratedProductUsage !== undefined).toBe(
        ['rated', 'rerated', 'billed'].includes(document.status ?? ''),
      )
      for (const { isBilled } of document.ratedProductUsage ?? []) expect(isBilled).toBe(document.status === 'billed')
    }
  })

  test('have amounts with and without tax that agree to the cent', () => {
    const lines = all.flatMap(({ document }) => document.ratedProductUsage ?? [])
    const cents = (amount: number | undefined) => Math.round((amount ?? Number.NaN) * 100)
    for (const { taxRate = Number.NaN, isTaxExempt, taxExcludedRatingAmount, taxIncludedRatingAmount } of lines) {
      expect(cents(taxIncludedRatingAmount?.value)).toBe(
        Math.round((cents(taxExcludedRatingAmount?.value) * (100 + taxRate)) / 100),
      )
      expect(taxRate === 0).toBe(isTaxExempt ?? false)
    }
    expect(lines.some(({ isTaxExempt }) => isTaxExempt)).toBe(true)
    expect(new Set(lines.map(({ usageRatingTag }) => usageRatingTag))).toEqual(
      new Set(['usage', 'included usage', 'non included usage']),
    )
    expect(all.some(({ document }) => document.ratedProductUsage?.length === 2)).toBe(true)
  })

  test('are fewer at night than in the evening, and on Sundays than on Fridays', () => {
    const dates = all.map(({ id }) => new Date(decodeTime(id)))
    const hours = countBy(dates.map((date) => date.getUTCHours()))
    expect(hours.get(20) ?? 0).toBeGreaterThan(10 * (hours.get(3) ?? 0))
    const weekdays = countBy(dates.map((date) => date.getUTCDay()))
    expect(weekdays.get(5) ?? 0).toBeGreaterThan(1.2 * (weekdays.get(0) ?? 0))
  })

  test('come from a few heavy customers and a long tail', () => {
    const parties = all
      .map(({ document }) => document.relatedParty?.find(({ role }) => role === 'customer')?.id)
      .filter((id) => id !== undefined)
    const counts = [...countBy(parties).values()].sort((one, other) => other - one)
    expect((counts[0] ?? 0) / parties.length).toBeWithin(0.08, 0.15)
    expect(counts.filter((count) => count <= 2).length).toBeGreaterThan(2000)
  })

  test('name partners and the home operator beside the customer', () => {
    const parties = all.flatMap(({ document }) => document.relatedParty ?? [])
    expect(new Set(parties.map(({ role }) => role ?? ''))).toEqual(new Set(['customer', 'partner', 'homeOperator']))
    expect(new Set(parties.filter(({ role }) => role === 'partner').map(({ id }) => id)).size).toBe(6)
  })
})

test('generated specifications pass the check of a request, and only their ids depend on the seed', () => {
  const one = Object.values(specificationsOf(1))
  const other = Object.values(specificationsOf(2))
  for (const { document } of one) checkNew('UsageSpecification', UsageSpecificationCreate, document)
  expect(one.map(({ document }) => document)).toEqual(other.map(({ document }) => document))
  expect(new Set([...one, ...other].map(({ id }) => id)).size).toBe(8)
})

/** Cardinality, listed values, ranges and regular expressions, as the specification has them. */
function brokenRules(rules: CharacteristicSpecification[], characteristics: UsageCharacteristic[]): string[] {
  const unknown = characteristics
    .filter(({ name }) => !rules.some((rule) => rule.name === name))
    .map(({ name }) => `${name} is not specified`)
  return unknown.concat(
    rules.flatMap(
      ({ name, valueType, regex, minCardinality = 0, maxCardinality = 1, characteristicValueSpecification = [] }) => {
        const found = characteristics.filter((it) => it.name === name)
        if (found.length < minCardinality || found.length > maxCardinality) return [`${found.length} × ${name}`]
        return found.flatMap((it) => {
          const { value } = it
          const allowed =
            characteristicValueSpecification.length === 0 ||
            characteristicValueSpecification.some(
              (one) => one.value === value || isBetween(value, one.valueFrom, one.valueTo),
            )
          return it.valueType === valueType &&
            isOfType(value, valueType) &&
            (!regex || new RegExp(regex).test(String(value))) &&
            allowed
            ? []
            : [`${name} is ${JSON.stringify(it)}`]
        })
      },
    ),
  )
}

const isOfType = (value: unknown, valueType: string | undefined): boolean => {
  if (valueType === 'integer') return Number.isInteger(value)
  if (valueType === 'number') return typeof value === 'number'
  return valueType !== 'dateTime' || !Number.isNaN(Date.parse(String(value)))
}

const isBetween = (value: unknown, from: number | undefined, to: number | undefined): boolean =>
  Number.isInteger(value) && from !== undefined && to !== undefined && Number(value) >= from && Number(value) <= to

describe('bun run seed', () => {
  let server: RunningServer
  const dataDir = makeDataDir()
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: dataDir })
  }, 60_000)
  afterAll(async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function seed(...args: string[]) {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../server/dev/seed.ts'), ...args], {
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
    return { code: await child.exited, out, err }
  }

  const list = async (path: string) => {
    const response = await fetch(`${server.url}${basePath}/${path}`)
    return { total: Number(response.headers.get('x-total-count')), body: await response.json() }
  }

  test('stores usages and their specifications beside a running server', async () => {
    const { code, out, err } = await seed(
      '--usages',
      '1200',
      '--days',
      '60',
      '--random-seed',
      '7',
      '--until',
      until.toISOString(),
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('1,200 usages in')
    expect(out).toContain('4 new specifications and 0 from before')
    expect(await list('usageSpecification')).toMatchObject({ total: 4 })
    const { total, body } = await list('usage?limit=1')
    const last = [...usages({ count: 1200, days: 60, seed: 7, until })].at(-1)
    expect(total).toBe(1200)
    expect(body).toEqual([{ id: last?.id, href: `${server.url}${basePath}/usage/${last?.id}`, ...last?.document }])
  }, 60_000)

  test('the rejected among them stand in the quarantine, and unique values are taken', async () => {
    const made = [...usages({ count: 1200, days: 60, seed: 7, until })]
    const spoilt = made.filter(
      ({ document }) =>
        document.status === 'rejected' && !document.usageCharacteristic?.some(({ name }) => name === 'rejectionReason'),
    )
    const groups = (await (await fetch(`${server.url}/api/quarantine`)).json()) as { count: number; sample: string[] }[]
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(spoilt.length)
    expect(spoilt.map(({ id }) => id)).toEqual(expect.arrayContaining(groups.flatMap(({ sample }) => sample)))
    const roaming = made.find(({ document }) => document.usageType === 'Roaming' && document.status === 'billed')
    const again = await fetch(`${server.url}${basePath}/usage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(roaming?.document),
    })
    expect([again.status, ((await again.json()) as { referenceError: string }).referenceError]).toEqual([
      409,
      `${server.url}${basePath}/usage/${roaming?.id}`,
    ])
  }, 60_000)

  test('a second run adds usages and uses the specifications again', async () => {
    const { code, out } = await seed('--usages', '300', '--random-seed', '7')
    expect(out).toContain('0 new specifications and 4 from before')
    expect(code).toBe(0)
    expect((await list('usage?limit=1')).total).toBe(1500)
    expect((await list('usageSpecification')).total).toBe(4)
  }, 60_000)

  test('refuses to store the same usages twice', async () => {
    const { code, err } = await seed(
      '--usages',
      '1200',
      '--days',
      '60',
      '--random-seed',
      '7',
      '--until',
      until.toISOString(),
    )
    expect(err).toContain('These usages already exist')
    expect(code).toBe(1)
    expect((await list('usage?limit=1')).total).toBe(1500)
  }, 60_000)

  test('refuses to bring back what was deleted: specifications, and usages', async () => {
    const [{ id = '', name = '' } = {}] = (await list('usageSpecification?name=SMS-Usage-Specification')).body as {
      id?: string
      name?: string
    }[]
    const at = `${server.url}${basePath}/usageSpecification/${id}`
    expect((await fetch(`${at}?force=true`, { method: 'DELETE' })).status).toBe(204)
    const refused = await seed('--usages', '5', '--random-seed', '7')
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining(`${name} of this --random-seed was deleted, and ids are not used again`),
    ])
    expect((await fetch(at)).status).toBe(404)

    const wishes = ['--usages', '1', '--random-seed', '8', '--until', until.toISOString()]
    expect((await seed(...wishes)).code).toBe(0)
    const [one] = usages({ count: 1, days: 30, until, seed: 8 })
    const deleted = await fetch(`${server.url}${basePath}/usage/${one?.id}?force=true`, {
      method: 'DELETE',
      headers: { 'x-reason': 'It may be billed' },
    })
    expect(deleted.status).toBe(204)
    const again = await seed(...wishes)
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('These usages already exist, or did')])
  }, 60_000)

  test.each([
    [[], '--usages is missing'],
    [['--usages', 'many'], '--usages many: must be a whole number from 1 to 1000000000'],
    [['--usages', '0'], '--usages 0: must be a whole number'],
    [['--usages', '5', '--days', '1.5'], '--days 1.5: must be a whole number from 1 to 3660'],
    [['--usages', '5', '--random-seed', '-1'], 'random-seed'],
    [['--usages', '5', '--until', 'tomorrow'], '--until tomorrow: must be a date and time with an offset'],
    [['--usages', '5', '--until', '2999-01-01T00:00:00Z'], 'not in the future'],
    [['--users', '5'], "Unknown option '--users'"],
  ])('says what is wrong with %p', async (args, complaint) => {
    const { code, err } = await seed(...args)
    expect(err).toContain(complaint)
    expect(code).toBe(1)
  })
})
