import { describe, expect, test } from 'bun:test'
import { type JsonPath, writeJsonPath } from '../../shared/jsonPath'
import { readJsonPath } from '../../shared/jsonPathReader'
import { JsonPathProblem } from '../../shared/jsonPathText'
import { readSearch, SearchProblem } from '../../shared/search'

describe('a path is read, and written', () => {
  test.each([
    ['$', '$'],
    ['attachment', '$.attachment'],
    ['$.attachment', '$.attachment'],
    ["['attachment']", '$.attachment'],
    ['$["a b"].c', "$['a b'].c"],
    ["$['it\\'s']", "$['it\\'s']"],
    ['$.attachment[*].size', '$.attachment[*].size'],
    ['$.attachment[0]', '$.attachment[0]'],
    ['$.details.[?(@.a)]', '$.details[?(@.a)]'],
    ['$ .a [ 1 ]', '$.a[1]'],
    // Without a dot, as in the example of TMF630 part 6; attributes of TM Forum that begin with @ are meant by their names.
    ['attachment[?(@size==300)]', "$.attachment[?(@.size == '300')]"],
    ["a[?(@b.c[0]=='x' && !@d || 1<@e)]", "$.a[?((@.b.c[0] == 'x' && !(@.d)) || @.e > '1')]"],
    [
      "relatedParty[?(@referredType=='Individual' || @type=='x')]",
      "$.relatedParty[?(@.@referredType == 'Individual' || @.@type == 'x')]",
    ],
    ['a[?(@.b>=null || @.c<=true)]', "$.a[?(@.b == null || @.c == 'true')]"],
    ['a[?(@.b<false)]', "$.a[?(@.b == 'false' && @.b != 'false')]"],
    ["a['1b']", "$.a['1b']"],
    ['a["\\u0001\\ud83d\\ude00\\/\\""]', "$.a['\\u0001😀/\"']"],
    ['größe.a-b.@type', "$['größe'].a-b.@type"],
    ["$[?(@.status=='rated')]", "$[?(@.status == 'rated')]"],
    ['$[?@.status=="rated"]', "$[?(@.status == 'rated')]"],
    ['$.attachment[?(@.size==300)]', "$.attachment[?(@.size == '300')]"],
    ['attachment[?(300 < @.size)]', "$.attachment[?(@.size > '300')]"],
    ['a[?(@.b!=-1.5e3)]', "$.a[?(@.b != '-1.5e3')]"],
    ['a[?(@.b==true||@.b == false)]', "$.a[?(@.b == 'true' || @.b == 'false')]"],
    ['a[?(@.b==null && null!=@.c)]', '$.a[?(@.b == null && @.c != null)]'],
    ["a[?(@.b=='null')]", "$.a[?(@.b == 'null')]"],
    ['a[?(@.b || @.c && @.d)]', '$.a[?(@.b || (@.c && @.d))]'],
    ['a[?((@.b || @.c) && @.d)]', '$.a[?((@.b || @.c) && @.d)]'],
    ['a[?(!@.b && !(@.c==1))]', "$.a[?(!(@.b) && !(@.c == '1'))]"],
    ['a[?(@.b=~/^x\\/y\\d$/)]', "$.a[?(@.b =~ '^x/y\\\\d$')]"],
    ['a[?(@.b=~/x/i)]', "$.a[?(@.b =~ '(?i)x')]"],
    ["a[?(@.b=~'x')]", "$.a[?(@.b =~ 'x')]"],
    ['a[?(@=="x")]', "$.a[?(@ == 'x')]"],
    ["a[?(@.@type=='x' && @['@type'])]", "$.a[?(@.@type == 'x' && @.@type)]"],
    ["a[?(@.b[?(@.c==1)].d[0]=='x')].e", "$.a[?(@.b[?(@.c == '1')].d[0] == 'x')].e"],
    ["a[?(@.b=='\\u00fc\\n\\\\')]", "$.a[?(@.b == 'ü\\u000a\\\\')]"],
    ["a[?(@.b==']) && (')]", "$.a[?(@.b == ']) && (')]"],
  ])('%s', (text, written) => {
    const path = readJsonPath(text)
    expect(writeJsonPath(path)).toBe(written)
    expect(readJsonPath(written)).toEqual(path)
  })

  test('also as a JSON Pointer with conditions', () => {
    expect(writeJsonPath(readJsonPath("/note[?(@.author=='X')]/te~1xt", { slashes: true }))).toBe(
      "$.note[?(@.author == 'X')]['te/xt']",
    )
    expect(writeJsonPath(readJsonPath('/a/0[?(@.b)]', { slashes: true }))).toBe('$.a[0][?(@.b)]')
  })
})

