import { describe, expect, test } from 'bun:test'
import { readJsonPath } from '../../shared/jsonPathReader'
import { type Condition, readSearch, writeSearch } from '../../shared/search'

const shown = (query: string) =>
  readSearch(query).any.map((group) => group.map(({ path, op, values }) => [path, op, ...values]))

describe('conditions', () => {
  test.each([
    ['', []],
    ['?a=1', [[['a', 'eq', '1']]]],
    [
      'a=1&b=2',
      [
        [
          ['a', 'eq', '1'],
          ['b', 'eq', '2'],
        ],
      ],
    ],
    ['a=1,2', [[['a', 'eq', '1', '2']]]],
    ['a=1&a=2', [[['a', 'eq', '1', '2']]]],
    ['a=1;2', [[['a', 'eq', '1', '2']]]],
    ['a=1;a=2', [[['a', 'eq', '1']], [['a', 'eq', '2']]]],
    ['a=1;b=2', [[['a', 'eq', '1']], [['b', 'eq', '2']]]],
    [
      'a=1&b=2;c=3',
      [
        [
          ['a', 'eq', '1'],
          ['b', 'eq', '2'],
        ],
        [['c', 'eq', '3']],
      ],
    ],
    [
      'status=a;b&c=d',
      [
        [
          ['status', 'eq', 'a', 'b'],
          ['c', 'eq', 'd'],
        ],
      ],
    ],
    [
      'a=x,y&b=z',
      [
        [
          ['a', 'eq', 'x', 'y'],
          ['b', 'eq', 'z'],
        ],
      ],
    ],
    ['a=1;b=2&limit=5', [[['a', 'eq', '1']], [['b', 'eq', '2']]]],
  ])('%s', (query, expected) => {
    expect(shown(query)).toEqual(expected as never)
  })
})

describe('values', () => {
  test.each([
    ['a=1%2C2', ['1,2']],
    ['a=1%3B2', ['1;2']],
    ['a=x%26b%3D1', ['x&b=1']],
    ['a=b=c', ['b=c']],
    ['a=%3D%3D5', ['==5']],
    ['a=', ['']],
    ['a=x+y', ['x y']],
    ['a=2026-11-23T10:00:00+01:00', ['2026-11-23T10:00:00+01:00']],
    ['a=2026-11-23T10%3A00%3A00+01%3A00', ['2026-11-23T10:00:00+01:00']],
    ['a="quoted, text"', ['"quoted', ' text"']],
    ['a="2026-11-23"', ['2026-11-23']],
    ['a=""x""', ['"x"']],
    ['a=>5', ['>5']],
  ])('%s', (query, values) => {
    expect(readSearch(query).any).toEqual([[{ path: 'a', op: 'eq', values }]])
  })
})

describe('operators', () => {
  test.each([
    ['a.eq=1', 'eq', '1'],
    ['a.ne=1', 'ne', '1'],
    ['a.gt=1', 'gt', '1'],
    ['a.gte=1', 'gte', '1'],
    ['a.lt=1', 'lt', '1'],
    ['a.lte=1', 'lte', '1'],
    ['a.in=1', 'eq', '1'],
    ['a.nin=1', 'ne', '1'],
    ['a.like=1*', 'like', '1*'],
    ['a.isnull=true', 'isnull', 'true'],
    ['a.regex=x,{1,2}', 'regex', 'x,{1,2}'],
    ['a%3E5', 'gt', '5'],
    ['a%3e5', 'gt', '5'],
    ['a>5', 'gt', '5'],
    ['a%3E=5', 'gte', '5'],
    ['a>=5', 'gte', '5'],
    ['a%3E%3D5', 'gte', '5'],
    ['a%3E%3D=5', 'gte', '5'],
    ['a%3C5', 'lt', '5'],
    ['a%3C=5', 'lte', '5'],
    ['a%3C%3D5', 'lte', '5'],
    ['a%3D%3D5', 'eq', '5'],
    ['a%3D%3D=5', 'eq', '5'],
    ['a==5', 'eq', '5'],
    ['a%3D~x', 'regex', 'x'],
    ['a%3D%7Ex', 'regex', 'x'],
    ['a%3D~=x', 'regex', 'x'],
    ['a*=x', 'regex', 'x'],
  ])('%s', (query, op, value) => {
    expect(shown(query)).toEqual([[['a', op, value]]])
  })

  test('several of a kind: equalities are alternatives, bounds must all hold', () => {
    expect(shown('a.gt=1&a.lt=5&a.gt=2')).toEqual([
      [
        ['a', 'gt', '1'],
        ['a', 'lt', '5'],
        ['a', 'gt', '2'],
      ],
    ])
    expect(shown('a.ne=1&a.ne=2')).toEqual([[['a', 'ne', '1', '2']]])
    expect(shown('dateTime%3C2013-04-20;dateTime%3E2017-04-20')).toEqual([
      [['dateTime', 'lt', '2013-04-20']],
      [['dateTime', 'gt', '2017-04-20']],
    ])
  })

  test('names keep their dots and signs where they are names', () => {
    expect(shown('%40type=X&a.b.c.gte=1&eq=2&offset.eq=5&a.%40type=Y')).toEqual([
      [
        ['@type', 'eq', 'X'],
        ['a.b.c', 'gte', '1'],
        ['eq', 'eq', '2'],
        ['offset', 'eq', '5'],
        ['a.@type', 'eq', 'Y'],
      ],
    ])
  })
})

