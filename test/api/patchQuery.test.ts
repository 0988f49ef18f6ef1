import { describe, expect, test } from 'bun:test'
import { maxBody } from '../../shared/vocabulary'
import { aUsage, startWorld } from '../support/world'

/** `application/json-patch-query+json` (TMF630 part 5). */
const world = startWorld()
const headers = { 'content-type': 'application/json-patch-query+json' }

const party = (id: string, role: string) => ({ id, role, '@referredType': 'Individual' })
const document = {
  description: 'Two calls',
  status: 'received',
  relatedParty: [party('mary', 'customer'), party('john', 'customer'), party('ann', 'partner')],
  usageCharacteristic: [
    { name: 'duration', value: 312 },
    { name: 'cells', value: ['a', 'b', 'c'] },
    { name: 'duration', value: '400' },
  ],
  ratedProductUsage: [{ ratingDate: '2026-11-23T10:00:00Z', taxRate: 20, productRef: { id: '1513' } }],
  note: [{ author: 'Arthur Evans' }, { author: 'John Doe', text: 'Informed' }],
  item: [
    { name: 'one', part: [{ id: 'a', size: 1 }, { id: 'b' }] },
    { name: 'two', part: [{ id: 'a' }] },
  ],
}

const create = async () => (await world.call('POST', '/usage', aUsage({ ...document, status: 'received' }))).body
const patch = async (id: string, ...operations: object[]) =>
  world.call('PATCH', `/usage/${id}`, operations, { headers })

