import { describe, expect, test } from 'bun:test'
import type { CharacteristicSpecification } from '../shared/usageSpecification'
import { type Action, type Draft, emptyDraft, isChanged, reduce, toText } from '../web/usageSpecification/draft'
import { findHints } from '../web/usageSpecification/hints'
import { fieldOf, findStanding, inWords } from '../web/usageSpecification/problems'
import { findProblem } from '../web/usageSpecification/shape'
import { readValues, type Values, withValues, withValueType } from '../web/usageSpecification/values'

const after = (...actions: Action[]): Draft => actions.reduce(reduce, emptyDraft)
const names = (draft: Draft) => draft.document.specCharacteristic?.map((it) => it.name)
const named = (...all: string[]): Draft => after({ type: 'text', text: JSON.stringify({ name: 'Voice', specCharacteristic: all.map((name) => ({ name })) }) })

describe('the rows of the characteristics grid', () => {
  const cases: [string, Action, string[]][] = [
    ['are added at the end', { type: 'add' }, ['a', 'b', 'c', '']],
    ['are duplicated below, with a name of their own', { type: 'duplicate', at: 1 }, ['a', 'b', 'b2', 'c']],
    ['are removed', { type: 'remove', at: 1 }, ['a', 'c']],
    ['move up', { type: 'up', at: 2 }, ['a', 'c', 'b']],
    ['do not move above the first', { type: 'up', at: 0 }, ['a', 'b', 'c']],
    ['move down', { type: 'down', at: 0 }, ['b', 'a', 'c']],
    ['do not move below the last', { type: 'down', at: 2 }, ['a', 'b', 'c']],
    ['are changed', { type: 'characteristic', at: 0, to: { name: 'x' } }, ['x', 'b', 'c']],
  ]
  test.each(cases)('%s', (_, action, expected) => {
    const draft = reduce(named('a', 'b', 'c'), action)
    expect(names(draft)).toEqual(expected)
    expect(new Set(draft.keys).size).toBe(expected.length)
  })

  test('keep their key when they move', () => {
    const draft = named('a', 'b')
    expect(reduce(draft, { type: 'up', at: 1 }).keys).toEqual(draft.keys.toReversed())
  })

  test('leave no empty list behind', () => {
    expect(reduce(named('a'), { type: 'remove', at: 0 }).document).toEqual({ name: 'Voice' })
  })
})

describe('the values of a characteristic', () => {
  const cases: [string, CharacteristicSpecification, Partial<Values>, unknown][] = [
    [
      'allowed text',
      { valueType: 'string' },
      { allowed: ['a', '1'] },
      [
        { valueType: 'string', value: 'a' },
        { valueType: 'string', value: '1' },
      ],
    ],
    ['allowed numbers', { valueType: 'integer' }, { allowed: ['1'] }, [{ valueType: 'integer', value: 1 }]],
    ['allowed booleans', { valueType: 'boolean' }, { allowed: ['true'] }, [{ valueType: 'boolean', value: true }]],
    ['a range', { valueType: 'integer' }, { from: '0', to: '9' }, [{ valueType: 'integer', rangeInterval: 'closed', valueFrom: 0, valueTo: 9 }]],
    ['a range with an open end', {}, { from: '0' }, [{ rangeInterval: 'closed', valueFrom: 0 }]],
    ['a unit alone', {}, { unit: 'SEC' }, [{ unitOfMeasure: 'SEC' }]],
    ['a unit of a range', { characteristicValueSpecification: [{ valueFrom: 1 }] }, { unit: 'SEC' }, [{ valueFrom: 1, unitOfMeasure: 'SEC' }]],
    [
      'a range that takes its unit over',
      { characteristicValueSpecification: [{ unitOfMeasure: 'SEC' }] },
      { to: '5' },
      [{ rangeInterval: 'closed', valueTo: 5, unitOfMeasure: 'SEC' }],
    ],
    ['a unit that outlives the range', { characteristicValueSpecification: [{ valueFrom: 1, unitOfMeasure: 'SEC' }] }, { from: '' }, [{ unitOfMeasure: 'SEC' }]],
    ['no unit', { characteristicValueSpecification: [{ unitOfMeasure: 'SEC' }] }, { unit: '' }, undefined],
    [
      'the default mark of a value that stays',
      { characteristicValueSpecification: [{ value: 'a', isDefault: true }] },
      { allowed: ['b', 'a'] },
      [{ value: 'b' }, { value: 'a', isDefault: true }],
    ],
    ['nothing', { characteristicValueSpecification: [{ value: 'a' }] }, { allowed: [] }, undefined],
    ['what the form does not know', { characteristicValueSpecification: [{ '@type': 'Odd' }] }, { allowed: ['a'] }, [{ value: 'a' }, { '@type': 'Odd' }]],
    ...['1e3', '1,5', '-', '99999999999999999999', '9007199254740992', '1.0'].map((text): (typeof cases)[number] => [
      `a range end that stays as typed: ${text}`,
      {},
      { to: text },
      [{ rangeInterval: 'closed', valueTo: text }],
    ]),
    ['a number too long to be one, which stays text', { valueType: 'integer' }, { allowed: ['12345678901234567890'] }, [{ valueType: 'integer', value: '12345678901234567890' }]],
    ['a range kind', { characteristicValueSpecification: [{ valueFrom: 1, rangeInterval: 'open' }] }, { to: '2' }, [{ valueFrom: 1, valueTo: 2, rangeInterval: 'open' }]],
  ]
  test.each(cases)('can be %s', (_, before, change, expected) => {
    expect(withValues({ name: 'x', ...before }, change).characteristicValueSpecification).toEqual(expected as never)
  })

  test.each(cases.filter(([, , , expected]) => expected))('are read back: %s', (_, before, change) => {
    expect(readValues(withValues(before, change))).toMatchObject(change)
  })

  test('are read anew when their type changes', () => {
    const it = withValues({ valueType: 'string' }, { allowed: ['1', 'x'] })
    expect(withValueType(it, 'integer').characteristicValueSpecification).toEqual([
      { valueType: 'integer', value: 1 },
      { valueType: 'integer', value: 'x' },
    ])
  })
})

