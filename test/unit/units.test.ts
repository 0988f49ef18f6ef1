import { describe, expect, test } from 'bun:test'
import { readConfig } from '../../server/config'
import { originOf } from '../../server/http/origin'
import { applyPatch } from '../../server/patch/patch'
import { dotted } from '../../server/resource/check'
import { compileFields } from '../../server/resource/fields'
import { parseJson } from '../../server/resource/json'
import { usage } from '../../server/usage/usage'
import { isDateTime, millisecondsOf } from '../../shared/dateTime'
import { isExactNumber, isWholeNumber, plainNumber } from '../../shared/exactNumber'

test.each([
  ['2026-11-23T10:14:00Z', true],
  ['2026-11-23T10:14:00.123456789Z', true],
  ['2026-11-23T10:14:00+14:00', true],
  ['2024-02-29T00:00:00Z', true],
  ['2016-12-31T23:59:60Z', true],
  ['0001-01-01T00:00:00Z', true],
  ['2023-02-29T00:00:00Z', false],
  ['2026-13-01T00:00:00Z', false],
  ['2026-00-01T00:00:00Z', false],
  ['2026-04-31T00:00:00Z', false],
  ['2026-11-23T24:00:00Z', false],
  ['2026-11-23T10:14:00', false],
  ['2026-11-23', false],
  ['2026-11-23 10:14:00Z', false],
  ['0000-01-01T00:00:00Z', false],
  ['2026-11-23T10:14:00+25:00', false],
  ['٢٠٢٦-11-23T10:14:00Z', false],
  ['', false],
])('date-time %s: %p', (text, expected) => {
  expect(isDateTime(text)).toBe(expected)
})

test.each([
  '0001-01-01T00:00:00',
  '1900-02-28T23:59:59',
  '1900-03-01T00:00:00',
  '1970-01-01T00:00:00',
  '2000-02-29T12:00:00',
  '2024-03-01T00:00:00',
  '9999-12-31T23:59:59',
])('the instant of %s', (text) => {
  const instant = new Date(`${text}Z`).getTime()
  expect(millisecondsOf(`${text}Z`)).toBe(instant)
  expect(millisecondsOf(`${text}.5Z`)).toBe(instant + 500)
  expect(millisecondsOf(`${text}.123999999+05:30`)).toBe(instant + 123 - 330 * 60_000)
  expect(millisecondsOf(`${text}-14:00`)).toBe(instant + 840 * 60_000)
})

test('a leap second is the first of the next minute', () => {
  expect(millisecondsOf('2016-12-31T23:59:60Z')).toBe(Date.UTC(2017, 0, 1))
  expect(millisecondsOf('2017-01-01T01:59:60.000+02:00')).toBe(Date.UTC(2017, 0, 1))
  expect(millisecondsOf('2016-12-31T23:59:60.25Z')).toBeUndefined()
  expect(millisecondsOf('2016-12-31T24:00:00Z')).toBeUndefined()
})

test.each([
  ['1', '1', true],
  ['1.000000000000000', '1', true],
  ['-1.50e1', '-15', true],
  ['15e-1', '1.5', false],
  ['-0', '0', true],
  ['0.00e9', '0', true],
  ['1e5', '100000', true],
  ['0.00120', '0.0012', false],
  ['123456789012345678901', '123456789012345678901', true],
  ['1e400', '1e400', true],
  ['1e-400', '1e-400', false],
  ['9007199254740993.5', '9007199254740993.5', false],
])('the number %s is %s, and whole: %p', (text, plain, isWhole) => {
  expect(plainNumber(text)).toBe(plain)
  expect(isWholeNumber(text)).toBe(isWhole)
})

test('a number may have as many digits as it likes', () => {
  const zeros = '0'.repeat(500_000)
  expect(isExactNumber(`1${zeros}1`)).toBe(false)
  expect(plainNumber(`1${zeros}1.${zeros}`)).toBe(`1${zeros}1`)
})

test.each([
  ['/a/0/b', 'a[0].b'],
  ['/relatedParty/12/@referredType', 'relatedParty[12].@referredType'],
  ['/a~1b/c~0d', 'a/b.c~d'],
  ['', ''],
])('the pointer %p is shown as %p', (pointer, path) => {
  expect(dotted(pointer)).toBe(path)
})

test.each([
  ['1.10', []],
  ['100000000000000000000', []],
  ['1e21', []],
  ['0.1', []],
  ['123456789012345678', ['a']],
  ['0.12345678901234567890', ['a']],
  ['1e309', ['a']],
  ['1e-400', ['a']],
  ['"12345678901234567890"', []],
])('the number %s cannot be kept at %p', (number, paths) => {
  expect(parseJson(`{"a":${number}}`).unstorable.map(({ path }) => path)).toEqual(paths)
})

