import { beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { sizeOf } from '../../server/store/rows'
import { usage } from '../../server/usage/usage'
import { limits } from '../../shared/limits'
import { aUsage, startWorld } from '../support/world'

const world = startWorld()

/** The usages in the order of the list, with the size that each has in the database. */
const all: { id: string; bytes: number; type: string }[] = []
const kilobyte = 1024
/** Runs of small ones, of large ones, and all sizes between; a character of the text takes one, two or three bytes. */
const sizes = [
  ...Array.from({ length: 120 }, () => 1),
  ...Array.from({ length: 14 }, (_, index) => 1000 - index),
  ...Array.from({ length: 60 }, (_, index) => [1, 300, 20, 900, 60][index % 5] ?? 1),
]

beforeAll(async () => {
  for (const [number, kilobytes] of sizes.entries()) {
    const letter = ['x', 'é', '世'][number % 3] ?? 'x'
    const text = letter.repeat((kilobytes * kilobyte) / Buffer.byteLength(letter))
    const type = String((number * 37) % 101)
    const sent = aUsage({ usageSpecification: { id: number % 2 ? 'odd' : 'even' }, description: text, usageType: type })
    const document = usage.prepare(sent, new Date())
    const [outcome] = await world.writer.create(usage, [document])
    if (outcome?.result !== 'created') throw new Error('It was not stored')
    all.unshift({ id: outcome.row.id, bytes: sizeOf(outcome.row), type })
  }
})

const get = async (query: string, headers: Record<string, string> = {}) => {
  const { status, body, headers: answered, text } = await world.call('GET', `/usage?${query}`, undefined, { headers })
  if (status >= 300) throw new Error(text)
  const links = Object.fromEntries(
    [...(answered.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, url, rel]) => [
      rel,
      url?.split('/usage?')[1] ?? '',
    ]),
  )
  return { status, headers: answered, ids: (body as { id: string }[]).map(({ id }) => id), links }
}

/** The pages from one on, by a link. */
async function walk(query: string, rel: 'next' | 'prev') {
  const pages = [await get(query)]
  for (let at = pages[0]?.links[rel]; at !== undefined; at = pages.at(-1)?.links[rel]) pages.push(await get(at))
  return pages
}

/** What each page must have: as many usages as its limit and the budget allow, and one at least. */
function pagesOf(ids: string[], limit: number): string[][] {
  const bytes = new Map(all.map((one) => [one.id, one.bytes]))
  const pages: string[][] = []
  let page: string[] = []
  let left = limits.pageBytes
  for (const id of ids) {
    const needed = bytes.get(id) ?? 0
    if (page.length > 0 && (page.length === limit || needed > left)) {
      pages.push(page)
      page = []
      left = limits.pageBytes
    }
    page.push(id)
    left -= needed
  }
  return [...pages, page]
}

const newest = () => all.map(({ id }) => id)
const byType = () =>
  all.toSorted((one, other) => (`${one.type} ${one.id}` < `${other.type} ${other.id}` ? -1 : 1)).map(({ id }) => id)

describe('a page ends before limits.pageBytes', () => {
  test.each([
    ['', newest],
    ['sort=id', () => newest().toReversed()],
    ['sort=usageType', byType],
    ['usageSpecification.id=odd', () => newest().filter((_, index) => (sizes.length - index) % 2 === 0)],
    ['fields=id', newest],
  ] as const)('and the pages of %p are the list, by next, by prev and by offset', async (query, order) => {
    for (const limit of [1000, 100, 7]) {
      const forwards = await walk(`${query}&limit=${limit}`, 'next')
      expect(forwards.map(({ ids }) => ids)).toEqual(pagesOf(order(), limit))
      const backwards = await walk(forwards[0]?.links.last ?? '', 'prev')
      expect(backwards.map(({ ids }) => ids.toReversed())).toEqual(pagesOf(order().toReversed(), limit))
      const byOffset = await walk(`${query}&offset=0&limit=${limit}`, 'next')
      expect(byOffset.map(({ ids }) => ids)).toEqual(pagesOf(order(), limit))
      for (const { headers, ids, status, links } of [...forwards, ...byOffset]) {
        expect(headers.get('x-total-count')).toBe(String(order().length))
        expect(headers.get('x-result-count')).toBe(String(ids.length))
        expect([status, links.next !== undefined]).toEqual([206, ids.at(-1) !== order().at(-1)])
      }
    }
  })

  test('and a Range says what came', async () => {
    for (const first of [1, 40, 61, 68, 190]) {
      const { status, headers, ids, links } = await get('', { range: `items=${first}-` })
      const [expected = []] = pagesOf(newest().slice(first - 1), 1000)
      expect(ids).toEqual(expected)
      const last = first + ids.length - 1
      expect([status, headers.get('content-range')]).toEqual([206, `items ${first}-${last}/${sizes.length}`])
      expect(links.next).toBe(last < sizes.length ? `offset=${last}&limit=1000` : undefined)
    }
  })

  test('and a page without a limit is cut as well, with a link', async () => {
    const { status, ids, links } = await get('since=2000-01-01&usageDate.isnull=true&sort=-id')
    expect([status, ids]).toEqual([200, []])
    expect(links.next).toBeUndefined()
    const plain = await get('')
    expect([plain.status, plain.ids]).toEqual([200, pagesOf(newest(), 100)[0] ?? []])
    expect((await get(plain.links.next ?? '')).ids).toEqual(pagesOf(newest(), 100)[1] ?? [])
  })
})

test('pages of any kind at the same time do not mix, and no statement is hit by the cancellation of another', async () => {
  const asked = fc.record({
    offset: fc.integer({ min: 0, max: sizes.length }),
    limit: fc.constantFrom(1, 3, 5, 100, 1000),
    count: fc.constantFrom('none', 'exact', 'estimated'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 12 }), async (many) => {
      await Promise.all(
        many.map(async ({ offset, limit, count }) => {
          const { ids } = await get(`offset=${offset}&limit=${limit}`, { prefer: `count=${count}` })
          expect(ids).toEqual(pagesOf(newest().slice(offset), limit)[0] ?? [])
        }),
      )
    }),
    { numRuns: 25 },
  )
}, 60_000)