test('what is not a condition is kept apart', () => {
  expect(readSearch('fields=a%2Cb').fields).toEqual(['a', 'b'])
  expect(readSearch('fields=a\\,b,c%5C%2Cd').fields).toEqual(['a,b', 'c,d'])
  expect(writeSearch({ fields: ['a,b', 'c.d', 'e&f'] })).toBe('fields=a%5C,b,c.d,e%26f')
  expect(readSearch(writeSearch({ fields: ['a,b', 'c.d', 'e&f'] })).fields).toEqual(['a,b', 'c.d', 'e&f'])
  expect(readSearch('fields=a,b.c&offset=5&limit=10&fields=d&sort=-a.b,+c')).toEqual({
    any: [],
    filter: undefined,
    sort: [
      { path: 'a.b', descending: true },
      { path: 'c', descending: false },
    ],
    fields: ['a', 'b.c', 'd'],
    offset: '5',
    limit: '10',
    after: undefined,
    before: undefined,
    asOf: undefined,
  })
  expect(readSearch('asOf=2026-11-23T10:14:00+01:00').asOf).toBe('2026-11-23T10:14:00+01:00')
})

const written: Condition[] = [
  { path: 'a.@b', op: 'eq', values: ['x,y', 'ü&=+ "', '2026-01-01T00:00:00+01:00', '"quoted"', '==', ';', ''] },
  { path: 'offset', op: 'eq', values: ['5'] },
  { path: 'a.eq', op: 'eq', values: ['5'] },
  { path: 'a', op: 'regex', values: ['^a{1,2};&$'] },
  { path: 'b', op: 'isnull', values: ['true'] },
]
test('is read back as it was written', () => {
  const filter = [readJsonPath("attachment[?(@.size==300 && @['ü;&']=~/^a+$/i)]")]
  const search = {
    any: [written, [{ path: 'c', op: 'lt' as const, values: ['1'] }]],
    filter,
    fields: ['id', 'a.b'],
    sort: [{ path: 'a', descending: true }],
    offset: '5',
    limit: '10',
    after: 'abc',
    before: 'd=',
    asOf: '2026-11-23T10:14:00+01:00',
  }
  expect(readSearch(writeSearch(search))).toEqual(search)
})

test.each([
  'a',
  'a=%',
  'a=%ff',
  '=1',
  '.a=1',
  'a.=1',
  'a..b=1',
  'limit=1&limit=2',
  'asOf=2026&asOf=2026',
  'a=%00',
  '%3E5',
  ';a',
  'a=1&b',
  'fields=a;b',
  'a=1;limit=5',
])('%s is refused', (query) => {
  expect(() => readSearch(query)).toThrow()
})

describe('a + that was not encoded', () => {
  test.each([
    ['party=+4930123', '+4930123'],
    ['characteristic.X=%2B4930123', '+4930123'],
    ['relatedParty.id="+49 30"', '+49 30'],
    ['relatedParty.id.ne=+49+30+123', '+49 30 123'],
    ['a.like=+49*', '+49*'],
    ['a.regex=^\\+49', '^\\+49'],
    ['a= 49', '+49'],
    ['a=%2049', ' 49'],
    ['a=x+1', 'x 1'],
    ['a=+x', ' x'],
    ['a=2026-11-23T10:00:00+05:30', '2026-11-23T10:00:00+05:30'],
    ['a=2026-11-23T10%3A00%3A00+05%3A30', '2026-11-23T10:00:00+05:30'],
  ])('%s is read as %p', (query, value) => {
    expect(readSearch(query).any[0]?.[0]?.values).toEqual([value])
  })

  test('is kept in each of several values, and in text of a JSONPath', () => {
    expect(shown('a=+491,+492&a.in=+493;+494')).toEqual([[['a', 'eq', '+491', '+492', '+493', '+494']]])
    const [path] = readSearch("filter=a[?(@.b=='+49'+%26%26+@.c>=+5)]").filter ?? []
    expect(path).toEqual(readJsonPath("a[?(@.b=='+49' && @.c>= 5)]"))
  })
})

test('fields are trimmed, and an empty list names none', () => {
  for (const query of [
    'fields=status, usageDate',
    'fields=+status+,%20usageDate%20,',
    'fields=status&fields= usageDate',
  ])
    expect(readSearch(query).fields).toEqual(['status', 'usageDate'])
  for (const query of ['fields=', 'fields=,%20,', 'limit=5']) expect(readSearch(query).fields).toBeUndefined()
})

test('a zone belongs to every condition, and comes back from its own writing', () => {
  const search = readSearch("zone=Etc/GMT+5&a=2026;b.gt=2026&filter=c[?(@.d=='2026' || !(@.e<'2027'))]")
  expect(search.any.flat().map(({ zone }) => zone)).toEqual(['Etc/GMT+5', 'Etc/GMT+5'])
  expect(JSON.stringify(search.filter).match(/GMT\+5/g)).toHaveLength(2)
  expect(readSearch(writeSearch(search))).toEqual(search)
})
