import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { compile } from '../../shared/checker/checker'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { cells } from '../../web/specifications/editor/draft/cells'
import type { ColumnName } from '../../web/specifications/editor/draft/places'
import { readCardinality, readRange, writeCardinality, writeRange } from '../../web/specifications/editor/draft/ranges'
import { hasSeveral, readValues } from '../../web/specifications/editor/draft/values'

type Specs = NonNullable<CharacteristicSpecification['characteristicValueSpecification']>
const having = (...characteristicValueSpecification: Specs): CharacteristicSpecification => ({
  characteristicValueSpecification,
})

describe('a cell of the grid writes', () => {
  const cases: [string, CharacteristicSpecification, ColumnName, string, object][] = [
    [
      'allowed text',
      { valueType: 'string' },
      'allowed',
      'a, 1',
      having({ valueType: 'string', value: 'a' }, { valueType: 'string', value: '1' }),
    ],
    [
      'allowed numbers',
      { valueType: 'integer' },
      'allowed',
      '1;2',
      having({ valueType: 'integer', value: 1 }, { valueType: 'integer', value: 2 }),
    ],
    ['allowed booleans', { valueType: 'boolean' }, 'allowed', 'true', having({ valueType: 'boolean', value: true })],
    [
      'allowed objects',
      { valueType: 'object' },
      'allowed',
      '{"a":1}',
      having({ valueType: 'object', value: { a: 1 } }),
    ],
    [
      'a number too long to be one, which stays text',
      { valueType: 'integer' },
      'allowed',
      '12345678901234567890',
      having({ valueType: 'integer', value: '12345678901234567890' }),
    ],
    ['no values', having({ value: 'a' }), 'allowed', '', { characteristicValueSpecification: undefined }],
    [
      'the default mark of a value that stays',
      having({ value: 'a', isDefault: true }),
      'allowed',
      'b|a',
      having({ value: 'b' }, { value: 'a', isDefault: true }),
    ],
    [
      'what the grid does not know',
      having({ '@type': 'Odd' }),
      'allowed',
      'a',
      having({ '@type': 'Odd' }, { value: 'a' }),
    ],
    [
      'a range',
      { valueType: 'integer' },
      'range',
      '0–9',
      having({ valueType: 'integer', valueFrom: 0, valueTo: 9, rangeInterval: 'closed' }),
    ],
    ['a range with an open end', {}, 'range', '≥ 0', having({ valueFrom: 0, rangeInterval: 'closed' })],
    [
      'no range',
      having({ valueFrom: 1, rangeInterval: 'closed' }),
      'range',
      '',
      { characteristicValueSpecification: undefined },
    ],
    [
      'a range of another kind',
      having({ valueFrom: 1, rangeInterval: 'open' }),
      'range',
      '1–2',
      having({ valueFrom: 1, rangeInterval: 'closed', valueTo: 2 }),
    ],
    ['a unit alone', {}, 'unit', 'SEC', having({ unitOfMeasure: 'SEC' })],
    ['a unit of a range', having({ valueFrom: 1 }), 'unit', 'SEC', having({ valueFrom: 1, unitOfMeasure: 'SEC' })],
    [
      'a range that takes its unit over',
      having({ unitOfMeasure: 'SEC' }),
      'range',
      '≤ 5',
      having({ valueTo: 5, rangeInterval: 'closed', unitOfMeasure: 'SEC' }),
    ],
    [
      'a unit that outlives the range',
      having({ valueFrom: 1, rangeInterval: 'closed', unitOfMeasure: 'SEC' }),
      'range',
      '',
      having({ unitOfMeasure: 'SEC' }),
    ],
    ['no unit', having({ unitOfMeasure: 'SEC' }), 'unit', '', { characteristicValueSpecification: undefined }],
    [
      'a default beside others',
      having({ value: 'a' }, { value: 'b' }),
      'default',
      'b',
      having({ value: 'a' }, { value: 'b', isDefault: true }),
    ],
    [
      'another default',
      having({ value: 'a', isDefault: true }, { value: 'b' }),
      'default',
      'b',
      having({ value: 'a' }, { value: 'b', isDefault: true }),
    ],
    [
      'a default that is not the only value',
      { valueType: 'string' },
      'default',
      'SEC',
      { extensible: true, ...having({ valueType: 'string', value: 'SEC', isDefault: true }) },
    ],
    [
      'a default within a range',
      having({ valueFrom: 0 }),
      'default',
      '5',
      having({ valueFrom: 0 }, { value: '5', isDefault: true }),
    ],
    [
      'another default that is not the only value',
      { extensible: true, ...having({ value: 'A', isDefault: true }) },
      'default',
      'B',
      { extensible: true, ...having({ value: 'B', isDefault: true }) },
    ],
    [
      'no default',
      { extensible: true, ...having({ value: 'A', isDefault: true }) },
      'default',
      '',
      { extensible: undefined, characteristicValueSpecification: undefined },
    ],
    [
      'values beside a default that was alone',
      { extensible: true, ...having({ value: 'A', isDefault: true }) },
      'allowed',
      'B',
      { extensible: undefined, ...having({ value: 'B' }, { value: 'A', isDefault: true }) },
    ],
    ['how often', {}, 'cardinality', '1–3', { minCardinality: 1, maxCardinality: 3 }],
    ['at least', { maxCardinality: 1 }, 'cardinality', '2..*', { minCardinality: 2, maxCardinality: undefined }],
    ['that it must be there', { minCardinality: 0 }, 'required', 'yes', { minCardinality: 1 }],
    [
      'that it must be there, leaving that it is there twice',
      { minCardinality: 2 },
      'required',
      'yes',
      { minCardinality: 2 },
    ],
    ['that it need not be there', { minCardinality: 2 }, 'required', 'no', { minCardinality: 0 }],
    ['that it is unique', {}, 'isUnique', 'x', { isUnique: true }],
    ['that it is not unique', { isUnique: true }, 'isUnique', '', { isUnique: undefined }],
    [
      'another type, and values of it',
      { valueType: 'string', ...having({ valueType: 'string', value: '1' }, { value: 'x' }) },
      'valueType',
      'integer',
      { valueType: 'integer', ...having({ valueType: 'integer', value: 1 }, { value: 'x' }) },
    ],
    ['no pattern', { regex: 'x' }, 'regex', '', { regex: undefined }],
    ['a range end as it was typed', {}, 'range', '1e3', having({ valueFrom: '1e3', rangeInterval: 'closed' } as never)],
    ['a cardinality as it was typed', {}, 'cardinality', 'many', { minCardinality: 'many' }],
  ]
  test.each(cases)('%s', (_, before, column, text, expected) => {
    const it = cells[column].write(before, text) as Record<string, unknown>
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, it[name]]))).toEqual(
      expected as Record<string, unknown>,
    )
  })

  const asWritten = cases.filter(
    ([what, , column, text]) =>
      !/alone$/.test(what) &&
      !['allowed', 'required', 'isUnique'].includes(column) &&
      !/[.]/.test(text) &&
      text !== 'many',
  )
  test.each(asWritten)('and reads back: %s', (_, before, column, text) => {
    expect(cells[column].read(cells[column].write(before, text))).toBe(text)
  })

  test('a default that only fills in is not shown as the one value there may be, and is not', () => {
    const it = cells.default.write({ name: 'unit', valueType: 'string' }, 'SEC')
    expect(readValues(it)).toMatchObject({ allowed: [], default: 'SEC' })
    const checker = compile({ specCharacteristic: [it] })
    expect(checker.check({ usageCharacteristic: [{ name: 'unit', value: 'MIN' }] })).toEqual([])
    expect(checker.complete({})).toMatchObject({ usageCharacteristic: [{ name: 'unit', value: 'SEC' }] })
  })

  test('whether there is more than one unit or range', () => {
    expect(hasSeveral(having({ valueFrom: 0, unitOfMeasure: 'KB' }, { valueFrom: 5, unitOfMeasure: 'MB' }))).toEqual({
      units: true,
      ranges: true,
    })
    expect(hasSeveral(having({ value: 'a', unitOfMeasure: 'KB' }, { valueFrom: 5, unitOfMeasure: 'KB' }))).toEqual({
      units: false,
      ranges: false,
    })
  })
})

