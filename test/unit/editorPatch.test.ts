import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { applyPatch } from '../../server/patch/patch'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import type { UsageSpecificationCreate } from '../../shared/usageSpecification'
import { mergeDocuments, mergePatchOf } from '../../web/specifications/editor/draft/patch'
import { type Difference, differencesOf } from '../../web/specifications/page/differences'

const stored = (document: object) => ({
  ...document,
  id: '1',
  href: 'http://localhost/1',
  lastUpdate: '2026-01-01T00:00:00Z',
})

describe('the merge patch of a change', () => {
  test.each([
    ['of nothing is empty', { name: 'x', a: { b: 1 } }, { name: 'x', a: { b: 1 } }, {}],
    ['says what is new', { name: 'x' }, { name: 'x', version: '2' }, { version: '2' }],
    [
      'takes away what is gone',
      { name: 'x', version: '1', validFor: { startDateTime: 'a', endDateTime: 'b' } },
      { name: 'x', validFor: { startDateTime: 'a' } },
      { version: null, validFor: { endDateTime: null } },
    ],
    [
      'sends lists whole',
      { name: 'x', specCharacteristic: [{ name: 'a' }, { name: 'b' }] },
      { name: 'x', specCharacteristic: [{ name: 'a' }] },
      { specCharacteristic: [{ name: 'a' }] },
    ],
  ])('%s', (_, before, after, expected) => {
    expect(mergePatchOf(before, after)).toEqual(expected)
  })

  const leaves = fc.oneof(
    fc.constantFrom<unknown>('a', 1, true, [], [1, { a: null }]),
    fc.record({ x: fc.nat(3), y: fc.string({ maxLength: 2 }) }, { requiredKeys: [] }),
  )
  const documents = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'constructor'),
    fc.oneof(leaves, fc.dictionary(fc.constantFrom('d', 'e'), leaves)),
  )
  test('makes one of the other, as the server applies it', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const patched = applyPatch(usageSpecification, stored({ name: 'x', ...before }), {
          kind: 'merge',
          body: mergePatchOf(before, after),
        })
        expect(patched).toEqual(stored({ name: 'x', ...after }))
      }),
    )
  })
})

describe('two changes of one specification', () => {
  const base = { name: 'x', version: '1', specCharacteristic: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }
  const spec = (specCharacteristic: object[], rest: object = {}): UsageSpecificationCreate => ({
    ...base,
    specCharacteristic,
    ...rest,
  })
  const [a, b, c] = base.specCharacteristic as [object, object, object]
  test.each([
    [
      'of different attributes are both there',
      { ...base, version: '2' },
      { ...base, name: 'y' },
      { ...base, name: 'y', version: '2' },
      [],
    ],
    ['that are the same are one', { ...base, version: '2' }, { ...base, version: '2' }, { ...base, version: '2' }, []],
    [
      'of one attribute: mine stands, and is named',
      { ...base, version: '2' },
      { ...base, version: '3' },
      { ...base, version: '2' },
      ['version'],
    ],
    [
      'of different characteristics are both there',
      spec([{ ...a, regex: 'x' }, b, c]),
      spec([a, { ...b, regex: 'y' }, c]),
      spec([{ ...a, regex: 'x' }, { ...b, regex: 'y' }, c]),
      [],
    ],
    [
      'that add and take away',
      spec([a, b, c, { name: 'd' }]),
      spec([a, c, { name: 'e' }]),
      spec([a, c, { name: 'd' }, { name: 'e' }]),
      [],
    ],
    [
      'of one characteristic: mine stands, and is named',
      spec([{ ...a, regex: 'x' }, b, c]),
      spec([{ ...a, regex: 'y' }, b, c]),
      spec([{ ...a, regex: 'x' }, b, c]),
      ['specCharacteristic[a]'],
    ],
    [
      'of which one takes away what the other changes',
      spec([b, c]),
      spec([{ ...a, regex: 'y' }, b, c]),
      spec([b, c]),
      ['specCharacteristic[a]'],
    ],
    ['that cannot be told apart by name', spec([a, a]), spec([b]), spec([a, a]), ['specCharacteristic']],
    ['that take away', { name: 'x', version: '1' }, { ...base, version: '2' }, { name: 'x', version: '2' }, []],
  ])('%s', (_, mine, theirs, document, conflicts) => {
    expect(mergeDocuments(base, mine, theirs)).toEqual({ document, conflicts })
  })
})

describe('differences in words', () => {
  const said = ({ kind, characteristic, list, attribute, before, after }: Difference) =>
    [kind, characteristic ?? list ?? '', attribute ?? '', before ?? '', after ?? ''].join('|')
  const of = (...specCharacteristic: object[]) => ({ name: 'x', specCharacteristic })
  const duration = {
    name: 'duration',
    valueType: 'integer',
    minCardinality: 1,
    maxCardinality: 1,
    characteristicValueSpecification: [{ valueFrom: 0, valueTo: 100, unitOfMeasure: 'SEC' }],
  }
  const wider = {
    ...duration,
    characteristicValueSpecification: [{ valueFrom: 0, valueTo: 200, unitOfMeasure: 'SEC' }],
  }
  test.each([
    [{ name: 'x', lastUpdate: 'a', id: '1' }, { name: 'x', lastUpdate: 'b', id: '2' }, []],
    [
      { name: 'x', version: '1' },
      { name: 'y', enforcement: 'observe' as const },
      ['changed||name|x|y', 'removed||version|1|', 'added||enforcement||observe'],
    ],
    [of(duration), of(wider), ['changed|duration|range|0–100|0–200']],
    [of(duration), of({ ...duration, minCardinality: 0 }), ['changed|duration|cardinality|1|0–1']],
    [
      of(duration),
      of({ ...duration, regex: 'x', description: 'How long' }),
      ['added|duration|regex||x', 'added|duration|description||How long'],
    ],
    [of(duration), of({ ...duration, configurable: true }), ['added|duration|configurable||true']],
    [
      of(duration),
      of(duration, { name: 'imsi', valueType: 'string', regex: '[0-9]{15}' }),
      ['added|imsi|||string, [0-9]{15}'],
    ],
    [of(duration, { name: 'imsi' }), of(duration), ['removed|imsi|||']],
    [of(duration), of({ ...duration, name: 'length' }), ['renamed|length||duration|length']],
    [of({ name: 'a' }, { name: 'b', regex: 'x' }), of({ name: 'b', regex: 'x' }, { name: 'a' }), ['reordered||||']],
    [
      of({ name: 'a', characteristicValueSpecification: [{ value: 1, validFor: { startDateTime: 'x' } }] }),
      of({ name: 'a', characteristicValueSpecification: [{ value: 1 }] }),
      ['changed|a|characteristicValueSpecification|[{"value":1,"validFor":{"startDateTime":"x"}}]|[{"value":1}]'],
    ],
    [
      { name: 'x', relatedParty: [{ id: '1', '@referredType': 'A' }] },
      { name: 'x', relatedParty: [{ id: '2', '@referredType': 'A' }] },
      ['removed|relatedParty||{"id":"1","@referredType":"A"}|', 'added|relatedParty|||{"id":"2","@referredType":"A"}'],
    ],
  ])('from %j to %j', (before, after, expected) => {
    expect(differencesOf(before as UsageSpecificationCreate, after as UsageSpecificationCreate).map(said)).toEqual(
      expected,
    )
  })
})
