import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvWriter } from '../../server/stream/csv'
import { pullStream } from '../../server/stream/pullStream'
import { usage } from '../../server/usage/usage'
import { usageSpecification } from '../../server/usageSpecification/usageSpecification'
import { aSpecification, aUsage, startWorld } from '../support/world'

// Each stream of a test with several comes from an address of its own: a caller has a share of the places.
const world = startWorld({ trustProxy: true })
const streams = ['application/x-ndjson', 'text/csv'] as const
const many = 1200
let voice: string

beforeAll(async () => {
  // As it may stand in a database of before such specifications were refused.
  const odd = aSpecification({
    specCharacteristic: [
      { name: 'duration' },
      { name: 'calling.number' },
      { name: 'duration' },
      { description: 'nameless' },
    ],
  })
  const [stored] = await world.writer.create(usageSpecification, [odd])
  voice = stored?.result === 'created' ? stored.row.id : ''
  const documents = Array.from({ length: many }, (_, number) =>
    usage.prepare(
      {
        usageSpecification: { id: number % 100 ? 'other' : voice },
        description: `Number ${number}`,
        status: number % 2 ? 'rated' : 'billed',
      },
      new Date(),
    ),
  )
  await world.writer.create(usage, documents)
})

const get = (accept: string, query = '') => world.call('GET', `/usage${query}`, undefined, { headers: { accept } })
const lines = async (query = '') => {
  const { status, text } = await get('application/x-ndjson', query)
  expect([status, text === '' || text.endsWith('\n')]).toEqual([200, true])
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}
const table = async (query = '', accept = 'text/csv'): Promise<string[][]> => {
  const { status, text } = await get(accept, query)
  expect([status, text.endsWith('\r\n')]).toEqual([200, true])
  return parse(text, { record_delimiter: '\r\n' })
}
/** A response whose body the caller reads, or does not. */
const open = async (query = '', accept = 'application/x-ndjson', address = '192.0.2.1') => {
  const response = await world.send(
    new Request(`http://localhost/tmf-api/usageManagement/v4/usage${query}`, {
      headers: { accept, 'x-forwarded-for': address },
    }),
  )
  const reader = response.body?.getReader()
  if (!reader) throw new Error('There is no body')
  return { response, reader }
}
const readAll = async (reader: { read(): Promise<{ done: boolean; value?: Uint8Array }> }) => {
  let text = ''
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
    text += new TextDecoder().decode(chunk.value)
  return text
}
const connections = async () =>
  (
    await world.pool.runText<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where application_name = 'tallyman export' and datname = current_database()",
      [],
    )
  )[0]?.count
const eventually = async (check: () => Promise<boolean>) => {
  while (!(await check())) await Bun.sleep(5)
}

