import { describe, expect, test } from 'bun:test'
import { makeRandom } from '../../server/dev/random'
import { services, specificationsOf } from '../../server/dev/specifications'
import { usages } from '../../server/dev/usages'
import { brokenRuleCodes, maxBrokenRules } from '../../shared/checker/brokenRule'
import type { CheckedUsage, SentCharacteristic } from '../../shared/checker/checkedUsage'
import { compile, SpecificationError } from '../../shared/checker/checker'
import { containedIds, type Specification } from '../../shared/checker/specification'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'

/** A specification of one characteristic, x. */
const asking = (it: CharacteristicSpecification): Specification => ({
  name: 'Voice',
  specCharacteristic: [{ name: 'x', ...it }],
})
const giving = (...values: unknown[]): CheckedUsage => ({
  usageCharacteristic: values.map((value) => ({ name: 'x', value })),
})
const listing = (...values: unknown[]) => values.map((value) => ({ value }))
const codes = (specification: Specification, usage: CheckedUsage): string[] =>
  compile(specification)
    .check(usage)
    .map(({ code }) => code)
const messages = (specification: Specification, usage: CheckedUsage) =>
  compile(specification)
    .check(usage)
    .map(({ message }) => message)

describe('the type of a value', () => {
  const types: [string[], unknown[], unknown[]][] = [
    [
      ['string', 'text', 'String', 'TEXT', 'uuid', 'URI', 'url', 'email'],
      ['', 'a', '٣', '\ud800', '__proto__'],
      [1, true, {}, ['a']],
    ],
    [
      ['number', 'numeric', 'decimal', 'BigDecimal', 'float', 'Double', 'real'],
      [0, -1.5, 1e308, '1.5', '-2e-7', '123456789012345678901234567890'],
      ['', ' 1', '+1', '1,5', '0x10', '007', '٣', '1e999', 'NaN', 'Infinity', true, {}, [1]],
    ],
    [
      ['integer', 'int', 'long', 'Integer', 'short', 'int32', 'int64', 'bigint', 'BigInteger', 'unsignedInt'],
      [0, -3, 1e21, '12', '5.0', '1e3', '0', '-12', '123456789012345678901234567890'],
      [1.5, '1.5', 'abc', '', '१२', '1e-3', '007', '9007199254740993.5', '1e999', true, {}],
    ],
    [
      ['boolean', 'Bool'],
      [true, false, 'true', 'false'],
      [0, 1, 'yes', 'TRUE', '', {}],
    ],
    [
      ['dateTime', 'date-time', 'DATETIME', 'timestamp', 'Date Time', 'DateTimeOffset'],
      ['2026-11-23T10:14:00Z', '2016-12-31T23:59:60Z', '2026-11-23T10:14:00.123456789+14:00'],
      ['2026-11-23', '2026-11-23T10:14:00', '2026-02-30T00:00:00Z', '٢٠٢٦-11-23T10:14:00Z', 0, ''],
    ],
    [['date'], ['2026-11-23', '2024-02-29'], ['2023-02-29', '2026-11-23T10:14:00Z', '23.11.2026', 20261123]],
    [
      ['timePeriod', 'time-period', 'period'],
      [
        { startDateTime: '2026-11-23T10:00:00Z', endDateTime: '2026-11-23T11:30:00+01:00' },
        { startDateTime: '2026-11-23T10:00:00Z' },
        { startDateTime: '2016-12-31T23:59:60Z', endDateTime: '2017-01-01T00:00:00Z' },
      ],
      [
        {},
        { startDateTime: '2026-11-23T10:00:00Z', endDateTime: '2026-11-23T09:00:00Z' },
        { startDateTime: 'today' },
        { endDateTime: null, startDateTime: '2026-11-23T10:00:00Z' },
        '2026-11-23T10:00:00Z',
        [],
      ],
    ],
    [['object'], [{}, { a: [1] }], ['{}', [], 1]],
    [['array'], [[], ['a', ['b']]], ['[]', {}, 1]],
    [['PriceBand', 'interger', '', 'constructor'], ['a', 1, true, {}, [1, [2]]], []],
  ]
  test.each(types.flatMap(([words, fine]) => words.flatMap((word) => fine.map((value) => [word, value] as const))))(
    '%s: %j passes',
    (valueType, value) => {
      expect(messages(asking({ valueType, maxCardinality: 1 }), giving(value))).toEqual([])
    },
  )
  test.each(types.flatMap(([words, , wrong]) => words.flatMap((word) => wrong.map((value) => [word, value] as const))))(
    '%s: %j fails',
    (valueType, value) => {
      const [broken, ...others] = compile(asking({ valueType, maxCardinality: 1 })).check(giving(value))
      expect(others).toEqual([])
      expect(broken).toMatchObject({
        code: 'wrongType',
        characteristic: 'x',
        rule: 'specCharacteristic[x].valueType',
        value,
        message: expect.stringMatching(/^x must be .+, got /),
      })
    },
  )
  test('is that of the value specifications where the characteristic has none', () => {
    const specification = asking({ characteristicValueSpecification: [{ valueType: 'integer', unitOfMeasure: 'SEC' }] })
    expect(codes(specification, giving(5))).toEqual([])
    expect(codes(specification, giving('abc'))).toEqual(['wrongType'])
  })
})

