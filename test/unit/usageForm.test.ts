import { describe, expect, test } from 'bun:test'
import type { Kind } from '../../shared/checker/kinds'
import type { UsageCharacteristic } from '../../shared/usage'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { toInput, toInstant } from '../../web/time/instant'
import { fieldOf, fieldsOf, mayHaveOthers } from '../../web/usages/form/field'
import { readText } from '../../web/usages/form/readText'
import { slotsOf, withAnother, withUnit, withValue } from '../../web/usages/form/slots'
import { textOf } from '../../web/usages/form/valueText'
import { ruleWords } from '../../web/usages/form/words'

/** The form of a usage's characteristics, without its inputs. */

describe('what is typed', () => {
  const cases: [Kind, string, unknown][] = [
    ['integer', '312', 312],
    ['integer', ' 312 ', 312],
    ['integer', '12345678901234567890', '12345678901234567890'],
    ['number', '0.1', 0.1],
    ['number', '1.0', 1],
    ['number', '0.12345678901234567890', '0.12345678901234567890'],
    ['number', '1,5', '1,5'],
    ['number', '', undefined],
    ['text', '312', '312'],
    ['text', ' 312 ', ' 312 '],
    ['text', '', undefined],
    ['boolean', 'true', true],
    ['boolean', 'yes', 'yes'],
    ['dateTime', '2026-11-23T10:14:00.123456+01:00', '2026-11-23T10:14:00.123456+01:00'],
    ['object', '{"a": [1, "2"]}', { a: [1, '2'] }],
    ['object', '{"a": 12345678901234567890}', '{"a": 12345678901234567890}'],
    ['object', '{"a": ', '{"a":'],
    ['array', '[1, 2]', [1, 2]],
    ['timePeriod', '{"startDateTime": "2026-11-23T10:00:00Z"}', { startDateTime: '2026-11-23T10:00:00Z' }],
    ['any', '5', 5],
    ['any', '1234567890123456', '1234567890123456'],
    ['any', '+4930123', '+4930123'],
    ['any', '007', '007'],
    ['any', 'false', false],
    ['any', '["a"]', ['a']],
    ['any', '[a', '[a'],
    ['any', 'null', 'null'],
    ['any', '  ', undefined],
  ]
  test.each(cases)('%s: %j is %j', (kind, text, value) => {
    expect(readText(kind, text)).toEqual(typeof value === 'string' && value.startsWith('{') ? text : value)
  })
  test.each<[unknown, string]>([
    [312, '312'],
    ['312', '312'],
    [1e21, '1e+21'],
    [true, 'true'],
    [undefined, ''],
    [null, ''],
    [{ a: 1 }, '{\n  "a": 1\n}'],
  ])('%j is shown as %j', (value, text) => expect(textOf(value)).toBe(text))
})