describe('everything that fits', () => {
  test('comes as NDJSON in the order of the list, each line as the list has it', async () => {
    const pages = [
      await get('application/json', '?limit=1000'),
      await get('application/json', '?limit=1000&offset=1000'),
    ].flatMap(({ body }) => body)
    expect(await lines()).toEqual(pages)
  })

  test('comes as CSV in the same order', async () => {
    const [header = [], ...records] = await table()
    expect(header.slice(0, 9)).toEqual([
      'id',
      'href',
      'description',
      'usageDate',
      'usageType',
      'status',
      'usageSpecification.id',
      'usageSpecification.name',
      'usageCharacteristic',
    ])
    expect(records.map(([id]) => id)).toEqual((await lines()).map(({ id }) => id))
  })

  test.each(['', '?fields=id', '?status=rated&sort=description&limit=1001&offset=3'])(
    'has the headers of a file to keep: %p',
    async (query) => {
      for (const [accept, type, end] of [
        ['application/x-ndjson', 'application/x-ndjson; charset=utf-8', 'ndjson'],
        ['text/csv', 'text/csv; charset=utf-8; header=present', 'csv'],
      ] as const) {
        const { status, headers } = await get(accept, query)
        expect([status, headers.get('content-type'), headers.get('vary')]).toEqual([200, type, 'Accept, Prefer'])
        expect(headers.get('content-disposition')).toMatch(
          new RegExp(`^attachment; filename="usage-\\d{4}-\\d\\d-\\d\\d\\.${end}"$`),
        )
        expect(headers.get('x-total-count')).toBe(query.includes('status') ? null : String(many))
      }
    },
  )

  test('is what the filters leave, sorted, and a part only where one is asked for', async () => {
    const descriptions = async (query: string) => (await lines(query)).map(({ description }) => description)
    expect(await descriptions('?status=rated')).toHaveLength(many / 2)
    expect(await descriptions(`?status=rated;usageSpecification.id=${voice}`)).toHaveLength(many / 2 + many / 100)
    expect(await descriptions('?description.like=Number 11*&sort=-description&limit=2&offset=1')).toEqual([
      'Number 1198',
      'Number 1197',
    ])
    expect(await descriptions('?sort=id&limit=1100')).toHaveLength(1100)
    expect(await descriptions('?limit=0')).toEqual([])
  })

  test('is a heading alone as CSV, and nothing as NDJSON, where nothing fits', async () => {
    expect(await lines('?usageType=nosuch')).toEqual([])
    expect(await table('?usageType=nosuch&fields=id,status')).toEqual([['id', 'status']])
  })

  test('has of each resource what fields names', async () => {
    expect((await lines('?fields=status&limit=1&sort=id'))[0]).toEqual({
      id: expect.any(String),
      href: expect.stringContaining('http://localhost'),
      status: 'billed',
    })
    expect((await table('?fields=none&limit=1'))[0]).toEqual(['id', 'href'])
  })

  test('can be of specifications too', async () => {
    const { text } = await world.call('GET', '/usageSpecification?fields=name,specCharacteristic.name', undefined, {
      headers: { accept: 'text/csv' },
    })
    expect(text).toBe(
      'name,specCharacteristic.name\r\nVoice-Usage-Specification,"duration; calling.number; duration; "\r\n',
    )
  })
})

describe('what is asked for', () => {
  test.each([
    ['*/*', 'application/json'],
    ['application/json, text/csv', 'application/json'],
    // Generated clients list every media type of the description, in any order.
    ['text/csv, application/json', 'application/json'],
    ['application/x-ndjson,text/csv,application/json;charset=utf-8', 'application/json'],
    ['application/json;q=0.9, text/csv', 'text/csv'],
    ['text/csv, */*', 'text/csv'],
    ['text/csv;q=0.5, application/x-ndjson;q=0.8, application/json;q=0.1', 'application/x-ndjson'],
    ['application/json;q=0, */*', 'application/x-ndjson'],
    ['text/*', 'text/csv'],
    ['text/csv; charset=utf-8; header=present', 'text/csv'],
    ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
  ])('with Accept %p is %p', async (accept, type) => {
    const { status, headers } = await get(accept, '?limit=3')
    expect([headers.get('content-type')?.split(';')[0], status, headers.get('vary')]).toEqual([
      type,
      type === 'application/json' ? 206 : 200,
      'Accept, Prefer',
    ])
  })

  test.each(['text/html', 'application/x-ndjson;q=0', 'text/csv; header=absent', 'text/csv; charset=latin1'])(
    'with Accept %p is 406, which names what there is',
    async (accept) => {
      const { status, body } = await get(accept)
      expect([status, body.reason]).toEqual([
        406,
        'The answer is available as application/json, application/x-ndjson or text/csv',
      ])
    },
  )

  test.each([
    ['?after=x', {}],
    ['?status=rated&before=x', {}],
    ['', { range: 'items=1-10' }],
    ['?limit=-1', {}],
    ['?limit=ten', {}],
    ['?offset=x', {}],
    ['?limit=9999999999999', {}],
    ['?status=nonsense', {}],
    ['?description.regex=(', {}],
    ['?sort=a..b', {}],
  ])('with %s %p is 400, before any of it is sent', async (query, headers) => {
    for (const accept of streams)
      expect(
        await world.call('GET', `/usage${query}`, undefined, {
          headers: { accept, ...headers } as Record<string, string>,
        }),
      ).toMatchObject({ status: 400 })
  })

  test('by HEAD is answered with the headers alone, and no statement', async () => {
    for (const accept of streams) {
      const { status, headers, text } = await world.call('HEAD', '/usage', undefined, { headers: { accept } })
      expect([
        status,
        headers.get('content-type')?.split(';')[0],
        headers.get('x-total-count'),
        headers.get('content-length'),
        text,
      ]).toEqual([200, accept, String(many), null, ''])
    }
    expect(
      await world.call('HEAD', '/usage?status=nonsense', undefined, { headers: { accept: 'text/csv' } }),
    ).toMatchObject({ status: 400 })
  })
})

