import { beforeAll, describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const ids: string[] = []

beforeAll(async () => {
  for (let number = 0; number < 25; number++) {
    const id = await world.store(
      aUsage({
        description: `Number ${number}`,
        usageType: number % 2 ? 'Voice' : 'Data, mobile',
        status: number < 5 ? 'rated' : 'received',
        usageDate: `2026-11-${String(number + 1).padStart(2, '0')}T12:00:00+02:00`,
        relatedParty: [
          { id: `party-${number % 3}`, role: 'customer', '@referredType': 'Individual' },
          { id: 'partner', '@referredType': 'Organization' },
        ],
        ratedProductUsage: [
          {
            isBilled: number % 2 === 0,
            taxRate: 20,
            ratingDate: '2026-11-20T10:00:00Z',
            taxIncludedRatingAmount: { unit: 'EUR', value: number / 10 },
            productRef: { id: `product-${number}` },
          },
        ],
        usageCharacteristic: [
          { name: 'duration', value: number },
          { name: 'cell', value: String(number) },
        ],
      }),
    )
    ids.unshift(id)
  }
})

const list = async (query: string) => {
  const { status, headers, body } = await world.call('GET', `/usage${query}`)
  return {
    status,
    ids: body.map?.(({ id }: { id: string }) => id),
    total: Number(headers.get('x-total-count')),
    result: Number(headers.get('x-result-count')),
    link: headers.get('link') ?? '',
    body,
  }
}

test('a list is everything, newest first, with 200 and its counts', async () => {
  expect(await list('')).toMatchObject({ status: 200, ids, total: 25, result: 25 })
})

describe('paging', () => {
  test('answers 206 for a part and 200 for all that is asked for', async () => {
    expect(await list('?limit=10')).toMatchObject({ status: 206, ids: ids.slice(0, 10), total: 25, result: 10 })
    expect(await list('?offset=20&limit=10')).toMatchObject({ status: 206, ids: ids.slice(20), total: 25, result: 5 })
    expect(await list('?limit=25')).toMatchObject({ status: 200, total: 25 })
    expect(await list('?limit=0')).toMatchObject({ status: 200, ids: [], total: 25, result: 0 })
    expect(await list('?offset=100')).toMatchObject({ status: 206, ids: [], total: 25 })
  })

  test('links this page and its neighbours, keeping the rest of the query as it was sent', async () => {
    const links = ({ link }: { link: string }) =>
      Object.fromEntries(
        [...link.matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, url, rel]) => [rel, url?.split('/usage?')[1]]),
      )
    expect(links(await list('?limit=10&usageType=Voice&offset=5&fields=id'))).toEqual({
      self: 'usageType=Voice&fields=id&offset=5&limit=10',
      first: 'usageType=Voice&fields=id&offset=0&limit=10',
      prev: 'usageType=Voice&fields=id&offset=0&limit=10',
      last: 'usageType=Voice&fields=id&offset=10&limit=10',
    })
    expect(links(await list('?limit=10&offset=10')).next).toBe('offset=20&limit=10')
    expect(links(await list('?limit=10&offset=10')).prev).toBe('offset=0&limit=10')
    expect((await list(`?limit=10&description=${'x'.repeat(3000)}`)).link).toBe('')
  })

  test('visits every resource once when the links are followed', async () => {
    const seen: string[] = []
    for (let path: string | undefined = '/tmf-api/usageManagement/v4/usage?limit=7'; path; ) {
      const { body, headers } = await world.call('GET', path)
      seen.push(...body.map(({ id }: { id: string }) => id))
      const next = /<http:\/\/localhost([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')
      path = next?.[1]
    }
    expect(seen).toEqual(ids)
  })

  test.each([
    'limit=1001',
    'limit=-1',
    'limit=ten',
    'limit=',
    'limit=1.5',
    'offset=-1',
    'offset=x',
    'offset=99999999999999',
    'limit=1&limit=2',
  ])('refuses %s, naming the parameter', async (query) => {
    const { status, body } = await world.call('GET', `/usage?${query}`)
    expect([status, body.reason + body.message]).toEqual([400, expect.stringContaining(query.split('=')[0] ?? '')])
  })
})

describe('sort', () => {
  const order = async (query: string) =>
    (await list(`?${query}&limit=6`)).body.map(({ description }: { description: string }) =>
      Number(description.slice(7)),
    )
  test.each([
    ['sort=usageDate', [0, 1, 2, 3, 4, 5]],
    ['sort=-usageDate', [24, 23, 22, 21, 20, 19]],
    ['sort=+usageDate', [0, 1, 2, 3, 4, 5]],
    ['sort=id', [0, 1, 2, 3, 4, 5]],
    ['sort=-id', [24, 23, 22, 21, 20, 19]],
    ['sort=usageType,-usageDate', [24, 22, 20, 18, 16, 14]],
    ['sort=-usageType,usageDate', [1, 3, 5, 7, 9, 11]],
    ['sort=status', [0, 1, 2, 3, 4, 5]],
    ['sort=-ratedProductUsage.taxIncludedRatingAmount.value', [24, 23, 22, 21, 20, 19]],
    ['sort=ratedProductUsage.taxIncludedRatingAmount.value&offset=10', [10, 11, 12, 13, 14, 15]],
    ['sort=-description', [9, 8, 7, 6, 5, 4]],
    ['sort=-characteristic.duration', [24, 23, 22, 21, 20, 19]],
    ['sort=ratedProductUsage.ratingDate,-id', [24, 23, 22, 21, 20, 19]],
    ['sort=-since&status=rated', [4, 3, 2, 1, 0]],
    ['sort=-arrival', [24, 23, 22, 21, 20, 19]],
  ])('%s', async (query, expected) => {
    expect(await order(query)).toEqual(expected)
  })

  test('pages never overlap, also between equals', async () => {
    const seen: string[] = []
    for (let offset = 0; offset < 25; offset += 4)
      seen.push(...(await list(`?sort=status&limit=4&offset=${offset}`)).ids)
    expect(new Set(seen).size).toBe(25)
  })

  test.each(['sort=', 'sort=a,,b', 'sort=a..b', 'sort=a,b,c,d,e,f', 'sort=-'])('%s is 400', async (query) => {
    expect(await world.call('GET', `/usage?${query}`)).toMatchObject({ status: 400, body: { code: 'invalidQuery' } })
  })
})

describe('a filter', () => {
  const numbersOf = async (query: string) => {
    const { status, body, total } = await list(query)
    expect(status).toBe(200)
    expect(total).toBe(body.length)
    return body
      .map(({ description }: { description: string }) => Number(description.slice(7)))
      .sort((a: number, b: number) => a - b)
  }

  test.each([
    ['status=rated', [0, 1, 2, 3, 4]],
    ['status=rated,billed', [0, 1, 2, 3, 4]],
    ['status=rated%2Cbilled', [0, 1, 2, 3, 4]],
    ['status=rated&usageType=Voice', [1, 3]],
    ['usageType=Data%2C%20mobile&status=rated', [0, 2, 4]],
    ['usageType=Data%2C+mobile&status=rated', [0, 2, 4]],
    ['usageDate=2026-11-03T10:00:00Z', [2]],
    ['usageDate=2026-11-03T12:00:00+02:00', [2]],
    ['usageDate="2026-11-03T12:00:00%2B02:00"', [2]],
    ['description=Number 7', [7]],
    ['description=number 7', []],
    ['description=Number 7&description=Number 8', [7, 8]],
    ['relatedParty.id=party-2&status=rated', [2]],
    ['relatedParty.id=partner&relatedParty.role=customer&status=rated', [0, 1, 2, 3, 4]],
    ['ratedProductUsage.productRef.id=product-9', [9]],
    ['ratedProductUsage.taxIncludedRatingAmount.value=0.9', [9]],
    ['ratedProductUsage.taxIncludedRatingAmount.value=0.90', [9]],
    ['ratedProductUsage.isBilled=true&status=rated', [0, 2, 4]],
    ['ratedProductUsage.ratingDate=2026-11-20T12:00:00%2B02:00&status=rated', [0, 1, 2, 3, 4]],
    ['usageCharacteristic.value=7', [7]],
    ['usageCharacteristic.value=7.0', [7]],
    ['usageCharacteristic.value=0.7e1', [7]],
    ['usageCharacteristic.name=7', []],
    ['relatedParty.@referredType=Organization&status=rated', [0, 1, 2, 3, 4]],
    ['usageSpecification.id=nosuch', []],
    ["description=' or true --", []],
    ['description=") || (1==1', []],
  ])('%s', async (query, expected) => {
    expect(await numbersOf(`?${query}`)).toEqual(expected)
  })

  test('by id and by href finds that one', async () => {
    const [id] = ids
    expect(await list(`?id=${id}`)).toMatchObject({ status: 200, ids: [id], total: 1 })
    expect(await list(`?href=http://localhost/tmf-api/usageManagement/v4/usage/${id}`)).toMatchObject({ ids: [id] })
    expect(await list('?href=http://elsewhere/1')).toMatchObject({ status: 200, ids: [] })
  })

  const from = (first: number, last = 24) => Array.from({ length: last - first + 1 }, (_, index) => first + index)
  test.each([
    // Of columns, of declared attributes, of what nobody declared.
    ['status.ne=received', [0, 1, 2, 3, 4]],
    ['status.nin=received,billed', [0, 1, 2, 3, 4]],
    ['usageType.like=*mobile&status=rated', [0, 2, 4]],
    ['usageType.like=m*', []],
    ['usageType.regex=^V.*e$&status=rated', [1, 3]],
    ['usageType%3D~^V.*e$&status=rated', [1, 3]],
    ['usageType.gt=Data%2C mobile&status=rated', [1, 3]],
    ['usageType.isnull=true', []],
    ['description.like=Number 2*', [2, 20, 21, 22, 23, 24]],
    ['description.like=number*', []],
    ['description.regex=^Number [12]{2}$', [11, 12, 21, 22]],
    ['description.ne=Number 7&status=received&usageDate.lt=2026-11-10', [5, 6, 8]],
    ['description.isnull=false&status=rated', [0, 1, 2, 3, 4]],
    ['validation.isnull=true&status=rated', [0, 1, 2, 3, 4]],
    ['href.isnull=true', []],
    // Numbers as numbers.
    ['ratedProductUsage.taxIncludedRatingAmount.value.gt=2', from(21)],
    ['ratedProductUsage.taxIncludedRatingAmount.value%3E=2', from(20)],
    ['ratedProductUsage.taxIncludedRatingAmount.value.lt=0.15', [0, 1]],
    [
      'ratedProductUsage.taxIncludedRatingAmount.value.lte=0.1&ratedProductUsage.taxIncludedRatingAmount.value.gt=0',
      [1],
    ],
    ['ratedProductUsage.taxRate.ne=20', []],
    ['ratedProductUsage.isBilled.ne=true&status=rated', [1, 3]],
    // Dates as instants, parts of dates as the whole of them, in UTC.
    ['usageDate=2026-11-03', [2]],
    ['usageDate=2026-11', from(0)],
    ['usageDate=2026', from(0)],
    ['usageDate=2025', []],
    ['usageDate.gt=2026-11-20', from(20)],
    ['usageDate.gte=2026-11-20', from(19)],
    ['usageDate.lt=2026-11-03', [0, 1]],
    ['usageDate.lte=2026-11-03', [0, 1, 2]],
    ['usageDate%3C=2026-11-03', [0, 1, 2]],
    ['usageDate.gt=2026-11-03T10:00:00Z&usageDate.lt=2026-11-05', [3]],
    ['usageDate.gte=2026-11-03T12:00:00+02:00&usageDate.lt=2026-11-04', [2]],
    ['usageDate.ne=2026-11-03&status=rated', [0, 1, 3, 4]],
    ['usageDate=2026-11-03,2026-11-05', [2, 4]],
    ['since=2026-11-20&until=2026-11-22', [19, 20]],
    ['ratedProductUsage.ratingDate.gte=2026-11-21', []],
    ['ratedProductUsage.ratingDate=2026-11-20&status=rated', [0, 1, 2, 3, 4]],
    // Name and value in one element.
    ['characteristic.duration=7', [7]],
    ['characteristic.duration.gte=23', [23, 24]],
    ['characteristic.duration%3E22', [23, 24]],
    ['characteristic.cell=7', [7]],
    ['characteristic.cell=7.0', [7]],
    ['characteristic.cell.gt=22', [23, 24]],
    ['characteristic.cell.like=2*', [2, 20, 21, 22, 23, 24]],
    ['characteristic.cell.isnull=true', []],
    ['characteristic.nosuch.isnull=true&status=rated', [0, 1, 2, 3, 4]],
    ['characteristic.duration.ne=0&status=rated', [1, 2, 3, 4]],
    ['usageCharacteristic.value.gt=23', [24]],
    // Alternatives.
    ['party=party-2&status=rated', [2]],
    ['status=rated;description=Number 20', [0, 1, 2, 3, 4, 20]],
    ['status=rated&usageType=Voice;description=Number 20', [1, 3, 20]],
    ['usageDate%3C2026-11-02;usageDate%3E2026-11-24', [0, 24]],
    ['description=Number 1;Number 2&status=rated', [1, 2]],
  ])('%s', async (query, expected) => {
    expect(await numbersOf(`?${query}`)).toEqual(expected)
  })

  test.each([
    'usageDate.like=2026*',
    'usageDate.gt=soon',
    'ratedProductUsage.taxRate=high',
    'ratedProductUsage.isBilled=yes',
    'status.isnull=maybe',
    'description.regex=(',
    'usageType.regex=(',
    'since=x',
  ])('%s is 400', async (query) => {
    const { status, body } = await world.call('GET', `/usage?${query}`)
    expect([status, body.code]).toEqual([400, 'invalidFilter'])
  })

  test.each([
    'status=nonsense',
    'status=',
    'usageDate=tomorrow',
    'ratedProductUsage.ratingDate=5',
    '=x',
    'a..b=1',
    'status',
    'description=%00',
    'description=%ff',
  ])('%s is 400', async (query) => {
    expect(await world.call('GET', `/usage?${query}`)).toMatchObject({
      status: 400,
      body: { message: expect.any(String) },
    })
  })
})

test('specifications are found by name, through its index', async () => {
  await world.call('POST', '/usageSpecification', aSpecification({ name: 'Über Sprache' }))
  await world.call('POST', '/usageSpecification', aSpecification())
  expect((await world.call('GET', `/usageSpecification?name=${encodeURIComponent('Über Sprache')}`)).body).toHaveLength(
    1,
  )
})

test('the total follows creates and deletes', async () => {
  const total = async () => (await list('?limit=0')).total
  const before = await total()
  const made = await Promise.all(Array.from({ length: 20 }, () => world.call('POST', '/usage', aUsage())))
  expect(await total()).toBe(before + 20)
  await Promise.all(made.map(({ body }) => world.call('DELETE', `/usage/${body.id}`)))
  expect(await total()).toBe(before)
})
