import { expect, test } from 'bun:test'
import { routeLabels } from '../../server/routes/serve'
import { routeTable } from '../../server/routes/table'
import { startWorld } from '../support/world'

const world = startWorld()

/** The route table agrees with the published description and with the answers. */
test('every route is published with the media types that the table gives it', async () => {
  const { body } = await world.call('GET', '/docs/json')
  const routes = routeTable(world.context)
  expect(routes.length).toBeGreaterThan(25)
  for (const { method, path, takes, gives } of routes) {
    const operation = body.paths[path]?.[method.toLowerCase()]
    expect([`${method} ${path}`, operation?.summary]).toEqual([`${method} ${path}`, expect.any(String)])
    const typesOf = (content: object | undefined) => Object.keys(content ?? {}).map((type) => type.split(';')[0])
    const successes = Object.entries<{ content?: object }>(operation.responses).filter(([status]) => status < '300')
    const published = new Set(successes.flatMap(([, { content }]) => typesOf(content)))
    expect([path, typesOf(operation.requestBody?.content).sort()]).toEqual([path, [...takes].sort()])
    if (published.size > 0) expect([path, [...published].sort()]).toEqual([path, [...gives].sort()])
  }
})

test('every path names its methods in Allow', async () => {
  const byPath = Map.groupBy(routeTable(world.context), ({ path }) => path)
  for (const [path, routes] of byPath) {
    const { status, headers } = await world.call('PUT', path.replace('{id}', 'x'))
    const allow = headers.get('allow')?.split(', ') ?? []
    expect([path, status]).toEqual([path, 405])
    for (const { method } of routes) expect([path, allow]).toEqual([path, expect.arrayContaining([method])])
    expect([path, allow.includes('HEAD')]).toEqual([path, routes.some(({ method }) => method === 'GET')])
  }
})

test.each([
  ['/a', '/a'],
  ['/a/7', '/a/{id}'],
  ['/a/7/revisions', '/a/{id}/revisions'],
  ['/a/7/8', 'other'],
  ['/b', 'other'],
  ['/', 'other'],
])('the metrics count %s as %s', (path, label) => {
  expect(routeLabels(['/a', '/a/:id', '/a/:id/revisions', '/*'])(path)).toBe(label)
})