describe('a range as people write it', () => {
  test.each([
    ['', {}],
    ['0-100', { valueFrom: 0, valueTo: 100, rangeInterval: 'closed' }],
    ['0 .. 100', { valueFrom: 0, valueTo: 100, rangeInterval: 'closed' }],
    ['0 to 100', { valueFrom: 0, valueTo: 100, rangeInterval: 'closed' }],
    ['-5–-1', { valueFrom: -5, valueTo: -1, rangeInterval: 'closed' }],
    ['−5 – 5', { valueFrom: -5, valueTo: 5, rangeInterval: 'closed' }],
    ['>= 0', { valueFrom: 0, rangeInterval: 'closed' }],
    ['from 1', { valueFrom: 1, rangeInterval: 'closed' }],
    ['up to 9', { valueTo: 9, rangeInterval: 'closed' }],
    ['> 0', { valueFrom: 0, rangeInterval: 'open' }],
    ['<10', { valueTo: 10, rangeInterval: 'open' }],
    ['(0–10)', { valueFrom: 0, valueTo: 10, rangeInterval: 'open' }],
    ['[0–10)', { valueFrom: 0, valueTo: 10, rangeInterval: 'closedBottom' }],
    ['(0–10]', { valueFrom: 0, valueTo: 10, rangeInterval: 'closedTop' }],
    ['5', { valueFrom: 5, rangeInterval: 'closed' }],
    ['5–', { valueFrom: 5, rangeInterval: 'closed' }],
    ['1,5–3', { valueFrom: '1,5', valueTo: 3, rangeInterval: 'closed' }],
    ['1.5', { valueFrom: '1.5', rangeInterval: 'closed' }],
    ['99999999999999999999', { valueFrom: '99999999999999999999', rangeInterval: 'closed' }],
    ['1–2–3', { valueFrom: '1–2–3' }],
    ['some', { valueFrom: 'some', rangeInterval: 'closed' }],
  ])('%s', (text, expected) => {
    expect(readRange(text)).toEqual(expected)
  })

  const ends = fc.record({ valueFrom: fc.maxSafeInteger(), valueTo: fc.maxSafeInteger() }, { requiredKeys: [] })
  test('comes back from its own writing', () => {
    fc.assert(
      fc.property(ends, fc.constantFrom('open', 'closed', 'closedBottom', 'closedTop'), (it, rangeInterval) => {
        const read = readRange(writeRange({ ...it, rangeInterval }))
        expect([read.valueFrom, read.valueTo]).toEqual([it.valueFrom, it.valueTo])
        if (it.valueFrom !== undefined && it.valueTo !== undefined) expect(read.rangeInterval).toBe(rangeInterval)
      }),
    )
  })
})

describe('how often something may be there, as people write it', () => {
  test.each([
    ['', {}],
    ['1', { minCardinality: 1, maxCardinality: 1 }],
    ['0..1', { minCardinality: 0, maxCardinality: 1 }],
    ['0-3', { minCardinality: 0, maxCardinality: 3 }],
    ['1–*', { minCardinality: 1 }],
    ['2..n', { minCardinality: 2 }],
    ['[1..n]', { minCardinality: 1 }],
    ['0 to many', { minCardinality: 0 }],
    ['3+', { minCardinality: 3 }],
    ['some', { minCardinality: 'some', maxCardinality: 'some' }],
  ])('%s', (text, expected) => {
    expect(readCardinality(text)).toEqual(expected)
  })

  test('comes back from its own writing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(fc.nat(), { nil: undefined }), (minCardinality, maxCardinality) => {
        expect(readCardinality(writeCardinality({ minCardinality, maxCardinality }))).toEqual({
          minCardinality,
          ...(maxCardinality !== undefined && { maxCardinality }),
        })
      }),
    )
  })
})
