import { expect, test } from 'bun:test'
import { makePlaces } from '../../server/stream/places'

const caller = (address: string, account?: string) => ({ address, account })

test('no caller can take all places, and each place is given back once', () => {
  const places = makePlaces('streams', { total: 5, each: 3, seconds: 7 })
  const first = [1, 2, 3].map(() => places.take(caller('a')))
  expect(() => places.take(caller('a'))).toThrow('3 streams of yours are open')
  const others = [places.take(caller('b')), places.take(caller('a', 'an account'))]
  expect(() => places.take(caller('c'))).toThrow('5 streams are open')
  first[0]?.()
  first[0]?.()
  others.push(places.take(caller('a')))
  expect(() => places.take(caller('c'))).toThrow('5 streams are open')
  for (const leave of [...first, ...others]) leave()
  for (let round = 0; round < 3; round++) places.take(caller('a'))
})
