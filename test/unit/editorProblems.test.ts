import { describe, expect, test } from 'bun:test'
import { Kind, OptionalKind, type TSchema } from '@sinclair/typebox'
import { problemsOf } from '../../shared/checker/problems'
import { UsageSpecificationCreate } from '../../shared/usageSpecification'
import { findExtents, findSyntaxProblem } from '../../web/json/syntax'
import type { Attribute } from '../../web/specifications/editor/draft/attribute'
import { specification } from '../../web/specifications/editor/draft/attributes'
import { inWords, placeOf } from '../../web/specifications/editor/draft/places'
import { findProblems, findStanding, joined } from '../../web/specifications/editor/draft/problems'
import { structureProblem } from '../../web/specifications/editor/draft/shape'

describe('the form', () => {
  /** The server's, and those of a period, which is two dates to people: there is the JSON for the rest. */
  const unneeded = /^lastUpdate$|(^|\.)validFor\.(id|href|@\w+)$/

  function* pathsOf(schema: TSchema, path = ''): Generator<string> {
    for (const [name, of] of Object.entries((schema.properties ?? {}) as Record<string, TSchema>)) {
      yield `${path}${name}`
      yield* pathsOf(of[Kind] === 'Array' ? of.items : of, `${path}${name}.`)
    }
  }
  function* pathsIn(attributes: readonly Attribute[], path = ''): Generator<string> {
    for (const { name, of = [] } of attributes) {
      yield `${path}${name}`
      yield* pathsIn(of, `${path}${name}.`)
    }
  }
  const wanted = [...pathsOf(UsageSpecificationCreate)].filter((path) => !unneeded.test(path))

  test('has a place for every attribute of a specification, and for none that there is not', () => {
    expect([...pathsIn(specification)].sort()).toEqual(wanted.sort())
  })

  test('asks for what the server asks for', () => {
    const mandatory = (schema: TSchema, path = ''): string[] =>
      Object.entries((schema.properties ?? {}) as Record<string, TSchema>).flatMap(([name, of]) => [
        ...(of[OptionalKind] ? [] : [`${path}${name}`]),
        ...mandatory(of[Kind] === 'Array' ? of.items : of, `${path}${name}.`),
      ])
    const asked = (attributes: readonly Attribute[], path = ''): string[] =>
      attributes.flatMap(({ name, isMandatory, of = [] }) => [
        ...(isMandatory ? [`${path}${name}`] : []),
        ...asked(of, `${path}${name}.`),
      ])
    expect(asked(specification).sort()).toEqual(mandatory(UsageSpecificationCreate).sort())
  })
})

