import { beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { makePartitions } from '../../server/db/partitions'
import { idAt, makeRandom } from '../../server/dev/random'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()
const all: string[] = []
const day = 86_400_000

/** Usages of three months, many with the same values, some with none. */
beforeAll(async () => {
  const start = Date.parse('2026-06-15T00:00:00Z')
  await makePartitions(world.pool, new Date(start), new Date(start + 75 * day))
  const random = makeRandom(1, 'paging')
  for (let number = 0; number < 75; number++) {
    const id = idAt(start + number * day, random)
    const document = {
      ...aUsage({
        description: `Number ${number}`,
        ...(number % 4 && { usageType: `Type ${number % 3}` }),
        ...(number % 5 && { usageDate: `2026-06-${10 + (number % 7)}T00:00:00Z` }),
        ...(number % 6 && { rank: number % 4 ? number % 8 : `${number % 8}` }),
        relatedParty: [{ id: number < 60 ? 'early' : 'late', '@referredType': 'Individual' }],
      }),
      status: number % 2 ? 'rated' : 'received',
    }
    await world.writer.create(usage, [document], { id: () => id })
    all.unshift(id)
  }
})

const get = async (query: string, headers: Record<string, string> = {}) => {
  const answer = await world.call('GET', `/usage?${query}`, undefined, { headers })
  const ids: string[] = Array.isArray(answer.body) ? answer.body.map(({ id }: { id: string }) => id) : []
  const links = Object.fromEntries(
    [...(answer.headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, url, rel]) => [
      rel,
      url?.split('/usage?')[1] ?? '',
    ]),
  )
  return { ...answer, ids, links }
}

/** Follows a link until it ends; the pages in the order they were met. */
async function walk(query: string, rel: 'next' | 'prev'): Promise<string[][]> {
  const pages: string[][] = []
  for (let at: string | undefined = query; at !== undefined; ) {
    const { ids, links, status, text }: Awaited<ReturnType<typeof get>> = await get(at)
    if (status >= 300) throw new Error(text)
    pages.push(ids)
    at = links[rel]
  }
  return pages
}

const sorts = [
  '',
  'sort=id',
  'sort=-id',
  'sort=usageDate',
  'sort=-usageDate',
  'sort=usageType,-usageDate',
  'sort=-usageType,usageDate',
  'sort=status',
  'sort=-rank,status',
  'sort=rank',
  'sort=relatedParty.id,-id,status',
  'sort=-since',
]
const filters = [
  '',
  'status=rated',
  'party=early',
  'party=late',
  'party=nobody',
  'since=2026-06-12',
  'rank.isnull=false',
  'usageDate.isnull=true',
]

describe.each(sorts)('the pages of a list by %p', (sort) => {
  test.each(filters)('with %p are the list, forwards by next and backwards from last by prev', async (filter) => {
    const whole = await get(`${sort}&${filter}&limit=1000`)
    expect(whole.status).toBe(200)
    expect(new Set(whole.ids).size).toBe(whole.ids.length)
    const forwards = await walk(`${sort}&${filter}&limit=7`, 'next')
    expect(forwards.flat()).toEqual(whole.ids)
    const { links } = await get(`${sort}&${filter}&limit=7`)
    if (whole.ids.length > 7) {
      const backwards = await walk(links.last ?? '', 'prev')
      expect(backwards.reverse().flat()).toEqual(whole.ids)
    }
  })
})

test('next leads back by prev to the page one came from', async () => {
  const first = await get('sort=-usageDate&limit=10')
  const second = await get(first.links.next ?? '')
  const third = await get(second.links.next ?? '')
  expect((await get(third.links.prev ?? '')).ids).toEqual(second.ids)
  expect((await get(second.links.prev ?? '')).ids).toEqual(first.ids)
  expect((await get(second.links.first ?? '')).ids).toEqual(first.ids)
  expect([first.links.prev, third.links.self?.startsWith('sort=-usageDate&after=')]).toEqual([undefined, true])
})

test('what arrives while one walks does not shift the pages', async () => {
  const first = await get('limit=10&fields=id')
  const { body } = await world.call('POST', '/usage', aUsage())
  const second = await get(first.links.next ?? '')
  expect(second.ids).toEqual(all.slice(10, 20))
  await world.call('DELETE', `/usage/${body.id}`)
})

