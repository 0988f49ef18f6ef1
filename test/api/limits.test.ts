import { beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { limits } from '../../shared/limits'
import { basePath } from '../../shared/vocabulary'
import { type Answer, aSpecification, aUsage, startWorld } from '../support/world'

const root = join(import.meta.dir, '../..')
const world = startWorld()
type Name = keyof typeof limits

/** A request that needs as much as `size` of what a limit limits. */
type Request = (size: number) => Promise<Answer<{ code?: string; message?: string }>>

/** What a limit does at its edge: the request for exactly the limit, and for one more, is answered so. */
interface Edge {
  at: Request
  within: number
  beyond: [status: number, code: string]
}

/** A limit on time or on work under way: the test file that tries it, and a part of the name of its test. */
type Elsewhere = [file: string, name: string]

const list = (query: string) => world.call('GET', `/usage?${query}`)
const post = (body: unknown, headers = {}) => world.call('POST', '/usage', body, { headers })
const specify = (...specCharacteristic: object[]) =>
  world.call('POST', '/usageSpecification', aSpecification({ specCharacteristic }))
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from)
const repeated = (count: number, part: string, separator = '') => Array(count).fill(part).join(separator)
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
const matching = (regex: string, index = 0) => ({
  name: `n${index}`,
  valueType: 'string',
  characteristicValueSpecification: [{ regex }],
})
/** A regular expression that costs so many instructions: 501 for each Unicode class, one for each other character. */
const costing = (cost: number) => {
  const classes = Math.floor((cost - 5) / 501)
  return '\\pL'.repeat(classes) + 'a'.repeat(cost - 501 * classes)
}
/** A text as a value of the JSON body with exactly `size` bytes. */
const bodyOf = (size: number) => {
  const empty = JSON.stringify(aUsage({ description: '' }))
  return empty.replace('"description":""', `"description":"${'x'.repeat(size - empty.length)}"`)
}
let id = ''
const patch = (type: string, body: unknown) =>
  world.call('PATCH', `/usage/${id}`, body, { headers: { 'content-type': `application/${type}+json` } })

beforeAll(async () => {
  id = (await post(aUsage({ list: numbers(499), text: 'x'.repeat(1023), many: numbers(64_000) }))).body.id
})

/**
 * Every limit of `shared/limits.ts`, tried through the front door at its edge. To add one: `at` makes a request of a size, `within` is the status
 * at the limit, `beyond` the status and code one above.
 */
