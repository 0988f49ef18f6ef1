import { beforeAll, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** A plain link that downloads what a list shows. */
const world = startWorld()
let specification: string

beforeAll(async () => {
  specification = (
    await world.call(
      'POST',
      '/usageSpecification',
      aSpecification({ specCharacteristic: [{ name: 'duration' }, { name: 'cell' }] }),
    )
  ).body.id
  for (const duration of [60, 5, 300]) {
    const { status } = await world.call(
      'POST',
      '/usage',
      aUsage({
        usageType: 'Voice',
        usageSpecification: { id: specification },
        usageCharacteristic: [{ name: 'duration', value: duration }],
      }),
    )
    expect(status).toBe(201)
  }
  await world.call('POST', '/usage', aUsage({ usageType: 'SMS', description: 'Ü, "quoted"' }))
})

const download = (parameters: Record<string, string>, method = 'GET') =>
  world.call(method, `/api/usage/export?${new URLSearchParams(parameters)}`)
const list = (query: string, accept: string) => world.call('GET', `/usage?${query}`, undefined, { headers: { accept } })

test.each([
  ['usageType=Voice&sort=characteristic.duration', 'csv', 'text/csv'],
  ['', 'csv', 'text/csv'],
  ['any=60;usageType=SMS', 'ndjson', 'application/x-ndjson'],
  ['description=%C3%9C%2C%20%22quoted%22', 'csv', 'text/csv'],
])('%s as %s is the stream of the list, as a file with its day', async (query, format, accept) => {
  const { status, headers, text } = await download({ query, format })
  const same = await list(query, accept)
  expect([status, text, headers.get('content-type')]).toEqual([200, same.text, same.headers.get('content-type')])
  expect(text.length).toBeGreaterThan(0)
  expect(headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="usages-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`),
  )
  expect(headers.get('content-disposition')).toContain(new Date().toISOString().slice(0, 10))
})

test('a table is the usual one, and has the columns of its specification', async () => {
  const { text } = await world.call('GET', `/api/usage/export?query=usageSpecification.id%3D${specification}`)
  expect(text.split('\r\n')[0]).toContain('characteristic.duration,characteristic.cell')
})

test('fields are its columns, in the order they are named, whatever the query says of them', async () => {
  const { text } = await download({
    query: 'usageType=Voice&sort=-characteristic.duration&fields=id',
    fields: 'characteristic.duration,usageType,id',
  })
  const [header, ...records] = text.trim().split('\r\n')
  expect(header).toBe('characteristic.duration,usageType,id')
  expect(records.map((record) => record.split(',').slice(0, 2))).toEqual([
    ['300', 'Voice'],
    ['60', 'Voice'],
    ['5', 'Voice'],
  ])
  const lines = (await download({ query: 'usageType=SMS', format: 'ndjson', fields: 'usageType' })).text
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { id: expect.any(String), href: expect.stringContaining('/usage/'), usageType: 'SMS' },
  ])
})

test('specifications leave the same way', async () => {
  const { status, text, headers } = await world.call('GET', '/api/usageSpecification/export?fields=name')
  expect([status, text, headers.get('content-disposition')]).toEqual([
    200,
    'name\r\nVoice-Usage-Specification\r\n',
    expect.stringContaining('"usageSpecifications-'),
  ])
})

test('by HEAD there are the headers alone', async () => {
  const { status, headers, text } = await download({}, 'HEAD')
  expect([status, text, headers.get('content-type')?.split(';')[0], headers.get('content-length')]).toEqual([
    200,
    '',
    'text/csv',
    null,
  ])
})

test.each([
  [{ format: 'xlsx' }, 'format must be csv or ndjson'],
  [{ format: '' }, 'format must be csv or ndjson'],
  [{ query: 'status=nonsense' }, 'status must be one of'],
  [{ query: 'description.regex=(' }, 'regular expression'],
  [{ query: 'after=x' }, 'after'],
  [{ query: 'limit=ten' }, 'limit'],
  [{ query: 'asOf=2026' }, 'asOf'],
  [{ query: '%' }, 'percent-encoded'],
  [{ status: 'rated' }, 'Unknown parameter status'],
])('%p is 400 before any of it is sent, and says %s', async (parameters, said) => {
  const { status, headers, body } = await download(parameters as unknown as Record<string, string>)
  expect([status, headers.get('content-disposition')]).toEqual([400, null])
  expect(`${body.reason} ${body.message}`).toContain(said)
})