test('a list of a time is in the order of that time, unless it says otherwise', async () => {
  const dates = async (query: string) =>
    (await get(query)).body.map(({ usageDate }: { usageDate: string }) => usageDate)
  const since = await dates('since=2026-06-12')
  expect(since).toEqual([...since].sort().reverse())
  expect((await get('since=2026-06-12&sort=-id')).ids).toEqual(
    [...(await get('since=2026-06-12&sort=-id')).ids].sort().reverse(),
  )
  expect((await get('usageDate.isnull=false')).ids).toEqual(
    [...(await get('usageDate.isnull=false')).ids].sort().reverse(),
  )
})

test('a page at an offset links to offsets, any other to cursors', async () => {
  expect((await get('offset=10&limit=10')).links).toMatchObject({
    prev: 'offset=0&limit=10',
    next: 'offset=20&limit=10',
    last: 'offset=70&limit=10',
  })
  const { links } = await get('limit=10')
  expect(links.next).toMatch(/^after=[\w-]+&limit=10$/)
  expect(links.last).toMatch(/^before=[\w-]+&limit=10$/)
})

test.each([
  'after=x',
  'after=',
  'before=WzFd',
  'after=bnVsbA',
  `after=${btoa('["-id",[1]]')}`,
  'after=x&before=y',
  'offset=1&after=x',
  'after=x&after=y',
  `after=${btoa('["-id",["a","b"]]')}`,
])('%s is 400, naming the parameter', async (query) => {
  const { status, body } = await get(query)
  expect([status, `${body.reason} ${body.message}`]).toEqual([400, expect.stringMatching(/after|before|offset/)])
})

test('a cursor is for lists of its own order only', async () => {
  const { links } = await get('sort=usageDate&limit=10')
  const { status, body } = await get((links.next ?? '').replace('sort=usageDate', 'sort=-usageDate'))
  expect([status, body.message]).toEqual([
    400,
    'The cursor is for a list sorted by usageDate,id; this list is sorted by -usageDate,-id.',
  ])
})

test('forged cursors are refused or lead nowhere, and never fail the server', async () => {
  const place = fc.array(
    fc.oneof(fc.string(), fc.constant(null), fc.constantFrom('2026-01-01', 'infinity', '{}', '"')),
    { maxLength: 3 },
  )
  const forged = fc.tuple(
    fc.constantFrom('-id', 'id', '-usageDate,-id', '-rank,-id'),
    fc.oneof(place, fc.string(), fc.anything()),
  )
  await fc.assert(
    fc.asyncProperty(forged, fc.constantFrom('after', 'before'), async ([name, values], parameter) => {
      const cursor = Buffer.from(JSON.stringify([name, values ?? null])).toString('base64url')
      const sort = name.replace(/,-id$/, '')
      const { status } = await get(`sort=${sort}&${parameter}=${cursor}&limit=3`)
      expect([200, 206, 400]).toContain(status)
    }),
    { numRuns: 300 },
  )
})

describe('Range', () => {
  const range = (items: string, query = '', headers = {}) => get(query, { range: `items=${items}`, ...headers })

  test('asks for items counted from 1', async () => {
    const answer = await range('11-20')
    expect([answer.status, answer.headers.get('content-range'), answer.headers.get('accept-ranges')]).toEqual([
      206,
      'items 11-20/75',
      'items',
    ])
    expect(answer.ids).toEqual(all.slice(10, 20))
    expect((await range('71-90')).headers.get('content-range')).toBe('items 71-75/75')
    expect((await range('71-')).ids).toEqual(all.slice(70))
    expect((await range('1-10', '', { prefer: 'count=none' })).headers.get('content-range')).toBe('items 1-10/*')
  })

  test('that covers everything is a 200', async () => {
    expect((await range('1-75')).status).toBe(200)
    expect((await range('1-100')).headers.get('content-range')).toBeNull()
    expect((await range('1-10', 'party=nobody')).status).toBe(200)
  })

  test('past the end is an empty part that says where the end is, as an offset past the end is', async () => {
    for (const [query, total] of [
      ['', 75],
      ['party=early', 60],
    ] as const) {
      const part = await range('76-80', query)
      const same = await get(`${query}&offset=75&limit=5`)
      for (const answer of [part, same])
        expect([answer.status, answer.ids, answer.headers.get('x-total-count')]).toEqual([206, [], String(total)])
      expect([part.headers.get('content-range'), same.headers.get('content-range')]).toEqual([`items */${total}`, null])
      expect(part.links).toEqual(same.links)
    }
  })

  test.each(['0-5', '5-4', 'x', '', '-5', '1-2,4-5', '1-2-3', '99999999999-'])('%p is 400', async (items) => {
    const { status, body } = await range(items)
    expect([status, body.reason]).toEqual([400, expect.stringContaining('Range')])
  })

  test('of another unit, or with If-Range, counts for nothing; with limit it is 400', async () => {
    expect((await get('', { range: 'bytes=0-5' })).ids).toHaveLength(75)
    expect((await range('1-5', '', { 'if-range': '"1"' })).ids).toHaveLength(75)
    expect((await range('1-5', 'limit=3')).status).toBe(400)
  })
})