describe('the JSON of a draft', () => {
  test('is what the form says, and nothing that was cleared', () => {
    const draft = after({ type: 'set', change: { name: 'Voice', version: undefined } }, { type: 'add' })
    expect(JSON.parse(toText(draft))).toEqual({
      name: 'Voice',
      lifecycleStatus: 'In design',
      specCharacteristic: [{ name: '', valueType: 'string', minCardinality: 0, maxCardinality: 1 }],
    })
  })

  test('keeps what the form does not know through changes in the form', () => {
    const text = '{"name":"Voice","tier":{"a":1},"specCharacteristic":[{"name":"x","charSpecRelationship":[{"name":"y"}]}]}'
    const draft = after({ type: 'text', text }, { type: 'set', change: { description: 'A call' } }, { type: 'add' }, { type: 'remove', at: 1 })
    expect(JSON.parse(toText(draft))).toEqual({ ...JSON.parse(text), description: 'A call' })
  })

  test('stays as typed while it is not valid, and the form keeps the last that was', () => {
    const draft = after({ type: 'text', text: '{"name":"Voice"}' }, { type: 'text', text: '{"name":"Voi' })
    expect(toText(draft)).toBe('{"name":"Voi')
    expect(draft.document).toEqual({ name: 'Voice' })
    expect(isChanged(draft)).toBe(true)
  })

  test.each([
    ['{"name":"x"}', undefined],
    ['', { message: 'It ends too early', line: 1, column: 1 }],
    ['{\n  "name": x\n}', { line: 2, column: 11 }],
    ['{"name":"x",}', { message: 'There is a comma too many before this }', line: 1, column: 13 }],
    ['{"a":1\n"b":2}', { message: 'Here , or } is expected', line: 2, column: 1 }],
    ["{'a':1}", { message: 'Here a name in double quotes is expected', column: 2 }],
    ['{"a" 1}', { message: 'Here : is expected', column: 6 }],
    ['{"a":[1,2', { message: 'It ends before the ] that closes it' }],
    ['{} {}', { message: 'There is more after the end', column: 4 }],
    ['{\n "a": 12345678901234567890}', { message: 'This number has more digits or size than can be kept exactly: put it in quotes', line: 2, column: 7 }],
    ['{"a":[1e400]}', { line: 1, column: 7 }],
    ['{"a":[1.50, 1e3, -0.0, 9007199254740992, 0.1],"name":"x"}', undefined],
    ['{"name":"x",\n"name":"y"}', { message: '"name" is here twice: only one of them can be kept', line: 2, column: 1 }],
    ['{"name":"x","\\u006eame":"y"}', { column: 13 }],
    ['{"name":"x","a":{"name":1},"b":[{"name":1},{"name":1}]}', undefined],
    ['{"a":01}', { column: 6 }],
    ['[]', { message: 'A specification is a JSON object, in { }' }],
    ['{"name":5}', { message: 'name must be text, in quotes' }],
    ['{"validFor":"x"}', { message: 'validFor must be an object' }],
    ['{"specCharacteristic":{}}', { message: 'specCharacteristic must be a list, in [ ]' }],
    ['{"specCharacteristic":[{},{"regex":1}]}', { message: 'specCharacteristic[1].regex must be text, in quotes' }],
    [
      '{"specCharacteristic":[{"characteristicValueSpecification":[{"valueTo":"9"}]}]}',
      { message: 'specCharacteristic[0].characteristicValueSpecification[0].valueTo must be a number' },
    ],
  ])('says what is wrong where: %s', (text, expected) => {
    if (expected) expect(findProblem(text)).toMatchObject(expected)
    else expect(findProblem(text)).toBeUndefined()
  })

  test.each(['{"a":[1,-0.5e3,true,false,null,"\\u00fc\\n"],"b":{}, "c":[ ]}', '"x"', ' 0 ', '{"a":1.}', '{"a":tru}', '["\n"]', '[1 2]', '{"a":"\\x"}', '-', '[1]]'])(
    'is judged as JSON.parse judges it: %s',
    (text) => {
      let parses = true
      try {
        JSON.parse(text)
      } catch {
        parses = false
      }
      expect(/expected|ends|comma|more/.test(findProblem(text)?.message ?? '')).toBe(!parses)
    },
  )
})

