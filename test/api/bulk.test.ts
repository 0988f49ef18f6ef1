import { describe, expect, test } from 'bun:test'
import type { Resource } from '../../server/resource/resource'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { maxBody } from '../../shared/vocabulary'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** Many resources in one request, a document a line: each line is answered for itself. */
const world = startWorld()
const { stringify } = JSON
const ndjson = 'application/x-ndjson'

async function stream(
  path: string,
  body: string | Uint8Array | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
) {
  const url = `http://localhost/tmf-api/usageManagement/v4${path}`
  const response = await world.send(
    new Request(url, { method: 'POST', headers: { 'content-type': ndjson, ...headers }, body: body as BodyInit }),
  )
  const text = await response.text()
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  const lines: any[] =
    response.headers.get('content-type') === ndjson
      ? text
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
      : []
  return { status: response.status, headers: response.headers, text, lines }
}
const inPieces = (pieces: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
const statuses = (lines: { line: number; status: number }[]) => lines.map(({ line, status }) => [line, status])
const one = stringify(aUsage())

const cases: { it: Resource; make: (what?: Record<string, unknown>) => object; mandatory: string }[] = [
  { it: usage, make: aUsage, mandatory: 'usageSpecification' },
  { it: usageSpecification, make: aSpecification, mandatory: 'name' },
]

describe.each(cases)('a stream of $it.type', ({ it, make, mandatory }) => {
  const at = `/${it.path}`

  test('creates one for each line and answers each, in order, with id and href', async () => {
    const { status, headers, lines } = await stream(
      at,
      Array.from({ length: 1200 }, (_, index) => stringify(make({ description: `line ${index + 1}` }))).join('\n'),
    )
    expect([status, headers.get('content-type')]).toEqual([200, ndjson])
    expect(statuses(lines)).toEqual(Array.from({ length: 1200 }, (_, index) => [index + 1, 201]))
    for (const { line, id, href } of [lines[0], lines[700], lines[1199]]) {
      expect((await world.call('GET', `${at}/${id}`)).body).toMatchObject({ href, description: `line ${line}` })
    }
  })

  test('answers a line that is refused with the very Error of a single POST, and stores the others', async () => {
    const wrong = [
      '{',
      '"text"',
      'null',
      '{}',
      stringify(make({ id: 'mine' })),
      stringify(make({ description: 5 })),
      `{"a":"\\u0000"}`,
      '{"a":12345678901234567890}',
    ]
    const { lines } = await stream(at, wrong.flatMap((line) => [line, stringify(make())]).join('\n'))
    expect(lines.map(({ status }) => status)).toEqual(wrong.flatMap(() => [400, 201]))
    for (const [index, line] of wrong.entries())
      expect(lines[2 * index].error).toEqual((await world.call('POST', at, line)).body)
    expect(lines[6].error.invalidAttribute).toEqual([{ path: mandatory, message: 'is required' }])
  })
})

describe('lines', () => {
  test.each<[string, string | Uint8Array, [number, number][]]>([
    [
      'end with \\n or \\r\\n, the last with neither',
      `${one}\r\n${one}\n${one}`,
      [
        [1, 201],
        [2, 201],
        [3, 201],
      ],
    ],
    [
      'that are blank are counted and not answered',
      `\n${one}\n\n \t \r\n${one}\n\n`,
      [
        [2, 201],
        [5, 201],
      ],
    ],
    ['may follow a byte order mark', `\ufeff${one}\n`, [[1, 201]]],
    ['that are only a byte order mark are blank', `\ufeff\r\n${one}`, [[2, 201]]],
    [
      'are counted from 1, bad ones too',
      `${one}\nnonsense\n${one}`,
      [
        [1, 201],
        [2, 400],
        [3, 201],
      ],
    ],
    [
      'that are not UTF-8 are refused, and no other',
      Buffer.concat([Buffer.from(`${one}\n`), Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from(one)]),
      [
        [1, 201],
        [2, 400],
        [3, 201],
      ],
    ],
    ['may be none', '', []],
    ['may be all blank', '\n\n\r\n  ', []],
  ])('%s', async (_name, body, expected) => {
    const { status, lines } = await stream('/usage', body)
    expect([status, statuses(lines)]).toEqual([200, expected])
  })

  test('come in pieces of any size', async () => {
    const text = Buffer.from(`\ufeff${stringify(aUsage({ description: 'Grüße €uro 😀' }))}\r\n\n${one}\n{\n${one}`)
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size),
      )
      const { lines } = await stream('/usage', inPieces(pieces))
      expect(statuses(lines)).toEqual([
        [1, 201],
        [3, 201],
        [4, 400],
        [5, 201],
      ])
      expect((await world.call('GET', `/usage/${lines[0].id}`)).body.description).toBe('Grüße €uro 😀')
    }
  })

  test('of exactly the limit are taken; a longer one is 413, and those after it are taken', async () => {
    const filled = (size: number) =>
      stringify(aUsage({ description: 'x'.repeat(size - stringify(aUsage({ description: '' })).length) }))
    const { lines } = await stream(
      '/usage',
      [
        filled(maxBody),
        `${filled(maxBody)}\r`,
        filled(maxBody + 1),
        one,
        'x'.repeat(5 * maxBody),
        one,
        'y'.repeat(2 * maxBody),
      ].join('\n'),
    )
    expect(statuses(lines)).toEqual([
      [1, 201],
      [2, 201],
      [3, 413],
      [4, 201],
      [5, 413],
      [6, 201],
      [7, 413],
    ])
    expect(lines[2].error).toMatchObject({ code: 'bodyTooLarge', status: '413', '@type': 'Error' })
  })

  test('that the database refuses fail no other', async () => {
    await world.pool
      .client`alter table usage add constraint no_thirteen check (1 / (document->>'description' <> 'thirteen')::int = 1)`
    const { lines } = await stream(
      '/usage',
      Array.from({ length: 40 }, (_, index) =>
        stringify(aUsage({ description: index === 12 ? 'thirteen' : 'fine' })),
      ).join('\n'),
    )
    await world.pool.client`alter table usage drop constraint no_thirteen`
    expect(lines.filter(({ status }) => status !== 201)).toEqual([
      { line: 13, status: 400, error: expect.objectContaining({ code: 'tooMuchForTheDatabase' }) },
    ])
    expect(lines).toHaveLength(40)
  })

  test('say so when the database is not there, each for itself, and the stream goes on once it is back', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const answers = world.send(
      new Request('http://localhost/tmf-api/usageManagement/v4/usage', {
        method: 'POST',
        headers: { 'content-type': ndjson },
        body: readable,
      }),
    )
    const reader = (await answers).body
      ?.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
      .getReader()
    const next = async () => JSON.parse((await reader?.read())?.value ?? 'null')
    await writer.write(Buffer.from(`${one}\n`))
    expect(await next()).toMatchObject({ line: 1, status: 201 })
    await world.pool
      .client`create function refuse() returns trigger language plpgsql as $$ begin raise sqlstate '57P01'; end $$`
    await world.pool.client`create trigger refuse before insert on resource_count execute function refuse()`
    await writer.write(Buffer.from(`${one}\n`))
    expect(await next()).toMatchObject({ line: 2, status: 503, error: { code: 'overloaded', status: '503' } })
    await world.pool.client`drop trigger refuse on resource_count`
    await writer.write(Buffer.from(`${one}\n`))
    expect(await next()).toMatchObject({ line: 3, status: 201 })
    await writer.close()
    expect(await reader?.read()).toEqual({ done: true, value: undefined })
  })
})