describe('the rule of a characteristic in words', () => {
  const range = (valueFrom?: number, valueTo?: number, more: object = {}) => ({
    characteristicValueSpecification: [{ ...(valueFrom !== undefined && { valueFrom }), valueTo, ...more }],
  })
  const one = { maxCardinality: 1 }
  const cases: [CharacteristicSpecification, string][] = [
    [{ ...one }, 'Any value'],
    [
      { ...one, valueType: 'integer', ...range(0, 14400, { unitOfMeasure: 'SEC' }) },
      `Integer from 0 to ${(14400).toLocaleString()} SEC`,
    ],
    [{ ...one, valueType: 'number', ...range(0, undefined, { rangeInterval: 'open' }) }, 'Number of more than 0'],
    [{ ...one, valueType: 'string', regex: '^\\+[1-9][0-9]+$' }, 'Text that matches ^\\+[1-9][0-9]+$'],
    [
      { ...one, valueType: 'string', characteristicValueSpecification: [{ value: 'a' }, { value: 'b' }] },
      'One of a, b',
    ],
    [{ ...one, valueType: 'string', characteristicValueSpecification: [{ value: 'a' }] }, 'Only a'],
    [
      {
        ...one,
        valueType: 'string',
        extensible: true,
        characteristicValueSpecification: [{ value: 'a' }, { value: 'b' }],
      },
      'Text, such as a, b',
    ],
    [
      { ...one, valueType: 'integer', characteristicValueSpecification: [{ value: -1 }, { valueFrom: 1, valueTo: 5 }] },
      'Only -1, or integer from 1 to 5',
    ],
    [
      {
        ...one,
        valueType: 'integer',
        characteristicValueSpecification: Array.from({ length: 14 }, (_, value) => ({ value })),
      },
      'One of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more',
    ],
    [{ ...one, valueType: 'string', isUnique: true }, 'Text · unique among the usages of the specification'],
    [
      {
        ...one,
        valueType: 'integer',
        characteristicValueSpecification: [
          { value: 60, isDefault: true, unitOfMeasure: 'SEC' },
          { valueFrom: 1, valueTo: 90 },
        ],
      },
      'Only 60 SEC, or integer from 1 to 90 · 60 by default',
    ],
    [
      {
        ...one,
        valueType: 'number',
        characteristicValueSpecification: [
          { valueFrom: 0, valueTo: 60, unitOfMeasure: 'SEC' },
          { valueFrom: 0, valueTo: 1, unitOfMeasure: 'MIN' },
        ],
      },
      'Number from 0 to 60 SEC, or number from 0 to 1 MIN',
    ],
    [
      {
        ...one,
        valueType: 'number',
        characteristicValueSpecification: [{ unitOfMeasure: 'KB' }, { unitOfMeasure: 'MB' }],
      },
      'Number in KB or MB',
    ],
    [{ valueType: 'date' }, 'Date · any number of values'],
    [{ valueType: 'date', minCardinality: 2, maxCardinality: 3 }, 'Date · 2 to 3 values'],
    [{ valueType: 'date', minCardinality: 2, maxCardinality: 2 }, 'Date · exactly 2 values'],
    [{ maxCardinality: 0 }, 'Any value · must be absent'],
    [{ ...one, validFor: { startDateTime: '2026-01-01T00:00:00Z' } }, 'Any value · valid from 2026-01-01T00:00:00Z'],
    [
      {
        ...one,
        charSpecRelationship: [
          { relationshipType: 'dependency', name: 'y' },
          { relationshipType: 'exclusivity', name: 'z' },
          { relationshipType: 'aggregation', name: 'a' },
        ],
      },
      'Any value · needs y · not together with z',
    ],
    // Half written in an editor: nothing here may fail.
    [{ ...one, regex: '(', ...range(5, 1) }, 'Number from 5 to 1 that matches ('],
  ]
  test.each(cases)('%j: %s', (specification, words) =>
    expect(ruleWords(fieldOf({ name: 'x', ...specification }))).toBe(words),
  )
})

describe('the fields of a specification', () => {
  const voice = {
    id: 'voice',
    name: 'Voice',
    isBundle: true,
    entitySpecRelationship: [{ id: 'call', relationshipType: 'contains' }],
    specCharacteristic: [{ name: 'duration', valueType: 'integer' }],
  }
  const call = {
    id: 'call',
    name: 'Call',
    specCharacteristic: [{ name: 'caller' }, { name: 'duration', valueType: 'string' }],
  }
  test('are in its order, with those of what it contains, then what the usage has beyond it', () => {
    const fields = fieldsOf(voice, [call], ['cellId', 'duration'])
    expect(fields.map(({ name, kind, specification }) => [name, kind, specification !== undefined])).toEqual([
      ['duration', 'integer', true],
      ['caller', 'any', true],
      ['cellId', 'any', false],
    ])
  })
  test('others may be added unless it says no, or may name them where it is not known', () => {
    expect(mayHaveOthers(voice, [call])).toBe(true)
    expect(mayHaveOthers({ ...voice, extensible: false }, [call])).toBe(false)
    expect(mayHaveOthers({ ...voice, extensible: false }, [])).toBe(true)
  })
  test.each<[CharacteristicSpecification, boolean]>([
    [{ characteristicValueSpecification: [{ value: 'a' }] }, false],
    [{ extensible: true, characteristicValueSpecification: [{ value: 'a' }] }, true],
    [{ characteristicValueSpecification: [{ value: 'a' }, { regex: 'b+' }] }, true],
    [{ characteristicValueSpecification: [{ value: '', unitOfMeasure: 'KB' }] }, true],
    [{}, true],
  ])('%j takes values it does not name: %p', (specification, isOpen) =>
    expect(fieldOf(specification).isOpen).toBe(isOpen),
  )
})

