import { describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { compile } from '../../shared/checker/checker'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { characteristicOf, propose } from '../../web/specifications/editor/import/propose'
import { readSample } from '../../web/specifications/editor/import/records'
import { characteristicsOf, guess, type Meaning, writeSheet } from '../../web/specifications/editor/import/sheet'
import { readTable } from '../../web/specifications/editor/import/table'
import { templates } from '../../web/specifications/editor/import/templates'

describe('templates', () => {
  test('have names of their own', () => {
    expect(new Set(templates.map(({ characteristic }) => characteristic.name)).size).toBe(templates.length)
  })

  test.each(templates.map((it) => [it.characteristic.name ?? '', it] as const))(
    '%s takes its example, and refuses what is none',
    (name, { characteristic, example }) => {
      const checker = compile({ specCharacteristic: [characteristic] })
      const check = (value: unknown) => checker.check({ usageCharacteristic: [{ name, value }] }).length
      expect(check(example)).toBe(0)
      const isFree =
        characteristic.valueType === 'string' &&
        !characteristic.regex &&
        !characteristic.characteristicValueSpecification
      if (!isFree) expect(check('no such thing!')).toBe(1)
    },
  )

  test.each([
    ['ipAddress', ['192.0.2.1', '2001:db8::1', '::1', '255.255.255.255'], ['256.0.0.1', '1.2.3', 'abc', '12345']],
    ['originatingNumber', ['+4915112345678'], ['015112345678', '+0123456789', '+49 151 1234']],
    ['imsi', ['26201123456789', '262011234567890'], ['2620112345678901', 'x']],
    ['accessPoint', ['internet.example', 'a-b.c.d'], ['internet', '.x']],
  ])('%s knows what is one and what is not', (name, good, bad) => {
    const checker = compile({
      specCharacteristic: templates.flatMap(({ characteristic }) =>
        characteristic.name === name ? [{ ...characteristic }] : [],
      ),
    })
    const fits = (value: string) => checker.check({ usageCharacteristic: [{ name, value }] }).length === 0
    expect(good.filter((value) => !fits(value))).toEqual([])
    expect(bad.filter(fits)).toEqual([])
  })
})

describe('a pasted table', () => {
  test.each([
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b,c\n1;2',
      [
        ['a', 'b,c'],
        ['1', '2'],
      ],
    ],
    [
      '"a;b","c"\n1,2',
      [
        ['a;b', 'c'],
        ['1', '2'],
      ],
    ],
    ['"say ""so""",x', [['say "so"', 'x']]],
    [
      '"two\nlines",x\ny,z',
      [
        ['two\nlines', 'x'],
        ['y', 'z'],
      ],
    ],
    [
      'a,\n,b',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    [
      'a,b\n\n,\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['', []],
    ['one', [['one']]],
  ])('%j', (text, expected) => {
    expect(readTable(text)).toEqual(expected)
  })

  test('is read as csv-parse reads it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r\n', ' ', 'ü'), maxLength: 5 })
    const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n')
        const expected: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: false })
        expect(readTable(text, ',')).toEqual(expected.filter((row) => row.some((it) => it.trim() !== '')))
      }),
    )
  })
})