describe('a path selects with conditions', () => {
  const [duration, cells, text] = document.usageCharacteristic
  const [mary, john, ann] = document.relatedParty
  const [arthur, doe] = document.note
  const [one, two] = document.item
  test.each([
    // Conditions relative to the element, and from the root.
    [
      { op: 'replace', path: '/usageCharacteristic/value?name=cells', value: 1 },
      { usageCharacteristic: [duration, { ...cells, value: 1 }, text] },
    ],
    [
      { op: 'replace', path: '/usageCharacteristic/value?usageCharacteristic.name=cells', value: 1 },
      { usageCharacteristic: [duration, { ...cells, value: 1 }, text] },
    ],
    [
      { op: 'replace', path: '/usageCharacteristic/value?name=duration&value.gt=350', value: 1 },
      { usageCharacteristic: [duration, cells, { ...text, value: 1 }] },
    ],
    [
      { op: 'replace', path: '/usageCharacteristic/value?name=duration', value: 1 },
      { usageCharacteristic: [{ ...duration, value: 1 }, cells, { ...text, value: 1 }] },
    ],
    [
      { op: 'replace', path: '/usageCharacteristic/value?value=312;name=cells', value: 1 },
      { usageCharacteristic: [{ ...duration, value: 1 }, { ...cells, value: 1 }, text] },
    ],
    [{ op: 'remove', path: '/relatedParty?relatedParty.role=customer' }, { relatedParty: [ann] }],
    [{ op: 'remove', path: '/relatedParty?role=customer&id=john' }, { relatedParty: [mary, ann] }],
    [{ op: 'remove', path: '/relatedParty?role.ne=customer' }, { relatedParty: [mary, john] }],
    [{ op: 'remove', path: '/relatedParty?id.like=*n*' }, { relatedParty: [mary] }],
    [{ op: 'remove', path: '/relatedParty?id.regex=^(mary|ann)$' }, { relatedParty: [john] }],
    [
      { op: 'add', path: '/relatedParty/name?relatedParty.id=john', value: 'John' },
      { relatedParty: [mary, { ...john, name: 'John' }, ann] },
    ],
    [
      { op: 'replace', path: '/ratedProductUsage/taxRate?ratedProductUsage.productRef.id=1513', value: 7 },
      { ratedProductUsage: [{ ...document.ratedProductUsage[0], taxRate: 7 }] },
    ],
    [
      { op: 'replace', path: '/ratedProductUsage/taxRate?ratingDate=2026-11', value: 7 },
      { ratedProductUsage: [{ ...document.ratedProductUsage[0], taxRate: 7 }] },
    ],
    [{ op: 'replace', path: '/description?status=received', value: 'New' }, { description: 'New' }],
    // Through arrays in arrays.
    [
      { op: 'add', path: '/item/part/size?item.name=two', value: 9 },
      { item: [one, { ...two, part: [{ id: 'a', size: 9 }] }] },
    ],
    [
      { op: 'add', path: '/item/part/size?item.name=one&item.part.id=b', value: 9 },
      { item: [{ ...one, part: [one?.part[0], { id: 'b', size: 9 }] }, two] },
    ],
    [
      { op: 'remove', path: '/item/part?item.part.id=a' },
      {
        item: [
          { ...one, part: [{ id: 'b' }] },
          { ...two, part: [] },
        ],
      },
    ],
    [{ op: 'remove', path: '/item/1/part?item.part.id=a' }, { item: [one, { ...two, part: [] }] }],
    // Values of a list.
    [
      { op: 'add', path: '/usageCharacteristic/value?name=cells', value: 'd' },
      { usageCharacteristic: [duration, { ...cells, value: ['a', 'b', 'c', 'd'] }, text] },
    ],
    [
      { op: 'remove', path: '/usageCharacteristic/value?usageCharacteristic.value=b' },
      { usageCharacteristic: [duration, { ...cells, value: ['a', 'c'] }, text] },
    ],
    [
      { op: 'add', path: '/relatedParty', value: party('new', 'partner') },
      { relatedParty: [mary, john, ann, party('new', 'partner')] },
    ],
    // JSONPath.
    [
      { op: 'replace', path: "$.usageCharacteristic[?(@.name=='cells')].value", value: 1 },
      { usageCharacteristic: [duration, { ...cells, value: 1 }, text] },
    ],
    [
      { op: 'add', path: "/note[?(@.author=='Arthur Evans')]/text", value: 'Called' },
      { note: [{ ...arthur, text: 'Called' }, doe] },
    ],
    [
      { op: 'add', path: "note[?(@.author=='Arthur Evans')]", value: { text: 'Called' } },
      { note: [{ ...arthur, text: 'Called' }, doe] },
    ],
    [{ op: 'remove', path: "note[?(@.author=='John Doe')].text" }, { note: [arthur, { author: 'John Doe' }] }],
    [{ op: 'remove', path: "$.relatedParty[?(@.role=='customer' && @.id!='mary')]" }, { relatedParty: [mary, ann] }],
    [{ op: 'remove', path: '$.usageCharacteristic[?(@.value==400)]' }, { usageCharacteristic: [duration, cells] }],
    [
      { op: 'replace', path: '$.usageCharacteristic[*].value', value: 0 },
      { usageCharacteristic: document.usageCharacteristic.map((it) => ({ ...it, value: 0 })) },
    ],
    [
      { op: 'add', path: '$.relatedParty.name', value: 'X' },
      { relatedParty: document.relatedParty.map((it) => ({ ...it, name: 'X' })) },
    ],
    [{ op: 'add', path: '$.brand', value: 'new' }, { brand: 'new' }],
    [{ op: 'add', path: 'brand', value: 'new' }, { brand: 'new' }],
    [{ op: 'test', path: '/relatedParty/@referredType?role=customer', value: 'Individual' }, {}],
    // One place to another.
    [
      { op: 'copy', from: "$.relatedParty[?(@.id=='mary')].role", path: '/relatedParty/name?id=ann' },
      { relatedParty: [mary, john, { ...ann, name: 'customer' }] },
    ],
    [
      { op: 'copy', from: '/description', path: '$.relatedParty[*].name' },
      { relatedParty: document.relatedParty.map((it) => ({ ...it, name: 'Two calls' })) },
    ],
    [
      { op: 'move', from: '/note?author=John Doe', path: '/done' },
      { note: [arthur], done: doe },
    ],
    [{ op: 'move', from: '/relatedParty?id=mary', path: '/relatedParty/-' }, { relatedParty: [john, ann, mary] }],
    // Plain pointers as ever.
    [
      { op: 'replace', path: '/usageCharacteristic/0/value', value: 5 },
      { usageCharacteristic: [{ ...duration, value: 5 }, cells, text] },
    ],
    [
      { op: 'add', path: '/relatedParty/0', value: party('first', 'x') },
      { relatedParty: [party('first', 'x'), mary, john, ann] },
    ],
  ])('%j', async (operation, expected) => {
    const before = await create()
    const { status, body } = await patch(before.id, operation)
    expect([status, body]).toEqual([200, { ...before, ...expected }])
    expect((await world.call('GET', `/usage/${before.id}`)).body).toEqual(body)
  })
})

