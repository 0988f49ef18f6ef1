import { beforeAll, expect, test } from 'bun:test'
import { clientOf } from '../../server/http/origin'
import { usage } from '../../server/usage/usage'
import { limits } from '../../shared/limits'
import { aSpecification, aUsage, startWorld } from '../support/world'

const world = startWorld({ trustProxy: true })
const base = 'http://localhost'
let specification = ''

beforeAll(async () => {
  specification = (await world.call('POST', '/usageSpecification', aSpecification())).body.id
  const sent = aUsage({ usageSpecification: { id: specification }, description: 'x'.repeat(1000) })
  for (let batch = 0; batch < 3; batch++)
    await world.writer.create(
      usage,
      Array.from({ length: 1000 }, () => usage.prepare(sent, new Date())),
    )
})

/** Opens a stream from an address. */
const streams = {
  export: (address: string) =>
    world.send(
      new Request(`${base}/tmf-api/usageManagement/v4/usage`, {
        headers: { accept: 'application/x-ndjson', 'x-forwarded-for': address },
      }),
    ),
  download: (address: string) =>
    world.send(new Request(`${base}/api/usage/export?format=csv`, { headers: { 'x-forwarded-for': address } })),
  trial: (address: string) =>
    world.send(
      new Request(`${base}/api/usageSpecification/${specification}/test`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: '{"query":""}',
      }),
    ),
}
type Kind = keyof typeof streams

const mine = '192.0.2.7'
const another = '2001:db8::8'

test.each([
  ['export', 'export'],
  ['download', 'trial'],
  ['trial', 'export'],
] as [Kind, Kind][])(
  'a caller holds %s and has limits.exportStreamsPerCaller; %s of another goes on',
  async (held, asked) => {
    const open = await Promise.all(Array.from({ length: limits.exportStreamsPerCaller }, () => streams[held](mine)))
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200))
    for (let attempt = 0; attempt < limits.exportStreams; attempt++) {
      const refused = await streams[asked](mine)
      const body = (await refused.json()) as { code: string; message: string }
      expect([refused.status, refused.headers.get('retry-after'), body.code]).toEqual([503, '10', 'overloaded'])
      expect(body.message).toContain(
        `${limits.exportStreamsPerCaller} streams (exports, trials of specifications) of yours`,
      )
    }
    const other = await streams[asked](another)
    expect(other.status).toBe(200)
    expect((await other.text()).length).toBeGreaterThan(20)
    await open[0]?.body?.cancel()
    const next = await streams[asked](mine)
    expect(next.status).toBe(200)
    await next.text()
    for (const { body } of open.slice(1)) await body?.cancel()
  },
)

test('a place is given back however a stream ends: read, refused by its query, left before its first row', async () => {
  for (let round = 0; round <= limits.exportStreams; round++) {
    expect((await (await streams.export(mine)).text()).split('\n')).toHaveLength(3001)
    const wrong = await world.call('GET', '/usage?description.regex=(', undefined, {
      headers: { accept: 'text/csv', 'x-forwarded-for': mine },
    })
    expect(wrong.status).toBe(400)
    expect(
      await world.call('HEAD', '/usage', undefined, { headers: { accept: 'text/csv', 'x-forwarded-for': mine } }),
    ).toMatchObject({ status: 200 })
    const leaving = new AbortController()
    leaving.abort()
    await world.send(
      new Request(`${base}/tmf-api/usageManagement/v4/usage`, {
        headers: { accept: 'text/csv', 'x-forwarded-for': mine },
        signal: leaving.signal,
      }),
    )
  }
})

test('the history names the client behind the proxy as the author', async () => {
  const headers = { 'x-forwarded-for': `198.51.100.1, ${another}` }
  const { body } = await world.call('POST', '/usage', aUsage(), { headers })
  const revisions = await world.call('GET', `/api/usage/${body.id}/revisions`)
  expect(JSON.stringify(revisions.body[0])).toContain(`"${another}"`)
})

const two = ['10.0.0.1', '10.0.0.2', '::1']
test.each([
  // Nobody is trusted: the header is what anybody may write.
  [false, '203.0.113.5', '1.1.1.1', '203.0.113.5'],
  [two, '203.0.113.5', '1.1.1.1', '203.0.113.5'],
  [two, '10.0.0.1', null, '10.0.0.1'],
  [two, '10.0.0.1', '', '10.0.0.1'],
  [two, '10.0.0.1', '1.1.1.1', '1.1.1.1'],
  [two, '::ffff:10.0.0.1', '1.1.1.1', '1.1.1.1'],
  [two, '::1', '2001:db8::1', '2001:db8::1'],
  [two, '10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
  [two, '10.0.0.1', '10.0.0.2, 6.6.6.6, ::ffff:1.1.1.1', '1.1.1.1'],
  [two, '10.0.0.1', '6.6.6.6, unknown, 10.0.0.2', '10.0.0.2'],
  [two, '10.0.0.1', '10.0.0.2, ::1', '10.0.0.2'],
  [two, '10.0.0.1', '6.6.6.6,1.1.1.1:52311', '1.1.1.1'],
  [two, '10.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
  [two, undefined, '1.1.1.1', undefined],
  [true, '203.0.113.5', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  [true, '203.0.113.5', '6.6.6.6, <script>', '203.0.113.5'],
  [true, undefined, '1.1.1.1', '1.1.1.1'],
])('with trusted proxies %p, a peer %p that forwards for %p is %p', (trustProxy, peer, header, client) => {
  const headers = new Headers(header === null ? {} : { 'x-forwarded-for': header })
  expect(clientOf({ publicUrl: undefined, trustProxy }, headers, peer)).toBe(client)
})