const range = (valueFrom?: number, valueTo?: number, rangeInterval?: string): CharacteristicSpecification => ({
  valueType: 'number',
  characteristicValueSpecification: [
    {
      ...(valueFrom !== undefined && { valueFrom }),
      ...(valueTo !== undefined && { valueTo }),
      ...(rangeInterval && { rangeInterval }),
    },
  ],
})

test.each<[string, CharacteristicSpecification, unknown[], unknown[], string]>([
  ['a range', range(0, 9), [0, 9, '4.5', -0], [-1, 9.01, '10'], 'outOfRange'],
  ['a closed range', range(0, 9, 'CLOSED'), [0, 9], [-1, 10], 'outOfRange'],
  ['an open range', range(0, 9, 'open'), [1, 8.99], [0, 9], 'outOfRange'],
  ['a range closed at the bottom', range(0, 9, 'closedBottom'), [0, 8], [9], 'outOfRange'],
  ['a range closed at the top', range(0, 9, 'closedTop'), [9, 1], [0], 'outOfRange'],
  ['a bottom alone', range(0), [0, 1e300], [-0.1], 'outOfRange'],
  ['a top alone', range(undefined, 9), [9, -1e300], [9.1], 'outOfRange'],
  ['a range of text that is a number', { ...range(0, 9), valueType: 'string' }, ['5'], ['10', 'abc', ''], 'outOfRange'],
  [
    'two ranges',
    {
      characteristicValueSpecification: [
        { valueFrom: 0, valueTo: 1 },
        { valueFrom: 5, valueTo: 6 },
      ],
    },
    [0, '5'],
    [3, 'a', {}, [3]],
    'outOfRange',
  ],
  [
    'listed text',
    { valueType: 'string', characteristicValueSpecification: listing('a', '1') },
    ['a', '1'],
    ['A', '1.0', ''],
    'notAllowed',
  ],
  [
    'listed numbers',
    { valueType: 'number', characteristicValueSpecification: listing(1, '2.50') },
    [1, '1', 2.5, '2.5', '1.0'],
    [3, '25'],
    'notAllowed',
  ],
  [
    'listed values of no type',
    { characteristicValueSpecification: listing(1, true, { a: 1, b: 2 }) },
    ['1', 'true', { b: 2, a: 1 }],
    [2, false, { a: 1 }, 'constructor'],
    'notAllowed',
  ],
  [
    'listed instants',
    { valueType: 'dateTime', characteristicValueSpecification: listing('2026-11-23T10:00:00Z') },
    ['2026-11-23T11:00:00+01:00'],
    ['2026-11-23T10:00:00.000001Z'],
    'notAllowed',
  ],
  [
    'listed periods',
    { valueType: 'timePeriod', characteristicValueSpecification: listing({ startDateTime: '2026-11-23T10:00:00Z' }) },
    [{ startDateTime: '2026-11-23T11:00:00.00+01:00' }],
    [{ endDateTime: '2026-11-23T10:00:00Z' }],
    'notAllowed',
  ],
  [
    'listed identifiers of no type',
    { characteristicValueSpecification: listing('1e5', '{"a":1}', '0.10') },
    ['1e5', '{"a":1}', '0.10'],
    [100_000, '100000', { a: 1 }, 0.1],
    'notAllowed',
  ],
  [
    'listed values of types of their own',
    {
      characteristicValueSpecification: [
        { value: '1e5', valueType: 'integer' },
        { value: 'high', valueType: 'string' },
      ],
    },
    [100_000, '100000', 'high'],
    ['1e4', 'low'],
    'notAllowed',
  ],
  [
    'suggestions',
    { valueType: 'string', extensible: true, characteristicValueSpecification: listing('a') },
    ['a', 'b'],
    [],
    'notAllowed',
  ],
  ['a range that suggestions do not open', { ...range(0, 9), extensible: true }, [9], [10], 'outOfRange'],
  [
    'a listed value or a range',
    { valueType: 'number', characteristicValueSpecification: [{ value: -1 }, { valueFrom: 0, valueTo: 9 }] },
    [-1, 5],
    [-2, 10],
    'notAllowed',
  ],
  [
    'a blank value specification, as in TM Forum\u2019s samples',
    { valueType: 'string', characteristicValueSpecification: [{ valueType: 'string', isDefault: false, value: '' }] },
    ['a'],
    [],
    'notAllowed',
  ],
  [
    'a pattern of the whole value',
    { valueType: 'string', regex: '[0-9]{6}' },
    ['123456'],
    ['1234567', 'a123456', '123456\n', '١٢٣٤٥٦'],
    'noMatch',
  ],
  [
    'a pattern with both anchors',
    { valueType: 'string', regex: '^[0-9]{6}$' },
    ['123456'],
    ['1234567', '123456\n'],
    'noMatch',
  ],
  ['a pattern of the beginning', { valueType: 'string', regex: '^\\+49' }, ['+4915'], ['0049', ' +49'], 'noMatch'],
  ['a pattern of the end', { valueType: 'string', regex: '\\.example$' }, ['a.example'], ['a.example.org'], 'noMatch'],
  [
    'a pattern whose anchors are characters',
    { valueType: 'string', regex: '\\$[^$]+' },
    ['$5'],
    ['5$5', '$5$'],
    'noMatch',
  ],
  ['a pattern of alternatives', { regex: 'a|b' }, ['a', 'b'], ['ab'], 'noMatch'],
  ['a pattern of numbers', { valueType: 'integer', regex: '[1-9][0-9]' }, [12, '12'], [5, '123'], 'noMatch'],
  ['a pattern, and values that are no text', { regex: '.*' }, [true, 'a\nb', '\ud800'], [{}], 'noMatch'],
  [
    'alternative patterns',
    { characteristicValueSpecification: [{ regex: 'a+' }, { regex: 'b+' }] },
    ['aa', 'b'],
    ['ab', 'c', 1],
    'noMatch',
  ],
  [
    'a pattern and a range of one value',
    { characteristicValueSpecification: [{ regex: '.*5', valueFrom: 0, valueTo: 50 }] },
    [5, '45'],
    [55, 44],
    'outOfRange',
  ],
  [
    'a pattern that others blow up at',
    { regex: '(a+)+b' },
    [`${'a'.repeat(20_000)}b`],
    ['a'.repeat(20_000)],
    'noMatch',
  ],
])('%s', (_, it, fine, wrong, code) => {
  const specification = asking({ ...it, maxCardinality: 1 })
  for (const value of fine) expect([value, messages(specification, giving(value))]).toEqual([value, []])
  for (const value of wrong) expect([value, codes(specification, giving(value))]).toEqual([value, [code]])
})

