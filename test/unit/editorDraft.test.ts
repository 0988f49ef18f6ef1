import { describe, expect, test } from 'bun:test'
import { readPath, valueAt, withValue, writePath } from '../../web/json/path'
import {
  type Action,
  type Draft,
  draftOf,
  emptyDocument,
  isUnread,
  reduce,
  rowsOf,
  toText,
} from '../../web/specifications/editor/draft/draft'
import {
  change,
  duplicate,
  insert,
  move,
  type Row,
  regroup,
  remove,
  rename,
  restore,
  runsOf,
  step,
} from '../../web/specifications/editor/draft/rows'

const after = (...actions: Action[]): Draft => actions.reduce(reduce, draftOf(emptyDocument))

/** `a b(x) c(x)`: names, each with its group. */
const rowsFrom = (text: string): Row[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word, key) => {
      const [, name = '', group] = /^(\w*)(?:\((\w+)\))?$/.exec(word) ?? []
      return { key, it: { name, ...(group && { group }) } }
    })
const written = (rows: Row[]): string =>
  rows.map(({ it }) => (it.group ? `${it.name}(${it.group})` : it.name)).join(' ')
const keyOf = (rows: Row[], name: string): number => rows.find(({ it }) => it.name === name)?.key ?? -1

describe('the rows of the characteristics grid', () => {
  const cases: [string, string, (rows: Row[]) => Row[], string][] = [
    ['are added at the end', 'a b', (rows) => insert(rows, [{ name: 'c' }]), 'a b c'],
    [
      'are added in a group where they are put',
      'a b(x) c(y)',
      (rows) => insert(rows, [{ name: 'd' }], 2),
      'a b(x) d(x) c(y)',
    ],
    [
      'are duplicated below, with a name of their own',
      'a b c',
      (rows) => duplicate(rows, keyOf(rows, 'b')),
      'a b b2 c',
    ],
    ['are removed', 'a b c', (rows) => remove(rows, keyOf(rows, 'b')), 'a c'],
    ['come back where they were', 'a c', (rows) => restore(rows, { key: 9, it: { name: 'b' } }, 1), 'a b c'],
    ['come back once', 'a b', (rows) => restore(rows, rows[1] as Row, 0), 'a b'],
    ['are changed', 'a b', (rows) => change(rows, keyOf(rows, 'a'), { name: 'x' }), 'x b'],
    ['are let down elsewhere', 'a b c', (rows) => move(rows, 0, 2), 'b c a'],
    ['take the group they are let down in', 'a b(x) c(x)', (rows) => move(rows, 0, 1), 'b(x) a(x) c(x)'],
    ['keep their group at its edge', 'a(x) b(x) c(y)', (rows) => move(rows, 0, 1), 'b(x) a(x) c(y)'],
    ['move up', 'a b c', (rows) => step(rows, keyOf(rows, 'c'), -1), 'a c b'],
    ['do not move above the first', 'a b', (rows) => step(rows, keyOf(rows, 'a'), -1), 'a b'],
    ['do not move below the last', 'a b', (rows) => step(rows, keyOf(rows, 'b'), 1), 'a b'],
    [
      'move past a heading before they move past a row',
      'a(x) b(y) c(y)',
      (rows) => step(rows, keyOf(rows, 'b'), -1),
      'a(x) b(x) c(y)',
    ],
    [
      'are put below the others of a group',
      'a b(x) c d(y)',
      (rows) => regroup(rows, keyOf(rows, 'a'), 'x'),
      'b(x) a(x) c d(y)',
    ],
    [
      'begin a group behind their own',
      'a(x) b(x) c(x)',
      (rows) => regroup(rows, keyOf(rows, 'a'), 'new'),
      'b(x) c(x) a(new)',
    ],
    ['without a group stand first', 'a b(x) c(x)', (rows) => regroup(rows, keyOf(rows, 'c'), ''), 'a c b(x)'],
    [
      'without a group stand first where all others have one',
      'b(x) c(x)',
      (rows) => regroup(rows, keyOf(rows, 'c'), ''),
      'c b(x)',
    ],
    [
      'are renamed in their group together',
      'a(x) b(x) c(y)',
      (rows) => rename(rows, { group: 'x', from: 0, to: 2 }, 'z'),
      'a(z) b(z) c(y)',
    ],
    ['lose their heading together', 'a(x) b(x)', (rows) => rename(rows, { group: 'x', from: 0, to: 2 }, ''), 'a b'],
  ]
  test.each(cases)('%s', (_, before, act, expected) => {
    const rows = act(rowsFrom(before))
    expect(written(rows)).toBe(expected)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })

  test('a copy has no id of the other', () => {
    expect(duplicate([{ key: 0, it: { id: '7', name: 'a', regex: 'x' } }], 0).map(({ it }) => it)).toEqual([
      { id: '7', name: 'a', regex: 'x' },
      { name: 'a2', regex: 'x' },
    ])
  })

  test('stand under headings, one for those that follow each other', () => {
    expect(runsOf(rowsFrom('a b(x) c(x) d(y) e(x)'))).toEqual([
      { group: '', from: 0, to: 1 },
      { group: 'x', from: 1, to: 3 },
      { group: 'y', from: 3, to: 4 },
      { group: 'x', from: 4, to: 5 },
    ])
  })
})