describe('the columns of a table of characteristics', () => {
  test.each<[string, boolean, Meaning[]]>([
    ['Name\tType\tMandatory\tDescription', true, ['name', 'valueType', 'required', 'description']],
    [
      'Field,Data type,Min,Max,Allowed values,Regex',
      true,
      ['name', 'valueType', 'minCardinality', 'maxCardinality', 'allowed', 'regex'],
    ],
    [
      'characteristic_name;valueType;unitOfMeasure;From;To;Unique;Group',
      true,
      ['name', 'valueType', 'ignore', 'valueFrom', 'valueTo', 'isUnique', 'group'],
    ],
    ['#\tType\tDescription', true, ['name', 'valueType', 'description']],
    ['Name,Name,Type', true, ['name', 'ignore', 'valueType']],
    [
      'duration\tinteger\tyes\tHow long it took\nimsi\tstring\tno\tThe SIM',
      false,
      ['name', 'valueType', 'required', 'description'],
    ],
    ['duration,0..1\nimsi,1..1', false, ['name', 'cardinality']],
    ['duration', false, ['name']],
  ])('%j', (text, hasHeadings, columns) => {
    expect(guess(readTable(text))).toEqual({ hasHeadings, columns })
  })

  test('become characteristics, a row each', () => {
    const table = readTable(
      [
        'Name,Type,Unit,Mandatory,Range,Values,Default,Pattern,Unique,Group,Notes',
        'duration,integer,SEC,yes,0-100,,,,,Call,How long',
        'tier,string,,no,,"gold;silver",gold,,,,',
        'id,string,,M,,,,[0-9]+,x,,',
        ',string',
      ].join('\n'),
    )
    const { columns } = guess(table)
    expect(characteristicsOf(table.slice(1), columns)).toEqual([
      {
        name: 'duration',
        valueType: 'integer',
        minCardinality: 1,
        maxCardinality: 1,
        characteristicValueSpecification: [
          { valueType: 'integer', valueFrom: 0, valueTo: 100, rangeInterval: 'closed', unitOfMeasure: 'SEC' },
        ],
        description: 'How long',
        group: 'Call',
      },
      {
        name: 'tier',
        valueType: 'string',
        minCardinality: 0,
        maxCardinality: 1,
        characteristicValueSpecification: [
          { valueType: 'string', value: 'gold', isDefault: true },
          { valueType: 'string', value: 'silver' },
        ],
      },
      { name: 'id', valueType: 'string', minCardinality: 1, maxCardinality: 1, regex: '[0-9]+', isUnique: true },
    ] as CharacteristicSpecification[])
  })

  const texts = fc
    .string({ unit: fc.constantFrom('a', 'B', ' ', '"', '\n', '\t'), minLength: 1, maxLength: 6 })
    .map((text) => `x${text.trim()}`)
  const valuesOf: NonNullable<CharacteristicSpecification['characteristicValueSpecification']>[] = [
    [{ valueFrom: 0, valueTo: 9, rangeInterval: 'closed', unitOfMeasure: 'SEC' }],
    [{ value: 'gold' }, { value: 'silver', isDefault: true }],
  ]
  const copied = fc.record(
    {
      name: texts,
      valueType: fc.constantFrom('string', 'integer'),
      minCardinality: fc.constantFrom(0, 1),
      maxCardinality: fc.constantFrom(1, 3),
      regex: fc.constantFrom('[0-9]+', '"x"'),
      isUnique: fc.constant(true),
      description: texts,
      group: texts,
      characteristicValueSpecification: fc.constantFrom(...valuesOf),
    },
    { requiredKeys: ['name', 'minCardinality', 'maxCardinality'] },
  )
  test('come back from a table that was copied', () => {
    fc.assert(
      fc.property(fc.array(copied, { minLength: 1, maxLength: 4 }), (characteristics) => {
        const table = readTable(writeSheet(characteristics))
        const back = characteristicsOf(table.slice(1), guess(table).columns)
        // The same to people: what a table does not say is the type of each value.
        expect(writeSheet(back)).toBe(writeSheet(characteristics))
        expect(back.map(({ name, group, description }) => [name, group, description])).toEqual(
          characteristics.map(({ name, group, description }) => [name, group, description]),
        )
      }),
    )
  })

  test('say ends and cardinality in columns of their own', () => {
    expect(
      characteristicsOf(
        [
          ['x', '1', '', '0', '9'],
          ['y', '', '3', '', '9'],
        ],
        ['name', 'minCardinality', 'maxCardinality', 'valueFrom', 'valueTo'],
      ),
    ).toEqual([
      {
        name: 'x',
        minCardinality: 1,
        characteristicValueSpecification: [{ valueFrom: 0, valueTo: 9, rangeInterval: 'closed' }],
      },
      {
        name: 'y',
        minCardinality: 0,
        maxCardinality: 3,
        characteristicValueSpecification: [{ valueTo: 9, rangeInterval: 'closed' }],
      },
    ])
  })
})

