import { expect, test } from 'bun:test'
import { barAt, barsOf, ticksOf, totalsOf } from '../../web/usages/explorer/histogram/histogramScale'

const at = (time: string) => Date.parse(`2026-11-23T${time}Z`)

const histogram = {
  from: '2026-11-23T10:05:00Z',
  to: '2026-11-23T11:10:00Z',
  interval: 1200,
  isEstimate: false,
  total: 6,
  buckets: [
    { at: '2026-11-23T10:20:00Z', counts: { rated: 3, rejected: 1 } },
    { at: '2026-11-23T11:00:00Z', counts: { rated: 2 } },
  ],
}

test('a histogram has a bar for each stretch of its time, also where nothing was; the ends are cut to what was asked for', () => {
  expect(barsOf(histogram)).toEqual([
    { from: at('10:05:00'), to: at('10:20:00'), counts: {}, total: 0 },
    { from: at('10:20:00'), to: at('10:40:00'), counts: { rated: 3, rejected: 1 }, total: 4 },
    { from: at('10:40:00'), to: at('11:00:00'), counts: {}, total: 0 },
    { from: at('11:00:00'), to: at('11:10:00'), counts: { rated: 2 }, total: 2 },
  ])
  expect(totalsOf(barsOf(histogram))).toEqual([
    ['rejected', 1],
    ['rated', 5],
  ])
})

test('without any usage there is one empty stretch after the other', () => {
  expect(barsOf({ ...histogram, buckets: [] }).map(({ total }) => total)).toEqual([0, 0, 0, 0])
})

test.each([
  ['09:00:00', 0],
  ['10:20:00', 1],
  ['10:39:59', 1],
  ['12:00:00', 3],
])('%s lies in bar %d', (time, bar) => {
  expect(barAt(barsOf(histogram), at(time))).toBe(bar)
})

test('an axis has round instants, in the zone that is shown', () => {
  expect(ticksOf(at('10:05:00'), at('11:10:00'), 6, 0)).toEqual([
    at('10:15:00'),
    at('10:30:00'),
    at('10:45:00'),
    at('11:00:00'),
  ])
  expect(ticksOf(Date.UTC(2026, 10, 20, 12), Date.UTC(2026, 10, 23), 4, 0)).toEqual(
    [21, 22, 23].map((day) => Date.UTC(2026, 10, day)),
  )
  expect(ticksOf(Date.UTC(2026, 10, 20, 12), Date.UTC(2026, 10, 23), 4, 3_600_000)).toEqual(
    [20, 21, 22].map((day) => Date.UTC(2026, 10, day, 23)),
  )
})
