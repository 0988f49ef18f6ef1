import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { ingest } from '../../server/operations/ingest'
import { usage } from '../../server/usage/usage'
import { maxBody } from '../../shared/vocabulary'
import { aCaller } from '../support/caller'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** Many resources in one request: as lines, as a JSON array, as CloudEvents. */
const world = startWorld()
const { stringify } = JSON
const ndjson = 'application/x-ndjson'
const batch = 'application/cloudevents-batch+json'
const url = 'http://localhost/tmf-api/usageManagement/v4'

async function post(body: unknown, headers: Record<string, string> = {}, path = '/usage') {
  const response = await world.send(
    new Request(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: (typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
        ? body
        : stringify(body)) as BodyInit,
    }),
  )
  const text = await response.text()
  const isLines = response.headers.get('content-type') === ndjson
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  const answer: any = isLines
    ? text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : JSON.parse(text)
  return { status: response.status, headers: response.headers, body: answer }
}
const inPieces = (bytes: Uint8Array, size: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size))
      controller.close()
    },
  })
const withoutNames = (outcomes: Record<string, unknown>[]) =>
  outcomes.map(({ id, href, ...rest }) => ({
    ...rest,
    isStored: id !== undefined && String(href).endsWith(String(id)),
  }))

describe('a JSON array', () => {
  test('gives the outcomes that the same documents give as lines', async () => {
    const documents = [
      aUsage(),
      {},
      5,
      null,
      'text',
      [aUsage()],
      aUsage({ id: 'mine' }),
      aUsage({ description: '[,]"' }),
    ]
    const asArray = await post(documents)
    const asLines = await post(documents.map((one) => stringify(one)).join('\n'), { 'content-type': ndjson })
    expect([asArray.status, asArray.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(withoutNames(asArray.body)).toEqual(withoutNames(asLines.body))
    expect(asArray.body.map(({ status }: { status: number }) => status)).toEqual([
      201, 400, 400, 400, 400, 400, 400, 201,
    ])
    expect((await world.call('GET', `/usage/${asArray.body[7].id}`)).body.description).toBe('[,]"')
  })

  test('is read however it is written and cut', async () => {
    const text = `\ufeff \n[ ${stringify(aUsage({ description: 'a\\"],[{"' }))}\t,\n{"usageSpecification":{"id":"1"},"note":[[],{"text":"]"}]},1 , ${stringify(aUsage(), null, 2)}]\r\n `
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const { body } = await post(inPieces(Buffer.from(text), size))
      expect(body.map(({ line, status }: { line: number; status: number }) => [line, status])).toEqual([
        [1, 201],
        [2, 201],
        [3, 400],
        [4, 201],
      ])
    }
  })

  test('of any values is cut where its elements end', async () => {
    const gap = fc.stringMatching(/^[ \t\r\n]{0,2}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.json(), gap), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (each, size) => {
          const text = `[${each.map(([json, space]) => space + json + space).join(',')}]`
          const { body } = await post(inPieces(Buffer.from(text), size))
          expect(body.map(({ line }: { line: number }) => line)).toEqual(each.map((_, index) => index + 1))
        },
      ),
      { numRuns: 60 },
    )
  })

  test.each(['[]', ' [ ] ', '\ufeff[\n]'])('that is empty is 400: %j', async (body) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      body: { code: 'malformedJson', reason: 'The array is empty' },
    })
  })

  const one = stringify(aUsage())
  test.each<[string, [number, number][]]>([
    [`[${one}`, [[1, 400]]],
    [
      `[${one},`,
      [
        [1, 201],
        [2, 400],
      ],
    ],
    [
      `[${one},]`,
      [
        [1, 201],
        [2, 400],
      ],
    ],
    [
      `[,${one}]`,
      [
        [1, 400],
        [2, 201],
      ],
    ],
    [
      `[${one}]${one}`,
      [
        [1, 201],
        [2, 400],
      ],
    ],
    [
      `[${one} ${one},${one}]`,
      [
        [1, 400],
        [2, 201],
      ],
    ],
    [
      `[${one}},${one}]`,
      [
        [1, 400],
        [2, 201],
      ],
    ],
  ])('that is not one stores what is, and says where it is not: %s', async (body, expected) => {
    const answer = await post(body)
    const outcomes = Array.isArray(answer.body) ? answer.body : [{ line: 1, status: answer.status }]
    expect(outcomes.map(({ line, status }: { line: number; status: number }) => [line, status])).toEqual(expected)
  })

  test('is a stream: its size has no limit, that of an element has', async () => {
    const large = (size: number) =>
      stringify(aUsage({ description: 'x'.repeat(size - stringify(aUsage({ description: '' })).length) }))
    const { body } = await post(`[${[maxBody, maxBody + 1, 0].map((size) => (size ? large(size) : one)).join()}]`)
    expect(body.map(({ status }: { status: number }) => status)).toEqual([201, 413, 201])
    const many = await post(inPieces(Buffer.from(`[${Array(5000).fill(one).join()}]`), 10_000))
    expect(many.body).toHaveLength(5000)
    expect(
      many.body.every(
        ({ status }: { status: number }, index: number) => status === 201 && many.body[index].line === index + 1,
      ),
    ).toBe(true)
  })

  test('may be of specifications, may be gzipped, and takes no Idempotency-Key', async () => {
    const specifications = Bun.gzipSync(stringify([aSpecification(), { name: 5 }]))
    const { status, body } = await post(specifications, { 'content-encoding': 'gzip' }, '/usageSpecification')
    expect([status, ...body.map((one: { status: number }) => one.status)]).toEqual([200, 201, 400])
    expect(await post([aUsage()], { 'idempotency-key': 'a' })).toMatchObject({
      status: 400,
      body: { code: 'invalidHeader' },
    })
    expect(await post([aUsage()], { accept: 'text/csv' })).toMatchObject({ status: 406 })
  })
})

