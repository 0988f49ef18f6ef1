import { expect, test } from 'bun:test'
import { aUsage, startWorld } from '../support/world'

/** A server with REQUIRE_IF_MATCH=true. */
const world = startWorld({ requireIfMatch: true })

test('a change without If-Match is 428 and says to send the ETag; with it, it is made', async () => {
  const { body, headers } = await world.call('POST', '/usage', aUsage())
  const at = `/usage/${body.id}`
  for (const [method, patch] of [['PATCH', { description: 'new' }], ['DELETE']] as const) {
    const answer = await world.call(method, at, patch)
    expect(answer).toMatchObject({ status: 428, body: { code: 'ifMatchRequired', status: '428', '@type': 'Error' } })
    expect(answer.body.message).toContain('ETag')
  }
  expect((await world.call('GET', at)).body).toEqual(body)
  const etag = headers.get('etag') ?? ''
  const changed = await world.call('PATCH', at, { description: 'new' }, { headers: { 'if-match': etag } })
  expect(changed).toMatchObject({ status: 200, body: { description: 'new' } })
  expect(await world.call('DELETE', at, undefined, { headers: { 'if-match': etag } })).toMatchObject({ status: 412 })
  expect(
    await world.call('DELETE', at, undefined, { headers: { 'if-match': changed.headers.get('etag') ?? '' } }),
  ).toMatchObject({ status: 204 })
})

test('what is not there is 404, with If-Match or without', async () => {
  expect(await world.call('DELETE', '/usage/01KATJ7V5XD6T3X0GQ8Z4MW2BN')).toMatchObject({ status: 404 })
})
