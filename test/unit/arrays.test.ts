import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { parse } from 'postgres-array'
import { arrayTypes } from '../../server/db/arrays'

test('texts of any characters come back from the text of an array', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('"', '\\', '\n', '\t', '\u007f', '\u0085', 'é', '😀', '{', '}', ',', 'NULL', ' '),
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.option(text)), (values) => {
      const written = arrayTypes.array1009?.serialize(values) as string
      expect(parse(written, (one) => one)).toEqual(values as string[])
    }),
  )
})