describe('Prefer: return=minimal', () => {
  const documents = [aUsage(), {}, aUsage(), { nonsense: 1 }]
  test('answers the refusals and totals, as lines and as an array', async () => {
    for (const [body, type] of [
      [documents.map((one) => stringify(one)).join('\n'), ndjson],
      [stringify(documents), 'application/json'],
    ] as const) {
      const answer = await post(body, { 'content-type': type, prefer: 'return=minimal' })
      expect([answer.status, answer.headers.get('preference-applied')]).toEqual([200, 'return=minimal'])
      expect(answer.body).toMatchObject([
        { line: 2, status: 400, error: { code: 'invalidAttribute' } },
        { line: 4, status: 400 },
        { created: 2, repeated: 0, refused: 2 },
      ])
    }
  })

  test('answers only totals if nothing is refused', async () => {
    for (const [body, type] of [
      [stringify(aUsage()), ndjson],
      [stringify([aUsage()]), 'application/json'],
    ] as const)
      expect((await post(body, { 'content-type': type, prefer: 'return=minimal' })).body).toEqual([
        { created: 1, repeated: 0, refused: 0 },
      ])
    expect((await post('', { 'content-type': ndjson, prefer: 'return=minimal' })).body).toEqual([
      { created: 0, repeated: 0, refused: 0 },
    ])
    expect((await post(stringify(aUsage()), { 'content-type': ndjson })).headers.has('preference-applied')).toBe(false)
  })
})

