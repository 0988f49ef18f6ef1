import { expect, test } from 'bun:test'
import { quoteValue, splitValues } from '../../web/usages/explorer/filter/valueList'

test.each(['customer-1', 'p,1 "q"', '"q"', ' p ', 'a\\b', 'a,\\"b\\', 'a" and "b', '"a,b'])(
  'the value %p survives the address',
  (value) => {
    expect(splitValues(quoteValue(value))).toEqual([value])
    expect(splitValues(`${quoteValue(value)}, other,${quoteValue(value)}`)).toEqual([value, 'other', value])
  },
)

test.each([
  ['rated, billed', ['rated', 'billed']],
  [',, "" ,', []],
  ['"a,b" , c', ['a,b', 'c']],
])('the filter %p is %p', (text, values) => {
  expect(splitValues(text)).toEqual(values)
})
