import { expect, test } from 'bun:test'
import { fromCalendar, readCalendar, toCalendar } from '../../web/time/calendar'

test.each([
  ['2026-11-23', '2026-11-23 00:00:00'],
  ['2026-11-23 10:14', '2026-11-23 10:14:00'],
  [' 2026-11-23T10:14:30 ', '2026-11-23 10:14:30'],
  ['2026-13-23', null],
  ['2026-11-23 25:00', null],
  ['23.11.2026', null],
  ['', null],
])('who types %p means %p', (text, meant) => {
  expect(readCalendar(text)).toBe(meant)
})

test('an instant survives the calendar, in UTC and where people are', () => {
  const at = Date.UTC(2026, 10, 23, 10, 14, 5)
  for (const zone of ['UTC', 'local'] as const) expect(fromCalendar(toCalendar(at, zone), zone)).toBe(at)
  expect(toCalendar(at, 'UTC')).toBe('2026-11-23 10:14:05')
  expect(fromCalendar(null, 'UTC')).toBeUndefined()
})
