import { expect, test } from 'bun:test'
import { foldTally } from '../../server/db/tally'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()
const ago = (days: number) =>
  new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - days * 86_400_000 + 1).toISOString()

test('each specification that usages refer to has its numbers by day', async () => {
  expect((await world.call('GET', '/api/usageSpecification/activity')).body).toEqual([])
  for (const usage of [
    { usageDate: ago(0), status: 'rejected' as const },
    { usageDate: ago(0) },
    { usageDate: ago(2) },
    { usageDate: ago(3) },
    { usageDate: ago(40) },
    { usageDate: ago(-1) },
    { usageSpecification: { id: 'old' }, usageDate: ago(400) },
    { usageSpecification: { id: 'undated' } },
  ])
    await world.call('POST', '/usage', aUsage(usage))
  const none = Array(30).fill(0)
  expect((await world.call('GET', '/api/usageSpecification/activity')).body).toEqual([
    { id: 'af59-b504c742900e', total: 4, rejected: 1, byDay: [...none.slice(4), 1, 1, 0, 2] },
    { id: 'old', total: 0, rejected: 0, byDay: none },
    { id: 'undated', total: 0, rejected: 0, byDay: none },
  ])
  await foldTally(world.pool)
  expect((await world.call('GET', '/api/usageSpecification/activity?days=3')).body[0]).toEqual({
    id: 'af59-b504c742900e',
    total: 3,
    rejected: 1,
    byDay: [1, 0, 2],
  })

  const old = (await world.call('GET', '/usage?usageSpecification.id=old')).body[0]
  await world.call('PATCH', `/usage/${old.id}`, { usageDate: ago(1) })
  const undated = (await world.call('GET', '/usage?usageSpecification.id=undated')).body[0]
  await world.call('DELETE', `/usage/${undated.id}`)
  expect((await world.call('GET', '/api/usageSpecification/activity?days=3')).body).toEqual([
    expect.anything(),
    { id: 'old', total: 1, rejected: 0, byDay: [0, 1, 0] },
  ])
})

test.each(['?days=0', '?days=367', '?days=x', '?days=', '?limit=5', '?days=1&days=2'])('%s is 400', async (query) => {
  expect((await world.call('GET', `/api/usageSpecification/activity${query}`)).status).toBe(400)
})
