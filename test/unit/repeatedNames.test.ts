import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { parseJson } from '../../server/resource/json'

const space = fc.stringMatching(/^[ \t\r\n]{0,2}$/)
const name = fc.oneof(fc.constantFrom('a', 'b', ':', 'a":', '__x'), fc.string({ minLength: 1, maxLength: 4 }))
const text = fc.oneof(fc.constantFrom(':', '": ', ' :', '{"a":1,"a":2}', '\\'), fc.string({ maxLength: 6 }))

/** JSON text with white space in all places, and the steps to the names that it repeats. */
interface Written {
  text: string
  paths: (string | number)[][]
}
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)).map((value) => ({
  text: JSON.stringify(value),
  paths: [],
}))
const pathOf = (steps: (string | number)[]) =>
  steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path ? `${path}.${step}` : step),
    '',
  )

const { document } = fc.letrec<{ value: Written; document: Written }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('document'),
    fc.tuple(fc.array(tie('value'), { maxLength: 3 }), space).map(([elements, gap]) => ({
      text: `[${gap}${elements.map((element) => element.text + gap).join(',')}]`,
      paths: elements.flatMap((element, index) => element.paths.map((path) => [index, ...path])),
    })),
  ),
  document: fc.array(fc.tuple(name, tie('value'), space), { maxLength: 4 }).map((members) => ({
    text: `{${members.map(([key, value, gap]) => `${gap}${JSON.stringify(key)}${gap}:${gap}${value.text}${gap}`).join(',')}}`,
    paths: members.flatMap(([key, value], index) => [
      ...(members.slice(0, index).some(([earlier]) => earlier === key) ? [[key]] : []),
      ...value.paths.map((path) => [key, ...path]),
    ]),
  })),
}))

test('exactly the repeated names are found, however the text is written', () => {
  fc.assert(
    fc.property(document, ({ text, paths }) => {
      const found = parseJson(text).unstorable.filter(({ message }) => message.includes('more than once'))
      expect(found.map(({ path }) => path).sort()).toEqual(paths.slice(0, 20).map(pathOf).sort())
    }),
    { numRuns: 2000 },
  )
})

test('a name is the same however it is escaped', () => {
  expect(parseJson('{"status":"a","\\u0073tatus":"b"}').unstorable[0]).toMatchObject({ path: 'status' })
})

test('a repetition is found behind a hundred thousand other objects', () => {
  const long = `{"a":[${'{"a":":"},'.repeat(100_000)}{"a":1,"a":2}]}`
  expect(parseJson(long).unstorable.map(({ path }) => path)).toEqual(['a[100000].a'])
})
