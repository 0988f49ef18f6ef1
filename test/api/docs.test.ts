import { beforeAll, describe, expect, test } from 'bun:test'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { startWorld } from '../support/world'

const world = startWorld()
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document, walked freely
let api: any

beforeAll(async () => {
  api = (await world.call('GET', '/docs/json')).body
})

test('the published OpenAPI document is valid, by a public validator, and its examples fit its schemas', async () => {
  const config = await createConfig({
    extends: ['recommended'],
    rules: {
      'no-invalid-media-type-examples': 'error',
      'no-invalid-schema-examples': 'error',
      'security-defined': 'off',
      'no-ambiguous-paths': 'error',
      'no-server-example.com': 'off',
    },
  })
  const problems = await lintFromString({ source: JSON.stringify(api), absoluteRef: 'docs.json', config })
  expect(
    problems
      .filter(({ severity }) => severity === 'error')
      .map(({ message, location }) => `${message} at ${location[0]?.pointer}`),
  ).toEqual([])
})

describe.each(['usage', 'usageSpecification'])('%s', (path) => {
  const collection = `/tmf-api/usageManagement/v4/${path}`
  const operations = [
    ['get', collection, ['200', '206', '400', '405', '406', '414', '500', '501', '503']],
    ['post', collection, ['201', '400', '405', '406', '408', '409', '413', '414', '415', '422', '500', '503', '2XX']],
    ['patch', collection, ['200', '400', '405', '406', '408', '409', '413', '414', '415', '500', '503']],
    ['get', `${collection}/{id}`, ['200', '304', '400', '404', '405', '406', '414', '500', '503']],
    [
      'patch',
      `${collection}/{id}`,
      ['200', '400', '404', '405', '406', '408', '409', '412', '413', '414', '415', '428', '500', '501', '503'],
    ],
    ['delete', `${collection}/{id}`, ['204', '400', '404', '405', '409', '412', '414', '428', '500', '503']],
    ['get', `/api/${path}/{id}/revisions`, ['200', '400', '404', '405', '406', '414', '500', '503']],
    ['head', collection, ['200', '206', '400', '405', '406', '414', '500', '501', '503']],
    ['head', `${collection}/{id}`, ['200', '304', '400', '404', '405', '406', '414', '500', '503']],
    ['options', collection, ['204']],
    ['options', `${collection}/{id}`, ['204']],
  ] as const

  test.each(operations)('%s %s names its answers, with examples, and its errors', (method, at, statuses) => {
    const operation = api.paths[at][method]
    // Any request can be refused because of its host, or of the web page that sends it.
    const ofCallers = method === 'options' ? [] : ['403', '421']
    expect(Object.keys(operation.responses).sort()).toEqual([...statuses, ...ofCallers].sort())
    expect(operation.summary).not.toBe('')
    for (const status of statuses) {
      const response = operation.responses[status]
      const whole = response.$ref ? api.components.responses[response.$ref.split('/').at(-1)] : response
      for (const media of Object.values<{ example: unknown }>(whole.content ?? {})) expect(media.example).toBeDefined()
    }
    if (operation.requestBody)
      for (const media of Object.values<{ example: unknown }>(operation.requestBody.content))
        expect(media.example).toBeDefined()
  })
})

test('the headers of answers are named', () => {
  const { headers } = api.paths['/tmf-api/usageManagement/v4/usage'].get.responses[206]
  expect(Object.keys(headers)).toEqual([
    'X-Total-Count',
    'X-Result-Count',
    'Link',
    'Preference-Applied',
    'Accept-Ranges',
    'Content-Range',
  ])
  expect(Object.keys(api.paths['/tmf-api/usageManagement/v4/usage'].post.responses[201].headers)).toEqual([
    'Location',
    'ETag',
    'Preference-Applied',
  ])
})

test('nested types are components of their own', () => {
  const names = Object.keys(api.components.schemas)
  for (const name of [
    'Usage',
    'Usage_Create',
    'UsageSpecification',
    'RelatedParty',
    'RatedProductUsage',
    'Money',
    'UsageCharacteristic',
    'CharacteristicSpecification',
    'TimePeriod',
    'Error',
  ])
    expect(names).toContain(name)
  expect(api.components.schemas.Usage_Create.properties.relatedParty.items).toEqual({
    $ref: '#/components/schemas/RelatedParty',
  })
  expect(api.components.schemas.Usage.properties.status.enum).toContain('rerated')
})

describe('filters as parameters', () => {
  const lists = ['/tmf-api/usageManagement/v4/usage', '/tmf-api/usageManagement/v4/usageSpecification', '/api/view']
  const filtersOf = (at: string) =>
    api.paths[at].get.parameters.filter(
      ({ in: where, description, example }: { in?: string; description?: string; example?: unknown }) =>
        where === 'query' && description && typeof example !== 'object',
    )

  test('the declared attributes of each resource are among them', () => {
    const names = lists.map((at) => filtersOf(at).map(({ name }: { name: string }) => name))
    expect(names[0]).toEqual([
      ...['id', 'description', 'usageDate', 'usageDate.gte', 'usageDate.lt', 'usageType', 'status'],
      ...[
        'arrival',
        'arrival.gte',
        'arrival.lt',
        'usageSpecification.id',
        'relatedParty.id',
        'party',
        'since',
        'until',
        'brokenRule',
        'any',
      ],
    ])
    for (const name of ['id', 'name', 'version', 'lifecycleStatus', 'isBundle', 'lastUpdate.gte', 'lastUpdate.lt'])
      expect(names[1]).toContain(name)
    for (const name of ['id', 'name', 'page', 'search', 'createdAt', 'updatedAt.lt']) expect(names[2]).toContain(name)
  })

  test('the free form as one parameter, as most generators send it, is refused with a way out', async () => {
    for (const value of ["{'status': 'rated'}", '{"usageType":"Voice"}', '{party=x}']) {
      const { status, body } = await world.call('GET', `/usage?attribute=${encodeURIComponent(value)}`)
      expect([status, body.message]).toEqual([400, expect.stringContaining('all filters as one parameter')])
    }
  })

  test('each is taken by the server with its example, alone and all together', async () => {
    for (const at of lists) {
      const pairs = filtersOf(at).map(
        ({ name, example }: { name: string; example: unknown }) => `${name}=${encodeURIComponent(String(example))}`,
      )
      expect(pairs.length).toBeGreaterThan(5)
      for (const query of [...pairs, pairs.join('&')])
        expect([query, (await world.call('GET', `${at}?${query}`)).status]).toEqual([query, 200])
    }
  })
})