test.each<[CharacteristicSpecification, CheckedUsage, string[]]>([
  [{ minCardinality: 1 }, giving(), ['missing']],
  [{ minCardinality: 1 }, {}, ['missing']],
  [{ minCardinality: 1 }, giving(null), ['missing']],
  [{ minCardinality: 1 }, giving(''), ['blank']],
  [{ minCardinality: 1 }, giving(0), []],
  [{ minCardinality: 1, maxCardinality: 1 }, giving('a', 'a'), ['tooMany']],
  [{ maxCardinality: 0 }, giving('a'), ['tooMany']],
  [{}, giving(), []],
  [{}, giving(''), []],
  [{}, giving('a', 'b', 'c', 'd'), []],
  [{ minCardinality: 2 }, giving('a'), ['missing']],
  [{ minCardinality: 2 }, giving(['a', 'b']), []],
  [{ minCardinality: 1 }, giving([]), ['missing']],
  [{ maxCardinality: 2 }, giving(['a', 'b'], 'c'), ['tooMany']],
  [{ maxCardinality: 2, valueType: 'string' }, giving(['a', 5, ['b']]), ['wrongType', 'wrongType', 'tooMany']],
  [{ maxCardinality: 1, valueType: 'array' }, giving(['a', 'b', 'c']), []],
  [{ maxCardinality: 2, valueType: 'array' }, giving(['a', 'b', 'c'], []), []],
])('how often: %j of %j is %j', (it, usage, expected) => {
  expect(codes(asking(it), usage)).toEqual(expected)
})

const inUnits = (
  ...all: NonNullable<CharacteristicSpecification['characteristicValueSpecification']>
): CharacteristicSpecification => ({
  valueType: 'integer',
  characteristicValueSpecification: all,
})

