import fc from 'fast-check'
import type { Specification } from '../../shared/checker/specification'

/** Specifications of any sort, sensible or not, for properties. */
export const names = fc.oneof(
  fc.constantFrom('x', 'y', '__proto__', 'constructor', 'toString'),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
export const dates = fc.constantFrom(
  '2025-01-01T00:00:00Z',
  '2026-01-01T00:00:00+01:00',
  '2016-12-31T23:59:60Z',
  '2099-01-01T00:00:00Z',
)
export const periods = fc.record({ startDateTime: dates, endDateTime: dates }, { requiredKeys: [] })
export const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    'a',
    '5',
    5,
    true,
    'true',
    '',
    null,
    '1e999',
    'NaN',
    '٥',
    '2016-12-31T23:59:60Z',
    '2026-11-23',
    '\ud800',
    { startDateTime: '2026-01-01T00:00:00Z' },
    [[['a']]],
    -0,
    1e308,
  ),
  fc.jsonValue({ maxDepth: 3 }),
)
const types = fc.constantFrom(
  'string',
  'number',
  'integer',
  'boolean',
  'dateTime',
  'date',
  'timePeriod',
  'object',
  'array',
  'odd',
  '',
)
const patterns = fc.oneof(
  fc.constantFrom('.*', '^a', '(a|b)+', '[0-9]+', '', '(', '\\bx', '\\Qa'),
  fc.string({ maxLength: 8 }),
)
const valueSpecifications = fc.record(
  {
    isDefault: fc.boolean(),
    rangeInterval: fc.constantFrom('open', 'closed', 'closedTop', 'closedBottom'),
    regex: patterns,
    unitOfMeasure: fc.constantFrom('KB', ''),
    valueFrom: fc.integer({ max: 10 }),
    valueTo: fc.integer({ min: 10 }),
    valueType: types,
    validFor: periods,
    value: scalars,
  },
  { requiredKeys: [] },
)
export const characteristics = fc.record(
  {
    name: names,
    extensible: fc.boolean(),
    isUnique: fc.boolean(),
    maxCardinality: fc.integer({ min: 0, max: 3 }),
    minCardinality: fc.constantFrom(0, 1),
    regex: patterns,
    valueType: types,
    validFor: periods,
    charSpecRelationship: fc.array(
      fc.record(
        { name: names, relationshipType: fc.constantFrom('dependency', 'Exclusivity', 'other'), validFor: periods },
        { requiredKeys: ['name'] },
      ),
      { maxLength: 2 },
    ),
    characteristicValueSpecification: fc.array(valueSpecifications, { maxLength: 3 }),
  },
  { requiredKeys: ['name'] },
)
export const specifications = fc.record(
  { extensible: fc.boolean(), validFor: periods, specCharacteristic: fc.array(characteristics, { maxLength: 3 }) },
  { requiredKeys: [] },
) as fc.Arbitrary<Specification>
