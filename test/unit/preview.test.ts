import { describe, expect, test } from 'bun:test'
import { compile } from '../../shared/checker/checker'
import type { Specification } from '../../shared/checker/specification'
import { readSearch } from '../../shared/search'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { conditionsOf, queryOf } from '../../web/specifications/editor/preview/impact'
import { readRecord } from '../../web/specifications/editor/preview/record'
import { resultsOf } from '../../web/specifications/editor/preview/results'

describe('what each rule says of a record', () => {
  const duration: CharacteristicSpecification = {
    name: 'duration',
    valueType: 'integer',
    minCardinality: 1,
    maxCardinality: 1,
    characteristicValueSpecification: [{ valueFrom: 0, valueTo: 10, unitOfMeasure: 'SEC' }],
  }
  const results = (
    specification: Specification,
    ...usageCharacteristic: { name: string; value: unknown; unitOfMeasure?: string }[]
  ) => {
    const usage = { usageDate: '2026-11-23T10:14:00Z', usageCharacteristic }
    return resultsOf(specification, [], usage, compile(specification).check(usage))
  }
  const said = (it: CharacteristicSpecification, ...values: unknown[]) =>
    results({ specCharacteristic: [it] }, ...values.map((value) => ({ name: it.name ?? '', value })))[0]?.rules.map(
      ({ says, state }) => `${state}: ${says}`,
    )

  test.each<[string, CharacteristicSpecification, unknown[], string[]]>([
    [
      'all of them passed',
      duration,
      [5],
      [
        'passed: Is present',
        'passed: Occurs at most once',
        'passed: Is a whole number',
        'passed: Has the unit SEC, if it gives one',
        'passed: Is from 0 to 10',
      ],
    ],
    [
      'one is broken, and what comes after it is not judged',
      duration,
      ['x'],
      [
        'passed: Is present',
        'passed: Occurs at most once',
        'failed: Is a whole number',
        'notChecked: Has the unit SEC, if it gives one',
        'notChecked: Is from 0 to 10',
      ],
    ],
    [
      'the last is broken',
      duration,
      [11],
      [
        'passed: Is present',
        'passed: Occurs at most once',
        'passed: Is a whole number',
        'passed: Has the unit SEC, if it gives one',
        'failed: Is from 0 to 10',
      ],
    ],
    [
      'there is nothing to judge',
      duration,
      [],
      [
        'failed: Is present',
        'passed: Occurs at most once',
        'notChecked: Is a whole number',
        'notChecked: Has the unit SEC, if it gives one',
        'notChecked: Is from 0 to 10',
      ],
    ],
    ['there are too many', { name: 'a', maxCardinality: 1 }, ['x', 'y'], ['failed: Occurs at most once']],
    ['a pattern is broken', { name: 'a', regex: '[0-9]+' }, ['x'], ['failed: Matches [0-9]+']],
    [
      'a pattern is kept, and the values are not',
      { name: 'a', regex: '[a-z]+', characteristicValueSpecification: [{ value: 'x' }, { value: 'y' }] },
      ['z'],
      ['passed: Matches [a-z]+', 'failed: Is one of x, y'],
    ],
    [
      'values are suggestions',
      { name: 'a', extensible: true, characteristicValueSpecification: [{ value: 'x' }] },
      ['z'],
      ['passed: Any values'],
    ],
    [
      'one of values and ranges',
      { name: 'a', characteristicValueSpecification: [{ value: 'x' }, { valueFrom: 5 }] },
      [1],
      ['failed: Is one of x, or: Is of 5 or more'],
    ],
    [
      'it does not count then',
      { name: 'a', validFor: { startDateTime: '2027-01-01T00:00:00Z' } },
      ['x'],
      ['failed: Is valid from 2027-01-01T00:00:00Z'],
    ],
    ['it is unique', { name: 'a', isUnique: true }, ['x'], ['passed: Is unique (checked by the server)']],
    ['nothing is asked', { name: 'a' }, ['x'], ['passed: Any values']],
    [
      'it is blank',
      { name: 'a', minCardinality: 1, valueType: 'string' },
      [' '],
      ['failed: Is present', 'notChecked: Is text'],
    ],
  ])('where %s', (_, it, values, expected) => {
    expect(said(it, ...values)).toEqual(expected)
  })

  test('where characteristics need and exclude each other, also by id', () => {
    const specification: Specification = {
      specCharacteristic: [
        { name: 'a', charSpecRelationship: [{ relationshipType: 'dependency', characteristicSpecificationId: '7' }] },
        { name: 'b', id: '7', charSpecRelationship: [{ relationshipType: 'exclusivity', name: 'c' }] },
        { name: 'c' },
      ],
    }
    const states = (...names: string[]) =>
      results(specification, ...names.map((name) => ({ name, value: 1 }))).flatMap(({ rules }) =>
        rules.map(({ says, state }) => `${state}: ${says}`),
      )
    expect(states('a')).toContain('failed: Occurs only with b')
    expect(states('a', 'b')).toEqual([
      'passed: Occurs only with b',
      'passed: Does not occur with c',
      'notChecked: Any values',
    ])
    expect(states('b', 'c')).toContain('failed: Does not occur with c')
  })

  test('and of what the specification does not name', () => {
    const [, other] = results({ extensible: false, specCharacteristic: [{ name: 'a' }] }, { name: 'b', value: 1 })
    expect(other).toEqual({
      name: 'b',
      values: ['1'],
      rules: [
        {
          says: 'Is defined by the specification',
          state: 'failed',
          messages: [expect.stringContaining('b is not defined by the specification')],
        },
      ],
    })
  })
})

describe('a pasted record', () => {
  test.each([
    [
      '{"usageCharacteristic":[{"name":"a","value":1}]}',
      { usage: { usageCharacteristic: [{ name: 'a', value: 1 }] }, isPlain: false },
    ],
    [
      '{"a":1,"b":null,"c":["x"]}',
      {
        usage: {
          usageCharacteristic: [
            { name: 'a', value: 1 },
            { name: 'c', value: ['x'] },
          ],
        },
        isPlain: true,
      },
    ],
    ['{"usageDate":"x"}', { isPlain: false }],
    ['[1]', { problem: 'A record must be a JSON object, in { }' }],
    ['{"a":', { problem: 'Line 1, column 6: The text ends too early' }],
  ])('%s', (text, expected) => {
    expect(readRecord(text)).toMatchObject(expected)
  })
})

test('the impact is asked of a time, without what is rejected', () => {
  const now = Date.UTC(2026, 10, 23)
  expect(queryOf(conditionsOf({ period: 'all', withoutRejected: false }, now))).toBe('')
  expect(readSearch(queryOf(conditionsOf({ period: 'week', withoutRejected: true }, now))).any).toEqual([
    [
      { path: 'usageDate', op: 'gte', values: ['2026-11-16T00:00:00.000Z'] },
      { path: 'status', op: 'eq', values: ['received', 'recycled', 'guided', 'rated', 'rerated', 'billed'] },
    ],
  ])
})