describe('a table', () => {
  const cells = async (what: Record<string, unknown>, fields: string, accept?: string) => {
    const { body } = await world.call('POST', '/usage', aUsage(what))
    const [, record] = await table(`?id=${body.id}&fields=${encodeURIComponent(fields)}`, accept)
    await world.call('DELETE', `/usage/${body.id}`)
    return record
  }

  test('of one specification has a column for each of its characteristics', async () => {
    const { body } = await world.call(
      'POST',
      '/usage',
      aUsage({
        usageSpecification: { id: voice },
        usageCharacteristic: [
          { name: 'calling.number', value: '+33199000123' },
          { name: 'duration', value: 312 },
          { name: 'duration', value: { seconds: 5 } },
        ],
      }),
    )
    const [header = [], record = []] = await table(`?usageSpecification.id=${voice}&status=received`)
    expect(header.slice(7, 11)).toEqual([
      'usageSpecification.name',
      'characteristic.duration',
      'characteristic.calling.number',
      'ratedProductUsage.isBilled',
    ])
    expect(record.slice(8, 10)).toEqual(['312; {"seconds":5}', "'+33199000123"])
    for (const query of [
      '',
      `?usageSpecification.id=${voice},other`,
      `?usageSpecification.id=${voice};status=rated`,
      '?usageSpecification.id=other',
    ]) {
      expect((await table(query))[0]).toContain('usageCharacteristic')
    }
    expect(
      (await table(`?usageSpecification.id=${voice}&status=received;usageSpecification.id=${voice}`))[0],
    ).toContain('characteristic.duration')
    await world.call('DELETE', `/usage/${body.id}`)
  })

  test('has a column for a name with commas in it', async () => {
    const what = { usageCharacteristic: [{ name: 'street, town', value: 'Storgata 1, Oslo' }] }
    expect(await cells(what, 'id,characteristic.street\\, town')).toEqual([expect.any(String), 'Storgata 1, Oslo'])
  })

  test('has the columns that fields names, in that order, also undeclared ones', async () => {
    const what = {
      usageDate: '2026-11-23T10:14:00Z',
      cell: { tower: 7, tags: ['a', 'b'] },
      relatedParty: [
        { id: 'customer-1', role: 'customer', '@referredType': 'Individual' },
        { id: 'partner', '@referredType': 'Organization' },
      ],
      usageCharacteristic: [{ name: 'duration', value: 312 }],
    }
    expect(
      await cells(
        what,
        'usageDate,characteristic.duration,relatedParty.id,relatedParty.role,relatedParty.name,cell.tower,cell.tags,cell,nosuch,relatedParty.@referredType',
      ),
    ).toEqual([
      '2026-11-23T10:14:00Z',
      '312',
      'customer-1; partner',
      'customer; ',
      '',
      '7',
      'a; b',
      '{"tower":7,"tags":["a","b"]}',
      '',
      'Individual; Organization',
    ])
    const [arrival] = (await cells(what, 'arrival')) ?? []
    expect(Math.abs(Date.parse(arrival ?? '') - Date.now())).toBeLessThan(60_000)
    expect(await cells({ ...what, arrival: 'by night' }, 'arrival')).toEqual(['by night'])
    expect((await table('?fields=status,id,characteristic.duration,status&limit=1'))[0]).toEqual([
      'status',
      'id',
      'characteristic.duration',
    ])
  })

  test.each([
    ['=1+2', "'=1+2"],
    ['+33199000123', "'+33199000123"],
    ['-12.5', '-12.5'],
    ['-1e-7', '-1e-7'],
    ['-1+2', "'-1+2"],
    ['-', "'-"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['\nx', "'\nx"],
    ['a,b', 'a,b'],
    ['say "so"', 'say "so"'],
    ['two\r\nlines', 'two\r\nlines'],
    ['Zoë 🦊', 'Zoë 🦊'],
    [' spaced ', ' spaced '],
    ['\\N', '\\N'],
  ])('shows %p as %p, and unchanged to a program that says so', async (value, cell) => {
    expect(await cells({ description: value }, 'description')).toEqual([cell])
    expect(await cells({ description: value }, 'description', 'text/csv; safe=false')).toEqual([value])
  })

  test('read back by any reader of RFC 4180 has the cells that were written', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[",\r\n\\';=+@\t -]{0,6}$/),
      fc.constantFrom('', 'x'),
    )
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 5 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
          ),
        ([heads = [], ...rows]) => {
          const written = (isSafe: boolean): string[][] => {
            const { header, record } = csvWriter(
              heads.map((name, index) => ({ name, cell: (document) => String((document.cells as string[])[index]) })),
              isSafe,
            )
            return parse(header + rows.map((cells) => record({ cells })).join(''), { record_delimiter: '\r\n' })
          }
          expect(written(false)).toEqual([heads, ...rows])
          const safe = written(true)
          expect(safe.map((record) => record.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '')))).toEqual(
            [heads, ...rows].map((record) => record.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))),
          )
          for (const cell of safe.flat()) expect(cell).not.toMatch(/^([=+@\t\r\n]|-(?!\d))/)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('a stream', () => {
  test('has one snapshot, whatever others write meanwhile', async () => {
    const before = await lines()
    const { reader } = await open()
    const first = await reader.read()
    await world.call('DELETE', `/usage/${before[700].id}`)
    await world.call('PATCH', `/usage/${before[900].id}`, { description: 'Changed' })
    await world.call('POST', '/usage', aUsage())
    const text = new TextDecoder().decode(first.value) + (await readAll(reader))
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual(before)
  })

  test('left by its reader ends its statement and its connection', async () => {
    const { reader } = await open()
    expect(await connections()).toBe(1)
    await reader.cancel()
    await eventually(async () => (await connections()) === 0)
  })

  test('left before its first row does too', () =>
    world.pool.transaction(async (db) => {
      // A statement that has long to compute.
      await db.runText('lock table usage in access exclusive mode', [])
      const leaving = new AbortController()
      const answer = world.send(
        new Request('http://localhost/tmf-api/usageManagement/v4/usage', {
          headers: { accept: 'text/csv' },
          signal: leaving.signal,
        }),
      )
      await eventually(async () => (await connections()) === 1)
      leaving.abort()
      await eventually(async () => (await connections()) === 0)
      await answer
    }))

  test('is refused while four are under way, and let in when one of them has ended', async () => {
    const four = await Promise.all([1, 2, 3, 4].map((host) => open('', undefined, `192.0.2.${host}`)))
    const { status, headers, body } = await get('text/csv')
    expect([status, headers.get('retry-after'), body.message]).toEqual([
      503,
      '10',
      expect.stringContaining('4 streams'),
    ])
    expect(await get('application/json', '?limit=1')).toMatchObject({ status: 206 })
    await four[0]?.reader.cancel()
    expect(await lines('?limit=1')).toHaveLength(1)
    await Promise.all(four.map(({ reader }) => reader.cancel()))
    await eventually(async () => (await connections()) === 0)
  })

  test.each(streams)('of %s that breaks in the middle ends in an error', async (accept) => {
    const { reader } = await open('', accept)
    await reader.read()
    await world.pool.runText(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tallyman export' and datname = current_database()",
      [],
    )
    await eventually(async () => (await connections()) === 0)
    await expect(readAll(reader)).rejects.toThrow()
    expect(await lines('?limit=1')).toHaveLength(1)
  })

  test('whose reader takes nothing ends in an error, after some patience', async () => {
    const cancelled: string[] = []
    const source = { next: async () => new Uint8Array(1), cancel: async () => void cancelled.push('source') }
    const ending = Promise.withResolvers<unknown>()
    const stalled = pullStream(source, 20, ending.resolve).getReader()
    await stalled.read()
    expect(await ending.promise).toEqual(new Error('The client read nothing for 0.02 s'))
    await expect(readAll(stalled)).rejects.toThrow('The client read nothing')
    expect(cancelled).toEqual(['source'])
  })

  afterAll(async () => expect(await connections()).toBe(0))
})