test.each<[string, Specification, CheckedUsage, string]>([
  [
    'a range',
    asking({ valueType: 'integer', ...{ characteristicValueSpecification: [{ valueFrom: 0 }] } }),
    giving('abc'),
    'x must be an integer of 0 or more, got "abc"',
  ],
  [
    'both ends',
    asking({ valueType: 'integer', ...{ characteristicValueSpecification: [{ valueFrom: 0, valueTo: 9 }] } }),
    giving(10),
    'x must be an integer from 0 to 9, got 10',
  ],
  ['an open range', asking(range(0, 9, 'open')), giving(0), 'x must be a number of more than 0 and less than 9, got 0'],
  [
    'a list',
    asking({ valueType: 'string', characteristicValueSpecification: listing('busy', 'normal') }),
    giving('Busy'),
    'x must be one of busy, normal, got "Busy"',
  ],
  [
    'a range with its unit',
    asking(inUnits({ valueFrom: 0, valueTo: 60, unitOfMeasure: 'SEC' })),
    giving(61),
    'x must be an integer from 0 to 60 SEC, got 61',
  ],
  [
    'each range with its unit',
    asking(
      inUnits({ valueFrom: 0, valueTo: 60, unitOfMeasure: 'SEC' }, { valueFrom: 0, valueTo: 1, unitOfMeasure: 'MIN' }),
    ),
    { usageCharacteristic: [{ name: 'x', value: 30, unitOfMeasure: 'MIN' } as SentCharacteristic] },
    'x must be an integer from 0 to 60 SEC, or an integer from 0 to 1 MIN, got 30 MIN',
  ],
  [
    'a list with units',
    asking(inUnits({ value: 5, unitOfMeasure: 'MIN' }, { value: 300, unitOfMeasure: 'SEC' }, { value: 0 })),
    giving(6),
    'x must be one of 5 MIN, 300 SEC, 0, got 6',
  ],
  [
    'a pattern with its unit',
    asking({ characteristicValueSpecification: [{ regex: '[0-9]+k', unitOfMeasure: 'B' }] }),
    giving('9'),
    'x must be a value that matches [0-9]+k in B, got "9"',
  ],
  ['a pattern', asking({ regex: '[0-9]{2}' }), giving('abc'), 'x must match [0-9]{2}, got "abc"'],
  [
    'a long value',
    asking({ valueType: 'integer' }),
    giving('a'.repeat(5_000)),
    `x must be an integer, got "${'a'.repeat(59)}…`,
  ],
  ['nothing', asking({ minCardinality: 1 }), {}, 'x is missing'],
  ['too much', asking({ maxCardinality: 2 }), giving(1, 2, 3), 'x must occur at most 2 times, got 3'],
  [
    'an unknown name',
    { extensible: false },
    giving('a'),
    'x is not defined by the specification, which allows no other characteristics',
  ],
])('%s is said in words', (_, specification, usage, message) => {
  expect(messages(specification, usage)).toEqual([message])
})

test('a usage may have other characteristics, unless the specification is not extensible', () => {
  const usage = { usageCharacteristic: [{ name: '__proto__', value: 1 }] }
  expect(codes({ name: 'Voice' }, usage)).toEqual([])
  expect(codes({ name: 'Voice', extensible: false }, usage)).toEqual(['unknownCharacteristic'])
  expect(codes({ name: 'Voice', extensible: false, specCharacteristic: [{ name: '__proto__' }] }, usage)).toEqual([])
})

test('a unit that comes with a value is one that the specification has', () => {
  const specification = asking({
    valueType: 'integer',
    characteristicValueSpecification: [
      { unitOfMeasure: 'KB', valueTo: 9_000 },
      { unitOfMeasure: 'MB', valueTo: 9 },
    ],
  })
  const of = (value: unknown, unitOfMeasure?: unknown) =>
    codes(specification, { usageCharacteristic: [{ name: 'x', value, unitOfMeasure }] })
  expect(of(5)).toEqual([])
  expect(of(5, '')).toEqual([])
  expect(of(5, 'MB')).toEqual([])
  expect(of(10, 'KB')).toEqual([])
  expect(of(10, 'MB')).toEqual(['outOfRange'])
  expect(of(5, 'Mb')).toEqual(['wrongUnit'])
  expect(of(5, { a: 1 })).toEqual(['wrongUnit'])
})