describe('the request', () => {
  test.each(['application/x-ndjson', 'application/json', '*/*', 'application/*', 'application/xml, */*;q=0.1'])(
    'may accept %p',
    async (accept) => {
      expect(await stream('/usage', one, { accept })).toMatchObject({ status: 200, lines: [{ line: 1, status: 201 }] })
    },
  )

  test('that accepts nothing of the kind is 406', async () => {
    expect(await stream('/usage', one, { accept: 'text/html' })).toMatchObject({ status: 406 })
  })

  test('may be of another charset only by name: utf-8', async () => {
    expect(await stream('/usage', one, { 'content-type': 'Application/X-NDJSON; charset=UTF-8' })).toMatchObject({
      status: 200,
    })
    expect(await stream('/usage', one, { 'content-type': `${ndjson}; charset=utf-16` })).toMatchObject({ status: 415 })
  })

  test('knows no parameters of a search: 400, before a line is stored', async () => {
    for (const query of ['fields=none&nonsense=1', 'limit=10', 'status=rated'])
      expect(await stream(`/usage?${query}`, one)).toMatchObject({ status: 400 })
    expect((await stream('/usage?fields=none', one)).lines).toMatchObject([{ line: 1, status: 201 }])
  })

  test('may be compressed with gzip, in several parts too, and with nothing else', async () => {
    expect(
      statuses(
        (
          await stream('/usage', Buffer.concat([Bun.gzipSync(`${one}\n{`), Bun.gzipSync(`}\n${one}`)]), {
            'content-encoding': 'gzip',
          })
        ).lines,
      ),
    ).toEqual([
      [1, 201],
      [2, 400],
      [3, 201],
    ])
    for (const name of ['x-gzip', 'X-GZIP', ' gzip '])
      expect((await stream('/usage', Bun.gzipSync(one), { 'content-encoding': name })).lines).toMatchObject([
        { status: 201 },
      ])
    expect(await stream('/usage', one, { 'content-encoding': 'br' })).toMatchObject({ status: 415 })
  })

  test.each([
    ['no gzip', Buffer.from(one), [[1, 400]]],
    [
      'cut off',
      Bun.gzipSync(`${one}\n${one}\n`).subarray(0, -4),
      [
        [1, 201],
        [2, 201],
        [3, 400],
      ],
    ],
  ])('that is %s is told where it ended', async (_name, body, expected) => {
    const { lines } = await stream('/usage', body, { 'content-encoding': 'gzip' })
    expect(statuses(lines)).toEqual(expected as [number, number][])
    expect(lines.at(-1).error).toMatchObject({ code: 'unreadableBody' })
  })

  test('is announced by OPTIONS', async () => {
    expect((await world.call('OPTIONS', '/usage')).headers.get('accept-post')).toBe(
      'application/json, application/x-ndjson, application/cloudevents+json, application/cloudevents-batch+json',
    )
  })
})

test('sixteen streams of a caller are read at a time; one more is told to wait, and a place is free once one ends or is given up', async () => {
  const open = Array.from({ length: 16 }, () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    return { readable, writer: writable.getWriter() }
  })
  const answers = await Promise.all(
    open.map(({ readable }) =>
      world.send(
        new Request('http://localhost/tmf-api/usageManagement/v4/usage', {
          method: 'POST',
          headers: { 'content-type': ndjson },
          body: readable,
        }),
      ),
    ),
  )
  const refused = await stream('/usage', one)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  expect(await world.call('POST', '/usage', aUsage())).toMatchObject({ status: 201 })
  await open[0]?.writer.close()
  expect(await answers[0]?.text()).toBe('')
  await answers[1]?.body?.cancel()
  for (const _ of [1, 2]) expect(await stream('/usage', one)).toMatchObject({ status: 200 })
  for (const { writer } of open.slice(2)) await writer.close()
  for (const answer of answers.slice(2)) await answer.text()
})