const edges: Record<Name, Edge | Elsewhere> = {
  targetBytes: {
    at: (size) => list(`description=${'x'.repeat(size - `${basePath}/usage?description=`.length)}`),
    within: 200,
    beyond: [414, 'uriTooLong'],
  },
  attributeNames: ['test/api/unknownAttribute.test.ts', 'more names than are recorded'],
  attributeNameLength: ['test/api/unknownAttribute.test.ts', 'a name too long to be recorded'],
  bodyBytes: { at: (size) => post(bodyOf(size)), within: 201, beyond: [413, 'bodyTooLarge'] },
  documentDepth: {
    at: (size) => post(aUsage({ deep: nested(size - 1) })),
    within: 201,
    beyond: [400, 'invalidAttribute'],
  },
  keyLength: {
    at: (size) => post(aUsage({ usageType: 'x'.repeat(size) })),
    within: 201,
    beyond: [400, 'invalidAttribute'],
  },
  reasonLength: {
    at: (size) => post(aUsage(), { 'x-reason': 'x'.repeat(size) }),
    within: 201,
    beyond: [400, 'invalidReason'],
  },
  idempotencyKeyLength: {
    at: (size) => post(aUsage(), { 'idempotency-key': 'x'.repeat(size) }),
    within: 201,
    beyond: [400, 'invalidHeader'],
  },
  requestIdLength: ['test/api/requestId.test.ts', 'gets another one'],
  traceparentLength: ['test/api/requestId.test.ts', 'counts for nothing'],
  preflightHeadersLength: ['test/api/door.test.ts', 'asks for too many headers'],
  shownProblems: ['test/api/limits.test.ts', 'an error names'],
  conditions: {
    // The first one is fast, so that the others have nothing left to look at.
    at: (size) =>
      list(
        `usageType=none&filter=$[?(${numbers(size - 1)
          .map((it) => `@.a${it}==1`)
          .join('||')})]`,
      ),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  conditionValues: {
    at: (size) => list(`id=${numbers(size).join()}`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  anyValues: { at: (size) => list(`any=${numbers(size).join()}`), within: 200, beyond: [400, 'invalidQuery'] },
  pathNames: {
    at: async (size) => {
      const path = `characteristic.${repeated(size - 1, 'a', '.')}`
      const answers = await Promise.all([`${path}=1`, `fields=${path}`, `sort=${path}`].map(list))
      expect(new Set(answers.map(({ status }) => status)).size).toBe(1)
      return answers[0] as Answer<{ code?: string }>
    },
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  fields: {
    at: (size) =>
      list(
        `fields=${numbers(size)
          .map((it) => `a${it}.b`)
          .join()}`,
      ),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  sortKeys: {
    at: (size) =>
      list(
        `sort=${numbers(size)
          .map((it) => `characteristic.a${it}`)
          .join()}`,
      ),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  pageSize: { at: (size) => list(`limit=${size}`), within: 200, beyond: [400, 'invalidPage'] },
  pageBytes: ['test/api/largePages.test.ts', 'limits.pageBytes'],
  offset: { at: (size) => list(`offset=${size}`), within: 206, beyond: [400, 'invalidPage'] },
  filterLength: {
    at: (size) => list(`filter=$.${'a'.repeat(size - 2)}`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  filterSteps: { at: (size) => list(`filter=$${repeated(size, '.a')}`), within: 200, beyond: [400, 'invalidQuery'] },
  filterDepth: {
    // The condition is one level, its path another.
    at: (size) => list(`filter=$[?${repeated(size - 2, '(')}@.a==1${repeated(size - 2, ')')}]`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  linkHeaderLength: ['test/api/limits.test.ts', 'links that would be too long'],
  collectionAdditions: {
    at: (size) =>
      world.call('PATCH', '/usage', Array(size).fill({ op: 'add', path: '/-', value: aUsage() }), {
        headers: { 'content-type': 'application/json-patch+json' },
      }),
    within: 200,
    beyond: [400, 'invalidAttribute'],
  },
  patchCopiedBytes: {
    // A copy of the text is 1025 bytes of JSON; the last one copies a number to get the exact size.
    at: (size) => {
      const copies = Math.floor(size / 1025)
      return patch('json-patch', [
        ...numbers(copies).flatMap(() => [{ op: 'copy', from: '/text', path: '/copied' }]),
        ...numbers(size % 1025).map(() => ({ op: 'copy', from: '/list/0', path: '/digit' })),
      ])
    },
    within: 200,
    beyond: [413, 'bodyTooLarge'],
  },
  patchWork: {
    // A replacement at the front of the list shifts its 64,000 elements twice, which takes 2000 steps; a test takes one.
    at: (size) =>
      patch('json-patch', [
        ...numbers(Math.floor(size / 2000)).map(() => ({ op: 'replace', path: '/many/0', value: 0 })),
        ...numbers(size % 2000).map(() => ({ op: 'test', path: '/many/0', value: 0 })),
      ]),
    within: 200,
    beyond: [413, 'tooMuchToSearch'],
  },
  patternLength: {
    at: (size) => specify(matching(repeated(size, 'a'))),
    within: 201,
    beyond: [400, 'invalidAttribute'],
  },
  specificationPatternLength: {
    at: (size) =>
      specify(
        ...[900, 901, 902, 903, size - 3606].map((length, index) => matching(`(a|b)${'c'.repeat(length - 5)}`, index)),
      ),
    within: 201,
    beyond: [400, 'invalidAttribute'],
  },
  allPatternsLength: {
    at: (size) =>
      specify(
        ...numbers(101)
          .map((index) => (index < 100 ? 990 : size - 99_000))
          .map((length, index) => matching(`${index}`.padEnd(length, 'a'), index)),
      ),
    within: 201,
    beyond: [400, 'invalidAttribute'],
  },
  patternSize: ['test/unit/checkerProblems.test.ts', 'a pattern too large'],
  patternCost: { at: (size) => specify(matching(costing(size))), within: 201, beyond: [400, 'invalidAttribute'] },
  allPatternsCost: {
    at: (size) => specify(...[7000, 7001, size - 14_001].map((cost, index) => matching(costing(cost), index))),
    within: 201,
    beyond: [400, 'invalidAttribute'],
  },
  checkEffort: ['test/unit/checker.test.ts', 'notCompared'],
  compileEffort: ['test/unit/checkerProblems.test.ts', 'values that take too much to be compared'],
  brokenRules: ['test/unit/checker.test.ts', 'maxBrokenRules'],
  comparedUsages: ['test/api/uniqueness.test.ts', 'tooManyUsages'],
  views: ['test/api/view.test.ts', 'tooManyViews'],
  viewLength: ['test/api/view.test.ts', 'A View has at most 10000 characters'],
  revisionsPageSize: {
    at: (size) => world.call('GET', `/api/usage/${id}/revisions?limit=${size}`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  changesPageSize: {
    at: (size) => world.call('GET', `/api/change?limit=${size}`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  comparedChanges: ['test/api/changes.test.ts', 'a bounded number at a time'],
  activityDays: {
    at: (size) => world.call('GET', `/api/usageSpecification/activity?days=${size}`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  listedValues: {
    at: (size) => world.call('GET', `/api/usage/values?attribute=usageType&limit=${size}`),
    within: 200,
    beyond: [400, 'invalidQuery'],
  },
  ingestStreams: ['test/unit/places.test.ts', 'no caller can take all places'],
  ingestStreamsPerCaller: ['test/api/bulk.test.ts', 'sixteen streams of a caller are read at a time'],
  spooledBytesOfStream: ['test/unit/spool.test.ts', 'a full spool waits for its reader'],
  spooledBytes: ['test/unit/spool.test.ts', 'all spools together have a limit'],
  gzipRatio: ['test/api/bulkForms.test.ts', 'unpacksTooMuch'],
  exportStreams: ['test/api/export.test.ts', 'is refused while four are under way'],
  exportStreamsPerCaller: ['test/api/exportShares.test.ts', 'limits.exportStreamsPerCaller'],
  queuedDocuments: ['test/api/write.test.ts', 'maxWaiting'],
  queuedBytes: ['test/api/write.test.ts', 'maxBytes'],
  queueTime: ['test/api/changeMany.test.ts', 'maxWait'],
  statementTime: ['test/api/queryTimeout.test.ts', 'queryTooBroad'],
  databaseConnections: ['test/api/shares.test.ts', 'than it is told'],
  connectionTime: ['test/api/shares.test.ts', 'limits.connectionTime'],
  waitingStatements: ['test/api/shares.test.ts', 'maxWaiting'],
  freeDisk: ['test/fault/disk.test.ts', 'MIN_FREE_DISK'],
  asOfTime: ['test/api/changes.test.ts', 'a write that takes too long'],
  documentTime: ['test/api/bulkForms.test.ts', 'bodyTooSlow'],
  idleTime: ['test/api/export.test.ts', 'pullStream(source, 20'],
}

const here = Object.entries(edges).filter((each): each is [Name, Edge] => !Array.isArray(each[1]))
const elsewhere = Object.entries(edges).filter((each): each is [Name, Elsewhere] => Array.isArray(each[1]))

test.each(here)('%s: the limit itself works, and one more is the documented error', async (name, edge) => {
  const within = await edge.at(limits[name])
  expect([within.status, within.body?.code]).toEqual([edge.within, undefined])
  const { status, body } = await edge.at(limits[name] + 1)
  expect([status, body.code]).toEqual(edge.beyond)
  expect(body.message?.length).toBeGreaterThan(20)
  expect(documented(name)?.beyond).toStartWith(`${status} \`${body.code}\``)
})

test.each(elsewhere)('%s is tried elsewhere', (_name, [file, part]) => {
  expect(existsSync(join(root, file))).toBe(true)
  expect([part, readFileSync(join(root, file), 'utf8').includes(part)]).toEqual([part, true])
})

describe('docs/limits.md', () => {
  test('names every limit there is, with its value, and no other', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(limits).toSorted())
    for (const { name, value } of rows) expect([name, value]).toEqual([name, limits[name as Name].toLocaleString('en')])
  })
})
const rows = readFileSync(join(root, 'docs/limits.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name = '', , value = '', beyond = ''] = /^\| `(\w+)` \| (.*) \| ([\d,]+) \| (.*) \|$/.exec(line) ?? []
    return name ? [{ name, value, beyond }] : []
  })
const documented = (name: Name) => rows.find((row) => row.name === name)

test('an error names at most so many invalid attributes', async () => {
  const wrong = (count: number) => post(aUsage({ relatedParty: numbers(count).map(() => ({})) as never }))
  for (const more of [0, 1, 50])
    expect((await wrong(limits.shownProblems + more)).body.invalidAttribute).toHaveLength(limits.shownProblems)
})

test('links that would be too long are left out, shorter ones are sent', async () => {
  await Promise.all(numbers(3).map(() => post(aUsage())))
  const linkOf = async (length: number) =>
    (await list(`limit=1&description.ne=${'x'.repeat(length)}`)).headers.get('link')?.length
  const longest = async (low: number, high: number): Promise<number> => {
    if (high - low < 2) return low
    const middle = (low + high) >> 1
    return (await linkOf(middle)) === undefined ? longest(low, middle) : longest(middle, high)
  }
  const length = await longest(1, 7000)
  const most = await linkOf(length)
  expect(most).toBeLessThanOrEqual(limits.linkHeaderLength)
  expect(most).toBeGreaterThan(limits.linkHeaderLength - 10)
  expect(await linkOf(length + 1)).toBeUndefined()
})
