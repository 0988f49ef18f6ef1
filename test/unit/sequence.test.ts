import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { readExpression } from '../../shared/checker/expression'
import { sequenceOf } from '../../shared/checker/sequence'

/** Patterns that JavaScript's own engine may match: they mean what RE2 means by them, and take linear time. */
function agree(source: string, texts: string[]): { matched: number } | undefined {
  const sequence = sequenceOf(source)
  if (!sequence) return undefined
  const expression = readExpression(source)
  if (typeof expression === 'string') {
    expect([source, expression]).toEqual([source, expect.stringContaining('too large')])
    return undefined
  }
  let matched = 0
  for (const text of texts) {
    const isMatch = expression.test(text)
    expect([source, text, sequence.test(text)]).toEqual([source, text, isMatch])
    if (isMatch) matched++
  }
  return { matched }
}

test.each([
  '^\\+[1-9][0-9]{6,14}$',
  '^[0-9]{15}$',
  '[0-9]{6}',
  '^[0-9]{3}-[0-9]{2,3}-[0-9]{1,5}-[0-9]{1,9}$',
  '^[A-Z]{2}$',
  '.*',
  '^\\+49',
  '[^,]+',
  '[+-]?\\d+',
  '\\w+\\s?',
  '[!-~]{1,20}',
  'a?b?c?',
  '[\\d.-]+@[a-z]+',
  'x{0}',
  '[-a]*',
  '[a-]*',
])('%s is a sequence', (source) => {
  expect(sequenceOf(source)?.size).toBeGreaterThan(0)
})

test.each([
  ['more than one way to match', ['[ab]*a', '[a-z]+[a-z0-9]*', 'a?[ab]{2,3}', '.*5', '\\w*_', '\\s*\\n?[^x]?\\t']],
  ['an end alone', ['\\.example$', 'a$']],
  ['groups and alternatives', ['(a)', 'a|b', '(?i)a', '(?:ab)+']],
  ['what is lazy, possessive or repeated twice', ['a+?', 'a{2}?', 'a++', 'a{2}{3}', '^*']],
  ['what RE2 refuses', ['[b-a]', 'a{1001}', 'a{2,1}', '*', '[a', 'a)', '\\', '\\e', '\\é', '']],
  ['braces that are characters', ['a{', 'a{,3}', 'a{01}', '}', 'a{1,b}']],
  [
    'other classes and escapes',
    [
      '[[:alpha:]]',
      '\\pL',
      '[\\pL]',
      '\\D',
      '[\\W]',
      '\\bx',
      '\\x41',
      '\\n',
      '\\Qa',
      '[]a]',
      '[^]',
      '[a-\\d]',
      '[\\d-z]',
      '[a-z-9]',
      '[a^b]',
      '^^a',
      'a^',
      'a$$',
    ],
  ],
  ['what is not ASCII', ['é', '[é]', '[a-é]', '٣+']],
])('%s is none', (_, sources) => {
  for (const source of sources) expect([source, sequenceOf(source)]).toEqual([source, undefined])
})

test('every character of ASCII means itself, or is left to RE2', () => {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
  const texts = [...ascii, '', 'aa', 'é', '\u2028', '\ud83d\ude00', '\ud800']
  let sequences = 0
  for (const it of ascii) {
    const forms = [
      it,
      `\\${it}`,
      `[${it}]`,
      `[^${it}]`,
      `[\\${it}]`,
      `[${it}a]`,
      `[a${it}]`,
      `[!-${it}]`,
      `[${it}-~]`,
      `[\\${it}-~]`,
      `[\\d${it}]`,
      `a?${it}`,
      `${it}{2}`,
      `^${it}`,
      `^${it}$`,
      `${it}$`,
    ]
    for (const source of forms) if (agree(source, texts)) sequences++
  }
  expect(sequences).toBeGreaterThan(1_000)
})

const characters = [
  'a',
  'b',
  'B',
  '0',
  '9',
  '_',
  '-',
  '.',
  '+',
  ' ',
  '\t',
  '\n',
  '\v',
  '\u00a0',
  '\u0130',
  'é',
  '٣',
  'K',
  '\u2028',
  '\ud83d\ude00',
  '\ud800',
  '\udc00',
]
const texts = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b', '0', '-') },
      { weight: 1, arbitrary: fc.constantFrom(...characters) },
    ),
    { maxLength: 8 },
  )
  .map((all) => all.join(''))
const some = fc.array(texts, { minLength: 4, maxLength: 12 })
const classes = fc.constantFrom(
  'a',
  'b',
  '-',
  '.',
  '0',
  '\\.',
  '\\d',
  '\\w',
  '\\s',
  '[ab]',
  '[^a]',
  '[a-c]',
  '[0-9]',
  '[-0]',
  '[^\\w]',
  '[^-]',
  '[\\s-]',
  '[ -~]',
  '[A-Z_]',
  '[^\\d\\s]',
)
const signs = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '{1,3}', '{0}')
const rows = fc
  .array(
    fc.tuple(classes, signs).map((it) => it.join('')),
    { minLength: 1, maxLength: 5 },
  )
  .map((items) => items.join(''))
const patterns = fc.tuple(fc.constantFrom('', '^'), rows, fc.constantFrom('', '$')).map((it) => it.join(''))

test('a sequence matches what RE2 matches', () => {
  const counts = { sequences: 0, matched: 0 }
  fc.assert(
    fc.property(patterns, some, (source, all) => {
      const found = agree(source, all)
      counts.sequences += found ? 1 : 0
      counts.matched += found?.matched ?? 0
    }),
    { numRuns: 20_000 },
  )
  expect(counts.sequences).toBeGreaterThan(4_000)
  expect(counts.matched).toBeGreaterThan(4_000)
})

test('whatever is taken for a sequence is one to RE2, too', () => {
  let sequences = 0
  const anything = fc.string({ unit: fc.constantFrom(...'ab09.*+?{}[]()|^$\\-,dws:!~é \n'), maxLength: 8 })
  fc.assert(
    fc.property(anything, some, (source, all) => {
      if (agree(source, all)) sequences++
    }),
    { numRuns: 40_000 },
  )
  expect(sequences).toBeGreaterThan(1_000)
})

test.each<[string, string]>([
  ['a*b*c*d*e*f*g*h*', 'abcdefgh'.replace(/./g, (it) => it.repeat(100_000))],
  ['[a-y]{0,1000}z', 'a'.repeat(1_000_000)],
  ['^\\w+\\s?\\.', 'a'.repeat(1_000_000)],
  ['a{0,1000}b{0,1000}c{0,1000}d', 'a'.repeat(1_000) + 'b'.repeat(1_000) + 'c'.repeat(1_001)],
  ['[^.]{1,1000}\\.[^-]+-[^_]+_', `${'a'.repeat(1_000)}.${'b'.repeat(500_000)}-${'c'.repeat(500_000)}`],
])('%s is matched in linear time where it fails', (source, text) => {
  const sequence = sequenceOf(source)
  const started = performance.now()
  expect(sequence?.test(`${text}!`)).toBe(false)
  expect(performance.now() - started).toBeLessThan(2_000)
})