test('what `fields` returns has no required attributes below the resource, what is sent and what is whole has', () => {
  const { schemas } = api.components
  const requiredBelow = (name: string, path = name): string[] =>
    Object.entries<Record<string, unknown>>(schemas[name].properties ?? {}).flatMap(([attribute, property]) => {
      const { $ref } = (property.items ?? property) as { $ref?: string }
      const component = $ref?.split('/').at(-1)
      if (!component) return []
      const at = `${path}.${attribute}`
      return [
        ...(schemas[component].required ?? []).map((one: string) => `${at}.${one}`),
        ...requiredBelow(component, at),
      ]
    })
  for (const type of ['Usage', 'UsageSpecification', 'View']) {
    expect([type, schemas[type].required, requiredBelow(type)]).toEqual([type, ['id', 'href'], []])
    expect(schemas[`${type}_Update`].required).toBeUndefined()
    for (const kind of ['', '_Create', '_Update', '_Whole'])
      expect([kind, schemas[type + kind].additionalProperties]).toEqual([kind, true])
  }
  expect(schemas.Usage_Whole.required).toEqual(['id', 'href', 'status', 'usageSpecification'])
  expect(schemas.Usage_Create.required).toEqual(['usageSpecification'])
  expect(requiredBelow('Usage_Create')).toContain('Usage_Create.relatedParty.id')
  expect(requiredBelow('Usage_Whole')).toContain('Usage_Whole.relatedParty.@referredType')
})

test('the examples of what to send are taken by the server', async () => {
  for (const path of ['usage', 'usageSpecification']) {
    const { example } = api.paths[`/tmf-api/usageManagement/v4/${path}`].post.requestBody.content['application/json']
    const { status, body } = await world.call('POST', `/${path}`, example)
    expect(status).toBe(201)
    const { post, patch } = api.paths[`/tmf-api/usageManagement/v4/${path}`]
    for (const [method, type, at] of [
      ['POST', 'application/x-ndjson', post],
      ['PATCH', 'application/json-patch+json', patch],
    ])
      expect(
        await world.call(method, `/${path}`, at.requestBody.content[type].example, {
          headers: { 'content-type': type },
        }),
      ).toMatchObject({ status: 200 })
    const patches = Object.entries<{ example: unknown }>(
      api.paths[`/tmf-api/usageManagement/v4/${path}/{id}`].patch.requestBody.content,
    )
    expect(patches).toHaveLength(4)
    for (const [type, media] of patches)
      expect(
        await world.call('PATCH', `/${path}/${body.id}`, media.example, { headers: { 'content-type': type } }),
      ).toMatchObject({ status: 200 })
  }
})

test('the page for people loads nothing from elsewhere', async () => {
  const { text, headers } = await world.call('GET', '/docs')
  expect(headers.get('content-type')).toStartWith('text/html')
  const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
  expect(addresses.length).toBeGreaterThan(1)
  for (const address of addresses) {
    expect(address).toMatch(/^\/(docs\/assets\/|favicon\.svg$)/)
    expect(await world.call('GET', address)).toMatchObject({ status: 200 })
  }
  expect(await world.call('GET', '/docs/assets/..%2Fpackage.json')).toMatchObject({
    status: 404,
    body: { code: 'unknownPath' },
  })
})

test.each(['live-specifications', 'query-language', 'clients', 'following-changes', 'billing', 'limits'])(
  'the guide %s is a page, whose links lead somewhere',
  async (name) => {
    const { status, text, headers } = await world.call('GET', `/docs/${name}`)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers.get('content-security-policy')).toStartWith("default-src 'none'")
    expect(text).toMatch(/<main><h1[ >]/)
    for (const [, address = ''] of text.matchAll(/<a href="([^"]+)"/g))
      expect([address, (await world.call('GET', address)).status]).toEqual([address, 200])
    expect(api.info.description).toContain(`](/docs/${name})`)
    expect((await world.call('POST', `/docs/${name}`, {})).status).toBe(405)
  },
)

test('a guide that nobody wrote is 404', async () => {
  expect(await world.call('GET', '/docs/no-such')).toMatchObject({ status: 404, body: { code: 'unknownPath' } })
})

test('health and metrics are there for machines', async () => {
  expect(await world.call('GET', '/livez')).toMatchObject({ status: 200, body: { status: 'alive' } })
  expect(await world.call('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
  const { text, headers } = await world.call('GET', '/metrics')
  expect(headers.get('content-type')).toStartWith('text/plain')
  for (const name of [
    'http_requests_total',
    'http_request_duration_seconds',
    'tallyman_commit_documents',
    'tallyman_write_queue_documents',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(name)
  // The name belongs to counters (Prometheus, metric and label naming).
  expect([...text.matchAll(/^# TYPE (\w+_total) gauge$/gm)].map(([, name]) => name)).toEqual([])
})
