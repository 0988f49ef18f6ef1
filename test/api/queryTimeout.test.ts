import { beforeAll, expect, test } from 'bun:test'
import { aUsage, startWorld } from '../support/world'

/** Half a second instead of the usual ten, so that what never ends is seen to end. */
const statementTimeout = 500
const world = startWorld({ statementTimeout })

beforeAll(async () => {
  const description = `${'a'.repeat(4_001)}!`
  for (let number = 0; number < 10; number++)
    await world.call('POST', '/usage', aUsage({ description, note: description, status: 'rated' }))
})

/** An odd number of letters is no two halves, but there are very many ways to try. */
const endless = '^(a*)(a*)(a*)\\1\\2\\3!$'

test.each([
  ['a regular expression', `description.regex=${encodeURIComponent(endless)}`],
  ['one in a JSONPath', `filter=${encodeURIComponent(`$[?(@.description=~'${endless.replaceAll('\\', '\\\\')}')]`)}`],
  ['one of an attribute that nobody declared', `note.regex=${encodeURIComponent(endless)}`],
])('%s that never ends does end, and the answer says what would be fast', async (_, query) => {
  const { status, body, headers } = await world.call('GET', `/usage?${query}`)
  expect([status, body.code, body.message, headers.get('retry-after')]).toEqual([
    503,
    'queryTooBroad',
    expect.stringContaining('since and until'),
    '1',
  ])
  expect((await world.call('GET', '/usage?status=rated&fields=none')).body).toHaveLength(10)
})

test('no connection is held any longer', async () => {
  const active = await world.pool
    .client`select query from pg_stat_activity where state = 'active' and datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  expect([...active]).toEqual([])
})
