import fc from 'fast-check'
import type { JsonPath, Step, Test } from '../../shared/jsonPath'

const usual = [
  'status',
  'id',
  'href',
  'usageDate',
  'usageType',
  'description',
  'relatedParty',
  'role',
  'usageCharacteristic',
  'name',
  'value',
  'ratedProductUsage',
  'taxRate',
  'isBilled',
  'ratingDate',
  'list',
  'a',
  '@type',
]

/** Paths of every shape, over attributes of a usage and of nothing; compared with values such as these. */
export function jsonPaths(
  values: fc.Arbitrary<string>,
  { names = fc.oneof(fc.constantFrom(...usual), fc.string({ maxLength: 6 })), patterns = values } = {},
): fc.Arbitrary<JsonPath> {
  const text = storable(values)
  const name: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('name'), name: storable(names) })
  const plain: fc.Arbitrary<Step> = fc.oneof(
    { weight: 6, arbitrary: name },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'all' }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('index'), index: fc.nat(2) }) },
  )
  const { path } = fc.letrec<{ path: JsonPath; step: Step; test: Test }>((tie) => ({
    step: fc.oneof({ maxDepth: 3 }, plain, fc.record({ kind: fc.constant('filter'), test: tie('test') })),
    path: fc.oneof({ maxDepth: 3 }, fc.array(plain, { maxLength: 3 }), fc.array(tie('step'), { maxLength: 3 })),
    test: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.record({
        kind: fc.constant('compare'),
        path: tie('path'),
        op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
        value: text,
      }),
      fc.record({
        kind: fc.constant('compare'),
        path: tie('path'),
        op: fc.constant('regex'),
        value: storable(patterns),
      }),
      fc.record({
        kind: fc.constant('compare'),
        path: tie('path'),
        op: fc.constant('isnull'),
        value: fc.constantFrom('true', 'false'),
      }),
      fc.record({ kind: fc.constant('exists'), path: tie('path') }),
      fc.record({ kind: fc.constant('not'), test: tie('test') }),
      fc.record({ kind: fc.constantFrom('and', 'or'), tests: fc.array(tie('test'), { minLength: 2, maxLength: 3 }) }),
    ),
  }))
  return path.filter((it) => it.find(({ kind }) => kind === 'index' || kind === 'name')?.kind !== 'index')
}

const storable = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  texts.filter((text) => text.isWellFormed() && !text.includes('\0'))
