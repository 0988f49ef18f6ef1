import { expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import type { Document } from '../../server/resource/json'
import type { Resource } from '../../server/resource/resource'
import { serve } from '../../server/routes/serve'
import { resourceRoutes } from '../../server/routes/table'
import { usage } from '../../server/usage/usage'
import { aUsage, startWorld } from '../support/world'

/** Another version of the API over the same rows, which names `description` `summary`. */
const world = startWorld()
const renamed = (document: Document, from: string, to: string): Document =>
  Object.fromEntries(Object.entries(document).map(([name, value]) => [name === from ? to : name, value]))
const other: Resource = {
  ...(usage as Resource),
  face: {
    ...usage.face,
    root: '/other/v9',
    translation: {
      read: (representation) => renamed(representation, 'summary', 'description'),
      write: (document) => renamed(document, 'description', 'summary'),
    },
  },
}
const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  new Elysia({ normalize: false }).use(serve(resourceRoutes(world.context, other), world.context)).handle(
    new Request(`http://localhost/other/v9${path}`, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )

test('a usage that was created through one version is read and changed through the other', async () => {
  const created = await ask('POST', '/usage', { ...aUsage(), summary: 'A call' })
  const body = await created.json()
  expect([created.status, body.summary, body.description]).toEqual([201, 'A call', undefined])
  expect(body.href).toBe(`http://localhost/other/v9/usage/${body.id}`)
  const read = await world.call('GET', `/usage/${body.id}`)
  expect([read.body.description, read.body.summary]).toEqual(['A call', undefined])

  const changed = await ask('PATCH', `/usage/${body.id}`, { summary: 'A longer call' })
  expect([changed.status, (await changed.json()).summary]).toEqual([200, 'A longer call'])
  expect((await world.call('GET', `/usage/${body.id}`)).body.description).toBe('A longer call')
})

test('lists, exports, additions and streams speak the language of their version', async () => {
  const { body } = await world.call('POST', '/usage', aUsage({ description: 'From the first' }))
  const [listed] = await (await ask('GET', `/usage?id=${body.id}`)).json()
  expect(listed).toMatchObject({ summary: 'From the first', href: `http://localhost/other/v9/usage/${body.id}` })
  const lines = await (await ask('GET', `/usage?id=${body.id}`, undefined, { accept: 'application/x-ndjson' })).text()
  expect(JSON.parse(lines)).toMatchObject({ summary: 'From the first' })

  const added = await ask('PATCH', '/usage', [{ op: 'add', path: '/-', value: { ...aUsage(), summary: 'Added' } }], {
    'content-type': 'application/json-patch+json',
  })
  const [{ id }] = await added.json()
  expect((await world.call('GET', `/usage/${id}`)).body.description).toBe('Added')
  const streamed = await ask(
    'POST',
    '/usage',
    { ...aUsage(), summary: 'Streamed' },
    { 'content-type': 'application/x-ndjson' },
  )
  const answer = JSON.parse(await streamed.text())
  expect((await world.call('GET', `/usage/${answer.id}`)).body.description).toBe('Streamed')
})

test('a resource answers only to the operations that it has', async () => {
  const readOnly = { ...usage, operations: ['create'] } as Resource
  const routes = resourceRoutes(world.context, readOnly)
  expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /tmf-api/usageManagement/v4/usage',
    'POST /tmf-api/usageManagement/v4/usage',
    'PATCH /tmf-api/usageManagement/v4/usage',
    'GET /tmf-api/usageManagement/v4/usage/{id}',
  ])
  const app = new Elysia().use(serve(routes, world.context))
  const options = await app.handle(
    new Request('http://localhost/tmf-api/usageManagement/v4/usage/x', { method: 'OPTIONS' }),
  )
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS'])
})
