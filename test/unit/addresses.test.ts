import { expect, test } from 'bun:test'
import { asFilter, splitValues } from '../../web/usages/explorer/filter/valueList'

test.each(['customer-1', 'p,1 "q"', '"q"', ' p ', 'a\\b', 'a,\\"b\\', 'a" and "b', '"a,b'])(
  'the value %p survives the address',
  (value) => {
    expect(splitValues(asFilter(value))).toEqual([value])
    expect(splitValues(`${asFilter(value)}, other,${asFilter(value)}`)).toEqual([value, 'other', value])
  },
)

test.each([
  ['rated, billed', ['rated', 'billed']],
  [',, "" ,', []],
  ['"a,b" , c', ['a,b', 'c']],
])('the filter %p is %p', (text, values) => {
  expect(splitValues(text)).toEqual(values)
})
