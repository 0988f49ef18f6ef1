import { afterAll, beforeAll, expect, test } from 'bun:test'
import { limits } from '../../shared/limits'
import { basePath } from '../../shared/vocabulary'
import { type RunningServer, startServer } from '../support/process'
import { aSpecification, aUsage } from '../support/world'

/** A table of requests that cost more than they look, against a real server: each is answered or refused, and meanwhile everybody else is served. */
let server: RunningServer
/** Usages of nearly a megabyte, by their shape. */
const large: Record<string, string> = {}
let specification = ''

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
/** As many copies of a part as a body may have. */
const upTo = <Part>(size: number, part: (index: number) => Part): Part[] => {
  const found: Part[] = []
  for (let length = 0; ; ) {
    const next = part(found.length)
    length += JSON.stringify(next).length + 1
    if (length > size) return found
    found.push(next)
  }
}
const room = limits.bodyBytes - 1000

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.url}${path.startsWith('/api') ? '' : basePath}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}
const get = (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers)
const patch = (type: string, id: string, body: unknown) =>
  call('PATCH', `/usage/${id}`, body, { 'content-type': `application/${type}+json` })

const shapes: Record<string, Record<string, unknown>> = {
  numbers: { list: numbers(150_000) },
  objects: { list: upTo(room - 1000, () => ({ a: 1 })) },
  characteristics: {
    usageCharacteristic: upTo(room - 1000, (index) => ({ name: `c${index % 400}`, value: String(index) })),
  },
  parties: { relatedParty: upTo(room - 1000, (index) => ({ id: `p${index}`, role: 'x', '@referredType': 'P' })) },
  names: { extra: Object.fromEntries(upTo(room - 1000, (index) => [`n${index}`, 1])) },
  text: { description: 'x'.repeat(room - 1000) },
}

beforeAll(async () => {
  server = await startServer()
  const lines = numbers(1200).map((index) =>
    JSON.stringify(
      aUsage({
        usageType: 'Voice',
        usageDate: '2026-11-23T10:14:00Z',
        relatedParty: numbers(5).map((it) => ({ id: `party-${it}`, role: 'customer', '@referredType': 'Individual' })),
        usageCharacteristic: numbers(40).map((it) => ({ name: `c${it}`, value: `value ${index} ${it}` })),
        deep: { a: { a: { a: { a: numbers(50).map(() => ({ a: 1 })) } } } },
      }),
    ),
  )
  await call('POST', '/usage', lines.join('\n'), { 'content-type': 'application/x-ndjson' })
  for (const [shape, what] of Object.entries(shapes)) {
    const { status, text } = await call('POST', '/usage', aUsage({ usageType: `Large${shape}`, ...what }))
    expect([shape, status]).toEqual([shape, 201])
    large[shape] = JSON.parse(text).id
  }
  specification = JSON.parse((await call('POST', '/usageSpecification', aSpecification())).text).id
})
afterAll(() => server.stop())

const fieldsOf = (count: number, name: (index: number) => string) => numbers(count).map(name).join()
const slowPattern = `([ab]*a[ab]{200})?`

