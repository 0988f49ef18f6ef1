import { describe, expect, test } from 'bun:test'
import { dateRangeOf } from '../../server/analytics/dateRange'
import { makeCaches } from '../../server/db/caches'
import type { Pool } from '../../server/db/connect'
import { everything } from '../../server/resource/scope'
import { aUsage, startWorld } from '../support/world'

/** The time of a histogram that nobody asked a time of. */
const day = 86_400_000

describe('usages whose clocks were wrong', () => {
  const world = startWorld()
  const ask = async (parameters: Record<string, string> = {}) =>
    (await world.call('GET', `/api/usage/histogram?${new URLSearchParams(parameters)}`)).body

  test('are few, lie far off, and are left out of a time that nobody asked for, which says so', async () => {
    for (let hour = 10; hour < 20; hour++)
      await world.call('POST', '/usage', aUsage({ usageDate: `2026-11-23T${hour}:00:00Z` }))
    const usual = await ask()
    expect([usual.total, usual.all]).toEqual([10, undefined])

    await world.call('POST', '/usage', aUsage({ usageDate: '1970-01-01T00:00:00Z' }))
    const all = { from: '1970-01-01T00:00:00.000Z', to: '2026-11-23T19:10:00.000Z' }
    expect(await ask()).toMatchObject({
      total: 10,
      from: '2026-11-23T00:00:00.000Z',
      to: '2026-11-24T00:00:00.000Z',
      all,
    })
    expect(await ask(all)).toMatchObject({ total: 11, interval: 31_536_000 })
    expect(await ask({ from: '1970' })).toMatchObject({ total: 11, to: '2026-11-24T00:00:00.000Z', all })

    await world.call('POST', '/usage', aUsage({ usageDate: '2099-01-01T00:00:00Z' }))
    const both = await ask()
    expect([both.total, both.all]).toEqual([12, undefined])
  })

  test('are counted in whatever year their offset leads to', async () => {
    for (const usageDate of ['9999-12-31T23:30:00-02:00', '0001-01-01T00:30:00+02:00'])
      expect((await world.call('POST', '/usage', aUsage({ usageDate }))).status).toBe(201)
    const { total, buckets, from, to } = await ask()
    expect([total, from, to]).toEqual([14, '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])
    for (const { at } of buckets) expect(at).toMatch(/^\d{4}-/)
    expect((await ask({ from: '0001-01-01T00:00:00+02:00', to: '9999-12-31T23:59:59-02:00' })).total).toBe(14)
  })

  test('are asked for to the millisecond', async () => {
    expect(await ask({ from: '2026-11-23T10:00:00.0001Z' })).toMatchObject({
      code: 'invalidQuery',
      message: 'from has at most milliseconds.',
    })
    expect(await ask({ from: '2026-11-23T10:00:00.000000Z' })).toMatchObject({ total: 12 })
  })
})

describe('the usual time', () => {
  const world = startWorld()
  const second = 1000
  const rangeOf = async (days: [number, number][]) => {
    await world.pool.runText(
      `insert into usage_tally (axis, step, at, usage_specification_id, status, count)
       select 'usageDate', step, to_timestamp(day * 86400), 'a', 'received', count
         from unnest($1::int[], $2::int[]) as given (day, count), (values (600), (3600), (86400)) as steps (step)`,
      [days.map(([at]) => at), days.map(([, count]) => count)],
    )
    const pool: Pool = { ...world.pool, caches: makeCaches(() => pool) }
    try {
      const { usual } = await dateRangeOf(pool, everything, 'usageDate', new Date(0))
      return `${usual.from / day}..${usual.to / day}`
    } finally {
      await world.pool.runText('truncate usage_tally', [])
    }
  }
  const tenMinutes = (600 * second) / day

  test.each<[string, string]>([
    ['500:10', `500..${500 + tenMinutes}`],
    // Of ten usages one may be left out, of nine none.
    ['0:1 500:9', '500..501'],
    ['0:1 500:8', `0..${500 + tenMinutes}`],
    ['500:9 1000:1', '500..501'],
    // The rest must be ten times shorter.
    ['0:1 500:9 560:1', `0..${560 + tenMinutes}`],
    ['0:1 500:9 540:1', '500..541'],
    ['0:1 500:9 900:1', `0..${900 + tenMinutes}`],
    // Of hundreds one in a hundred is left out, at one end or half at each.
    ['0:3 600:200 601:97', '600..602'],
    ['0:4 600:200 601:97', `0..${601 + tenMinutes}`],
    ['600:200 601:97 9000:3', '600..602'],
    ['0:2 600:200 601:198 9000:2', '600..602'],
    ['0:2 600:200 601:198 9000:3', '0..602'],
    ['0:2 600:200 601:198 3000:3', `0..${3000 + tenMinutes}`],
    ['0:100 500:100', `0..${500 + tenMinutes}`],
    ['0:1 1:1 500:500 900:2', '500..501'],
    ['0:1 1:1 500:500 900:3', `0..${900 + tenMinutes}`],
  ])('of usages on days (day:count) %s is from day to day %s', async (days, span) => {
    expect(await rangeOf(days.split(' ').map((one) => one.split(':').map(Number) as [number, number]))).toBe(span)
  })
})
