import { expect, test } from 'bun:test'
import { callerOf } from '../../server/http/caller'
import { create } from '../../server/operations/operations'
import { usage } from '../../server/usage/usage'
import { heldError } from '../../server/write/claims'
import { aCaller } from '../support/caller'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

test('an Idempotency-Key belongs to the account that used it', async () => {
  const send = (account: string | undefined) =>
    create(world.context, usage, aUsage({ description: 'once' }), aCaller({ account, idempotencyKey: 'one-key' }))
  const [one, other, nobody] = [await send('a'), await send('b'), await send(undefined)]
  expect(new Set([one.row.id, other.row.id, nobody.row.id]).size).toBe(3)
  for (const [account, first] of [
    ['a', one],
    ['b', other],
    [undefined, nobody],
  ] as const) {
    const { row, isRepeated } = await send(account)
    expect([row.id, isRepeated]).toEqual([first.row.id, true])
  }
})

test('a conflict names another resource only by an address that the caller may know', () => {
  const claim = { key: 'k', kind: 'value' as const, digest: null, label: 'recordId 7' }
  const held = { claim, id: '01KATJ7V5XD6T3X0GQ8Z4MW2BN', digest: null }
  const named = heldError(usage, held, 'http://localhost/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN')
  expect([named.extra.referenceError, named.message]).toEqual([
    'http://localhost/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN',
    'recordId 7 is unique, and http://localhost/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN has it.',
  ])
  const hidden = heldError(usage, held, undefined)
  expect([hidden.status, hidden.extra.referenceError]).toEqual([409, undefined])
  expect(`${hidden.reason} ${hidden.message}`).not.toContain(held.id)
})

test('the caller is made once, from the request and the address of its connection', () => {
  const request = new Request('http://inner:3000/x', {
    method: 'POST',
    headers: {
      'x-forwarded-host': 'usage.example.com',
      'x-reason': 'because',
      'if-match': '"2"',
      'idempotency-key': 'k',
    },
  })
  expect(callerOf({ publicUrl: undefined, trustProxy: ['10.0.0.9'] }, request, '10.0.0.9')).toEqual({
    account: undefined,
    name: '10.0.0.9',
    address: '10.0.0.9',
    origin: 'http://usage.example.com',
    reason: 'because',
    ifMatch: '"2"',
    ifNoneMatch: null,
    idempotencyKey: 'k',
    scope: { sees: 'everything' },
    hasLeft: expect.any(Function),
  })
})