describe('when', () => {
  const validFor = { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2026-12-31T23:59:59Z' }
  test.each<[string, Specification, string, unknown]>([
    ['the specification', { ...asking({}), validFor }, 'specificationNotValidAt', 'a'],
    ['the characteristic', asking({ validFor }), 'notValidAt', 'a'],
    [
      'the value',
      asking({ characteristicValueSpecification: [{ value: 'a', validFor }, { value: 'b' }] }),
      'notValidAt',
      'a',
    ],
    ['the range', asking({ characteristicValueSpecification: [{ valueFrom: 1, validFor }] }), 'notValidAt', 5],
  ])('%s counts is judged by the date of the usage', (_, specification, code, value) => {
    const at = (usageDate?: string) => codes(specification, { ...giving(value), ...(usageDate && { usageDate }) })
    expect(at('2026-06-01T00:00:00Z')).toEqual([])
    expect(at('2026-01-01T01:00:00+01:00')).toEqual([])
    expect(at('2026-12-31T23:59:59Z')).toEqual([])
    expect(at('2025-12-31T23:59:59Z')).toEqual([code])
    expect(at('2027-01-01T00:00:00Z')).toEqual([code])
    expect(at('2016-12-31T23:59:60Z')).toEqual([code])
    expect(at()).toEqual([])
    expect(at('yesterday')).toEqual([])
  })
  test('a characteristic does not count, nothing misses it', () => {
    const specification = asking({ minCardinality: 1, validFor: { startDateTime: '2026-01-01T00:00:00Z' } })
    expect(codes(specification, { usageDate: '2025-06-01T00:00:00Z' })).toEqual([])
    expect(codes(specification, { usageDate: '2026-06-01T00:00:00Z' })).toEqual(['missing'])
  })
})

describe('relations', () => {
  const related = (relationshipType: string, target: object = { name: 'y' }): Specification => ({
    specCharacteristic: [
      { name: 'x', charSpecRelationship: [{ relationshipType, ...target }] },
      { name: 'y', id: 'id-of-y' },
    ],
  })
  const with_ = (...names: string[]): CheckedUsage => ({
    usageCharacteristic: names.map((name) => ({ name, value: 1 })),
  })
  test.each<[string, object | undefined, string[], string[]]>([
    ['dependency', undefined, ['x'], ['dependency']],
    ['DEPENDENCY', undefined, ['x', 'y'], []],
    ['Dependency', undefined, ['y'], []],
    ['dependency', { characteristicSpecificationId: 'id-of-y' }, ['x'], ['dependency']],
    ['Exclusivity', undefined, ['x', 'y'], ['exclusivity']],
    ['exclusivity', undefined, ['x'], []],
    ['exclusivity', undefined, ['y'], []],
    ['aggregation', { name: 'z' }, ['x', 'y'], []],
  ])('%s %j of %j: %j', (type, target, names, expected) => {
    expect(codes(related(type, target), with_(...names))).toEqual(expected)
  })
  test('an exclusivity that both sides say is broken once', () => {
    const exclusive = (name: string, other: string) => ({
      name,
      charSpecRelationship: [{ relationshipType: 'exclusivity', name: other }],
    })
    expect(messages({ specCharacteristic: [exclusive('x', 'y'), exclusive('y', 'x')] }, with_('x', 'y'))).toEqual([
      'x and y must not occur together',
    ])
  })
})

describe('defaults', () => {
  const withDefault = (it: CharacteristicSpecification = {}): Specification =>
    asking({
      valueType: 'string',
      characteristicValueSpecification: [{ value: 'SEC', isDefault: true }, { value: 'MIN' }],
      ...it,
    })
  test('fill what is absent, and nothing else', () => {
    const checker = compile(withDefault({ minCardinality: 1 }))
    const sent: CheckedUsage = { usageDate: '2026-01-01T00:00:00Z', usageCharacteristic: [{ name: 'y', value: 1 }] }
    expect(checker.complete(sent)).toEqual({
      usageDate: '2026-01-01T00:00:00Z',
      usageCharacteristic: [
        { name: 'y', value: 1 },
        { name: 'x', valueType: 'string', value: 'SEC' },
      ],
    })
    const there = giving('MIN')
    expect(checker.complete(there)).toBe(there)
    const empty: CheckedUsage = {}
    expect(compile(asking({})).complete(empty)).toBe(empty)
    expect(checker.check(checker.complete(empty))).toEqual([])
    expect(empty).toEqual({})
  })
  test('fill what gives no value', () => {
    const completed = compile(withDefault()).complete<CheckedUsage>({ usageCharacteristic: [{ name: 'x', value: [] }] })
    expect(completed.usageCharacteristic?.map(({ value }) => value)).toEqual([[], 'SEC'])
  })
  test('carry their unit', () => {
    const checker = compile(
      asking({ characteristicValueSpecification: [{ value: 5, isDefault: true, unitOfMeasure: 'SEC' }] }),
    )
    expect(checker.complete({})).toEqual({ usageCharacteristic: [{ name: 'x', value: 5, unitOfMeasure: 'SEC' }] })
  })
  test('do not fill what an exclusivity forbids, or what does not count then', () => {
    const exclusive = withDefault({ charSpecRelationship: [{ relationshipType: 'exclusivity', name: 'y' }] })
    const checker = compile({ specCharacteristic: [...(exclusive.specCharacteristic ?? []), { name: 'y' }] })
    const other = { usageCharacteristic: [{ name: 'y', value: 1 }] }
    expect(checker.complete(other)).toBe(other)
    const exclusiveOnce = withDefault({
      charSpecRelationship: [
        { relationshipType: 'exclusivity', name: 'y', validFor: { endDateTime: '2025-12-31T23:59:59Z' } },
      ],
    })
    const later = compile({ specCharacteristic: [...(exclusiveOnce.specCharacteristic ?? []), { name: 'y' }] })
    expect(later.complete({ ...other, usageDate: '2025-06-01T00:00:00Z' }).usageCharacteristic).toHaveLength(1)
    expect(later.complete({ ...other, usageDate: '2026-06-01T00:00:00Z' }).usageCharacteristic).toHaveLength(2)
    const old = { usageDate: '2020-01-01T00:00:00Z' }
    expect(compile(withDefault({ validFor: { startDateTime: '2026-01-01T00:00:00Z' } })).complete(old)).toBe(old)
  })
  describe('are not filled in where what they need is missing', () => {
    const related = (
      name: string,
      relations: [type: string, to: string][] = [],
      isDefault = true,
    ): CharacteristicSpecification => ({
      name,
      characteristicValueSpecification: [{ value: name, isDefault }],
      charSpecRelationship: relations.map(([relationshipType, to]) => ({ relationshipType, name: to })),
    })
    const needs = (...all: string[]) => all.map((it): [string, string] => ['dependency', it])
    const excludes = (...all: string[]) => all.map((it): [string, string] => ['exclusivity', it])
    test.each<[string, CharacteristicSpecification[], string[], string[]]>([
      ['nothing to need', [related('a', needs('b')), related('b', [], false)], [], []],
      ['it is there', [related('a', needs('b')), related('b', [], false)], ['b'], ['a']],
      ['it is a default itself', [related('a', needs('b')), related('b')], [], ['a', 'b']],
      ['they need each other', [related('a', needs('b')), related('b', needs('a'))], [], ['a', 'b']],
      ['one of two is missing', [related('a', needs('b', 'c')), related('b'), related('c', [], false)], [], ['b']],
      [
        'a chain that ends nowhere',
        [related('a', needs('b')), related('b', needs('c')), related('c', needs('d')), related('d', [], false)],
        [],
        [],
      ],
      [
        'a chain that ends well',
        [related('a', needs('b')), related('b', needs('c')), related('c', needs('d')), related('d', [], false)],
        ['d'],
        ['a', 'b', 'c'],
      ],
      [
        'it is excluded by what is there',
        [related('a', needs('b')), related('b', excludes('c')), related('c', [], false)],
        ['c'],
        [],
      ],
      [
        'it is excluded by another default',
        [related('c', excludes('b')), related('a', needs('b')), related('b')],
        [],
        ['c'],
      ],
      [
        'the mandatory one of two that exclude each other',
        [related('a', excludes('b')), { ...related('b'), minCardinality: 1 }],
        [],
        ['b'],
      ],
    ])('%s', (_, specCharacteristic, there, filled) => {
      const checker = compile({ specCharacteristic })
      const completed = checker.complete({ usageCharacteristic: there.map((name) => ({ name, value: name })) })
      expect(completed.usageCharacteristic?.slice(there.length).map(({ name }) => name)).toEqual(filled)
      expect(checker.check(completed)).toEqual([])
    })
    test('also when it is there without a value', () => {
      const checker = compile({ specCharacteristic: [related('a', needs('b')), related('b', [], false)] })
      const sent: CheckedUsage = { usageCharacteristic: [{ name: 'b', value: [] }] }
      expect(checker.complete(sent)).toBe(sent)
    })
  })
  test('take turns where they are of different times', () => {
    const year = (value: number) => ({
      value,
      isDefault: true,
      validFor: { startDateTime: `${value}-01-01T00:00:00Z`, endDateTime: `${value}-12-31T23:59:59Z` },
    })
    const checker = compile(asking({ maxCardinality: 1, characteristicValueSpecification: [year(2025), year(2026)] }))
    const filled = (usageDate?: string) => {
      const completed = checker.complete<CheckedUsage>(usageDate === undefined ? {} : { usageDate })
      expect(checker.check(completed)).toEqual([])
      return completed.usageCharacteristic?.map(({ value }) => value)
    }
    expect([
      filled('2025-06-01T00:00:00Z'),
      filled('2026-06-01T00:00:00Z'),
      filled('2024-06-01T00:00:00Z'),
      filled(),
    ]).toEqual([[2025], [2026], undefined, [2025]])
  })
})

test.each<[string | undefined, unknown[], string[]]>([
  ['integer', [5, '5', '5.0', 6, '1', 1, '1.000000000000000', '6e0'], ['5', '6', '1']],
  [
    'integer',
    ['8949020000001234560', '8949020000001234561', '8949020000001234560.0'],
    ['8949020000001234560', '8949020000001234561'],
  ],
  [
    'number',
    [0.5, '0.50', '5e-1', -0, '0.0', 0.30000000000000004, '0.30000000000000004', '0.3'],
    ['0.5', '0', '0.30000000000000004', '0.3'],
  ],
  ['number', [1e21, '1000000000000000000000', 'abc', 'ABC'], ['1000000000000000000000', 'abc', 'ABC']],
  ['string', ['5', '5.0', '01KAT', '1e5', '100000'], ['5', '5.0', '01KAT', '1e5', '100000']],
  [
    'dateTime',
    [
      '2026-11-23T10:00:00Z',
      '2026-11-23T11:00:00+01:00',
      '2026-11-23T10:00:10.1230Z',
      '2026-11-23T10:00:10.123Z',
      '2026-11-23T05:00:10.123000000-05:00',
    ],
    ['2026-11-23T10:00:00Z', '2026-11-23T10:00:10.123Z'],
  ],
  [
    'dateTime',
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', '2017-01-01T00:00:00.000000001Z'],
    ['2017-01-01T00:00:00Z', '2017-01-01T00:00:00.000000001Z'],
  ],
  [
    'timePeriod',
    [
      { startDateTime: '2026-11-23T10:00:00Z', endDateTime: '2026-11-23T11:00:00Z' },
      { endDateTime: '2026-11-23T12:00:00+01:00', startDateTime: '2026-11-23T11:00:00.0+01:00' },
      { startDateTime: '2026-11-23T10:00:00Z' },
      { endDateTime: '2026-11-23T10:00:00Z' },
    ],
    ['2026-11-23T10:00:00Z/2026-11-23T11:00:00Z', '2026-11-23T10:00:00Z/', '/2026-11-23T10:00:00Z'],
  ],
  ['boolean', [true, 'true', false], ['true', 'false']],
  [undefined, ['1e5', '100000', 100_000, '1.0', 1, '1'], ['1e5', '100000', '1.0', '1']],
  [
    undefined,
    ['{"a":1}', { a: 1 }, '[1]', [[1]], '"x"', 'x'],
    ['"{\\"a\\":1}"', '{"a":1}', '"[1]"', '[1]', '"\\"x\\""', 'x'],
  ],
  [
    'unknown',
    [5, '5', { b: 1, a: 2 }, { a: 2, b: 1 }, null, [true, 'true'], '123456789012345678'],
    ['5', '{"a":2,"b":1}', 'true', '123456789012345678'],
  ],
])('unique values of type %s: %j are %j', (valueType, values, expected) => {
  const type = valueType === undefined ? {} : { valueType }
  const { uniqueValues } = compile(asking({ ...type, isUnique: true }))
  expect(uniqueValues(giving(...values)).map(({ parts }) => parts)).toEqual(expected.map((value) => ['x', value]))
  expect(compile(asking(type)).uniqueValues(giving(...values))).toEqual([])
})

test('a blank value is unique to nobody', () => {
  expect(compile(asking({ isUnique: true })).uniqueValues(giving('', ' ', '\t', '\u00a0', null, 0))).toMatchObject([
    { name: 'x', value: '0' },
  ])
})

describe('what takes too long to compare', () => {
  const slow = asking({ regex: '[ab]*a[ab]{400}' })
  const random = (length: number, seed: number) => {
    const { pick } = makeRandom(seed, 'text')
    return Array.from({ length }, () => pick(['a', 'b'])).join('')
  }
  test('is a broken rule, and holds nobody up', () => {
    const started = performance.now()
    const found = compile(slow).check(giving(...Array.from({ length: 95 }, (_, seed) => random(9_900, seed))))
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(found).toHaveLength(maxBrokenRules)
    expect(found[0]).toMatchObject({
      code: 'notCompared',
      rule: 'specCharacteristic[x].regex',
      message: 'x is too long to compare with [ab]*a[ab]{400}: must have at most 4900 characters, got 9900',
    })
  })
  test('is that of all values together, too', () => {
    const value = `a${random(400, 1)}`
    expect(codes(slow, giving(value))).toEqual([])
    const started = performance.now()
    const found = compile(slow).check(giving(...Array.from({ length: 2_000 }, () => value)))
    expect(performance.now() - started).toBeLessThan(5_000)
    expect(found).toHaveLength(maxBrokenRules)
    expect(found[0]).toMatchObject({
      code: 'notCompared',
      message:
        'x was not compared with the specification: the values of the usage are together too many or too long. Send fewer or shorter values',
    })
  })
  test('is the same for the patterns and ranges of values', () => {
    const value = random(9_900, 1)
    expect(
      compile(asking({ characteristicValueSpecification: [{ regex: '[ab]*a[ab]{400}' }, { value }] })).check(
        giving(value, `${value}a`),
      ),
    ).toMatchObject([
      {
        code: 'notCompared',
        rule: 'specCharacteristic[x].characteristicValueSpecification.regex',
        message: expect.stringContaining('got 9901'),
      },
    ])
    const ranges = Array.from({ length: 20_000 }, (_, index) => ({ valueFrom: 2 * index, valueTo: 2 * index }))
    const found = compile(asking({ characteristicValueSpecification: ranges })).check(
      giving(Array.from({ length: 90_000 }, () => 39_998)),
    )
    expect(found).toHaveLength(maxBrokenRules)
    expect(found[0]).toMatchObject({
      code: 'notCompared',
      rule: 'specCharacteristic[x].characteristicValueSpecification.valueFrom',
    })
  })
  test('is not text of any length for patterns of any use', () => {
    const text = 'a'.repeat(1_000_000)
    expect(codes(asking({ regex: '[a-z]+' }), giving(text))).toEqual([])
    expect(codes(asking({ regex: '(a|b)+' }), giving(text.slice(0, 200_000)))).toEqual([])
    expect(
      codes(asking({ regex: '[ -~]{1,1000}' }), giving(...Array.from({ length: 1_000 }, () => text.slice(0, 1_000)))),
    ).toEqual([])
  })
  test('is no long list', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => `v${index}`)
    expect(codes(asking({ characteristicValueSpecification: listing(...values) }), giving(values))).toEqual([])
  })
})

