import { expect, test } from 'bun:test'
import { asFilter, readSpecificationSearch, splitValues } from '../web/search'

test.each(['customer-1', 'p,1 "q"', '"q"', ' p ', 'a\\b', 'a,\\"b\\', 'a" and "b', '"a,b'])('the value %p survives the address', (value) => {
  expect(splitValues(asFilter(value))).toEqual([value])
  expect(splitValues(`${asFilter(value)}, other,${asFilter(value)}`)).toEqual([value, 'other', value])
})

test.each([
  ['rated, billed', ['rated', 'billed']],
  [',, "" ,', []],
  ['"a,b" , c', ['a,b', 'c']],
])('the filter %p is %p', (text, values) => {
  expect(splitValues(text)).toEqual(values)
})

test('an address that is not understood shows a page that can be asked for', () => {
  expect(readSpecificationSearch({ offset: 1e30 }).offset).toBe(1_000_000_000)
  expect(readSpecificationSearch({ offset: 'x' }).offset).toBeUndefined()
})
