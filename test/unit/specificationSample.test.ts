import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { compile, SpecificationError } from '../../shared/checker/checker'
import { makePatterns } from '../../shared/checker/patterns'
import type { Specification } from '../../shared/checker/specification'
import type { CharacteristicSpecification } from '../../shared/usageSpecification'
import { templates } from '../../web/specifications/editor/import/templates'
import { textsFor } from '../../web/specifications/editor/preview/matching'
import { makeSample } from '../../web/specifications/editor/preview/sample'
import { specifications } from '../support/specifications'

const usageDate = '2026-11-23T10:14:00Z'
const sampleOf = (specification: Specification, contained: Specification[] = [], variant = 0) =>
  makeSample(specification, { contained, usageDate, variant })
const of = (...specCharacteristic: CharacteristicSpecification[]): Specification => ({ specCharacteristic })

/** Whether text is as a pattern wants it; nothing is what cannot be read wants. */
const matcherOf = (source: string) => {
  const pattern = makePatterns().get(source)
  return (text: string) => pattern?.test(text) ?? false
}

describe('a text for a regular expression', () => {
  test.each([
    '[0-9]{15}',
    '^\\+[1-9][0-9]{6,14}$',
    '^[A-Z]{2}$',
    '(in|out)bound',
    'a*b+c?',
    '\\d{3}-\\w+\\.\\S',
    '[^0-9]x',
    '[\\]\\-a]+',
    '[]a]',
    '[[:alpha:]][[:^digit:]]',
    '\\p{Lu}\\pL\\p{Nd}',
    '\\x41\\x{42}',
    '\\Qa.b*c\\E',
    '(?i)abc',
    '(?P<year>[0-9]{4})-(?:0[1-9]|1[0-2])',
    '(?i:x)(?s).',
    '^89',
    'x$',
    '\\Aab\\z',
    '(a{2}){3}',
    '[a-c]{2,}',
    '(|a)b',
    '\\bword\\b',
    '\\.\\t\\\\',
    'é+',
    '😀{2}',
    '(((a)))',
    '((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])',
    '',
  ])('%s', (source) => {
    const matches = matcherOf(source)
    expect([...textsFor(source)].filter(matches).length).toBeGreaterThan(0)
  })

  test.each(['(', '[a', '(?=a)b', '\\p{Greek}x', '\\PLx', ')'])('is not made of what cannot be read: %s', (source) => {
    expect([...textsFor(source)]).toEqual([])
  })

  const atoms = fc.constantFrom('a', '7', '[0-9]', '[A-Z]', '[^a-z]', '\\d', '\\w', '\\s', '.', '\\.', '-')
  const { expression } = fc.letrec<{ expression: string; part: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3 },
      fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      fc.array(tie('part'), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('|')),
    ),
    part: fc.oneof(
      { maxDepth: 3 },
      atoms,
      fc
        .tuple(atoms, fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '+?'))
        .map(([atom, times]) => atom + times),
      tie('expression').map((inner) => `(${inner})`),
      tie('expression').map((inner) => `(?:${inner}){1,2}`),
    ),
  }))
  test('of any shape matches it at the first attempt', () => {
    fc.assert(
      fc.property(expression, fc.nat(20), (source, seed) => {
        const [first] = textsFor(source, seed)
        expect(matcherOf(source)(first ?? '')).toBe(true)
      }),
    )
  })
})