test('a message stays short, however much the specification says', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    valueFrom: index,
    valueTo: index,
    unitOfMeasure: `unit${index}`,
  }))
  const [outOfRange] = compile(asking({ characteristicValueSpecification: many })).check(giving(-1))
  expect(outOfRange?.message.length).toBeLessThan(1_100)
  const [wrongUnit] = compile(asking({ characteristicValueSpecification: many })).check({
    usageCharacteristic: [{ name: 'x', value: 1, unitOfMeasure: 'y' } as SentCharacteristic],
  })
  expect(wrongUnit?.message.length).toBeLessThan(300)
})

describe('a bundle', () => {
  const bundle: Specification = {
    name: 'Bundle',
    isBundle: true,
    extensible: false,
    entitySpecRelationship: [{ id: 'part', relationshipType: 'Contains' }],
    specCharacteristic: [{ name: 'own', minCardinality: 1 }],
  }
  const part: Specification = {
    id: 'part',
    name: 'Part',
    specCharacteristic: [
      { name: 'x', minCardinality: 1 },
      { name: 'own', valueType: 'integer' },
    ],
  }
  test('asks what it contains asks, but for what it says itself', () => {
    expect(containedIds(bundle)).toEqual(['part'])
    expect(containedIds({ ...bundle, isBundle: false })).toEqual([])
    const checker = compile(bundle, [part])
    expect(checker.check({}).map(({ characteristic }) => characteristic)).toEqual(['own', 'x'])
    expect(
      checker.check({
        usageCharacteristic: [
          { name: 'x', value: 1 },
          { name: 'own', value: 'text' },
        ],
      }),
    ).toEqual([])
    expect(
      compile({ ...bundle, isBundle: false }, [part])
        .check(giving(1))
        .map(({ code }) => code),
    ).toEqual(['unknownCharacteristic', 'missing'])
  })
  test('of parts in parts and in circles has them once, and refuses no names while a part is unknown', () => {
    const inner = {
      ...bundle,
      id: 'inner',
      entitySpecRelationship: [
        { id: 'part', relationshipType: 'contains' },
        { id: 'outer', relationshipType: 'contains' },
      ],
    }
    const outer = { ...bundle, id: 'outer', entitySpecRelationship: [{ id: 'inner', relationshipType: 'contains' }] }
    expect(compile(outer, [inner, part, outer]).check({})).toHaveLength(2)
    expect(
      compile(outer, [inner]).check({
        usageCharacteristic: [
          { name: 'own', value: 1 },
          { name: 'what', value: 1 },
        ],
      }),
    ).toEqual([])
  })
})