test.each([
  [['a'], { id: 1, href: 2, a: { b: 1, c: 2 } }],
  [['a.b'], { id: 1, href: 2, a: { b: 1 } }],
  [['a.b', 'a'], { id: 1, href: 2, a: { b: 1, c: 2 } }],
  [['l.x'], { id: 1, href: 2, l: [{ x: 1 }, {}] }],
  [['a', 'a.b'], { id: 1, href: 2, a: { b: 1, c: 2 } }],
  [['none'], { id: 1, href: 2 }],
  [['l.x.y.z'], { id: 1, href: 2, l: [{ x: 1 }, {}] }],
])('fields=%p', (fields, expected) => {
  expect(compileFields(fields)({ id: 1, href: 2, a: { b: 1, c: 2 }, l: [{ x: 1, y: 2 }, { y: 3 }] })).toEqual(expected)
})

describe('a JSON Patch', () => {
  const before = { id: '1', status: 'received', list: [{ a: 1 }, { a: 2 }], 'odd/name': 1 }
  const apply = (body: unknown) => applyPatch(usage, before, { kind: 'json', body })

  test.each([
    [[{ op: 'add', path: '/new', value: { x: 1 } }], { ...before, new: { x: 1 } }],
    [[{ op: 'remove', path: '/list/0' }], { ...before, list: [{ a: 2 }] }],
    [[{ op: 'add', path: '/list/1', value: 'x' }], { ...before, list: [{ a: 1 }, 'x', { a: 2 }] }],
    [[{ op: 'add', path: '/list/2', value: 'x' }], { ...before, list: [{ a: 1 }, { a: 2 }, 'x'] }],
    [[{ op: 'move', from: '/list/1', path: '/list/0' }], { ...before, list: [{ a: 2 }, { a: 1 }] }],
    [[{ op: 'copy', from: '/list/0/a', path: '/copied' }], { ...before, copied: 1 }],
    [[{ op: 'replace', path: '/odd~1name', value: 2 }], { ...before, 'odd/name': 2 }],
    [[{ op: 'test', path: '/list/0', value: { a: 1 } }], before],
    [[{ op: 'test', path: '', value: before }], before],
    [[{ op: 'copy', from: '', path: '/self' }], { ...before, self: before }],
    [[], before],
  ])('%j applies', (body, after) => {
    expect(apply(body)).toEqual(after)
    expect(before.list).toHaveLength(2)
  })

  test.each([
    [[{ op: 'replace', path: '/nosuch', value: 1 }], 400],
    [[{ op: 'remove', path: '/list/5' }], 400],
    [[{ op: 'add', path: '/list/9', value: 1 }], 400],
    [[{ op: 'add', path: '/list/x', value: 1 }], 400],
    [[{ op: 'add', path: '/list/01', value: 1 }], 400],
    [[{ op: 'replace', path: '/list/-', value: 1 }], 400],
    [[{ op: 'add', path: '/nosuch/deeper', value: 1 }], 400],
    [[{ op: 'add', path: '/status/deeper', value: 1 }], 400],
    [[{ op: 'test', path: '/status', value: 'rated' }], 409],
    [[{ op: 'test', path: '/nosuch', value: null }], 409],
    [[{ op: 'spin', path: '/status' }], 400],
    [[{ op: 'add', path: 'status', value: 1 }], 400],
    [[{ op: 'add', path: '/status' }], 400],
    [[{ op: 'add', path: '', value: {} }], 400],
    [[{ op: 'move', path: '/a' }], 400],
    [[{ op: 'remove', path: '/toString' }], 400],
    [[{ op: 'copy', from: '/toString', path: '/x' }], 400],
    [[{ op: 'move', from: '/list/0', path: '/list/5' }], 400],
    [Array.from({ length: 30 }, (_, index) => ({ op: 'copy', from: '', path: `/a${index}` })), 413],
    [[{ op: 'move', from: '/list', path: '/list/0' }], 400],
    [[{ op: 'add', path: '/__proto__/polluted', value: 1 }], 400],
    [[{ op: 'add', path: '/constructor/prototype/polluted', value: 1 }], 400],
    [[null], 400],
    [{ op: 'add' }, 400],
    ['x', 400],
  ])('%j is refused with %d', (body, status) => {
    const refused = (() => {
      try {
        return apply(body)
      } catch (error) {
        return error
      }
    })()
    expect(refused).toMatchObject({ status })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('an href begins with', () => {
  const request = (headers: Record<string, string> = {}) => new Request('http://tally.local:3000/x', { headers })
  const forwarded = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'usage.example.com, inner',
    'x-forwarded-prefix': '/prod/',
  }
  test.each([
    ['the Host', undefined, false, {}, undefined, 'http://tally.local:3000'],
    ['the Host, whatever an untrusted caller says', undefined, false, forwarded, '10.0.0.1', 'http://tally.local:3000'],
    [
      'PUBLIC_URL, whatever anybody says',
      'https://public.example',
      true,
      forwarded,
      undefined,
      'https://public.example',
    ],
    ['what a trusted proxy says', undefined, true, forwarded, undefined, 'https://usage.example.com/prod'],
    [
      'what a listed proxy says',
      undefined,
      ['10.0.0.1'],
      forwarded,
      '::ffff:10.0.0.1',
      'https://usage.example.com/prod',
    ],
    [
      'the Host when the proxy is not listed',
      undefined,
      ['10.0.0.1'],
      forwarded,
      '10.0.0.2',
      'http://tally.local:3000',
    ],
    [
      'the forwarded port',
      undefined,
      true,
      { 'x-forwarded-host': 'a.example', 'x-forwarded-port': '8443', 'x-forwarded-proto': 'https' },
      undefined,
      'https://a.example:8443',
    ],
    [
      'a scheme in capitals, and no port that is none',
      undefined,
      true,
      { 'x-forwarded-proto': 'HTTPS', 'x-forwarded-host': 'a.example', 'x-forwarded-port': '99999' },
      undefined,
      'https://a.example',
    ],
    [
      'its own host and the forwarded port',
      undefined,
      true,
      { 'x-forwarded-port': '8443' },
      undefined,
      'http://tally.local:8443',
    ],
    [
      'the Host when the proxy climbs',
      undefined,
      true,
      { 'x-forwarded-host': '..', 'x-forwarded-prefix': '/..' },
      undefined,
      'http://tally.local:3000',
    ],
    [
      'no usual port',
      undefined,
      true,
      { 'x-forwarded-host': 'a.example', 'x-forwarded-port': '443', 'x-forwarded-proto': 'https' },
      undefined,
      'https://a.example',
    ],
    [
      'the Host when the proxy says nonsense',
      undefined,
      true,
      { 'x-forwarded-host': 'a"b<c>', 'x-forwarded-proto': 'javascript', 'x-forwarded-prefix': '//evil' },
      undefined,
      'http://tally.local:3000',
    ],
  ] as const)('%s', (_name, publicUrl, trustProxy, headers, peer, expected) => {
    expect(
      originOf(
        { publicUrl, trustProxy: typeof trustProxy === 'boolean' ? trustProxy : [...trustProxy] },
        request(headers),
        peer,
      ),
    ).toBe(expected)
  })
})

describe('the environment', () => {
  test('may be empty', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: undefined,
      databaseUrl: undefined,
      trustProxy: false,
      requireIfMatch: false,
      profile: 'extended',
      logLevel: 'info',
    })
  })

  test('decides', () => {
    expect(
      readConfig({
        HOST: '::1',
        PORT: '8080',
        PUBLIC_URL: 'https://a.example/prod/',
        DATABASE_URL: 'postgresql://u@h/d',
        DATABASE_POOLER: 'transaction',
        TRUST_PROXY: '10.0.0.1, ::1',
        REQUIRE_IF_MATCH: 'true',
        PROFILE: 'strict',
        LOG_LEVEL: 'warn',
        AUTH: 'off',
      }),
    ).toMatchObject({
      host: '::1',
      port: 8080,
      publicUrl: 'https://a.example/prod',
      databaseUrl: 'postgresql://u@h/d',
      isDatabasePooled: true,
      trustProxy: ['10.0.0.1', '::1'],
      requireIfMatch: true,
      profile: 'strict',
      logLevel: 'warn',
    })
  })

  test('is refused with all that is wrong at once', () => {
    const wrong = {
      HOST: 'a b',
      PORT: '70000',
      PUBLIC_URL: 'ftp://x',
      DATABASE_URL: 'mysql://x',
      DATABASE_POOLER: 'session',
      TRUST_PROXY: 'maybe',
      REQUIRE_IF_MATCH: 'yes',
      PROFILE: 'Strict',
      LOG_LEVEL: 'loud',
      AUTH: 'on',
    }
    const message = (() => {
      try {
        readConfig(wrong)
      } catch (error) {
        return String(error)
      }
    })()
    for (const name of Object.keys(wrong)) expect(message).toContain(`${name}=`)
  })

  test('needs the address of a pooler', () => {
    expect(() => readConfig({ DATABASE_POOLER: 'transaction' })).toThrow('needs DATABASE_URL')
  })

  test('never shows a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://bob:s3cret@h/db' })).toThrow('DATABASE_URL=mysql://…@h/db')
  })

  test.each(['0.0.0.0', '127.999.1.1', '::', '192.168.1.5', 'example.com'])(
    'does not open an unprotected server to the network: HOST=%s',
    (HOST) => {
      expect(() => readConfig({ HOST })).toThrow('loopback')
    },
  )
})