describe('a draft', () => {
  const named = (name: string): Action => ({ type: 'put', path: ['name'], value: name })
  const add: Action = { type: 'rows', change: (rows) => insert(rows, [{ name: 'x' }]) }

  test('is what the form says, and nothing that was cleared', () => {
    const draft = after(named('Voice'), { type: 'put', path: ['version'], value: undefined }, add)
    expect(JSON.parse(toText(draft))).toEqual({
      name: 'Voice',
      lifecycleStatus: 'In design',
      specCharacteristic: [{ name: 'x' }],
    })
  })

  test('keeps what the form does not know through changes in the form', () => {
    const text =
      '{"name":"Voice","tier":{"a":1},"specCharacteristic":[{"name":"x","charSpecRelationship":[{"name":"y"}]}]}'
    const draft = after({ type: 'text', text }, { type: 'put', path: ['description'], value: 'A call' }, add, {
      type: 'rows',
      change: (rows) => remove(rows, rows[1]?.key ?? -1),
    })
    expect(JSON.parse(toText(draft))).toEqual({ ...JSON.parse(text), description: 'A call' })
  })

  test('stays as typed while its JSON is not valid, and the form keeps the last that was', () => {
    const draft = after({ type: 'text', text: '{"name":"Voice"}' }, { type: 'text', text: '{"name":"Voi' })
    expect(toText(draft)).toBe('{"name":"Voi')
    expect(draft.document).toEqual({ name: 'Voice' })
    expect(isUnread(draft)).toBe(true)
    expect(isUnread(after({ type: 'text', text: '{"name":5}' }))).toBe(false)
    expect(isUnread(after({ type: 'text', text: '{"name":"x","specCharacteristic":{}}' }))).toBe(true)
  })

  test('rows keep their keys, through JSON by their place', () => {
    const draft = after(add, add)
    const keys = rowsOf(draft).map(({ key }) => key)
    const more = rowsOf(reduce(draft, { type: 'text', text: '{"name":"x","specCharacteristic":[{},{},{}]}' })).map(
      ({ key }) => key,
    )
    expect(more.slice(0, 2)).toEqual(keys)
    expect(new Set(more).size).toBe(3)
  })

  test('is undone step by step, and done again', () => {
    const draft = after(named('A'), add, named('B'))
    const once = reduce(draft, { type: 'undo' })
    expect(once.document).toMatchObject({ name: 'A', specCharacteristic: [{}] })
    const twice = reduce(once, { type: 'undo' })
    expect(twice.document.specCharacteristic).toBeUndefined()
    expect(reduce(reduce(twice, { type: 'redo' }), { type: 'redo' }).document).toEqual(draft.document)
    expect(reduce(reduce(twice, named('C')), { type: 'redo' }).document.name).toBe('C')
  })

  test('what is typed in one field is one step', () => {
    const draft = after(named('V'), named('Vo'), named('Voice'))
    expect(reduce(draft, { type: 'undo' }).document).toEqual(emptyDocument)
  })

  test('undoes nothing where nothing was done', () => {
    const draft = draftOf(emptyDocument)
    expect(reduce(draft, { type: 'undo' })).toBe(draft)
    expect(reduce(draft, { type: 'rows', change: (rows) => rows })).toBe(draft)
  })
})

describe('a place in a document', () => {
  test.each([
    ['specCharacteristic[2].regex', ['specCharacteristic', 2, 'regex']],
    ['validFor.endDateTime', ['validFor', 'endDateTime']],
    ['name', ['name']],
    ['', []],
    ['a[0][1].@type', ['a', 0, 1, '@type']],
  ])('%s', (text, path) => {
    expect(readPath(text)).toEqual(path)
    expect(writePath(path)).toBe(text)
  })

  test.each([
    ['is set', { a: 1 }, ['b'], 2, { a: 1, b: 2 }],
    ['is made with what it is in', {}, ['a', 0, 'b'], 1, { a: [{ b: 1 }] }],
    ['goes with the object that is empty then', { a: { b: 1 }, c: 2 }, ['a', 'b'], undefined, { c: 2 }],
    ['of an item that is empty then leaves the item', { a: [{ b: 1 }] }, ['a', 0, 'b'], undefined, { a: [{}] }],
    ['takes the list with it when it was the last', { a: [{ b: 1 }], c: 1 }, ['a', 0], undefined, { c: 1 }],
    ['goes from a list', { a: [1, 2, 3] }, ['a', 1], undefined, { a: [1, 3] }],
    ['that is not there goes without a trace', { a: 1 }, ['b', 'c'], undefined, { a: 1 }],
    ['keeps its order among the others', { a: 1, b: 2 }, ['a'], 3, { a: 3, b: 2 }],
  ])('%s', (_, document, path, value, expected) => {
    expect(JSON.stringify(withValue<object>(document, path, value))).toBe(JSON.stringify(expected))
  })

  test('is looked up without stumbling', () => {
    expect(valueAt({ a: [{ b: 5 }] }, ['a', 0, 'b'])).toBe(5)
    expect(valueAt({ a: 1 }, ['a', 'b', 'c'])).toBeUndefined()
    expect(valueAt({}, ['constructor'])).toBeUndefined()
  })
})
