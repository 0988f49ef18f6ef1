import { beforeAll, describe, expect, test } from 'bun:test'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { view } from '../../server/view/view'
import { attributeNamesWorker } from '../../server/workers'
import { limits } from '../../shared/limits'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld()
const resources = [usage, usageSpecification, view]
let id = ''

beforeAll(async () => {
  const party = { id: 'customer-4711', '@referredType': 'Individual' }
  id = (await world.call('POST', '/usage', aUsage({ relatedParty: [party], usageDate: '2026-11-23T10:14:00Z' }))).body
    .id
  await world.call('POST', '/usageSpecification', aSpecification({ relatedParty: [party] }))
})

/** Where a query in the query language is read. */
const readers: Record<string, (query: string) => string> = {
  'a list': (query) => `/usage?${query}`,
  'a histogram': (query) => `/api/usage/histogram?query=${encodeURIComponent(query)}`,
  'an export': (query) => `/api/usage/export?query=${encodeURIComponent(query)}`,
  values: (query) => `/api/usage/values?attribute=status&query=${encodeURIComponent(query)}`,
}

const dialects: [query: string, spelling: string][] = [
  ['pageSize=10', 'limit=50'],
  ['page_size=10', 'limit=50'],
  ['$top=10', 'limit=50'],
  ['page=2', 'offset=100&limit=50'],
  ['_=1764500000', 'Omit it'],
  ['orderBy=usageDate', 'sort=usageDate'],
  ['$select=status', 'fields=status'],
  ['from=2026-11-01', 'usageDate.gte='],
  ['usageDate[gte]=2026-11-01', 'Write usageDate.gte=…'],
  ['usageDate[$lt]=2026-11-01', 'Write usageDate.lt=…'],
  ['usageDate__lte=2026-11-01', 'Write usageDate.lte=…'],
  ['status:in=rated', 'Write status.in=…'],
  ['description_contains=call', 'Write description.like=…'],
  ['status[]=rated', 'Write status=…'],
  ['relatedParty[0].id=x', 'Write relatedParty.id=…'],
  ['usageSpecification.Id=x', 'Did you mean usageSpecification.id?'],
  ['relatedParty.roel=x', 'Did you mean relatedParty.role?'],
  ['Arival.gte=2026', 'Did you mean arrival?'],
  ['unknown.gt=5', 'No stored Usage has it'],
  ['relatedParty.shoeSize=44', 'relatedParty has id, href, name, role'],
  ['sort=usageDate:desc', 'sort=-usageDate'],
  ['sort=usageDate%20asc', 'sort=usageDate'],
  ['sort=usageDate.desc', 'sort=-usageDate'],
  ['sort=desc(usageDate)', 'sort=-usageDate'],
  ['sort=usageDate,desc', 'sort=-usageDate'],
  ['sort=nosuch', 'No stored Usage has it'],
]

describe.each(Object.entries(readers))('%s', (_name, address) => {
  test.each(dialects)('refuses %s and names the spelling', async (query, spelling) => {
    const { status, body } = await world.call('GET', address(query))
    expect([status, body.code, body.message]).toEqual([400, 'unknownAttribute', expect.stringContaining(spelling)])
  })

  test.each(['expand=usageSpecification', 'depth=2', 'expand=a&depth=0&status=received'])(
    'ignores %s, as TMF630 allows',
    async (query) => expect(await world.call('GET', address(query))).toMatchObject({ status: 200 }),
  )
})

test('the attribute whose values are listed is known', async () => {
  const { status, body } = await world.call('GET', '/api/usage/values?attribute=relatedParty.Role')
  expect([status, body.message]).toEqual([400, 'Did you mean relatedParty.role?'])
})

test.each([
  ['pageSize=10', 'Supported parameters: fields'],
  ['status=received', 'does not apply'],
  ['limit=5', 'does not apply'],
  ['sort=status', 'does not apply'],
  ['field=status', 'Did you mean fields?'],
  ['any=x', 'does not apply'],
])('one usage with ?%s is 400', async (query, words) => {
  const { status, body } = await world.call('GET', `/usage/${id}?${query}`)
  expect([status, `${body.reason} ${body.message}`]).toEqual([400, expect.stringContaining(words)])
})

test('one usage with expand, depth, fields or asOf is answered', async () => {
  for (const query of [
    'expand=usageSpecification&depth=1',
    'fields=status',
    `asOf=${new Date().toISOString().slice(0, 4)}`,
  ])
    expect(await world.call('GET', `/usage/${id}?${query}`)).toMatchObject({ status: 200, body: { id } })
})

test('party finds specifications, too', async () => {
  expect((await world.call('GET', '/usageSpecification?party=customer-4711')).body).toHaveLength(1)
  expect((await world.call('GET', '/usageSpecification?party=nobody')).body).toEqual([])
})