describe('Prefer: count', () => {
  const counted = async (query: string, prefer?: string) => {
    const { headers, status } = await get(query, prefer === undefined ? {} : { prefer })
    return [status, headers.get('x-total-count'), headers.get('preference-applied')]
  }

  test('exact is what one gets, and what one may insist on', async () => {
    expect(await counted('status=rated&limit=5')).toEqual([206, '37', null])
    expect(await counted('status=rated&limit=5', 'count=exact')).toEqual([206, '37', 'count=exact'])
    expect(await counted('limit=5', 'respond-async, count="exact"; x=y')).toEqual([206, '75', 'count=exact'])
  })

  test('none leaves the total out, and the page is a part or all as before', async () => {
    expect(await counted('status=rated&limit=5', 'count=none')).toEqual([206, null, 'count=none'])
    expect(await counted('status=rated&limit=50', 'count=none')).toEqual([200, null, 'count=none'])
    expect(await counted('offset=70&limit=50', 'count=none')).toEqual([206, null, 'count=none'])
    expect(await counted('offset=0&limit=100', 'count=none')).toEqual([200, null, 'count=none'])
  })

  test('estimated is from statistics, or exact where that is no more work', async () => {
    await world.pool.client`analyze usage`
    const [status, total, applied] = await counted('party=early&limit=5', 'count=estimated')
    expect([status, applied]).toEqual([206, 'count=estimated'])
    expect(Number(total)).toBeGreaterThan(30)
    expect(Number(total)).toBeLessThan(90)
    expect(await counted('party=early&limit=70', 'count=estimated')).toEqual([200, '60', 'count=exact'])
    expect(await counted('limit=5', 'count=estimated')).toEqual([206, '75', 'count=exact'])
  })

  test('a preference nobody knows counts for nothing', async () => {
    expect(await counted('limit=5', 'count=roughly')).toEqual([206, '75', null])
    expect(await counted('limit=5', 'discount=none')).toEqual([206, '75', null])
    expect(await counted('limit=5', 'handling="count=none, status=200"')).toEqual([206, '75', null])
  })
})

describe('Prefer: status=200', () => {
  test.each(['limit=5', 'offset=70&limit=4', 'status=rated&offset=2'])(
    'answers a part of the list with 200: %s',
    async (query) => {
      const plain = await get(query)
      const preferred = await get(query, { prefer: 'status=200' })
      expect([plain.status, plain.headers.get('preference-applied')]).toEqual([206, null])
      expect([preferred.status, preferred.headers.get('preference-applied')]).toEqual([200, 'status=200'])
      expect(preferred.ids).toEqual(plain.ids)
      for (const name of ['link', 'x-total-count', 'x-result-count', 'vary'])
        expect([name, preferred.headers.get(name)]).toEqual([name, plain.headers.get(name)])
    },
  )

  test('goes with Range and with other preferences; the first of two words counts', async () => {
    const { status, headers, ids } = await get('', { range: 'items=11-20', prefer: 'count=none, Status="200"' })
    expect([status, ids.length, headers.get('content-range')]).toEqual([200, 10, null])
    expect(headers.get('preference-applied')).toBe('count=none, status=200')
    expect((await get('limit=5', { prefer: 'status=206, status=200' })).status).toBe(206)
  })
})

test('what only documents tell is estimated from a sample, which of few is all', async () => {
  const { headers, ids } = await get('rank.isnull=false&limit=5', { prefer: 'count=estimated' })
  const whole = await get('rank.isnull=false&limit=1000')
  expect([headers.get('x-total-count'), headers.get('preference-applied'), ids.length]).toEqual([
    String(whole.ids.length),
    'count=estimated',
    5,
  ])
})