describe('a sample of a specification', () => {
  test('of all templates passes, whatever the variant', () => {
    for (const variant of [0, 1, 2, 7, 100])
      expect(sampleOf(of(...templates.map(({ characteristic }) => characteristic)), [], variant)).toMatchObject({
        broken: [],
        left: [],
      })
  })

  test('says everything that may be there, with units', () => {
    const { usage } = sampleOf({
      ...of(
        {
          name: 'duration',
          valueType: 'integer',
          characteristicValueSpecification: [{ valueFrom: 10, valueTo: 20, unitOfMeasure: 'SEC' }],
        },
        { name: 'note' },
      ),
      id: '7',
      name: 'Voice',
    })
    expect(usage).toEqual({
      usageDate,
      usageSpecification: { id: '7', name: 'Voice' },
      usageCharacteristic: [
        { name: 'duration', valueType: 'integer', value: 11, unitOfMeasure: 'SEC' } as never,
        { name: 'note', value: 'example' },
      ],
    })
  })

  test('is always the same, and another for another variant where no two may be the same', () => {
    const specification = of(
      { name: 'recordId', valueType: 'string', isUnique: true, regex: '^[0-9A-Z]{16}$' },
      { name: 'key', valueType: 'string', isUnique: true },
    )
    expect(sampleOf(specification)).toEqual(sampleOf(specification))
    const texts = [0, 1, 2, 3].map((variant) =>
      JSON.stringify(sampleOf(specification, [], variant).usage.usageCharacteristic),
    )
    expect(new Set(texts).size).toBe(4)
  })

  const pair = (
    relationshipType: string,
    one: CharacteristicSpecification = {},
    other: CharacteristicSpecification = {},
  ): Specification =>
    of({ name: 'a', charSpecRelationship: [{ relationshipType, name: 'b' }], ...one }, { name: 'b', ...other })
  const period = { startDateTime: '2030-01-01T00:00:00Z', endDateTime: '2030-12-31T00:00:00Z' }
  const names = (specification: Specification) =>
    sampleOf(specification).usage.usageCharacteristic?.map(({ name }) => name)
  test.each<[string, Specification, string[]]>([
    ['that need each other', pair('dependency'), ['a', 'b']],
    ['of which one excludes the other', pair('exclusivity'), ['a']],
    ['of which one excludes the other, that must be there', pair('exclusivity', {}, { minCardinality: 1 }), ['b']],
    ['of which one needs what must not be there', pair('dependency', {}, { maxCardinality: 0 }), []],
    ['that must be there three times', of({ name: 'a', minCardinality: 3 }), ['a', 'a', 'a']],
    ['that count at another time', of({ name: 'a', validFor: period }, { name: 'b' }), ['b']],
    [
      'of a kind that is an array',
      of({ name: 'a', valueType: 'array', minCardinality: 2, maxCardinality: 2 }),
      ['a', 'a'],
    ],
  ])('has the characteristics %s', (_, specification, expected) => {
    expect(sampleOf(specification).broken).toEqual([])
    expect(names(specification)).toEqual(expected)
  })

  test('is of a time at which the specification counts', () => {
    expect(sampleOf({ ...of({ name: 'a' }), validFor: period })).toMatchObject({
      usage: { usageDate: period.startDateTime },
      broken: [],
    })
    expect(
      sampleOf(
        of({ name: 'a', minCardinality: 1, characteristicValueSpecification: [{ value: 'x', validFor: period }] }),
      ),
    ).toMatchObject({
      usage: { usageDate: period.startDateTime },
      broken: [],
    })
  })

  test('says what a bundle asks for', () => {
    const bundle: Specification = {
      isBundle: true,
      extensible: false,
      entitySpecRelationship: [{ id: 'part', relationshipType: 'contains' }],
      specCharacteristic: [{ name: 'own' }],
    }
    const { usage, broken } = sampleOf(bundle, [
      { id: 'part', specCharacteristic: [{ name: 'of part', minCardinality: 1, valueType: 'date' }] },
    ])
    expect(broken).toEqual([])
    expect(usage.usageCharacteristic).toMatchObject([{ name: 'own' }, { name: 'of part', value: '2026-11-23' }])
  })

  test('says why there is none', () => {
    const impossible = of(
      { name: 'a', minCardinality: 1, valueType: 'integer', regex: '[a-z]+' },
      { name: 'b', regex: '\\p{Greek}' },
    )
    expect(sampleOf(impossible)).toMatchObject({ broken: [{ code: 'missing', characteristic: 'a' }], left: ['a', 'b'] })
  })

  /** Any satisfiable specification: each characteristic has rules that do not contradict each other. */
  const rules: fc.Arbitrary<CharacteristicSpecification>[] = [
    fc
      .constantFrom(
        'string',
        'integer',
        'number',
        'boolean',
        'dateTime',
        'date',
        'timePeriod',
        'object',
        'array',
        'odd',
      )
      .map((valueType) => ({ valueType })),
    fc
      .array(
        fc.string({ minLength: 1 }).filter((it) => it.trim() !== ''),
        { minLength: 1, maxLength: 4 },
      )
      .map((values) => ({ valueType: 'string', characteristicValueSpecification: values.map((value) => ({ value })) })),
    fc
      .tuple(
        fc.integer({ max: 1000 }),
        fc.integer({ min: 1002 }),
        fc.constantFrom('open', 'closed', 'closedTop', 'closedBottom'),
        fc.constantFrom('integer', 'number'),
      )
      .map(([valueFrom, valueTo, rangeInterval, valueType]) => ({
        valueType,
        characteristicValueSpecification: [{ valueFrom, valueTo, rangeInterval, unitOfMeasure: 'KB' }],
      })),
    fc.constantFrom('^[0-9]{5}$', '[A-F]+', '(x|y)\\.[a-z]{2,}').map((regex) => ({ valueType: 'string', regex })),
    fc
      .constantFrom('[0-9]{3}', '[1-9][0-9]*')
      .map((regex) => ({ valueType: 'string', characteristicValueSpecification: [{ regex }] })),
  ]
  const sane = fc
    .array(
      fc.tuple(
        fc.oneof(...rules),
        fc.nat(2),
        fc.nat(3),
        fc.boolean(),
        fc.nat(4),
        fc.constantFrom('dependency', 'exclusivity', undefined),
      ),
      { maxLength: 6 },
    )
    .map((all): Specification => {
      const names = all.map((_, at) => `c${at}`)
      return {
        extensible: false,
        specCharacteristic: all.map(([it, least, more, isUnique, other, relationshipType], at) => ({
          ...it,
          name: names[at] ?? '',
          minCardinality: least,
          maxCardinality: Math.max(1, least + more),
          isUnique,
          // Only optional ones may exclude, and nobody needs what is excluded.
          ...(relationshipType &&
            other < at &&
            (relationshipType === 'dependency' || least === 0) && {
              charSpecRelationship: [{ relationshipType, name: names[other] ?? '' }],
            }),
        })),
      }
    })
    .filter((it) => {
      const { specCharacteristic = [] } = it
      const isExcluding = specCharacteristic.some(({ charSpecRelationship }) =>
        charSpecRelationship?.some(({ relationshipType }) => relationshipType === 'exclusivity'),
      )
      const isDepending = specCharacteristic.some(({ charSpecRelationship }) =>
        charSpecRelationship?.some(({ relationshipType }) => relationshipType === 'dependency'),
      )
      return !(isExcluding && isDepending)
    })
  test('passes, of any that can be kept', () => {
    fc.assert(
      fc.property(sane, fc.nat(30), (specification, variant) => {
        expect(sampleOf(specification, [], variant)).toMatchObject({ broken: [], left: [] })
      }),
    )
  })

  test('of any that compiles passes, or has its reasons, and they are the checker’s', () => {
    let passed = 0
    fc.assert(
      fc.property(specifications, (specification) => {
        const checker = compiled(specification)
        fc.pre(checker !== undefined)
        const { usage, broken } = sampleOf(specification)
        expect(broken).toEqual(checker?.check(checker.complete(usage)) ?? [])
        if (broken.length === 0) passed++
      }),
      { numRuns: 400 },
    )
    expect(passed).toBeGreaterThan(200)
  })

  function compiled(specification: Specification) {
    try {
      return compile(specification)
    } catch (thrown) {
      if (thrown instanceof SpecificationError) return undefined
      throw thrown
    }
  }
})
