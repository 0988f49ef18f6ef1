import { afterAll, beforeAll, expect, test } from 'bun:test'
import { basePath } from '../../shared/vocabulary'
import { type RunningServer, startRefused, startServer } from '../support/process'
import { aUsage } from '../support/world'

interface Value {
  stringValue?: string
  intValue?: number | string
}
interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: { key: string; value: Value }[]
  status: { code?: number }
  startTimeUnixNano: string
  endTimeUnixNano: string
}

/** A collector: what it has received over OTLP/HTTP. */
const spans: Span[] = []
const resources: { key: string; value: Value }[] = []
const requests: { path: string; authorization: string | null }[] = []
const collector = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  async fetch(request) {
    requests.push({ path: new URL(request.url).pathname, authorization: request.headers.get('authorization') })
    const body = (await request.json()) as {
      resourceSpans: { resource: { attributes: typeof resources }; scopeSpans: { spans: Span[] }[] }[]
    }
    for (const { resource, scopeSpans } of body.resourceSpans) {
      resources.push(...resource.attributes)
      for (const scope of scopeSpans) spans.push(...scope.spans)
    }
    return Response.json({})
  },
})

let server: RunningServer
beforeAll(async () => {
  server = await startServer({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url.href,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer t0ken',
    OTEL_SERVICE_NAME: 'usage-eu',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    LOG_LEVEL: 'info',
  })
})
afterAll(async () => {
  await server.stop()
  await collector.stop(true)
})

const attributesOf = ({ attributes }: Span) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]))

async function spanOf(isIt: (span: Span) => boolean): Promise<Span> {
  for (;;) {
    const found = spans.find(isIt)
    if (found) return found
    await Bun.sleep(10)
  }
}

const newTrace = () => crypto.randomUUID().replaceAll('-', '')

test('a request is a span of the client’s trace, with its route, its status and its statements', async () => {
  for (const [method, path, route, status, body] of [
    ['POST', `${basePath}/usage`, `${basePath}/usage`, 201, JSON.stringify(aUsage())],
    ['GET', `${basePath}/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN`, `${basePath}/usage/{id}`, 404, undefined],
    ['GET', `${basePath}/usage?usageType=Voice`, `${basePath}/usage`, 200, undefined],
  ] as const) {
    const traceId = newTrace()
    const answer = await fetch(server.url + path, {
      method,
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'content-type': 'application/json' },
      ...(body && { body }),
    })
    expect(answer.status).toBe(status)
    const span = await spanOf((it) => it.traceId === traceId && it.kind === 2)
    expect(span).toMatchObject({ name: `${method} ${route}`, parentSpanId: '00f067aa0ba902b7' })
    expect(attributesOf(span)).toEqual({
      'http.request.method': method,
      'http.route': route,
      'url.path': path.split('?')[0] ?? '',
      'http.response.status_code': status,
    })
    expect(answer.headers.get('traceparent')).toBe(`00-${traceId}-${span.spanId}-01`)
    const child = await spanOf((it) => it.traceId === traceId && it.parentSpanId === span.spanId)
    if (method === 'POST') expect(child).toMatchObject({ name: 'create' })
    else
      expect(attributesOf(child)).toMatchObject({
        'db.system.name': 'postgresql',
        'db.query.text': expect.stringContaining('select'),
      })
    for (const it of spans) expect(BigInt(it.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(it.startTimeUnixNano))
  }
  const commit = await spanOf((it) => it.name !== 'create' && JSON.stringify(it.attributes).includes('insert into'))
  expect(commit.parentSpanId ?? '').toBe('')
})

test('a request without a trace begins one; the log names it', async () => {
  const answer = await fetch(`${server.url}/api/view`)
  const [, traceId = ''] = answer.headers.get('traceparent')?.split('-') ?? []
  expect(await spanOf((it) => it.traceId === traceId && it.kind === 2)).toMatchObject({ name: 'GET /api/view' })
  expect(server.output()).toContain(`"traceId":"${traceId}"`)
})

test('a trace that the client does not record is not sent', async () => {
  const [silent, recorded] = [newTrace(), newTrace()]
  await fetch(`${server.url}/api/view`, { headers: { traceparent: `00-${silent}-00f067aa0ba902b7-00` } })
  await fetch(`${server.url}/api/view`, { headers: { traceparent: `00-${recorded}-00f067aa0ba902b7-01` } })
  await spanOf((it) => it.traceId === recorded && it.kind === 2)
  expect(spans.some(({ traceId }) => traceId === silent)).toBe(false)
})

test('no value of a request is in a span', async () => {
  await fetch(`${server.url}${basePath}/usage?party=secret-customer&description=secret-text`)
  await fetch(`${server.url}/api/view`, { headers: { traceparent: `00-${newTrace()}-00f067aa0ba902b7-01` } })
  await spanOf(({ name }) => name === 'GET /api/view')
  expect(JSON.stringify(spans)).not.toContain('secret')
})

test('the collector gets the headers and the name that are configured, at the path of the protocol', () => {
  expect(new Set(requests.map(({ path, authorization }) => `${path} ${authorization}`))).toEqual(
    new Set(['/v1/traces Bearer t0ken']),
  )
  expect(resources).toContainEqual({ key: 'service.name', value: { stringValue: 'usage-eu' } })
})

test('a collector that is gone disturbs nothing', async () => {
  const lonely = await startServer({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_BSP_SCHEDULE_DELAY: '10' })
  for (let count = 0; count < 20; count++) expect((await fetch(`${lonely.url}/api/view`)).status).toBe(200)
  await lonely.stop()
  expect(await lonely.exited).toBe(0)
})

test('an address that is none is refused at the start', async () => {
  const { code, output } = await startRefused({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })
  expect([code, output]).toEqual([1, expect.stringContaining('OTEL_EXPORTER_OTLP_ENDPOINT')])
})