/** A request and the status of its answer. Queries that would take too long are 503. */
type Hostile = [name: string, status: number, request: () => Promise<{ status: number; text: string }>]
const table: Hostile[] = [
  [
    'an ordinary usage of a megabyte',
    201,
    () =>
      call(
        'POST',
        '/usage',
        aUsage({ list: upTo(room, (index) => ({ name: `n${index}`, value: index, text: 'some words' })) }),
      ),
  ],
  ['fields: thousands of names', 400, () => get(`/usage?limit=1000&fields=${fieldsOf(1500, (it) => `a${it}`)}`)],
  [
    'fields: 200 names of nested lists',
    206,
    () => get(`/usage?limit=1000&fields=${fieldsOf(200, (it) => `deep.a.a.a.a.x${it}`)}`),
  ],
  ['fields: a path without end', 400, () => get(`/usage?limit=1000&fields=${Array(3900).fill('a').join('.')}`)],
  [
    'fields: 200 names on large usages',
    200,
    () => get(`/usage?usageType=Largeobjects&fields=${fieldsOf(200, (it) => `list.x${it}`)}`),
  ],
  [
    'a CSV link of many columns',
    200,
    () => get(`/api/usage/export?fields=${fieldsOf(200, (it) => `usageCharacteristic.x${it}`)}`),
  ],
  [
    'a CSV link of many columns of large usages',
    200,
    () =>
      get(
        `/api/usage/export?query=${encodeURIComponent('usageType=Largeobjects,Largecharacteristics')}&fields=${fieldsOf(200, (it) => `list.x${it}`)}`,
      ),
  ],
  [
    'a CSV link of the same column',
    400,
    () => get(`/api/usage/export?query=usageType%3DLargetext&fields=${fieldsOf(1400, () => `id`)}`),
  ],
  ['an NDJSON link of all', 200, () => get('/api/usage/export?format=ndjson&fields=usageCharacteristic')],
  ['a page of a thousand usages', 206, () => get('/usage?limit=1000')],
  [
    'sort keys that are deep',
    200,
    () => get(`/usage?sort=${fieldsOf(5, (it) => ['deep', ...Array(14).fill(`a${it}`)].join('.'))}`),
  ],
  [
    'many conditions',
    200,
    () =>
      get(
        `/usage?${numbers(50)
          .map((it) => `deep.a${it}.like=*a*b*`)
          .join('&')}`,
      ),
  ],
  [
    'patterns in conditions',
    200,
    () =>
      get(
        `/usage?${numbers(50)
          .map((it) => `description.regex=(a|b){${it + 1}}x`)
          .join('&')}`,
      ),
  ],
  ['a thousand values', 200, () => get(`/usage?characteristic.c1=${numbers(1000).join()}`)],
  ['a thousand values not', 200, () => get(`/usage?characteristic.c1.nin=${numbers(1000).join()}`)],
  ['a thousand values of what has no index', 200, () => get(`/usage?deep.nothing=${numbers(1000).join()}`)],
  [
    'any of 20 values',
    200,
    () =>
      get(
        `/usage?any=${numbers(20)
          .map((it) => `v${it}`)
          .join()}`,
      ),
  ],
  [
    'any with 20 conditions',
    200,
    () =>
      get(
        `/usage?${numbers(20)
          .map((it) => `any=v${it}`)
          .join('&')}`,
      ),
  ],
  [
    'any in 20 alternatives',
    200,
    () =>
      get(
        `/usage?${numbers(20)
          .map((it) => `any=v${it}`)
          .join(';')}`,
      ),
  ],
  ['a filter that nests', 200, () => get(`/usage?filter=$[?${'('.repeat(14)}@.a==1${')'.repeat(14)}]`)],
  [
    'a filter of many conditions',
    400,
    () =>
      get(
        `/usage?filter=${encodeURIComponent(
          `$[?(${numbers(50)
            .map((it) => `@.usageCharacteristic[?(@.name=='c${it}')]`)
            .join('||')})]`,
        )}`,
      ),
  ],
  [
    'a filter of patterns',
    503,
    () =>
      get(
        `/usage?filter=${encodeURIComponent(
          `$[?(${numbers(50)
            .map((it) => `@.description=~/(a|b){${it}}/`)
            .join('||')})]`,
        )}`,
      ),
  ],
  [
    'a header Accept of thousands of types',
    406,
    () =>
      get('/usage?limit=1', {
        accept: numbers(1000)
          .map((it) => `a/b${it};q=0.${it}`)
          .join(),
      }),
  ],
  ['a header Accept of quotes', 406, () => get('/usage?limit=1', { accept: 'a/b;q="",'.repeat(1000) })],
  [
    'a header If-None-Match of thousands',
    200,
    () =>
      get(`/usage/${large.text}`, {
        'if-none-match': numbers(1500)
          .map((it) => `"x${it}"`)
          .join(),
      }),
  ],
  [
    'a header If-Match of thousands',
    412,
    () =>
      call(
        'PATCH',
        `/usage/${large.text}`,
        {},
        {
          'if-match': numbers(1500)
            .map((it) => `"x${it}"`)
            .join(),
        },
      ),
  ],
  [
    'a header Prefer of thousands',
    206,
    () =>
      get('/usage?limit=1', {
        prefer: numbers(1000)
          .map((it) => `x${it}=1;y`)
          .join(),
      }),
  ],
  ['a header Range', 206, () => get('/usage', { range: `items=${' '.repeat(7000)}1-1000` })],
  [
    'values in use',
    200,
    () =>
      get(
        `/api/usage/values?attribute=characteristic.c1&query=${encodeURIComponent(
          numbers(50)
            .map((it) => `description.regex=(a|b){1,30}x${it}`)
            .join('&'),
        )}`,
      ),
  ],
  [
    'values in use, among large patterns',
    400,
    () =>
      get(
        `/api/usage/values?attribute=characteristic.c1&query=${encodeURIComponent(
          numbers(50)
            .map((it) => `description.regex=((a{1,30}){1,30}){1,2}${it}`)
            .join('&'),
        )}`,
      ),
  ],
  [
    'JSON Patch Query: a pattern an operation',
    409,
    () =>
      patch(
        'json-patch-query',
        large.objects ?? '',
        upTo(200_000, (it) => ({ op: 'test', path: `$.list[?(@.a=~/((a{1,30}){1,30})${it}/)]`, value: 1 })),
      ),
  ],
  [
    'JSON Patch Query: a slow pattern on long text',
    413,
    () =>
      patch(
        'json-patch-query',
        large.text ?? '',
        upTo(50_000, (it) => ({ op: 'test', path: `$[?(@.description=~/${slowPattern}${it}/)]`, value: 1 })),
      ),
  ],
  [
    'JSON Patch Query: large lists',
    413,
    () =>
      patch(
        'json-patch-query',
        large.numbers ?? '',
        upTo(room, () => ({ op: 'add', path: '$.list[?(@==1)]', value: 1 })),
      ),
  ],
  [
    'JSON Patch Query: dates',
    409,
    () =>
      patch(
        'json-patch-query',
        large.characteristics ?? '',
        upTo(room, () => ({ op: 'test', path: `$.usageCharacteristic[?(@.name=='c1')].value`, value: 1 })),
      ),
  ],
  [
    'JSON Patch: thousands of insertions at the front',
    413,
    () =>
      patch(
        'json-patch',
        large.numbers ?? '',
        upTo(room, () => ({ op: 'add', path: '/list/0', value: 1 })),
      ),
  ],
  [
    'JSON Patch: thousands of removals at the front',
    413,
    () =>
      patch(
        'json-patch',
        large.numbers ?? '',
        upTo(room, () => ({ op: 'remove', path: '/list/0' })),
      ),
  ],
  [
    'JSON Patch: moves that nest',
    400,
    () =>
      patch('json-patch', large.text ?? '', [
        { op: 'add', path: '/n', value: {} },
        ...upTo(room - 1000, () => [
          { op: 'add', path: '/m', value: {} },
          { op: 'move', from: '/n', path: '/m/n' },
          { op: 'move', from: '/m', path: '/n' },
        ]).flat(),
      ]),
  ],
  [
    'JSON Patch: moves of a large list',
    413,
    () =>
      patch(
        'json-patch',
        large.objects ?? '',
        upTo(room, (it) => ({ op: 'move', from: it % 2 ? '/b' : '/list', path: it % 2 ? '/list' : '/b' })),
      ),
  ],
  [
    'JSON Patch: tests of a large list',
    409,
    () =>
      patch(
        'json-patch',
        large.names ?? '',
        upTo(room, () => ({ op: 'test', path: '/extra', value: {} })),
      ),
  ],
  [
    'JSON Patch: copies of copies',
    413,
    () =>
      patch(
        'json-patch',
        large.names ?? '',
        upTo(room, () => ({ op: 'copy', from: '/extra', path: '/copied' })),
      ),
  ],
  [
    'JSON Patch: paths that are long',
    409,
    () =>
      patch(
        'json-patch',
        large.names ?? '',
        upTo(room, () => ({ op: 'test', path: '/a'.repeat(2000), value: 1 })),
      ),
  ],
  [
    'merge patch of a megabyte',
    200,
    () =>
      call('PATCH', `/usage/${large.names}`, { extra: Object.fromEntries(upTo(room, (index) => [`n${index}`, null])) }),
  ],
  [
    'merge patch that replaces a megabyte',
    200,
    () => call('PATCH', `/usage/${large.objects}`, { list: upTo(room - 1000, (index) => ({ a: index })) }),
  ],
  ...Object.entries(shapes).map(
    ([shape, what]): Hostile => [`a usage of a megabyte: ${shape}`, 201, () => call('POST', '/usage', aUsage(what))],
  ),
  [
    'a usage of long numbers',
    400,
    () =>
      call(
        'POST',
        '/usage',
        JSON.stringify(aUsage({ list: '@' })).replace('"@"', `[${Array(50_000).fill('12345678901234567').join()}]`),
      ),
  ],
  [
    'a usage of escapes',
    201,
    () =>
      call(
        'POST',
        '/usage',
        JSON.stringify(aUsage({ list: '@' })).replace('"@"', `[${Array(80_000).fill('"\\u00e9"').join()}]`),
      ),
  ],
  ['a usage that nests', 400, () => call('POST', '/usage', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`)],
  ['an array that nests', 200, () => call('POST', '/usage', `${'['.repeat(500_000)}${']'.repeat(500_000)}`)],
  [
    'a usage of unknown names',
    400,
    () =>
      call('POST', '/usage', { ...aUsage(), ...Object.fromEntries(upTo(room, (index) => [`usageDat${index}`, 1])) }),
  ],
  [
    'a usage of names that are slips',
    201,
    () =>
      call('POST', '/usage', {
        ...aUsage(),
        ...Object.fromEntries(upTo(room, (index) => [`${'x'.repeat(index % 40)}${index}`, 1])),
      }),
  ],
  [
    'a usage of invalid parties',
    400,
    () => call('POST', '/usage', aUsage({ relatedParty: upTo(room, () => ({})) as never })),
  ],
  [
    'a usage of prices',
    201,
    () =>
      call(
        'POST',
        '/usage',
        aUsage({
          status: 'rated',
          ratedProductUsage: upTo(room, () => ({
            taxIncludedRatingAmount: { unit: 'EUR', value: 1.2 },
            taxExcludedRatingAmount: { unit: 'EUR', value: 1 },
            taxRate: 20,
          })) as never,
        }),
      ),
  ],
  [
    'lines of a megabyte',
    200,
    () =>
      call(
        'POST',
        '/usage',
        numbers(8)
          .map(() => JSON.stringify(aUsage(shapes.characteristics)))
          .join('\n'),
        { 'content-type': 'application/x-ndjson' },
      ),
  ],
  [
    'short lines',
    200,
    () => call('POST', '/usage', '{}\n'.repeat(100_000), { 'content-type': 'application/x-ndjson' }),
  ],
  [
    'empty lines',
    200,
    () => call('POST', '/usage', '\n'.repeat(2_000_000), { 'content-type': 'application/x-ndjson' }),
  ],
  [
    'a patch of the collection',
    200,
    () =>
      call('PATCH', '/usage', upTo(room, () => ({ op: 'add', path: '/-', value: aUsage() })).slice(0, 1000), {
        'content-type': 'application/json-patch+json',
      }),
  ],
  [
    'a patch of the collection, all wrong',
    400,
    () =>
      call(
        'PATCH',
        '/usage',
        Array(1000).fill({ op: 'add', path: '/-', value: { relatedParty: Array(50).fill({}) } }),
        { 'content-type': 'application/json-patch+json' },
      ),
  ],
  [
    'a specification of patterns',
    413,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: upTo(room, (index) => ({
            name: `x${index}`,
            regex: `^${numbers(480)
              .map((at) => `${String.fromCharCode(0x4e00 + 3 * at)}?`)
              .join('')}${index}`,
          })),
        }),
      ),
  ],
  [
    'a specification of large patterns',
    400,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: numbers(4).map((index) => ({
            name: `x${index}`,
            regex: `${'(a?){1000}'.repeat(90)}${index}`,
          })),
        }),
      ),
  ],
  [
    'a specification of slow classes',
    400,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: numbers(4).map((index) => ({
            name: `x${index}`,
            regex: `(?i)${'[^A-\\x{1e942}]'.repeat(60)}${index}`,
          })),
        }),
      ),
  ],
  [
    'a specification of sequences',
    400,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: upTo(room, (index) => ({
            name: `x${index}`,
            regex: `[a-z]{1,5}${'[0-9a-f]'.repeat(100)}${index}`,
          })),
        }),
      ),
  ],
  [
    'a specification of values and a slow pattern',
    400,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: [
            {
              name: 'x',
              regex: slowPattern,
              characteristicValueSpecification: [
                { value: numbers(4000).map((index) => 'ab'.repeat(100) + 'b'.repeat(index % 100)) },
              ],
            },
          ],
        }),
      ),
  ],
  [
    'a specification of defaults and ranges',
    400,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: [
            {
              name: 'x',
              valueType: 'integer',
              characteristicValueSpecification: [
                ...numbers(8000).map((index) => ({ value: -index, isDefault: true })),
                ...numbers(8000).map((index) => ({ valueFrom: index })),
              ],
            },
          ],
        }),
      ),
  ],
  [
    'a specification of relations',
    400,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          specCharacteristic: upTo(room, (index) => ({
            name: `x${index}`,
            charSpecRelationship: [{ relationshipType: 'exclusivity', name: `x${index + 1}` }],
          })),
        }),
      ),
  ],
  [
    'a specification of parts',
    201,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          isBundle: true,
          entitySpecRelationship: upTo(room, (index) => ({ relationshipType: 'contains', id: `p${index}` })) as never,
        }),
      ),
  ],
  [
    'a specification that refers to one many times',
    201,
    () =>
      call(
        'POST',
        '/usageSpecification',
        aSpecification({
          isBundle: true,
          entitySpecRelationship: upTo(room, () => ({ relationshipType: 'contains', id: specification })) as never,
        }),
      ),
  ],
  [
    'a trial of a draft',
    200,
    () =>
      call('POST', `/api/usageSpecification/${specification}/test`, {
        usage: aUsage({ usageCharacteristic: upTo(300_000, () => ({ name: 'x', value: 'ab'.repeat(50) })) }),
        usageSpecification: aSpecification({
          specCharacteristic: [{ name: 'x', regex: slowPattern, maxCardinality: 100_000 }],
        }),
      }),
  ],
  [
    'a trial of a unique value, many times',
    200,
    () =>
      call('POST', `/api/usageSpecification/${specification}/test`, {
        usage: aUsage({ usageCharacteristic: upTo(900_000, (index) => ({ name: 'x', value: String(index) })) }),
        usageSpecification: aSpecification({
          specCharacteristic: [{ name: 'x', isUnique: true, maxCardinality: 100_000 }],
        }),
      }),
  ],
  ['revisions of large usages', 200, () => get(`/api/usage/${large.objects}/revisions?limit=200`)],
  [
    'a view',
    413,
    () => call('POST', '/api/view', { name: 'x', page: 'usages', search: '?', extra: upTo(room, () => ({})) }),
  ],
  ['the quarantine', 200, () => get('/api/quarantine')],
]

/** The longest time that the event loop was held since the last call, in seconds of processor time. */
async function longestHold(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^tallyman_event_loop_held_max_seconds (\S+)$/m.exec(text)?.[1])
}

/** How long an ordinary usage of a megabyte holds the loop of this machine, in seconds. */
let usual = 0
beforeAll(async () => {
  const all: number[] = []
  for (const _ of numbers(5)) {
    await longestHold()
    await call('POST', '/usage', aUsage({ list: upTo(room, (index) => ({ name: `n${index}`, value: index })) }))
    all.push(await longestHold())
  }
  usual = Math.min(...all)
})

test.each(table)('%s: answered with %d, and everybody else is served meanwhile', async (_name, status, request) => {
  await longestHold()
  let isDone = false
  const others: number[] = []
  const polling = (async () => {
    while (!isDone) {
      others.push((await fetch(`${server.url}/livez`)).status)
      await Bun.sleep(5)
    }
  })()
  const answer = await request()
  isDone = true
  await polling
  expect(others.every((one) => one === 200)).toBe(true)
  // A query over all usages may take too long on a busy machine.
  expect([status, 503]).toContain(answer.status)
  // In processor time, so that a busy machine does not count; the work grows with the size of a body, and with nothing else.
  expect(await longestHold()).toBeLessThan(Math.max(0.5, 8 * usual))
})

test('the event loop was hardly ever held for a tenth of a second', async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  const upTo = (le: string) =>
    Number(
      new RegExp(`^tallyman_event_loop_held_seconds_bucket{le="${le.replace('+', '\\+')}"} (\\d+)$`, 'm').exec(
        text,
      )?.[1],
    )
  expect(upTo('+Inf')).toBeGreaterThan(100)
  expect(upTo('0.1') / upTo('+Inf')).toBeGreaterThan(0.95)
})
