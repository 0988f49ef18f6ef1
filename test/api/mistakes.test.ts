import { beforeAll, describe, expect, test } from 'bun:test'
import { aUsage, startWorld } from '../support/world'

const world = startWorld({ statementTimeout: 500 })

beforeAll(async () => {
  for (let number = 0; number < 6; number++)
    await world.call(
      'POST',
      '/usage',
      aUsage({
        status: number % 2 ? 'rated' : 'received',
        usageType: number < 3 ? 'SMS' : 'Voice',
        ownName: 'y',
        state: { deep: 2 },
        x: { status: { y: 2 } },
        note: `${'a'.repeat(4001)}${number < 2 ? '' : '!'}`,
      }),
    )
})

describe('a mistake in a query is named', () => {
  test.each([
    ['statsu=rated', 'Did you mean status?'],
    ['Status=rated', 'Did you mean status?'],
    ['statu.nin=rated', 'Did you mean status?'],
    ['Limit=5', 'Did you mean limit?'],
    ['snice=2026', 'Did you mean since?'],
    ['sort=usagDate', 'Did you mean usageDate?'],
    ['status.equals=rated', 'Operators are .eq'],
    ['usageDate.after=2026', 'Operators are .eq'],
    ['usageSpecification.id.contains=x', 'Operators are .eq'],
    ['until.gte=2026-11-20', 'Write usageDate.gte=…'],
    ['since.ne=2026', 'Write usageDate.ne=…'],
    ['ratedProductUsage.taxRate.gt=.5', 'must be a number, such as'],
    ['ratedProductUsage.taxRate=0x10', 'must be a number, such as'],
    ['sort=--status', 'sort must have the form'],
  ])('%s', async (query, words) => {
    const { status, body } = await world.call('GET', `/usage?${query}`)
    expect([status, body.message]).toEqual([400, expect.stringContaining(words)])
  })

  test.each([
    'ownName=x',
    'state.deep=1',
    'usageCharacteristic.value.inner=1',
    'characteristic.statsu=x',
    'x.status.y=1',
  ])('%s is a name of the caller’s own', async (query) => {
    expect(await world.call('GET', `/usage?${query}`)).toMatchObject({ status: 200, body: [] })
  })
})

test.each(['status!=rated', 'status%21%3Drated', 'status%21=rated'])('%s is what it says', async (query) => {
  expect((await world.call('GET', `/usage?${query}`)).body).toHaveLength(3)
})

test('links keep alternatives, and know a parameter however it is encoded', async () => {
  const next = async (query: string) => {
    const { headers } = await world.call('GET', `/usage?${query}`)
    const [, url = ''] = /<http:\/\/localhost([^>]*)>; rel="next"/.exec(headers.get('link') ?? '') ?? []
    return { url, total: headers.get('x-total-count'), following: await world.call('GET', url) }
  }
  for (const query of [
    'status=rated&limit=2;usageType=SMS',
    'limit=2&status=rated;usageType=SMS',
    'lim%69t=2&status=rated;usageType=SMS',
  ]) {
    const { url, total, following } = await next(query)
    expect([total, following.status, following.headers.get('x-total-count'), url.match(/limit/g)?.length]).toEqual([
      '5',
      206,
      '5',
      1,
    ])
  }
})

test('an answer that ended at the time limit spoils no later one', async () => {
  const endless = encodeURIComponent('^(a*)(a*)(a*)\\1\\2\\3!$')
  const { body } = await world.call('GET', '/usage?limit=1')
  for (let round = 0; round < 3; round++) {
    // The first two fit at once, and are on their way when the others take too long.
    const { status } = await world.call('GET', `/usage?note.regex=a$;note.regex=${endless}&sort=id`)
    expect(status).toBe(503)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2 ? world.call('GET', `/usage/${body[0].id}`) : world.call('GET', '/usage?limit=3'),
      ),
    )
    for (const [index, answer] of answers.entries())
      expect([answer.status, index % 2 ? answer.body.id : answer.body.length]).toEqual(
        index % 2 ? [200, body[0].id] : [206, 3],
      )
  }
})

test('an If-Match that can match nothing says why', async () => {
  const { body } = await world.call('POST', '/usage', aUsage())
  const patch = (ifMatch: string) =>
    world.call('PATCH', `/usage/${body.id}`, { description: 'x' }, { headers: { 'if-match': ifMatch } })
  expect([
    (await patch('1')).status,
    (await patch('W/"1"')).status,
    (await patch('"7"')).status,
    (await patch('"1"')).status,
  ]).toEqual([400, 412, 412, 200])
  const additions = [{ op: 'add', path: '/-', value: aUsage() }]
  expect(
    await world.call('PATCH', '/usage', additions, {
      headers: { 'if-match': '"1"', 'content-type': 'application/json-patch+json' },
    }),
  ).toMatchObject({ status: 412 })
})

test('what is moved to an element of a list goes before it', async () => {
  const note = [{ author: 'X', text: 1 }, { author: 'Y' }, { author: 'Z', text: 3 }]
  const { body } = await world.call('POST', '/usage', { ...aUsage(), note })
  const patch = (operation: object) =>
    world.call('PATCH', `/usage/${body.id}`, [operation], {
      headers: { 'content-type': 'application/json-patch-query+json' },
    })
  expect(
    (await patch({ op: 'move', from: "$.note[?(@.author=='X')]", path: "$.note[?(@.text=='3')]" })).body.note,
  ).toEqual([note[1], note[0], note[2]])
  expect((await patch({ op: 'add', path: '/note/-?author=X', value: 1 })).status).toBe(400)
})