describe('CloudEvents', () => {
  let last = 0
  const event = (data: unknown, more: object = {}) => ({
    specversion: '1.0',
    id: `event-${++last}`,
    source: '/mediation/1',
    type: 'com.example.usage',
    ...more,
    data,
  })

  test('bring usages as their data, many in a batch or one', async () => {
    const bad = [
      event({}),
      event(aUsage(), { specversion: '0.3' }),
      event(aUsage(), { id: '' }),
      event(aUsage(), { source: 5 }),
      event(undefined, { data_base64: 'e30=' }),
      event(aUsage(), { datacontenttype: 'text/xml' }),
      aUsage(),
      7,
    ]
    const { status, body } = await post([event(aUsage({ description: 'by event' })), ...bad], { 'content-type': batch })
    expect([status, ...body.map((one: { status: number }) => one.status)]).toEqual([200, 201, ...bad.map(() => 400)])
    expect(body[2].error.invalidAttribute).toEqual([{ path: 'specversion', message: 'must be "1.0"' }])
    const stored = await world.call('GET', `/usage/${body[0].id}`)
    expect(stored.body).toMatchObject({ description: 'by event', usageSpecification: aUsage().usageSpecification })
    expect(Object.keys(stored.body)).not.toContain('specversion')
    const single = await post(
      event(aUsage({ description: 'alone' }), { datacontenttype: 'application/json; charset=utf-8' }),
      {
        'content-type': 'application/cloudevents+json',
      },
    )
    expect(single).toMatchObject({ status: 201, body: { description: 'alone' } })
    expect(await post(event(aUsage()), { 'content-type': batch })).toMatchObject({ status: 400 })
  })

  test('that come again create nothing and give the first usage; the same id with other data is refused', async () => {
    const [one, other] = [event(aUsage({ description: 'one' })), event(aUsage({ description: 'other' }))]
    const type = { 'content-type': batch }
    const first = (await post([one, other, one], type)).body
    expect(first).toMatchObject([
      { status: 201 },
      { status: 201 },
      { line: 3, status: 201, repeated: true, id: first[0].id },
    ])
    const again = await post([other, one, { ...one, source: '/elsewhere' }, { ...one, data: aUsage() }], type)
    expect(again.body).toMatchObject([
      { status: 201, id: first[1].id, repeated: true },
      { status: 201, id: first[0].id, repeated: true },
      { status: 201 },
      { status: 422, error: { code: 'idempotencyKeyReused' } },
    ])
    expect(again.body[2].id).not.toBe(first[0].id)
    const alone = await post(one, { 'content-type': 'application/cloudevents+json' })
    expect([alone.status, alone.body.id, alone.headers.get('idempotency-replayed')]).toEqual([201, first[0].id, 'true'])
    const minimal = await post([one, event(aUsage())], { ...type, prefer: 'return=minimal' })
    expect(minimal.body).toEqual([{ created: 1, repeated: 1, refused: 0 }])
  })
})

describe('a body that costs more than its size', () => {
  test('unpacks into at most two hundred times its bytes', async () => {
    const lines = Bun.gzipSync(Buffer.from('\n'.repeat(64 * 2 ** 20)))
    const answer = await post(lines, { 'content-type': ndjson, 'content-encoding': 'gzip' })
    expect(answer.body).toMatchObject([{ line: 1, status: 413, error: { code: 'unpacksTooMuch' } }])
    const array = Bun.gzipSync(Buffer.from(`[${stringify(aUsage())},${' '.repeat(64 * 2 ** 20)}{}]`))
    expect((await post(array, { 'content-encoding': 'gzip' })).body).toMatchObject([
      { line: 1, status: 201 },
      { line: 2, status: 413, error: { code: 'unpacksTooMuch' } },
    ])
    expect(
      await post(Bun.gzipSync(Buffer.from(' '.repeat(64 * 2 ** 20))), { 'content-encoding': 'gzip' }),
    ).toMatchObject({
      status: 413,
    })
  })

  test('of fewer than sixteen mebibytes may unpack as it likes', async () => {
    const lines = Bun.gzipSync(Buffer.from(`${'\n'.repeat(15 * 2 ** 20)}${stringify(aUsage())}`))
    const answer = await post(lines, { 'content-type': ndjson, 'content-encoding': 'gzip' })
    expect(answer.body).toMatchObject([{ line: 15 * 2 ** 20 + 1, status: 201 }])
  })

  test('that does not complete a line in time is told so (408 bodyTooSlow), and gives its place back', async () => {
    const one = `${stringify(aUsage())}\n`
    for (let round = 0; round < 20; round++) {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(Buffer.from(`${one}{"usage`)),
      })
      const answer = await ingest(
        world.context,
        usage,
        { body, form: 'lines', kind: 'resource', isMinimal: false },
        aCaller(),
        {
          documentTime: 20,
        },
      )
      const outcomes = (await new Response(answer).text()).trim().split('\n')
      expect(outcomes.map((line) => JSON.parse(line))).toMatchObject([
        { line: 1, status: 201 },
        { line: 2, status: 408, error: { code: 'bodyTooSlow' } },
      ])
    }
  })
})
