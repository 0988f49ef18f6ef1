import { beforeAll, expect, test } from 'bun:test'
import fc from 'fast-check'
import { writeJsonPath } from '../../shared/jsonPath'
import { type Condition, readSearch, type Search, SearchProblem, writeSearch } from '../../shared/search'
import { jsonPaths } from '../support/jsonPaths'
import { type Answer, aUsage, startWorld } from '../support/world'

/** Property: every request gets an answer that is no fault of the server, and every refusal is an Error with an explanation. */
const world = startWorld()
let id: string

beforeAll(async () => {
  const { body } = await world.call(
    'POST',
    '/usage',
    aUsage({
      list: [1, { a: 'x' }],
      relatedParty: [{ id: 'p', '@referredType': 'Individual' }],
      usageDate: '2026-11-23T10:14:00Z',
    }),
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
    'asOf',
    'constructor',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const operators = fc.constantFrom(
  '',
  '.eq',
  '.ne',
  '.gt',
  '.gte',
  '.lt',
  '.lte',
  '.in',
  '.nin',
  '.like',
  '.regex',
  '.isnull',
)
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
const pairs = fc
  .tuple(names, operators, signs, values, encodings)
  .map(([name, operator, sign, value, encode]) => `${encode(name)}${operator}${sign}${encode(value)}`)
const queries = fc
  .tuple(fc.array(pairs, { maxLength: 5 }), fc.constantFrom('&', ';'))
  .map(([some, between]) => some.join(between))

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

test('any filter is answered', async () => {
  const texts = fc.oneof(
    jsonPaths(values).map((path) => writeJsonPath(path)),
    fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '$',
            '@',
            '.',
            '..',
            '[',
            ']',
            '[*]',
            '[0]',
            '[?(',
            ')]',
            '(',
            '!',
            '&&',
            '||',
            '==',
            '=~',
            '<',
            "'",
            '/(/',
            '-1',
            '1e308',
            'null',
            ' ',
          ),
          names,
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 2 }), async (filters) => {
      expectAnswer(
        await world.call(
          'GET',
          `/usage?${filters.map((filter) => `filter=${encodeURIComponentSafely(filter)}`).join('&')}`,
        ),
      )
    }),
    { numRuns: 2000 },
  )
})

test.each(['application/x-ndjson', 'text/csv'])('any query string is answered as %s', async (accept) => {
  const fields = fc.array(
    fc.oneof(
      names,
      fc.constantFrom('__proto__', 'characteristic.', 'characteristic.a.b', 'list.a.b', 'list', 'relatedParty'),
    ),
    { maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(queries, fields, async (query, chosen) => {
      const url = URL.parse(
        `http://localhost/tmf-api/usageManagement/v4/usage?${query}&fields=${encodeURIComponent(chosen.join(',').toWellFormed())}`,
      )
      if (url) expectAnswer(await world.call('GET', `/usage${url.search}`, undefined, { headers: { accept } }))
    }),
    { numRuns: 300 },
  )
})

test('any JSON is answered as a body, and what is created comes back as it was', async () => {
  const bodies = fc.oneof(
    fc.json({ maxDepth: 5 }),
    fc
      .record({
        usageSpecification: fc.record({ id: fc.string({ unit: 'binary' }) }),
        description: fc.string({ unit: 'binary' }),
        extra: fc.jsonValue(),
      })
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
  .array(
    fc.oneof(
      fc.constantFrom(
        'status',
        'list',
        'relatedParty',
        '0',
        '1',
        '-',
        '01',
        'a',
        'id',
        '@type',
        '__proto__',
        'constructor',
        '',
      ),
      fc.string({ maxLength: 5 }),
    ),
    {
      maxLength: 4,
    },
  )
  .map((steps) => steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))
const operations = (paths: fc.Arbitrary<string>) =>
  fc.record(
    {
      op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'spin'),
      path: paths,
      from: paths,
      value: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: ['op'] },
  )
const selections = fc.oneof(
  fc.tuple(pointers, queries).map(([pointer, query]) => `${pointer}?${query}`),
  jsonPaths(values).map((path) => writeJsonPath(path)),
  jsonPaths(values).map((path) => writeJsonPath(path).replace(/^\$\.(\w+)/, '/$1')),
  fc.string({ unit: 'binary' }),
)

test.each([
  [
    'merge patch',
    'application/merge-patch+json',
    fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom('status', 'list', 'relatedParty', 'id', '@type', 'extra', 'usageSpecification'),
        fc.jsonValue(),
      ),
    ),
  ],
  [
    'JSON Patch',
    'application/json-patch+json',
    fc.oneof(fc.array(operations(pointers), { maxLength: 6 }), fc.jsonValue()),
  ],
  [
    'JSON Patch Query',
    'application/json-patch-query+json',
    fc.array(operations(fc.oneof(pointers, selections)), { maxLength: 4 }),
  ],
])(
  'any %s is answered, and leaves a usage that is valid',
  async (_name, type, patches: fc.Arbitrary<unknown>) => {
    await fc.assert(
      fc.asyncProperty(patches, async (patch) => {
        const answer = await world.call('PATCH', `/usage/${id}`, JSON.stringify(patch), {
          headers: { 'content-type': type },
        })
        expectAnswer(answer)
        const { status, body } = await world.call('GET', `/usage/${id}`)
        expect([status, body.id, typeof body.usageSpecification.id]).toEqual([200, id, 'string'])
        if (answer.status === 200) expect(body).toEqual(answer.body)
      }),
      { numRuns: 1500 },
    )
    // The usage may grow to a megabyte, and each patch then takes long on a busy machine.
  },
  180_000,
)