describe('an attribute of one’s own', () => {
  const found = async (query: string, path = '/usage') => {
    const { status, body } = await world.call('GET', `${path}?${query}`)
    return status === 200 ? body.map((one: { id: string }) => one.id) : status
  }

  test('is found as soon as a resource has it, however it came there', async () => {
    const ways: Record<string, (name: string) => Promise<{ status: number }>> = {
      post: (name) => world.call('POST', '/usage', aUsage({ [name]: 'x' })),
      ndjson: (name) =>
        world.call('POST', '/usage', `${JSON.stringify(aUsage({ [name]: 'x' }))}\n`, {
          headers: { 'content-type': 'application/x-ndjson' },
        }),
      collectionPatch: (name) =>
        world.call('PATCH', '/usage', [{ op: 'add', path: '/-', value: aUsage({ [name]: 'x' }) }], {
          headers: { 'content-type': 'application/json-patch+json' },
        }),
      mergePatch: (name) => world.call('PATCH', `/usage/${id}`, { [name]: 'x' }),
      jsonPatch: (name) =>
        world.call('PATCH', `/usage/${id}`, [{ op: 'add', path: `/${name}`, value: 'x' }], {
          headers: { 'content-type': 'application/json-patch+json' },
        }),
    }
    for (const [index, store] of Object.values(ways).entries()) {
      const name = `own${index}`
      expect(await found(`${name}=x`)).toBe(400)
      expect((await store(name)).status).toBeLessThan(300)
      expect(await found(`${name}=x`)).toHaveLength(1)
      expect(await found(`${name}.ne=x&sort=-${name}`)).toBeArray()
    }
  })

  test('is found inside declared attributes, and at any depth below its own', async () => {
    const { body } = await world.call('POST', '/usage', {
      ...aUsage(),
      relatedParty: [{ id: 'p', '@referredType': 'Individual', shoeSize: { eu: 44 } }],
    })
    expect(await found('relatedParty.shoeSize.eu=44')).toEqual([body.id])
    expect(await found('relatedParty.shoeSize.uk=9')).toEqual([])
    expect(await found('shoeSize.eu=44')).toBe(400)
  })

  test('belongs to its type', async () => {
    const { body } = await world.call('POST', '/usageSpecification', aSpecification({ team: 'blue' }))
    expect(await found('team=blue', '/usageSpecification')).toEqual([body.id])
    expect(await found('team=blue')).toBe(400)
  })

  test('may even look like a misspelt one or another dialect', async () => {
    const kept = await world.store(aUsage({ statsu: 'x', page: 2 }))
    expect([await found('statsu=x'), await found('page=2')]).toEqual([[kept], [kept]])
  })

  test('of a refused change is not known', async () => {
    const patch = { usageDate: 'never', refused: 1 }
    expect(await world.call('PATCH', `/usage/${id}`, patch)).toMatchObject({ status: 400 })
    expect(await found('refused=1')).toBe(400)
  })

  test('is found in what an earlier version stored, also before a worker has read it', async () => {
    await world.pool.runText(
      `insert into usage (id, document, usage_specification_id, status, keys)
       select '01KAT' || lpad(n::text, 21, '0'), json_build_object('older', json_build_object('than', n)), 'a', 'received', '{}'
         from generate_series(1, 250) as n`,
      [],
    )
    await world.pool.client`insert into missing_names (type, after_id) values ('Usage', ''), ('UsageSpecification', '')`
    expect(await found('older.than=250')).toHaveLength(1)
    expect(await found('neverStored=1')).toEqual([])
    await attributeNamesWorker(world.pool, resources).processAll()
    expect(await found('older.than=250')).toHaveLength(1)
    expect(await found('neverStored=1')).toBe(400)
    expect(await world.pool.client`select from missing_names`).toHaveLength(0)
  })

  test('a name too long to be recorded is answered', async () => {
    const long = 'n'.repeat(limits.attributeNameLength)
    expect(await found(`${long}=1`)).toBe(400)
    expect(await found(`${long}n=1`)).toEqual([])
    const { body } = await world.call('POST', '/usage', aUsage({ [`${long}n`]: 1 }))
    expect(await found(`${long}n=1`)).toEqual([body.id])
  })

  test('with more names than are recorded, no name is refused', async () => {
    const many = (count: number, prefix: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 1]))
    const [row] = await world.pool
      .client`select count(*)::int as count from attribute_name where type = 'UsageSpecification'`
    await world.call('POST', '/usageSpecification', aSpecification(many(limits.attributeNames - row?.count, 'a')))
    expect(await found('neverStored=1', '/usageSpecification')).toBe(400)
    const { body } = await world.call('POST', '/usageSpecification', aSpecification({ oneMore: 1 }))
    expect(await found('oneMore=1', '/usageSpecification')).toEqual([body.id])
    expect(await found('neverStored=1', '/usageSpecification')).toEqual([])
    for (const mistake of ['page=2', 'Name=x', 'name[gte]=x', 'sort=name:desc', 'specCharacteristics.isnull=true'])
      expect([mistake, await found(mistake, '/usageSpecification')]).toEqual([mistake, 400])
  })

  test('many new names at once are all found, and so is one after them', async () => {
    const named = (index: number) =>
      aUsage(Object.fromEntries(Array.from({ length: 100 }, (_, name) => [`own_${index}_${name}`, 1])))
    const all = Array.from({ length: limits.attributeNames / 100 + 2 }, (_, index) => named(index))
    const answers = await Promise.all(all.map((one) => world.call('POST', '/usage', one)))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const { body } = await world.call('POST', '/usage', aUsage({ my_new_attr: 'v1' }))
    expect(await found('my_new_attr=v1')).toEqual([body.id])
    expect(await found('own_51_99=1')).toHaveLength(1)
  })
})