describe('problems of a draft', () => {
  const fine = { name: 'Voice' }
  const paths = (document: object) => findProblems(document as typeof fine, problemsOf, []).map(({ path }) => path)
  test.each([
    [fine, []],
    [{ name: ' ' }, ['name']],
    [{}, ['name']],
    [{ name: 5 }, ['name']],
    [{ ...fine, validFor: { startDateTime: 'soon' } }, ['validFor.startDateTime']],
    [
      { ...fine, validFor: { startDateTime: '2026-01-01T00:00:00Z', endDateTime: '2025-01-01T00:00:00Z' } },
      ['validFor.endDateTime'],
    ],
    [{ ...fine, relatedParty: [{ id: 'x' }] }, ['relatedParty[0].@referredType']],
    [
      { ...fine, specCharacteristic: [{ name: 'a' }, { name: 'a' }, {}] },
      ['specCharacteristic[1].name', 'specCharacteristic[2].name'],
    ],
    [{ ...fine, specCharacteristic: [{ name: 'a', regex: '([0-9]' }] }, ['specCharacteristic[0].regex']],
    [
      { ...fine, specCharacteristic: [{ name: 'a', characteristicValueSpecification: [{ valueFrom: '1e3' }] }] },
      ['specCharacteristic[0].characteristicValueSpecification[0].valueFrom'],
    ],
    [{ ...fine, isBundle: true }, []],
    [{ ...fine, targetEntitySchema: { '@type': 'x' } }, ['targetEntitySchema.@schemaLocation']],
    // In the order of the form, not of the document.
    [
      {
        ...fine,
        attachment: [{ size: { amount: 'x' } }],
        specCharacteristic: [{ name: 'a', maxCardinality: 1.5 }],
        version: 1,
      },
      ['version', 'specCharacteristic[0].maxCardinality', 'attachment[0].size.amount'],
    ],
  ])('%j', (document, expected) => {
    expect(paths(document)).toEqual(expected)
  })

  test('of their meaning are those of what is of its type, and wait until the checker is there', () => {
    const document = { name: 'x', specCharacteristic: [{ name: 'a', regex: '(' }] }
    expect(findProblems(document, undefined, [])).toEqual([])
    expect(paths({ ...document, version: 5 })).toEqual(['version', 'specCharacteristic[0].regex'])
    const values = (...characteristicValueSpecification: object[]) => ({
      name: 'x',
      specCharacteristic: [{ name: 'a', regex: '(', characteristicValueSpecification }],
    })
    const value = 'specCharacteristic[0].characteristicValueSpecification'
    expect(paths(values({ valueFrom: 'x' }, { valueFrom: 5, valueTo: 1 }))).toEqual([
      `${value}[0].valueFrom`,
      'specCharacteristic[0].regex',
      `${value}[1].valueFrom`,
    ])
    expect(paths({ name: 'x', specCharacteristic: [5, { name: 'b', regex: '(' }] })).toEqual([
      'specCharacteristic[0]',
      'specCharacteristic[1].regex',
    ])
    expect(paths({ name: 'x', specCharacteristic: [{ name: 5 }] })).toEqual(['specCharacteristic[0].name'])
    expect(paths({ ...document, name: '' })).toEqual(['name', 'specCharacteristic[0].regex'])
  })

  test('say where they are as people count, and at their field in a sentence', () => {
    const document = { name: 'x', specCharacteristic: [{ name: 'a' }, { name: 'duration', minCardinality: -1 }] }
    expect(findProblems(document, problemsOf, [])).toMatchObject([
      {
        where: 'Characteristic 2 (duration), Occurs at least',
        sentence: 'Occurs at least must be 0 or more; got -1',
        place: { row: 1, column: 'cardinality', id: 'cell-1-cardinality' },
      },
    ])
  })

  test.each([
    ['name', 'Name'],
    ['specCharacteristic[0]', 'Characteristic 1 (a)'],
    ['specCharacteristic[7].regex', 'Characteristic 8, Pattern'],
    ['specCharacteristic[0].characteristicValueSpecification[1].valueTo', 'Characteristic 1 (a), Value or range 2, To'],
    ['relatedParty[0].id', 'Related party 1, ID'],
    ['validFor.endDateTime', 'Validity, Valid until'],
    ['attachment[1].size.amount', 'Attachment 2, Size, Amount'],
  ])('%s is called %s', (path, expected) => {
    expect(inWords(path, { name: 'x', specCharacteristic: [{ name: 'a' }] })).toBe(expected)
  })
})

describe('a problem is shown', () => {
  const values = {
    characteristicValueSpecification: [
      { value: 'a' },
      { value: 'b', isDefault: true },
      { valueFrom: 1 },
      { valueFrom: 5 },
    ],
  }
  const document = { name: 'x', specCharacteristic: [{ name: 'a', ...values }] }
  const cell = (column: string) => ({ section: 'specCharacteristic', row: 0, column, id: `cell-0-${column}` })
  const value = 'specCharacteristic[0].characteristicValueSpecification'
  test.each([
    ['name', { section: 'basics', id: 'field-name' }],
    ['validFor.endDateTime', { section: 'usages', id: 'field-validFor-endDateTime' }],
    ['relatedParty[0].id', { section: 'relatedParty', id: 'field-relatedParty-0-id' }],
    ['isBundle', { section: 'entitySpecRelationship', id: 'field-isBundle' }],
    ['@type', { section: 'schema', id: 'field--type' }],
    ['specCharacteristic[0].name', cell('name')],
    ['specCharacteristic[0]', cell('name')],
    ['specCharacteristic[0].maxCardinality', cell('cardinality')],
    [`${value}[0].value`, cell('allowed')],
    [`${value}[1].value`, cell('default')],
    [`${value}[2].valueFrom`, cell('range')],
    [`${value}[2].unitOfMeasure`, cell('unit')],
    [
      `${value}[3].valueFrom`,
      {
        section: 'specCharacteristic',
        row: 0,
        id: 'field-specCharacteristic-0-characteristicValueSpecification-3-valueFrom',
      },
    ],
    [
      'specCharacteristic[0].charSpecRelationship[0].name',
      { section: 'specCharacteristic', row: 0, id: 'field-specCharacteristic-0-charSpecRelationship-0-name' },
    ],
  ])('%s in its place', (path, expected) => {
    expect(placeOf(path, document)).toEqual(expected as never)
  })
})

