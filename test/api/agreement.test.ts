import { beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { TmfError } from '../../server/errors'
import { matchDocument } from '../../server/query/matchDocument'
import type { Document } from '../../server/resource/json'
import { usage } from '../../server/usage/usage'
import { anything, type Condition, readSearch, writeSearch } from '../../shared/search'
import { jsonPaths } from '../support/jsonPaths'
import { aUsage, startWorld } from '../support/world'

/** One language, two readers: PostgreSQL for lists, JavaScript for one document. They must agree on every document. */
const world = startWorld()
let documents: (Document & { id: string })[]

const words = [
  'a',
  'b',
  'B',
  'ab',
  '',
  '5',
  ' 5 ',
  '5.0',
  '-0.5',
  '0.1',
  '1e3',
  'true',
  'null',
  'é',
  '\u{e000}',
  '\u{1f600}',
  'rated',
  'x\ny',
]
const dates = [
  '2026-11-23T10:14:00Z',
  '2026-11-23T11:14:00.000001+01:00',
  '2016-12-31T23:59:60Z',
  '2026-12-01T00:00:00+14:00',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
]
/** Values without a declared type that mean the same in several spellings, or nearly do. */
const spelled = [
  '2026-11-23T15:44:00.0+05:30',
  '2026-11-23T02:14:00-08:00',
  '2026-11-23T10:14:00.0000005Z',
  '2026-11-23T10:14:00.0000015Z',
  '2026-11-23',
  '2026-11',
  '2026',
  '2026-02-30',
  '2026-02-30T00:00:00Z',
  '2016-12-31T23:59:60.5Z',
  '23:59:59Z',
  '10:00',
  '11:30:00.0+01:30',
  '25:00',
  'infinity',
  '5e0',
  '1e400',
  '-1e-400',
  '1e1000',
  '12345678901234567890',
  '12345678901234567890.0',
  '12345678901234567891',
  `1${'0'.repeat(40)}`,
]
const periods = [...dates, '2026', '2026-11', '2026-11-23', '9999', '2016-12-31', '2017-01-01T00:00:00Z']
const scalars = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(...spelled, ...dates),
  fc.constantFrom(5, -0.5, 0.1, 1000, 0, 1e21, 5e-324),
  fc.boolean(),
)
const names = ['a', 'b', 'name', 'value', 'startDateTime', 'amount', '@type', 'odd.name', '', 'list']
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalars,
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 3 }),
  ),
}))
const text = fc.constantFrom(...words)
const date = fc.constantFrom(...dates)
const usages = fc.record(
  {
    usageDate: date,
    usageType: text,
    description: text,
    status: fc.constantFrom('received', 'rated'),
    relatedParty: fc.array(
      fc.record(
        { id: fc.constantFrom('a', 'b', '5'), '@referredType': fc.constant('a'), role: text, list: json },
        { requiredKeys: ['id', '@referredType'] },
      ),
      {
        maxLength: 3,
      },
    ),
    usageCharacteristic: fc.array(
      fc.record({ name: fc.constantFrom('a', 'b'), value: json.filter((value) => value !== null) }),
      { maxLength: 3 },
    ),
    ratedProductUsage: fc.array(
      fc.record(
        {
          ratingDate: date,
          taxRate: fc.constantFrom(5, 0.1, -0.5),
          isBilled: fc.boolean(),
          taxIncludedRatingAmount: fc.record({ value: fc.constantFrom(5, 0) }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    list: json,
    a: json,
    'odd.name': json,
  },
  { requiredKeys: [] },
)

beforeAll(async () => {
  for (const one of fc.sample(usages, 150)) await world.store(aUsage(one))
  documents = (await world.call('GET', '/usage?limit=1000')).body
})

/** The documents that one reader chooses and the other does not, or two refusals that differ. */
async function expectAgreement(query: string) {
  const [ours, theirs] = [ofJavaScript(query), await ofPostgres(query)]
  if ('refused' in ours || 'refused' in theirs) return expect(ours).toEqual(theirs)
  const differing = documents.filter(({ id }) => ours.ids.includes(id) !== theirs.ids.includes(id))
  expect(
    differing
      .slice(0, 2)
      .map((document) => [ours.ids.includes(document.id) ? 'only JavaScript' : 'only PostgreSQL', document]),
  ).toEqual([])
}

type Choice = { ids: string[] } | { refused: [number, string] }

async function ofPostgres(query: string): Promise<Choice> {
  const { status, body } = await world.call('GET', `/usage?${query}&fields=none&limit=1000`)
  return status < 400 ? { ids: body.map(({ id }: { id: string }) => id) } : { refused: [status, body.code] }
}

function ofJavaScript(query: string): Choice {
  try {
    const fits = matchDocument(usage, readSearch(query))
    return { ids: documents.filter((document) => fits(document, { left: 1_000_000 })).map(({ id }) => id) }
  } catch (thrown) {
    if (!(thrown instanceof TmfError)) throw thrown
    return { refused: [thrown.status, thrown.code] }
  }
}

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
  'ratedProductUsage',
  'taxRate',
  'isBilled',
  'ratingDate',
]
const asked = fc.oneof(
  fc.constantFrom(...words, ...periods),
  fc.constantFrom(...spelled),
  fc.constantFrom('received', '0', '1000', '-1', 'false', '1e21', '12345678901234567890'),
)
const patterns = fc.constantFrom('^a', 'b$', '(?i)^b', 'a|5', '[0-9]+', '^.{3}$', 'x.y', '', '^[^a]', '\\d', '\\.')

test('any filter chooses the same documents', async () => {
  const paths = jsonPaths(asked, { names: fc.constantFrom(...usual, ...names), patterns })
  await fc.assert(
    fc.asyncProperty(paths, async (path) => {
      const query = writeSearch({ filter: [path] })
      await expectAgreement(query)
    }),
    { numRuns: 1000 },
  )
})

test('any conditions choose the same documents', async () => {
  const dotted = fc.oneof(
    fc.constantFrom(
      ...[
        'status',
        'id',
        'usageDate',
        'usageType',
        'description',
        'relatedParty.id',
        'party',
        'since',
        'characteristic.a',
        'usageCharacteristic.value',
        'ratedProductUsage.ratingDate',
      ],
      ...[
        'ratedProductUsage.taxRate',
        'ratedProductUsage.taxIncludedRatingAmount.value',
        'ratedProductUsage.isBilled',
        'list',
        'list.a',
        'a.list.b',
        'relatedParty.list.value',
      ],
    ),
  )
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      path: dotted,
      op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
      values: fc.array(asked, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      path: fc.constant(anything),
      op: fc.constant('eq'),
      values: fc.array(asked, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      path: dotted,
      op: fc.constant('like'),
      values: fc.tuple(fc.constantFrom('a*', '*', '*5*', 'x*y', 'é', '')),
    }),
    fc.record({ path: dotted, op: fc.constant('regex'), values: fc.tuple(patterns) }),
    fc.record({ path: dotted, op: fc.constant('isnull'), values: fc.tuple(fc.constantFrom('true', 'false')) }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(condition, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      async (any) => {
        const query = writeSearch({ any })
        await expectAgreement(query)
      },
    ),
    {
      numRuns: 1000,
      examples: ['gte', 'lte', 'eq'].flatMap((op) =>
        ['true', 'false'].map((word) => [[[{ path: 'ratedProductUsage.isBilled', op, values: [word] } as Condition]]]),
      ) as [Condition[][]][],
    },
  )
})