describe('records', () => {
  test.each([
    ['', { records: 0, observed: [] }],
    ['{"a":1}', { records: 1, observed: [{ name: 'a', values: [1], seen: 1, most: 1 }] }],
    [
      '[{"a":1},{"a":2,"b":null}]',
      {
        records: 2,
        observed: [
          { name: 'a', values: [1, 2], seen: 2 },
          { name: 'b', values: [], seen: 0 },
        ],
      },
    ],
    ['{"a":1}\n{"a":[2,3]}\n', { records: 2, observed: [{ name: 'a', values: [1, 2, 3], seen: 2, most: 2 }] }],
    [
      'a;b\n1;\n2;x',
      {
        records: 2,
        observed: [
          { name: 'a', values: ['1', '2'], isWritten: true },
          { name: 'b', values: ['x'], seen: 1 },
        ],
      },
    ],
    [
      '{"usageDate":"2026-01-01T00:00:00Z","usageCharacteristic":[{"name":"d","value":5,"valueType":"integer","unitOfMeasure":"SEC"},{"name":"d","value":6},{"x":1}]}',
      { records: 1, observed: [{ name: 'd', values: [5, 6], most: 2, valueTypes: ['integer'], units: ['SEC'] }] },
    ],
    ['[1]', { problem: 'Records must be JSON objects, in { }.' }],
    ['a,b', { problem: 'A table needs a row of headings and at least one row of values.' }],
    [
      '{"a":1}\n{"a":}',
      { problem: 'Line 2, column 6: Expected a value: text in quotes, a number, true, false, [ or {' },
    ],
    ['{"a":1,\n"b" 2}', { problem: 'Line 2, column 5: Expected :' }],
  ])('%j', (text, expected) => {
    expect(readSample(text)).toMatchObject(expected as object)
  })

  const proposedFor = (text: string) => {
    const sample = readSample(text)
    if ('problem' in sample) throw new Error(sample.problem)
    return propose(sample)
  }
  const csv = (name: string, ...values: string[]) => [name, ...values].join('\n')
  test.each<[string, string, object]>([
    [
      'a number of seconds',
      '{"duration":312}',
      { valueType: 'integer', isRequired: true, range: { value: '0–500', isTaken: false }, allowed: undefined },
    ],
    ['a fraction', '{"rate":1.25}', { valueType: 'number', range: undefined }],
    ['true or false', '{"isOnNet":false}', { valueType: 'boolean', allowed: undefined }],
    ['digits in quotes', '{"code":"12"}', { valueType: 'string' }],
    ['an instant', '{"at":"2026-11-23T10:14:00Z"}', { valueType: 'dateTime' }],
    ['a day', '{"at":"2026-11-23"}', { valueType: 'date' }],
    ['a period', '{"session":{"startDateTime":"2026-11-23T10:14:00Z"}}', { valueType: 'timePeriod' }],
    ['an object', '{"where":{"a":1}}', { valueType: 'object' }],
    ['several values', '{"tags":["a","b"]}', { valueType: 'string', isSeveral: true }],
    [
      'what it says itself',
      '{"usageCharacteristic":[{"name":"d","value":"12","valueType":"integer","unitOfMeasure":"SEC"}]}',
      { valueType: 'integer', unit: 'SEC' },
    ],
    ['mixed values', '[{"x":1},{"x":{}}]', { valueType: '' }],
    [
      'a telephone number',
      '{"caller":"+4915112345678"}',
      { valueType: 'string', regex: { value: '^\\+[1-9][0-9]{6,14}$', isTaken: true } },
    ],
    [
      'an IMSI by its name',
      '{"imsi":"262011234567890"}',
      {
        regex: { value: '^[0-9]{14,15}$', isTaken: true },
        description: 'The subscriber, by the international identity (IMSI)',
      },
    ],
    [
      'fifteen digits of another name',
      '{"serial":"262011234567890"}',
      { regex: { value: '^[0-9]{15}$', isTaken: false } },
    ],
    ['a country by its name', '{"visitedCountry":"DE"}', { regex: { value: '^[A-Z]{2}$', isTaken: true } }],
    ['two letters of another name', '{"kind":"DE"}', { regex: undefined }],
    ['a number in a table', csv('n', '1', '20', '300'), { valueType: 'integer', range: { value: '0–500' } }],
    ['a flag in a table', csv('n', 'true', 'false'), { valueType: 'boolean' }],
    ['an identifier in a table', csv('n', '00123', '00456'), { valueType: 'string' }],
    [
      'few words that come again',
      csv('n', 'in', 'out', 'in', 'out', 'in'),
      { valueType: 'string', allowed: { value: ['in', 'out'], isTaken: true } },
    ],
    ['words that seldom come again', csv('n', 'a', 'b', 'c'), { allowed: { value: ['a', 'b', 'c'], isTaken: false } }],
    ['many words', csv('n', ...Array.from({ length: 20 }, (_, at) => `w${at}`)), { allowed: undefined }],
    ['negative numbers', '[{"n":-40},{"n":10}]', { range: { value: '-40–10' } }],
  ])('propose for %s', (_, text, expected) => {
    expect(proposedFor(text)[0]).toMatchObject(expected)
  })

  test('propose that what is in all of them is required', () => {
    expect(proposedFor('[{"a":1,"b":1},{"a":2}]').map(({ name, isRequired }) => [name, isRequired])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  test('pass what was proposed for them', () => {
    const texts = [
      '{"usageCharacteristic":[{"name":"originatingNumber","value":"+4915112345678"},{"name":"duration","value":312,"unitOfMeasure":"SEC"},{"name":"session","value":{"startDateTime":"2026-11-23T10:14:00Z"}},{"name":"tag","value":["a","b"]}]}',
      'imsi,outcome,volume,day\n262011234567890,normal,12,2026-01-01\n262011234567891,busy,,2026-01-02\n262011234567892,normal,7,2026-01-03\n262011234567893,normal,0,2026-01-04',
    ]
    for (const text of texts) {
      const sample = readSample(text)
      if ('problem' in sample) throw new Error(sample.problem)
      const checker = compile({ extensible: false, specCharacteristic: propose(sample).map(characteristicOf) })
      for (let record = 0; record < sample.records; record++) {
        const usageCharacteristic = sample.observed.flatMap(({ name, values, seen }) =>
          seen === sample.records || record === 0
            ? [{ name, value: sample.records === 1 && values.length > 1 ? values : values[record] }]
            : [],
        )
        expect(checker.check({ usageCharacteristic })).toEqual([])
      }
    }
  })
})