describe('what the server refused', () => {
  const problems = [{ path: 'specCharacteristic[0].name', message: 'must be another' }]
  const sent = { name: 'x', specCharacteristic: [{ name: 'a' }] }

  test('stands until it is changed', () => {
    expect(findStanding(problems, sent, { ...sent, version: '2' })).toMatchObject([
      { path: 'specCharacteristic[0].name', where: 'Characteristic 1 (a), Name' },
    ])
    expect(findStanding(problems, sent, { name: 'x', specCharacteristic: [{ name: 'b' }] })).toEqual([])
  })

  test('is said once where the checker says it too', () => {
    const same = findStanding([{ path: 'name', message: 'must not be blank' }], { name: '' }, { name: '' })
    expect(joined(findProblems({ name: '' }, problemsOf, []), same)).toHaveLength(1)
    expect(joined(findProblems(sent, problemsOf, []), findStanding(problems, sent, sent))).toHaveLength(1)
  })
})

describe('JSON', () => {
  const inexact =
    'This number cannot be stored exactly: write 12345678901234567000, or put it in quotes where the value may be text'
  test.each([
    ['{"name":"x"}', undefined],
    ['', { message: 'The text ends too early', line: 1, column: 1 }],
    ['{\n  "name": x\n}', { line: 2, column: 11 }],
    ['{"name":"x",}', { message: 'Extra comma before this }', line: 1, column: 13 }],
    ['{"a":1\n"b":2}', { message: 'Expected , or }', line: 2, column: 1 }],
    ["{'a':1}", { message: 'Expected a name in double quotes', column: 2 }],
    ['{"a" 1}', { message: 'Expected :', column: 6 }],
    ['{"a":[1,2', { message: 'The text ends before the closing ]' }],
    ['{} {}', { message: 'Unexpected text after the end', column: 4 }],
    ['{\n "a": 12345678901234567890}', { message: inexact, line: 2, column: 7, at: 8 }],
    ['{"a":[1e400]}', { line: 1, column: 7 }],
    ['{"a":[1.50, 1e3, -0.0, 9007199254740992, 0.1],"name":"x"}', undefined],
    ['{"name":"x",\n"name":"y"}', { message: '"name" occurs twice: only one of them can be kept', line: 2, column: 1 }],
    ['{"name":"x","\\u006eame":"y"}', { column: 13 }],
    ['{"name":"x","a":{"name":1},"b":[{"name":1},{"name":1}]}', undefined],
    ['{"a":01}', { column: 6 }],
    ['['.repeat(5000), { message: 'Too deeply nested' }],
  ])('says what is wrong where: %.60s', (text, expected) => {
    if (expected) expect(findSyntaxProblem(text)).toMatchObject(expected)
    else expect(findSyntaxProblem(text)).toBeUndefined()
  })

  test.each([
    '{"a":[1,-0.5e3,true,false,null,"\\u00fc\\n"],"b":{}, "c":[ ]}',
    '"x"',
    ' 0 ',
    '{"a":1.}',
    '{"a":tru}',
    '["\n"]',
    '[1 2]',
    '{"a":"\\x"}',
    '-',
    '[1]]',
  ])('is judged as JSON.parse judges it: %s', (text) => {
    let parses = true
    try {
      JSON.parse(text)
    } catch {
      parses = false
    }
    expect(findSyntaxProblem(text) === undefined).toBe(parses)
  })

  test('says where its values stand', () => {
    const text = '{ "name": "x",\n  "a": [{ "b": 1 }, 2] }'
    const at = Object.fromEntries([...findExtents(text)].map(([path, { from, to }]) => [path, text.slice(from, to)]))
    expect(at).toEqual({
      '': text,
      name: '"x"',
      a: '[{ "b": 1 }, 2]',
      'a[0]': '{ "b": 1 }',
      'a[0].b': '1',
      'a[1]': '2',
    })
  })

  test.each([
    [{ name: 'x', version: 5 }, undefined],
    [[], ''],
    ['x', ''],
    [null, ''],
    [{ validFor: 'x' }, 'validFor'],
    [{ specCharacteristic: {} }, 'specCharacteristic'],
    [{ specCharacteristic: [{}, 5] }, 'specCharacteristic[1]'],
    [
      { specCharacteristic: [{ characteristicValueSpecification: [{ validFor: [] }] }] },
      'specCharacteristic[0].characteristicValueSpecification[0].validFor',
    ],
  ])('of %j can be shown as a form, or not', (document, path) => {
    expect(structureProblem(document)?.path).toBe(path)
  })
})