describe('values in their places', () => {
  const several = fieldOf({ name: 'x' })
  const single = fieldOf({ name: 'x', maxCardinality: 1 })
  const usage: UsageCharacteristic[] = [
    { name: 'a', value: 1 },
    { name: 'x', value: ['p', 'q'], id: 'kept' },
    { name: 'x', value: 'r' },
  ]
  test('an array gives several values where several may be, and is one value where not', () => {
    expect(slotsOf(usage, several).map(({ entry, at, value }) => [entry, at, value])).toEqual([
      [1, 0, 'p'],
      [1, 1, 'q'],
      [2, undefined, 'r'],
    ])
    expect(slotsOf(usage, single).map(({ value }) => value)).toEqual([['p', 'q'], 'r'])
  })
  test('changing one leaves all else as it was', () => {
    const [first, second, third] = slotsOf(usage, several)
    if (!first || !second || !third) throw new Error('There are three')
    expect(withValue(usage, second, 's')[1]).toEqual({ name: 'x', value: ['p', 's'], id: 'kept' })
    expect(withValue(usage, first, undefined)[1]).toEqual({ name: 'x', value: ['q'], id: 'kept' })
    expect(withValue(usage, third, undefined)).toEqual(usage.slice(0, 2))
    expect(withValue([{ name: 'x', value: ['p'] }], { ...first, entry: 0 }, undefined)).toEqual([])
    expect(withUnit(usage, third, 'SEC')[2] as object).toEqual({ name: 'x', value: 'r', unitOfMeasure: 'SEC' })
    expect(
      withUnit([{ name: 'x', value: 'r', unitOfMeasure: 'SEC' } as UsageCharacteristic], { ...third, entry: 0 }, ''),
    ).toEqual([{ name: 'x', value: 'r' }])
    expect(usage).toHaveLength(3)
  })
  test('one more joins the array, or stands behind the others of its name', () => {
    expect(withAnother(usage.slice(0, 2), several, 's')[1]).toEqual({ name: 'x', value: ['p', 'q', 's'], id: 'kept' })
    expect(withAnother(usage, several, 's')[3]).toEqual({ name: 'x', value: 's' })
    expect(withAnother(usage.slice(0, 1), fieldOf({ name: 'x', valueType: 'integer' }), 5)).toEqual([
      { name: 'a', value: 1 },
      { name: 'x', valueType: 'integer', value: 5 },
    ])
  })
})

test.each([
  ['2026-11-23T10:14:00Z', '2026-11-23T10:14:00', '2026-11-23T10:14:00Z'],
  ['2026-11-23T10:14:00.250+01:00', '2026-11-23T09:14:00.250', '2026-11-23T09:14:00.250Z'],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00', '2017-01-01T00:00:00Z'],
])('%s is entered in UTC as %s', (instant, input, again) => {
  expect(toInput(instant, 'UTC')).toBe(input)
  expect(toInstant(input, 'UTC')).toBe(again)
})

test('in the reader’s own zone an instant keeps meaning the same, on both sides of the clock change', () => {
  for (const instant of ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z']) {
    const input = toInput(instant, 'local') ?? ''
    expect(Date.parse(toInstant(input, 'local') ?? '')).toBe(Date.parse(instant))
  }
  expect(toInstant('2026-07-15T12:00', 'UTC')).toBe('2026-07-15T12:00:00Z')
  expect(toInstant('', 'local')).toBeUndefined()
  expect(toInput('yesterday', 'local')).toBeUndefined()
})
