import { expect, test } from 'bun:test'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

const priced = (unit: string, excluded: unknown, included: unknown, line: object = { taxRate: 10 }) =>
  aUsage({
    status: 'rated',
    ratedProductUsage: [
      {
        ...line,
        taxExcludedRatingAmount: { unit, value: excluded as number },
        taxIncludedRatingAmount: { unit, value: included as number },
      },
    ],
  })

test.each([
  ['JPY', 333, 366],
  ['KRW', 1235, 1358],
  ['CLP', 995, 1095],
  ['HUF', 333, 365],
  ['CHF', 10.83, 11.9],
  ['KWD', 1.235, 1.359],
  ['JPY', -333, -366],
])('rounded as is usual in %s: %d with 10 %% tax is %d', async (unit, excluded, included) => {
  const { status, body } = await world.call('POST', '/usage', priced(unit, excluded, included))
  expect([status, body.message]).toEqual([201, undefined])
  const changed = { ratedProductUsage: priced(unit, included, excluded).ratedProductUsage }
  expect(await world.call('PATCH', `/usage/${body.id}`, changed)).toMatchObject({
    status: 400,
    body: { invalidAttribute: [{ path: 'ratedProductUsage[0].taxIncludedRatingAmount.value' }] },
  })
})

test('a price that no rounding explains is refused, with the price that is expected', async () => {
  const { status, body } = await world.call('POST', '/usage', priced('JPY', 333, 363))
  expect(status).toBe(400)
  expect(body.invalidAttribute).toEqual([
    {
      path: 'ratedProductUsage[0].taxIncludedRatingAmount.value',
      message:
        'must be 366.3 JPY: 333 JPY and 10 % tax; got 363 JPY, a difference of -3.3 JPY that rounding does not explain',
    },
  ])
})