const problemOf = (text: string): JsonPathProblem => {
  try {
    readJsonPath(text)
  } catch (thrown) {
    if (thrown instanceof JsonPathProblem) return thrown
    throw thrown
  }
  throw new Error(`${text} was read`)
}

test.each([
  ['', 1, 'a name'],
  ['$.', 3, 'a name'],
  ['$.a[', 5, '?(condition), *, an index or a name in quotes'],
  ['$.a[b]', 5, '?(condition), *, an index or a name in quotes'],
  ['$.a[01]', 5, 'an index'],
  ['$.a]', 4, 'the end'],
  ["status=='rated'", 7, "[?(@.status=='rated')]"],
  ["@.status=='rated'", 1, "$[?(@.status=='rated')]"],
  ['$[?(@.a', 8, ')'],
  ['$[?(@.a=1)]', 8, '=='],
  ['$[?(@.a==)]', 10, 'a number, text in quotes'],
  ['$[?(@.a==1]', 11, ')'],
  ['$[?(@.a==1)', 12, ']'],
  ['$[?(@.a==rated)]', 10, 'text in quotes'],
  ['$[?(@.a==1e999)]', 15, 'a number'],
  [' $.a', 1, 'no blank'],
  ['$.a ', 4, 'no blank'],
  ['$. a', 3, 'a name'],
  ['$.\n a', 3, 'a name'],
  ['$.1a', 3, "['1a']"],
  ["$['a\tb']", 5, 'an escape'],
  ['$["a\u0001"]', 5, 'an escape'],
  ["$[?(@.a=='\\d')]", 11, 'an escape'],
  ["$[?(@.a=='\\u12g4')]", 11, 'an escape'],
  ["$[?(@.a=='\\U0041')]", 11, 'an escape'],
  ["$[?(@.a=='\\\"')]", 11, 'an escape'],
  ['$[?(@.a=="\\\'")]', 11, 'an escape'],
  ["$[?(@.a=~'\\d+')]", 11, 'an escape'],
  ["$[?('x'=~@.a)]", 10, 'another comparison'],
  ['$[?(@.a=~5)]', 10, 'a regular expression'],
  ['$[?(@.a=~/x)]', 14, '/ after the regular expression'],
  ["$[?(@.a=='x)]", 14, "' after the text that begins at position 10"],
  ["$[?(@.a=='\\ud800')]", 10, 'surrogate'],
  ['$[?(!@.a==1)]', 6, 'parentheses'],
  ['$[?(@.a & @.b)]', 9, ')'],
  ['$[?()]', 5, 'a condition'],
  ['$[?(true)]', 9, 'comparison'],
  ["$['a'", 6, ']'],
  ['a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r', 36, '16 steps'],
])('%s is wrong at position %d', (text, position, expected) => {
  const problem = problemOf(text)
  expect([problem.unsupported, problem.position]).toEqual([false, position])
  expect(problem.message).toContain(expected)
  expect(problem.message).toContain(`position ${position}`)
})

