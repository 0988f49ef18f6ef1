import { beforeAll, beforeEach, expect, test } from 'bun:test'
import { changeMany, erase } from '../../server/operations/operations'
import type { Resource } from '../../server/resource/resource'
import type { WriteEffect } from '../../server/resource/writeEffect'
import { usage } from '../../server/usage/usage'
import { aCaller } from '../support/caller'
import { aUsage, startWorld } from '../support/world'

/** A resource with an effect more: every write is noted, in its own statement. */
const world = startWorld()
const noted: WriteEffect = {
  name: 'noted',
  columns: ['revision', 'status'],
  parameters: ['text', 'text[]'],
  valuesOf: (ids) => [`${ids.length} at once`, ids],
  textOf: (write, [said, ids]) =>
    `insert into noted select array_position(${ids}, id::text), '${write}', ${said}, revision, status from ${write === 'deleted' ? 'before' : 'after'}`,
}
const it: Resource = { ...usage, effects: [...(usage.effects ?? []), noted] }
const caller = aCaller({ name: 'test' })

beforeAll(async () => {
  await world.pool.client`create table noted (place int, write text, said text, revision int, status text)`
})
beforeEach(async () => {
  await world.pool.client`truncate noted`
})

const notes = async () => [
  ...(await world.pool.client`select write, said, revision, status from noted order by place`.values()),
]
const create = async (...statuses: string[]) => {
  const documents = statuses.map((status) => ({ ...aUsage({ status: 'received' }), status }))
  const outcomes = await world.writer.create(it, documents)
  return outcomes.map((outcome) => (outcome.result === 'created' ? outcome.row.id : ''))
}
const patch = (id: string, body: object) => ({ id, patch: { kind: 'merge' as const, body }, ifMatch: null })

test('an effect of its own happens with every row that is created, changed or deleted', async () => {
  const [one = '', other = ''] = await create('received', 'guided')
  expect(await notes()).toEqual([
    ['created', '2 at once', 1, 'received'],
    ['created', '2 at once', 1, 'guided'],
  ])
  await world.pool.client`truncate noted`
  await changeMany(
    world.context,
    it,
    [patch(one, { status: 'rejected' }), patch(other, { description: 'new' })],
    caller,
  )
  expect(await notes()).toEqual([
    ['changed', '2 at once', 2, 'rejected'],
    ['changed', '2 at once', 2, 'guided'],
  ])
  await world.pool.client`truncate noted`
  await erase(world.context, it, one, caller, false)
  expect(await notes()).toEqual([['deleted', '1 at once', 2, 'rejected']])
})

test('and not with what is refused or left as it is', async () => {
  const [one = '', other = ''] = await create('received', 'received')
  await world.pool.client`truncate noted`
  const unknown = '01KATJ7V5XD6T3X0GQ8Z4MW2BN'
  await changeMany(
    world.context,
    it,
    [patch(one, { status: 'billed' }), patch(unknown, { status: 'rejected' })],
    caller,
  )
  await erase(world.context, it, unknown, caller, false).catch(() => {})
  await world.writer.create(it, [{ ...aUsage(), status: 'received', usageDate: 'not a date' }])
  expect(await notes()).toEqual([])
  await changeMany(world.context, it, [patch(one, { description: 'new' }), patch(other, { status: 'lost' })], caller)
  expect(await notes()).toEqual([['changed', '1 at once', 2, 'received']])
})
