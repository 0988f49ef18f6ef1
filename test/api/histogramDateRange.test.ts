import { describe, expect, test } from 'bun:test'
import { mostOf } from '../../server/analytics/dateRange'
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
      message: 'from is told to the millisecond.',
    })
    expect(await ask({ from: '2026-11-23T10:00:00.000000Z' })).toMatchObject({ total: 12 })
  })
})

test.each<[string, string | undefined]>([
  ['', undefined],
  ['5:1', '5..6'],
  ['0:1 500:9', '500..501'],
  ['0:1 500:8', '0..501'],
  ['0:1 500:9 900:1', '500..901'],
  ['0:2 500:200 501:98 900:1', '500..502'],
  ['0:100 500:100', '0..501'],
  ['0:1 1:1 500:500 900:3', '500..501'],
])('of usages on days (day:count) %s nearly all lie in %s', (days, span) => {
  const counts = days.split(' ').filter(Boolean)
  const found = mostOf(
    counts.map((one) => one.split(':').map(Number)).map(([at = 0, count = 0]) => ({ at: at * day, count })),
  )
  expect(found && `${found.from / day}..${found.to / day}`).toBe(span)
})