test('only reading is possible there', async () => {
  const { status, headers } = await world.call('POST', '/api/usage/export', {})
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('safe=false leaves cells as they are, as the media type parameter of the list does', async () => {
  const { body } = await world.call('POST', '/usage', aUsage({ description: '=1+1', usageType: '+4930123' }))
  const query = `id=${body.id}`
  const fields = 'description,usageType'
  const cells = async (more: Record<string, string>) =>
    (await download({ query, fields, ...more })).text.split('\r\n')[1]
  expect([await cells({}), await cells({ safe: 'true' }), await cells({ format: 'csv', safe: 'false' })]).toEqual([
    "'=1+1,'+4930123",
    "'=1+1,'+4930123",
    '=1+1,+4930123',
  ])
  const same = await list(`${query}&fields=${fields}`, 'text/csv; safe=false')
  expect(same.text.split('\r\n')[1]).toBe('=1+1,+4930123')
  expect((await download({ format: 'ndjson', query, safe: 'false' })).text).toContain('"=1+1"')
  const { status, body: error } = await download({ safe: 'no' })
  expect([status, error.message]).toEqual([400, expect.stringContaining('safe must be true or false')])
})

test('a + in a link is what it is in a list', async () => {
  const { body } = await world.call('POST', '/usage', {
    ...aUsage({ usageDate: '2026-11-23T10:00:00+05:30' }),
    relatedParty: [{ id: '+4930999', '@referredType': 'Individual' }],
  })
  for (const query of [
    'party=+4930999',
    'party=%2B4930999',
    'party%3D%2B4930999',
    'party%3D%252B4930999',
    'usageDate=2026-11-23T10:00:00+05:30',
    'usageDate%3D2026-11-23T10:00:00%2B05:30%26party%3D+4930999',
  ]) {
    const { text } = await world.call('GET', `/api/usage/export?fields=id&query=${query}`)
    expect([query, text]).toEqual([query, `id\r\n${body.id}\r\n`])
  }
  const values = await world.call('GET', '/api/usage/values?attribute=relatedParty.id&prefix=+4930')
  expect(values.body.values).toMatchObject([{ value: '+4930999' }])
})

test('bom=true begins CSV with a byte-order mark, as the media type parameter of the list does', async () => {
  const begin = async (path: string, accept = 'text/csv') => {
    const request = new Request(`http://localhost${path}`, { headers: { accept } })
    const bytes = new Uint8Array(await (await world.send(request)).arrayBuffer())
    return Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  }
  const mark = '\xef\xbb\xbfid'
  const list = '/tmf-api/usageManagement/v4/usage?fields=id'
  expect(await begin('/api/usage/export?fields=id&bom=true')).toBe(mark)
  expect(await begin('/api/usageSpecification/export?fields=id&bom=true&safe=false')).toBe(mark)
  expect(await begin(list, 'text/csv; bom=true')).toBe(mark)
  expect(await begin(list, 'text/csv; safe=false; bom=true')).toBe(mark)
  for (const plain of ['/api/usage/export?fields=id', '/api/usage/export?fields=id&bom=false'])
    expect(await begin(plain)).toStartWith('id')
  expect(await begin('/api/usage/export?fields=id&bom=true&format=ndjson', '*/*')).not.toStartWith('\xef')
  const { status, body } = await download({ bom: 'yes' })
  expect([status, body.message]).toEqual([400, expect.stringContaining('bom must be true or false')])
})

test('the root of the API leads to its collections and its documentation', async () => {
  for (const path of ['/tmf-api/usageManagement/v4', '/tmf-api/usageManagement/v4/']) {
    const { status, body } = await world.call('GET', path)
    expect([path, status]).toEqual([path, 200])
    expect(Object.keys(body._links)).toEqual([
      'self',
      'usage',
      'usageSpecification',
      'change',
      'service-doc',
      'service-desc',
      'status',
    ])
    for (const { href } of Object.values(body._links) as { href: string }[]) {
      const { pathname, origin } = new URL(href)
      expect(origin).toBe('http://localhost')
      expect([href, (await world.call('GET', pathname)).status]).toEqual([href, 200])
    }
  }
  expect((await world.call('POST', '/tmf-api/usageManagement/v4', {})).status).toBe(405)
})
