import { expect, test } from 'bun:test'
import { services, specificationsOf } from '../../server/dev/specifications'
import { compile } from '../../shared/checker/checker'
import { problemsOf } from '../../shared/checker/problems'
import type { Specification } from '../../shared/checker/specification'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'

const asking = (it: CharacteristicSpecification, ...others: CharacteristicSpecification[]): Specification => ({
  name: 'Voice',
  specCharacteristic: [{ name: 'x', ...it }, ...others],
})
const values = (
  ...all: NonNullable<CharacteristicSpecification['characteristicValueSpecification']>
): CharacteristicSpecification => ({ characteristicValueSpecification: all })
const backwards = { startDateTime: '2026-01-02T00:00:00Z', endDateTime: '2026-01-01T00:00:00Z' }
const first = 'specCharacteristic[0]'
const value = `${first}.characteristicValueSpecification[0]`
const relation = `${first}.charSpecRelationship[0]`

test.each<[string, Specification, [path: string, message: string][]]>([
  [
    'a broken pattern',
    asking({ regex: '[a' }),
    [[`${first}.regex`, 'is not a valid regular expression (missing closing ]: `[a`)']],
  ],
  [
    'a look-ahead',
    asking({ regex: '(?=a)b' }),
    [[`${first}.regex`, 'uses a look-ahead, (?=…), which RE2 does not support']],
  ],
  [
    'a negative look-ahead',
    asking({ regex: '^(?!0)[0-9]+$' }),
    [[`${first}.regex`, 'uses a negative look-ahead, (?!…), which RE2 does not support']],
  ],
  [
    'a look-behind',
    asking({ regex: '(?<=a)b' }),
    [[`${first}.regex`, 'uses a look-behind, (?<=…), which RE2 does not support']],
  ],
  ['a negative look-behind', asking({ regex: '(?<!a)b' }), [[`${first}.regex`, 'uses a negative look-behind']]],
  [
    'a back-reference',
    asking({ regex: '(a)\\1' }),
    [[`${first}.regex`, 'uses a back-reference, such as \\1, which RE2 does not support']],
  ],
  ['a possessive repetition', asking({ regex: 'a++' }), [[`${first}.regex`, 'uses a possessive repetition']]],
  ['an atomic group', asking({ regex: '(?>a)' }), [[`${first}.regex`, 'uses an atomic group']]],
  [
    'an escape of JavaScript',
    asking({ regex: '\\u00e9' }),
    [[`${first}.regex`, 'uses \\u, which RE2 does not support: write \\x{00E9}']],
  ],
  ['a pattern too large', asking({ regex: '(a{1,30}){1,30}b{999}' }), [[`${first}.regex`, 'is too large']]],
  [
    'a pattern too long',
    asking({ regex: 'a'.repeat(1_001) }),
    [[`${first}.regex`, 'must have at most 1000 characters; got 1001']],
  ],
  [
    'a pattern beyond what all may have together',
    asking(
      { regex: `(${'a'.repeat(900)})` },
      ...[1, 2, 3, 4].map((number) => ({ name: `y${number}`, regex: `(${'a'.repeat(900)}${number})` })),
    ),
    [
      [
        'specCharacteristic[4].regex',
        'is too long: all patterns of a specification, except plain sequences of characters and classes, may have 4000 characters together. Use fewer or shorter patterns',
      ],
    ],
  ],
  [
    'values that take too much to be compared with the pattern',
    asking({ regex: '[ab]*a[ab]{400}', ...values({ value: 'a'.repeat(60_000) }) }),
    [[`${value}.value`, 'takes too long to compare with the regex of the characteristic, [ab]*a[ab]{400}']],
  ],
  [
    'a pattern of objects',
    asking({ regex: 'a', valueType: 'object' }),
    [[`${first}.regex`, 'applies to text values only']],
  ],
  [
    'a broken pattern of a value',
    asking(values({ regex: '(' })),
    [[`${value}.regex`, 'is not a valid regular expression']],
  ],
  [
    'a range backwards',
    asking(values({ valueFrom: 9, valueTo: 0 })),
    [[`${value}.valueFrom`, 'must not be greater than valueTo, 0; got 9']],
  ],
  [
    'a range without values',
    asking(values({ valueFrom: 5, valueTo: 5, rangeInterval: 'open' })),
    [[`${value}.valueFrom`, 'allows no value: rangeInterval is open and both ends are 5']],
  ],
  [
    'an unknown interval',
    asking(values({ valueFrom: 0, rangeInterval: 'halfOpen' })),
    [[`${value}.rangeInterval`, 'must be open, closed, closedBottom or closedTop; got "halfOpen"']],
  ],
  [
    'an interval named as objects are',
    asking(values({ valueFrom: 0, rangeInterval: 'constructor' })),
    [[`${value}.rangeInterval`, 'must be open']],
  ],
  [
    'a range of booleans',
    asking({ valueType: 'boolean', ...values({ valueTo: 1 }) }),
    [[`${value}.valueTo`, 'applies to numbers only; the valueType is boolean']],
  ],
  [
    'more at least than at most',
    asking({ minCardinality: 2, maxCardinality: 1 }),
    [[`${first}.minCardinality`, 'must not be greater than maxCardinality, 1; got 2']],
  ],
  [
    'negative counts',
    asking({ minCardinality: -1, maxCardinality: -1 }),
    [
      [`${first}.minCardinality`, 'must be 0 or more; got -1'],
      [`${first}.maxCardinality`, 'must be 0 or more; got -1'],
    ],
  ],
  [
    'a name that no usage can give',
    asking({}, { name: 'y'.repeat(501) }),
    [['specCharacteristic[1].name', 'must have at most 500 characters, as in usages; got 501']],
  ],
  [
    'a name twice',
    asking({}, { name: 'x' }, { name: 'X' }),
    [['specCharacteristic[1].name', 'must differ from the name of specCharacteristic[0]; both are "x"']],
  ],
  [
    'no name',
    { specCharacteristic: [{}, { name: ' ' }] },
    [
      [`${first}.name`, 'must not be blank'],
      ['specCharacteristic[1].name', 'must not be blank'],
    ],
  ],
  [
    'an allowed value of the wrong type',
    asking({ valueType: 'integer', ...values({ value: 1 }, { value: 'a' }) }),
    [[`${first}.characteristicValueSpecification[1].value`, 'must be an integer, as the valueType requires; got "a"']],
  ],
  [
    'an allowed value of another type than its own',
    asking(values({ valueType: 'integer', value: 1.5 })),
    [[`${value}.value`, 'must be an integer, as the valueType requires; got 1.5']],
  ],
  [
    'an allowed value the pattern forbids',
    asking({ regex: '[a-z]', ...values({ value: 'A' }) }),
    [[`${value}.value`, 'must match the regex of the characteristic, [a-z]; got "A"']],
  ],
  [
    'a default of the wrong type',
    asking({ valueType: 'boolean', ...values({ value: 'yes', isDefault: true }) }),
    [[`${value}.value`, 'must be true or false, as the valueType requires; got "yes"']],
  ],
  [
    'a default out of its range',
    asking({ valueType: 'integer', ...values({ value: 99, isDefault: true, valueFrom: 0, valueTo: 9 }) }),
    [[`${value}.value`, 'is the default, so it must be one of the allowed values; got 99']],
  ],
  [
    'a default out of the others\u2019 range',
    asking({ valueType: 'integer', ...values({ value: 99, isDefault: true }, { valueFrom: 0, valueTo: 9 }) }),
    [[`${value}.value`, 'is the default']],
  ],
  [
    'two defaults for one',
    asking({ maxCardinality: 1, ...values({ value: 'a', isDefault: true }, { value: 'b', isDefault: true }) }),
    [
      [
        `${first}.characteristicValueSpecification[1].isDefault`,
        'gives 2 defaults at the same time; maxCardinality is 1',
      ],
    ],
  ],
  [
    'three defaults, two of them at the same time',
    asking({
      maxCardinality: 1,
      ...values(
        { value: 'a', isDefault: true, validFor: { endDateTime: '2026-01-01T00:00:00Z' } },
        { value: 'b', isDefault: true, validFor: { startDateTime: '2027-01-01T00:00:00Z' } },
        {
          value: 'c',
          isDefault: true,
          validFor: { startDateTime: '2026-01-01T01:00:00+01:00', endDateTime: '2026-06-01T00:00:00Z' },
        },
      ),
    }),
    [
      [
        `${first}.characteristicValueSpecification[2].isDefault`,
        'gives 2 defaults at the same time; maxCardinality is 1',
      ],
    ],
  ],
  [
    'a default of what is unique',
    asking({ isUnique: true, ...values({ value: 'a', isDefault: true }) }),
    [[`${value}.isDefault`, 'must not be true: the characteristic isUnique']],
  ],
  [
    'a relation to nobody',
    asking({ charSpecRelationship: [{ relationshipType: 'dependency', name: 'z' }] }),
    [[`${relation}.name`, 'must be a characteristic of the specification; there is no "z"']],
  ],
  [
    'a relation without a name',
    asking({ charSpecRelationship: [{ relationshipType: 'exclusivity' }] }),
    [[`${relation}.name`, 'must name the other characteristic of the exclusivity']],
  ],
  [
    'a relation to itself',
    asking({ charSpecRelationship: [{ relationshipType: 'Dependency', name: 'x' }] }),
    [[`${relation}.name`, 'must not be the characteristic itself']],
  ],
  [
    'two that are mandatory and exclusive',
    asking(
      { minCardinality: 1, charSpecRelationship: [{ relationshipType: 'exclusivity', name: 'y' }] },
      { name: 'y', minCardinality: 1 },
    ),
    [[`${relation}.relationshipType`, 'must not be exclusivity: both x and y are mandatory']],
  ],
  [
    'a bundle of who knows',
    { isBundle: true, entitySpecRelationship: [{ relationshipType: 'contains' }] },
    [['entitySpecRelationship[0].id', 'must be the id']],
  ],
  [
    'a bundle of itself',
    { id: 'a', isBundle: true, entitySpecRelationship: [{ relationshipType: 'contains', id: 'a' }] },
    [['entitySpecRelationship[0].id', 'must not be the specification itself']],
  ],
  [
    'ends before beginnings',
    {
      validFor: backwards,
      ...asking({
        validFor: backwards,
        characteristicValueSpecification: [{ validFor: backwards }],
        charSpecRelationship: [{ validFor: backwards }],
      }),
    },
    [
      ['validFor.endDateTime', 'must not be before startDateTime'],
      [`${first}.validFor.endDateTime`, 'must not'],
      [`${value}.validFor.endDateTime`, 'must not'],
      [`${relation}.validFor.endDateTime`, 'must not'],
    ],
  ],
])('%s is a problem', (_, specification, expected) => {
  const found = problemsOf(specification)
  expect(found.map(({ path }) => path)).toEqual(expected.map(([path]) => path))
  for (const [index, [, message]] of expected.entries()) expect(found[index]?.message).toStartWith(message)
})