describe('hints', () => {
  test.each([
    [{ name: 'x' }, []],
    [{ name: ' ' }, ['name']],
    [{ name: 'x', validFor: { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2025-01-01T00:00:00Z' } }, ['validFor.endDateTime']],
    [{ name: 'x', specCharacteristic: [{ name: 'a' }, { name: 'a ' }, {}] }, ['specCharacteristic[1].name', 'specCharacteristic[2].name']],
  ])('of %j are at %j', (document, paths) => {
    expect([...findHints(document).keys()]).toEqual(paths)
  })

  const ofRow = (it: object) => [...findHints({ name: 'x', specCharacteristic: [{ name: 'a', ...it }] }).keys()].map((path) => path.replace('specCharacteristic[0].', ''))
  const allowing = (valueType: string, ...values: unknown[]) => ({ valueType, characteristicValueSpecification: values.map((value) => ({ value })) })
  const between = (valueFrom: unknown, valueTo: unknown) => ({ characteristicValueSpecification: [{ valueFrom, valueTo }] })
  test.each([
    [{ regex: '^[0-9]+$' }, []],
    [{ regex: '[a\\-z]\\-' }, []],
    [{ regex: '([0-9]' }, ['regex']],
    [between(0, 86400), []],
    [between(5, 5), []],
    [between(5, 4), ['valueTo']],
    [between('1e3', 4), ['valueFrom']],
    [between(1.5, undefined), ['valueFrom']],
    [between(0, 1e20), ['valueTo']],
    [allowing('integer', 1, -2), []],
    [allowing('integer', 1.5), ['value']],
    [allowing('integer', 'x'), ['value']],
    [allowing('decimal', 1.5), []],
    [allowing('number', 'x'), ['value']],
    [allowing('boolean', true), []],
    [allowing('boolean', 'yes'), ['value']],
    [allowing('dateTime', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.5+02:00'), []],
    [allowing('date-time', '2026-01-01'), ['value']],
    [allowing('string', 'x'), []],
    [allowing('colour', 5), []],
  ])('of the characteristic %j are at %j', (it, fields) => {
    expect(ofRow(it)).toEqual(fields)
  })
})

describe('what the server refused', () => {
  test.each([
    ['name', 'name'],
    ['validFor.endDateTime', 'validFor.endDateTime'],
    ['specCharacteristic[2].name', 'specCharacteristic[2].name'],
    ['specCharacteristic[2].characteristicValueSpecification[0].valueFrom', 'specCharacteristic[2].valueFrom'],
    ['specCharacteristic[2].charSpecRelationship[0].href', 'specCharacteristic[2].name'],
    ['relatedParty[0].id', undefined],
  ])('%s is shown at %s', (path, field) => {
    expect(fieldOf(path)).toBe(field)
  })

  test('no longer stands once it was changed', () => {
    const problems = [{ path: 'name', message: 'must not be blank' }]
    expect(findStanding(problems, { name: '' }, { name: '', version: '2' })).toEqual([{ path: 'name', message: 'must not be blank', field: 'name' }])
    expect(findStanding(problems, { name: '' }, { name: 'Voice' })).toEqual([])
  })

  test('is said as people count', () => {
    expect(
      ['name', 'specCharacteristic[2].name', 'specCharacteristic[0]', 'specCharacteristic[0].characteristicValueSpecification[1].valueTo', 'relatedParty[0].id'].map(inWords),
    ).toEqual(['Name', 'Characteristic 3, Name', 'Characteristic 1', 'Characteristic 1, To', 'relatedParty[0].id'])
  })
})
