import { beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Condition, readSearch, type Search, SearchProblem, writeSearch } from '../shared/search'
import { type Answer, aUsage, startWorld } from './world'

/** Whatever comes in: an answer, never a fault of ours, and every refusal is an Error that explains itself. */
const world = startWorld()
let id: string

beforeAll(async () => {
  const { body } = await world.call(
    'POST',
    '/usage',
    aUsage({ list: [1, { a: 'x' }], relatedParty: [{ id: 'p', '@referredType': 'Individual' }], usageDate: '2026-11-23T10:14:00Z' }),
  )
  id = body.id
})

function expectAnswer({ status, body, text }: Answer<unknown>) {
  if (status < 400) return
  expect(`${status}: ${text}`).toMatch(/^4\d\d: |^501: /)
  expect(body).toMatchObject({ status: String(status), '@type': 'Error' })
  const { code, reason, message } = body as Record<string, unknown>
  for (const value of [code, reason, message]) expect(value).toEqual(expect.stringMatching(/\S/))
}

const names = fc.oneof(
  fc.constantFrom(
    'status',
    'id',
    'href',
    'usageDate',
    'usageType',
    'relatedParty.id',
    'ratedProductUsage.taxRate',
    'list.a',
    '@type',
    'party',
    'since',
    'characteristic.x',
    'offset',
    'limit',
    'fields',
    'sort',
    'constructor',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const operators = fc.constantFrom('', '.eq', '.ne', '.gt', '.gte', '.lt', '.lte', '.in', '.nin', '.like', '.regex', '.isnull')
const values = fc.oneof(
  fc.constantFrom(
    'rated',
    '2026-11',
    '2026-11-23T10:14:00+01:00',
    '9999',
    '1e308',
    '-0',
    'true',
    'null',
    '(',
    '[[:alpha:',
    '*',
    '\\',
    '"',
    "'; --",
    '$.a ? (@ == 1)',
    '\u{10ffff}',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double().map(String),
)
const signs = fc.constantFrom('=', '=', '=', '%3E', '%3C=', '%3D~', '*=', '==', '>', '')
const encodings = fc.constantFrom(encodeURIComponentSafely, (text: string) => text)
const pairs = fc.tuple(names, operators, signs, values, encodings).map(([name, operator, sign, value, encode]) => `${encode(name)}${operator}${sign}${encode(value)}`)
const queries = fc.tuple(fc.array(pairs, { maxLength: 5 }), fc.constantFrom('&', ';')).map(([some, between]) => some.join(between))

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

test('any query string is answered', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const url = URL.parse(`http://localhost/tmf-api/usageManagement/v4/usage?${query}`)
      if (url) expectAnswer(await world.call('GET', `/usage${url.search}`))
    }),
    { numRuns: 2000 },
  )
})

test.each(['application/x-ndjson', 'text/csv'])('any query string is answered as %s', async (accept) => {
  const fields = fc.array(fc.oneof(names, fc.constantFrom('__proto__', 'characteristic.', 'characteristic.a.b', 'list.a.b', 'list', 'relatedParty')), { maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(queries, fields, async (query, chosen) => {
      const url = URL.parse(`http://localhost/tmf-api/usageManagement/v4/usage?${query}&fields=${encodeURIComponent(chosen.join(',').toWellFormed())}`)
      if (url) expectAnswer(await world.call('GET', `/usage${url.search}`, undefined, { headers: { accept } }))
    }),
    { numRuns: 300 },
  )
})

test('any JSON is answered as a body, and what is created comes back as it was', async () => {
  const bodies = fc.oneof(
    fc.json({ maxDepth: 5 }),
    fc
      .record({ usageSpecification: fc.record({ id: fc.string({ unit: 'binary' }) }), description: fc.string({ unit: 'binary' }), extra: fc.jsonValue() })
      .map((body) => JSON.stringify(body)),
    fc.string({ unit: 'binary' }),
  )
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const answer = await world.call('POST', '/usage', body)
      expectAnswer(answer)
      if (answer.status !== 201) return
      expect(answer.body).toMatchObject(JSON.parse(body))
      expect((await world.call('GET', `/usage/${answer.body.id}`)).body).toEqual(answer.body)
    }),
    { numRuns: 1500 },
  )
})

const pointers = fc
  .array(fc.oneof(fc.constantFrom('status', 'list', 'relatedParty', '0', '1', '-', '01', 'a', 'id', '@type', '__proto__', 'constructor', ''), fc.string({ maxLength: 5 })), {
    maxLength: 4,
  })
  .map((steps) => steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))
const operations = fc.record(
  { op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'spin'), path: pointers, from: pointers, value: fc.jsonValue({ maxDepth: 2 }) },
  { requiredKeys: ['op'] },
)

test.each([
  [
    'merge patch',
    'application/merge-patch+json',
    fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('status', 'list', 'relatedParty', 'id', '@type', 'extra', 'usageSpecification'), fc.jsonValue())),
  ],
  ['JSON Patch', 'application/json-patch+json', fc.oneof(fc.array(operations, { maxLength: 6 }), fc.jsonValue())],
])('any %s is answered, and leaves a usage that is valid', async (_name, type, patches: fc.Arbitrary<unknown>) => {
  await fc.assert(
    fc.asyncProperty(patches, async (patch) => {
      const answer = await world.call('PATCH', `/usage/${id}`, JSON.stringify(patch), { headers: { 'content-type': type } })
      expectAnswer(answer)
      const { status, body } = await world.call('GET', `/usage/${id}`)
      expect([status, body.id, typeof body.usageSpecification.id]).toEqual([200, id, 'string'])
      if (answer.status === 200) expect(body).toEqual(answer.body)
    }),
    { numRuns: 1500 },
  )
})

test('a search is read back as it was written', () => {
  const path = fc.stringMatching(/^[a-z@][a-zA-Z]{0,5}(\.[a-z@][a-zA-Z]{0,5}){0,2}$/)
  const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ path, op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'like'), values: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    fc.record({ path, op: fc.constantFrom('regex'), values: fc.tuple(value) }),
  )
  const group = fc.uniqueArray(condition, { minLength: 1, maxLength: 4, selector: ({ path, op }) => `${path}.${op}` })
  const search: fc.Arbitrary<Search> = fc.record({
    any: fc.array(group, { maxLength: 3 }),
    fields: fc.option(fc.array(path, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    sort: fc.option(fc.array(fc.record({ path, descending: fc.boolean() }), { minLength: 1, maxLength: 5 }), { nil: undefined }),
    offset: fc.option(fc.nat().map(String), { nil: undefined }),
    limit: fc.option(fc.nat(1000).map(String), { nil: undefined }),
  })
  fc.assert(
    fc.property(search, (some) => {
      expect(readSearch(writeSearch(some))).toEqual(some)
    }),
    { numRuns: 3000 },
  )
})

test('a text that is no search is refused in words', () => {
  fc.assert(
    fc.property(fc.oneof(queries, fc.string({ unit: 'binary' })), (query) => {
      try {
        readSearch(query)
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(SearchProblem)
        expect(String((thrown as Error).message)).toMatch(/\S/)
      }
    }),
    { numRuns: 5000 },
  )
})