test('any bytes are answered as a stream, a line for each line that is not blank', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...[
        '{"usageSpecification":{"id":"x"}}',
        '{}',
        '',
        ' \t',
        '\r',
        '\ufeff',
        '"\\ud800"',
        '{"a":1e999}',
        '\u00a0',
      ].map((text) => Buffer.from(text)),
    ),
    fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)),
    fc
      .record({ usageSpecification: fc.record({ id: fc.string({ unit: 'binary' }) }), extra: fc.jsonValue() })
      .map((body) => Buffer.from(JSON.stringify(body))),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  )
  const bodies = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, between, isEnded]) => {
      const text = lines.flatMap((one, index) => (index === 0 ? [one] : [Buffer.from(between), one]))
      return Buffer.concat(isEnded ? [...text, Buffer.from(between)] : text)
    })
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const { status, text } = await world.call('POST', '/usage', body, {
        headers: { 'content-type': 'application/x-ndjson' },
      })
      expect(status).toBe(200)
      const answers = text
        .split('\n')
        .slice(0, -1)
        .map((one) => JSON.parse(one))
      const lines = body
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, '')
        .split('\n')
      const expected = lines.flatMap((one, index) => (/^[ \t\r]*$/.test(one) ? [] : [index + 1]))
      expect(answers.map((answer) => answer.line)).toEqual(expected)
      for (const answer of answers) {
        if (answer.status === 201)
          expect(answer).toEqual({
            line: answer.line,
            status: 201,
            id: expect.any(String),
            href: expect.stringContaining(answer.id),
          })
        else
          expectAnswer({
            status: answer.status,
            body: answer.error,
            text: JSON.stringify(answer),
            headers: new Headers(),
          })
      }
    }),
    { numRuns: 1000 },
  )
})

test('any instant, reason and page of a history is answered', async () => {
  const years = fc
    .date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const asked = fc.oneof(
    years,
    values,
    fc.tuple(years, fc.constantFrom('Z', '+14:59', '-14:00', '.5Z')).map(([at, zone]) => at.slice(0, 19) + zone),
  )
  const reasons = fc
    .oneof(fc.string({ maxLength: 10 }), fc.string({ unit: 'binary', maxLength: 210 }).map(encodeURIComponentSafely))
    .filter((text) => /^[\x20-\x7e]*$/.test(text))
  // A small usage of its own: what the others made of theirs is large, and kept with every revision.
  const own = (await world.call('POST', '/usage', aUsage())).body.id
  await fc.assert(
    fc.asyncProperty(asked, reasons, values, values, async (at, reason, before, limit) => {
      expectAnswer(await world.call('GET', `/usage/${own}?asOf=${encodeURIComponentSafely(at)}`))
      expectAnswer(
        await world.call(
          'GET',
          `/api/usage/${own}/revisions?before=${encodeURIComponentSafely(before)}&limit=${encodeURIComponentSafely(limit)}`,
        ),
      )
      expectAnswer(
        await world.call('PATCH', `/usage/${own}`, { description: reason }, { headers: { 'x-reason': reason } }),
      )
      expect(await world.call('GET', `/api/usage/${own}/revisions?limit=1`)).toMatchObject({ status: 200 })
    }),
    { numRuns: 300 },
  )
})

test('any patch of a collection is answered, and adds all of it or nothing', async () => {
  const addition = fc.record({
    op: fc.constant('add'),
    path: fc.constantFrom('/-', '/'),
    value: fc.record({ usageSpecification: fc.constant({ id: 'x' }), extra: fc.jsonValue({ maxDepth: 2 }) }),
  })
  const patches = fc.oneof(
    fc.array(addition, { maxLength: 4 }),
    fc.array(fc.oneof(addition, addition, operations(pointers), fc.jsonValue({ maxDepth: 2 })), { maxLength: 4 }),
    fc.jsonValue(),
  )
  const count = async () => Number((await world.call('GET', '/usage?limit=0')).headers.get('x-total-count'))
  await fc.assert(
    fc.asyncProperty(patches, async (patch) => {
      const before = await count()
      const answer = await world.call('PATCH', '/usage', JSON.stringify(patch), {
        headers: { 'content-type': 'application/json-patch+json' },
      })
      expectAnswer(answer)
      if (answer.status === 200) expect(answer.body).toHaveLength((patch as unknown[]).length)
      expect(await count()).toBe(before + (answer.status === 200 ? answer.body.length : 0))
    }),
    { numRuns: 700 },
  )
})

test('a search is read back as it was written', () => {
  const path = fc.stringMatching(/^[a-z@][a-zA-Z]{0,5}(\.[a-z@][a-zA-Z]{0,5}){0,2}$/)
  const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({
      path,
      op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'like'),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ path, op: fc.constantFrom('regex'), values: fc.tuple(value) }),
  )
  const group = fc.uniqueArray(condition, { minLength: 1, maxLength: 4, selector: ({ path, op }) => `${path}.${op}` })
  const search: fc.Arbitrary<Search> = fc.record({
    any: fc.array(group, { maxLength: 3 }),
    filter: fc.option(fc.array(jsonPaths(value), { minLength: 1, maxLength: 2 }), { nil: undefined }),
    fields: fc.option(fc.array(path, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    sort: fc.option(fc.array(fc.record({ path, descending: fc.boolean() }), { minLength: 1, maxLength: 5 }), {
      nil: undefined,
    }),
    offset: fc.option(fc.nat().map(String), { nil: undefined }),
    limit: fc.option(fc.nat(1000).map(String), { nil: undefined }),
    after: fc.option(fc.base64String({ minLength: 1 }), { nil: undefined }),
    before: fc.option(fc.base64String({ minLength: 1 }), { nil: undefined }),
    asOf: fc.option(
      value.filter((text) => text !== ''),
      { nil: undefined },
    ),
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