test.each([
  ['$..a', '..'],
  ['$.*', '.*'],
  ['$.a[0:2]', 'slice'],
  ['$.a[:2]', 'slice'],
  ['$.a[-1]', 'from the end'],
  ['$.a[(@.length-1)]', 'script'],
  ['$.a[0,1]', '[a,b]'],
  ["$['a','b']", '[a,b]'],
  ['$.a.length()', 'length()'],
  ['$[?(length(@.a)>1)]', 'length()'],
  ['$[?(@.a.min()>1)]', 'min()'],
  ['$[?(@.a==@.b)]', 'path with a path'],
  ['$[?(@.a==$.b)]', 'path with a path'],
  ['$[?($.a==1)]', '$ inside a condition'],
  ["$[?(@.a in ['x'])]", 'operator in'],
  ["$[?(@.a==['x'])]", 'array'],
  ['$[?(@.a=~/x/g)]', 'flag g'],
  ['$.a[12345678901]', 'index above'],
  ['$[0]', 'position in the list'],
  ['[*][1].id', 'position in the list'],
  ['$[?(@.a)][0]', 'position in the list'],
])('%s is valid, but not supported', (text, what) => {
  const problem = problemOf(text)
  expect(problem.unsupported).toBe(true)
  expect(problem.message).toContain(what)
  expect(problem.message).toMatch(/is not supported\. [A-Z].+\.$/)
})

test.each([
  ['long', `a[?(@.b=='${'x'.repeat(4000)}')]`],
  ['deep', `${'a[?(@.'.repeat(500)}b${')]'.repeat(500)}`],
  ['deep in parentheses', `a[?(${'('.repeat(1500)}@.b${')'.repeat(1500)})]`],
  ['often negated', `a[?(${'!'.repeat(1500)}@.b)]`],
  ['made of many conditions', `a[?(${Array(51).fill('@.b').join('||')})]`],
])('a path that is too %s is refused', (_what, text) => {
  expect(problemOf(text)).toMatchObject({ unsupported: false, message: expect.stringMatching(/more than|at most/) })
})

describe('in a query string', () => {
  const filterOf = (query: string) => readSearch(query).filter?.map((path: JsonPath) => writeJsonPath(path))
  const refusal = (query: string) => {
    try {
      return readSearch(query)
    } catch (thrown) {
      return thrown
    }
  }

  test.each([
    ["filter=$[?(@.status=='rated')]", ["$[?(@.status == 'rated')]"]],
    ['filter=a%5B%3F%28%40.b%3D%3D1%20%26%26%20%40.c%29%5D', ["$.a[?(@.b == '1' && @.c)]"]],
    ["filter=a[?(@.b=='x,y')]", ["$.a[?(@.b == 'x,y')]"]],
    ["filter=a[?(@.b=='x+y%2Bz')]", ["$.a[?(@.b == 'x y+z')]"]],
    ["filter=a[?(@.b>'2026-11-23T10:00:00+01:00')]", ["$.a[?(@.b > '2026-11-23T10:00:00+01:00')]"]],
    ['filter=a&filter=b', ['$.a', '$.b']],
    ['status=rated&filter=a;filter=b', ['$.a', '$.b']],
    ['filter.eq=5', undefined],
  ])('%s', (query, paths) => {
    expect(filterOf(query)).toEqual(paths)
  })

  test.each(['filter=a[?(@.b==1 && @.c==2)]', "filter=a[?(@.b=='x;y')]"])('%s says to encode it', (query) => {
    expect(refusal(query)).toMatchObject({
      parameter: 'filter',
      unsupported: false,
      message: expect.stringContaining('& as %26'),
    })
  })

  test.each(['filter=a;status=rated', 'status=rated;filter=a'])('%s is no alternative', (query) => {
    expect(refusal(query)).toBeInstanceOf(SearchProblem)
  })

  test('its conditions count with the others', () => {
    const filter = encodeURIComponent(`a[?(${Array(30).fill('@.b').join('||')})]`)
    const others = Array.from({ length: 20 }, (_, index) => `c${index}=1`).join('&')
    expect(refusal(`filter=${filter}&${others}`)).toMatchObject({ filter: [expect.anything()] })
    expect(refusal(`filter=${filter}&${others}&d=1`)).toMatchObject({
      message: expect.stringContaining('50 conditions; got 51'),
    })
  })
})