test('each operation sees what the ones before it did', async () => {
  const { id } = await create()
  const { body } = await patch(
    id,
    { op: 'test', path: '/relatedParty/role?id=ann', value: 'partner' },
    { op: 'replace', path: '/relatedParty/role?role=customer', value: 'guest' },
    { op: 'remove', path: '/relatedParty?role=guest&id=john' },
    { op: 'add', path: '/relatedParty/name?role=guest', value: 'Mary' },
  )
  expect(body.relatedParty).toEqual([{ ...party('mary', 'guest'), name: 'Mary' }, party('ann', 'partner')])
})

describe('nothing changes when', () => {
  test.each([
    [
      'nothing is selected',
      [{ op: 'replace', path: '/relatedParty/name?role=nobody', value: 'x' }],
      400,
      'patchFailed',
      'Operation 0 (replace /relatedParty/name?role=nobody) selects nothing',
    ],
    [
      'what is selected lacks the attribute',
      [{ op: 'remove', path: "$.note[?(@.author=='Arthur Evans')].text" }],
      400,
      'patchFailed',
      'selects nothing',
    ],
    [
      'a later operation fails',
      [
        { op: 'remove', path: '/note?author=John Doe' },
        { op: 'remove', path: '/note?author=John Doe' },
      ],
      400,
      'patchFailed',
      'Operation 1',
    ],
    [
      'a test of one place fails',
      [{ op: 'test', path: '/relatedParty/role', value: 'x' }],
      409,
      'testFailed',
      'Operation 0',
    ],
    [
      'a test of many places fails',
      [{ op: 'test', path: '$.relatedParty[*].role', value: 'customer' }],
      409,
      'testFailed',
      'found a different value',
    ],
    [
      'a test finds nothing',
      [{ op: 'test', path: '/relatedParty/role?id=nobody', value: 'customer' }],
      409,
      'testFailed',
      'Operation 0',
    ],
    [
      'from is many',
      [{ op: 'copy', from: '/relatedParty?role=customer', path: '/x' }],
      400,
      'patchFailed',
      'from selects 2 values, but must select exactly one',
    ],
    [
      'from is nothing',
      [{ op: 'move', from: '/relatedParty?role=nobody', path: '/x' }],
      400,
      'patchFailed',
      'from selects no values',
    ],
    [
      'a plain from is nothing',
      [{ op: 'copy', from: '/nosuch/0', path: '$.x' }],
      400,
      'patchFailed',
      'from selects no values',
    ],
    [
      'one thing should move to many places',
      [{ op: 'move', from: '/description', path: '$.relatedParty[*].name' }],
      400,
      'patchFailed',
      'selects 3 values',
    ],
    [
      'what comes of it is not valid',
      [{ op: 'remove', path: '/relatedParty/id?role=customer' }],
      400,
      'invalidAttribute',
      'relatedParty[0].id is required',
    ],
    [
      'the id should change',
      [{ op: 'replace', path: '$.id', value: 'x' }],
      400,
      'invalidAttribute',
      'cannot be changed',
    ],
    ['the path is wrong', [{ op: 'remove', path: "$.note[?(@.author='X')]" }], 400, 'invalidAttribute', 'position 18'],
    ['the path is not offered', [{ op: 'remove', path: '$..note' }], 501, 'notSupported', 'Name every step'],
    [
      'the query is no condition',
      [{ op: 'remove', path: '/note?limit=5' }],
      400,
      'invalidFilter',
      'Write /array/attribute?name=value',
    ],
    [
      'the query is empty',
      [{ op: 'remove', path: '/note?' }],
      400,
      'invalidFilter',
      'Write /array/attribute?name=value',
    ],
    ['the query is wrong', [{ op: 'remove', path: '/note?author=%zz' }], 400, 'invalidAttribute', 'percent-encoded'],
    ['a value cannot be', [{ op: 'remove', path: '/ratedProductUsage?taxRate=high' }], 400, 'invalidFilter', 'number'],
    ['a regular expression is wrong', [{ op: 'remove', path: '/note?author.regex=(' }], 400, 'invalidFilter', 'RE2'],
    ['the operation is none', [{ op: 'spin', path: '/note?author=X' }], 400, 'invalidAttribute', 'must have an op'],
    [
      'the value is missing',
      [{ op: 'add', path: '/note/text?author=X' }],
      400,
      'invalidAttribute',
      'must have a value',
    ],
    ['the whole is meant', [{ op: 'replace', path: '$', value: {} }], 400, 'invalidAttribute', 'whole resource'],
    [
      'a prototype is meant',
      [{ op: 'add', path: "$['__proto__'].x", value: 1 }],
      400,
      'patchFailed',
      'selects nothing',
    ],
    [
      'a prototype would be added',
      [{ op: 'add', path: "$['__proto__']", value: {} }],
      400,
      'invalidAttribute',
      'JSON Pointer',
    ],
  ])('%s', async (_what, operations, status, code, words) => {
    const before = await create()
    const answer = await patch(before.id, ...operations)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.message).toContain(words)
    expect((await world.call('GET', `/usage/${before.id}`)).body).toEqual(before)
  })
})