test.each<[string, Specification]>([
  ['what the conformance kit posts', { name: 'Voice-Usage-Specification' }],
  ['a type nobody knows', asking({ valueType: 'PriceBand', regex: '.', ...values({ value: 'a' }, { valueFrom: 1 }) })],
  [
    'a value specification left blank',
    asking({ valueType: 'number', ...values({ valueType: 'number', isDefault: true, value: '' }) }),
  ],
  ['numbers and booleans as text', asking({ valueType: 'integer', ...values({ value: '5', isDefault: true }) })],
  ['a default among others', asking({ maxCardinality: 1, ...values({ value: 'a', isDefault: true }, { value: 'b' }) })],
  [
    'a default that is suggested',
    asking({
      extensible: true,
      valueType: 'integer',
      ...values({ value: 99, isDefault: true }, { valueFrom: 0, valueTo: 9 }),
    }),
  ],
  [
    'a default in the range of another',
    asking({ valueType: 'integer', ...values({ value: 5, isDefault: true }, { valueFrom: 0, valueTo: 9 }) }),
  ],
  [
    'several defaults for several',
    asking({ valueType: 'string', maxCardinality: 2, ...values({ value: ['a', 'b'], isDefault: true }) }),
  ],
  [
    'a default for each time',
    asking({
      maxCardinality: 1,
      ...values(
        { value: 'a', isDefault: true, validFor: { endDateTime: '2025-12-31T23:59:59Z' } },
        {
          value: 'b',
          isDefault: true,
          validFor: { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2026-12-31T23:59:59Z' },
        },
        { value: 'c', isDefault: true, validFor: { startDateTime: '2027-01-01T00:00:00Z' } },
      ),
    }),
  ],
  [
    'relations of other kinds, and to other specifications',
    asking({
      charSpecRelationship: [
        { relationshipType: 'migration', name: 'z' },
        { name: 'z' },
        { relationshipType: 'dependency', name: 'z', parentSpecificationId: 'other' },
      ],
    }),
  ],
  [
    'a bundle of what is not known',
    {
      isBundle: true,
      entitySpecRelationship: [{ relationshipType: 'contains', id: 'a' }],
      ...asking({ charSpecRelationship: [{ relationshipType: 'dependency', name: 'z' }] }),
    },
  ],
  ['an open period', { validFor: { startDateTime: '2026-01-01T00:00:00Z' } }],
  // As TM Forum's sample has it, obsolete names, blank values and text for booleans included.
  [
    'the sample of TM Forum',
    JSON.parse(
      '{"name":"Voice-Call-Specification","validFor":{"startDateTime":"2022-01-01T00:00:00Z","endDateTime":"2099-01-01T00:00:00Z"},"usageSpecCharacteristic":[{"name":"duration","configurable":"true","minCardinality":1,"maxCardinality":1,"usageSpecCharacteristicValue":[{"valueType":"number","default":"false"}]}]}',
    ),
  ],
])('%s is fine', (_, specification) => {
  expect(problemsOf(specification)).toEqual([])
  expect(
    compile(specification)
      .check({})
      .every(({ code }) => code === 'missing'),
  ).toBe(true)
})

test.each([...services])('the specification of the seed for %s is fine', (service) => {
  expect(problemsOf(specificationsOf(7)[service].document)).toEqual([])
})

test('a problem of a contained specification is named with it', () => {
  const bundle: Specification = {
    isBundle: true,
    entitySpecRelationship: [{ relationshipType: 'contains', id: 'part' }],
  }
  expect(
    problemsOf(bundle, [{ id: 'part', specCharacteristic: [{ name: 'x', regex: '(' }] }]).map(({ path }) => path),
  ).toEqual(['entitySpecRelationship[part].specCharacteristic[0].regex'])
})

test.each<[string, Specification]>([
  // At their worst, as large as a body may be.
  [
    'patterns that are slow to read',
    {
      specCharacteristic: Array.from({ length: 1_000 }, (_, index) => ({
        name: `x${index}`,
        regex: `(?i)${'[^A-\\x{1e942}]'.repeat(60)}${index}`,
      })),
    },
  ],
  [
    'patterns with many ways to begin',
    {
      specCharacteristic: Array.from({ length: 1_000 }, (_, index) => ({
        name: `x${index}`,
        regex: `^${Array.from({ length: 480 }, (_, at) => `${String.fromCharCode(0x4e00 + 3 * at)}?`).join('')}${index}`,
      })),
    },
  ],
  [
    'patterns that are large',
    {
      specCharacteristic: Array.from({ length: 1_000 }, (_, index) => ({
        name: `x${index}`,
        regex: `${'(a?){1000}'.repeat(90)}${index}`,
      })),
    },
  ],
  [
    'defaults and ranges',
    asking({
      valueType: 'integer',
      ...values(
        ...Array.from({ length: 12_000 }, (_, index) => ({ value: -index, isDefault: true })),
        ...Array.from({ length: 12_000 }, (_, index) => ({ valueFrom: index })),
      ),
    }),
  ],
  [
    'values and a pattern',
    asking({
      regex: '([ab]*a[ab]{100})?',
      ...values({ value: Array.from({ length: 4_000 }, (_, index) => 'ab'.repeat(100) + 'b'.repeat(index % 100)) }),
    }),
  ],
])('%s hold nobody up: they are refused before', (_, specification) => {
  const started = performance.now()
  expect(() => compile(specification)).toThrow('too')
  expect(performance.now() - started).toBeLessThan(30_000)
})