test('what is no characteristic at all is passed over', () => {
  const odd = [null, 5, 'x', [], { value: 1 }, { name: 5, value: 1 }, { name: 'x' }] as SentCharacteristic[]
  expect(codes(asking({ minCardinality: 1 }), { usageCharacteristic: odd })).toEqual(['missing'])
  expect(codes(asking({ minCardinality: 1 }), { usageCharacteristic: 'x' } as unknown as CheckedUsage)).toEqual([
    'missing',
  ])
  expect(compile(asking({ isUnique: true })).uniqueValues({ usageCharacteristic: odd })).toEqual([])
})

test('a check stops when enough is broken, and keeps little of what was sent', () => {
  const found = compile(asking({ valueType: 'integer' })).check(
    giving(...Array.from({ length: 1_000 }, () => 'a'.repeat(10_000))),
  )
  expect(found).toHaveLength(maxBrokenRules)
  expect(JSON.stringify(found).length).toBeLessThan(maxBrokenRules * 600)
  expect(brokenRuleCodes).toContain(found[0]?.code ?? 'missing')
})

test('what cannot be compiled says why', () => {
  expect(() => compile(asking({ regex: '(' }))).toThrow(SpecificationError)
  expect(() => compile(asking({ regex: '(' }))).toThrow(
    'specCharacteristic[0].regex is not a valid regular expression (missing closing ): `(`)',
  )
})

test.each([...services])(
  'the usages of the seed keep the specification of %s, and it asks for all they have',
  (service) => {
    const specification: Specification = { ...specificationsOf(7)[service].document, extensible: false }
    const checker = compile(specification)
    const own = [...usages({ count: 20_000, days: 28, until: new Date('2026-11-23T10:00:00Z'), seed: 7 })]
      .filter(({ document: { usageType, status } }) => usageType === service && status !== 'rejected')
      .slice(0, 1_000)
    expect(own).toHaveLength(1_000)
    for (const { document } of own) {
      expect(checker.check(document)).toEqual([])
      expect(checker.complete(document)).toBe(document)
      expect(document.usageCharacteristic?.some(({ name }) => name === 'rejectionReason')).toBe(
        document.status === 'recycled',
      )
      expect(checker.uniqueValues(document)).toHaveLength(service === 'Roaming' ? 1 : 0)
    }
  },
)