test('a patch that changes nothing makes no new revision', async () => {
  const { id } = await create()
  const answer = await patch(id, { op: 'replace', path: '/relatedParty/role?id=ann', value: 'partner' })
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"1"'])
})

test('If-Match counts', async () => {
  const { id } = await create()
  const operations = [{ op: 'remove', path: '/note?author=John Doe' }]
  expect(
    await world.call('PATCH', `/usage/${id}`, operations, { headers: { ...headers, 'if-match': '"2"' } }),
  ).toMatchObject({ status: 412 })
  expect(
    await world.call('PATCH', `/usage/${id}`, operations, { headers: { ...headers, 'if-match': '"1"' } }),
  ).toMatchObject({ status: 200 })
})

describe('what would hold the server is refused', () => {
  const big = async () =>
    (
      await world.call(
        'POST',
        '/usage',
        aUsage({ list: Array.from({ length: 20_000 }, (_, index) => ({ a: index, b: 'x'.repeat(5) })) }),
      )
    ).body.id

  test('a value put in too many places', async () => {
    const answer = await patch(await big(), { op: 'replace', path: '$.list[*].b', value: 'x'.repeat(200) })
    expect(answer).toMatchObject({ status: 413, body: { code: 'bodyTooLarge' } })
  })

  test('operations that look at everything, again and again', async () => {
    const again = Array.from({ length: 5000 }, () => ({ op: 'replace', path: '/list/b?a=7', value: 'y' }))
    expect(await patch(await big(), ...again)).toMatchObject({ status: 413, body: { code: 'tooMuchToSearch' } })
  })

  test('a regular expression that backtracks', async () => {
    const { body } = await world.call('POST', '/usage', aUsage({ list: ['a'.repeat(100_000)] }))
    expect(await patch(body.id, { op: 'remove', path: '$.list[?(@=~/^(a+)+$b/)]' })).toMatchObject({
      status: 400,
      body: { code: 'patchFailed' },
    })
  })

  test('a regular expression of many steps, on long text', async () => {
    const { body } = await world.call('POST', '/usage', aUsage({ list: ['ab'.repeat(100_000)] }))
    expect(await patch(body.id, { op: 'remove', path: '$.list[?(@=~/^[ab]*a[ab]{400}c/)]' })).toMatchObject({
      status: 413,
      body: { code: 'tooMuchToSearch' },
    })
  })

  test('a document that outgrows a body', async () => {
    const { body } = await world.call('POST', '/usage', aUsage({ list: [{}, {}, {}] }))
    expect(await patch(body.id, { op: 'add', path: '$.list[*].a', value: 'x'.repeat(maxBody / 3) })).toMatchObject({
      status: 413,
    })
  })
})

test('the media type is offered', async () => {
  const { id } = await create()
  expect((await world.call('OPTIONS', `/usage/${id}`)).headers.get('accept-patch')).toContain(
    'application/json-patch-query+json',
  )
})
