import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { difference } from '../../server/patch/difference'
import { applyJsonPatch } from '../../server/patch/jsonPatch'
import type { Document } from '../../server/resource/json'

test.each<[string, Document, Document, unknown[]]>([
  ['nothing', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['an attribute replaced', { a: 1 }, { a: 2 }, [{ op: 'replace', path: '/a', value: 2 }]],
  [
    'one removed, one added, null among them',
    { a: 1 },
    { b: null },
    [
      { op: 'remove', path: '/a' },
      { op: 'add', path: '/b', value: null },
    ],
  ],
  [
    'a value deep inside',
    { list: [{ name: 'a', value: 1, unit: 's' }] },
    { list: [{ name: 'a', value: 2, unit: 's' }] },
    [{ op: 'replace', path: '/list/0/value', value: 2 }],
  ],
  ['an element put in front', { list: [1, 2, 3] }, { list: [0, 1, 2, 3] }, [{ op: 'add', path: '/list/0', value: 0 }]],
  [
    'an element gone from the middle',
    { list: [1, 2, 3, 4] },
    { list: [1, 4] },
    [
      { op: 'remove', path: '/list/2' },
      { op: 'remove', path: '/list/1' },
    ],
  ],
  ['names that a pointer escapes', { 'a/b~c': 1 }, { 'a/b~c': 2 }, [{ op: 'replace', path: '/a~1b~0c', value: 2 }]],
  [
    'names that every object has',
    { constructor: 1 },
    { toString: 2 },
    [
      { op: 'remove', path: '/constructor' },
      { op: 'add', path: '/toString', value: 2 },
    ],
  ],
  ['an array that becomes an object', { a: [] }, { a: {} }, [{ op: 'replace', path: '/a', value: {} }]],
])('says %s', (_what, before, after, expected) => {
  expect(difference(before, after) as unknown[]).toEqual(expected)
})

const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constantFrom(null, true, 0, 1, '', 'a', '0'), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 6 }),
  object: fc.dictionary(
    fc.oneof(
      fc.constantFrom('a', 'b', 'constructor', 'hasOwnProperty', 'length', '0', '-', '', '~', '/', '~1'),
      fc.string({ maxLength: 3 }),
    ),
    tie('value'),
    {
      maxKeys: 5,
    },
  ),
}))
const documents = json.object.map(
  (it) => JSON.parse(JSON.stringify(it, (name, value) => (name === '__proto__' ? undefined : value))) as Document,
)

test('applied to the older document, a difference makes exactly the newer one', () => {
  fc.assert(
    fc.property(documents, documents, (before, after) => {
      expect(applyJsonPatch('Usage', before, difference(before, after))).toEqual(after)
    }),
    { numRuns: 5000 },
  )
})

test('large documents that differ everywhere have a difference no longer than the document', () => {
  const long = 'n'.repeat(100_000)
  const make = (from: number): Document => ({
    [long]: Array.from({ length: 100_000 }, (_, index) => index + from),
    list: Array.from({ length: 50_000 }, (_, index) => ({ index: index * from })),
  })
  const [before, after] = [make(1), make(2)]
  const patch = difference(before, after)
  expect(JSON.stringify(patch).length).toBeLessThan(JSON.stringify(after).length + 3000)
  expect(applyJsonPatch('Usage', before, patch)).toEqual(after)
})
