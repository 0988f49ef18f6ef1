import { beforeAll, describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** `filter=` with JSONPath (TMF630 part 6), through the front door. */
const world = startWorld()

beforeAll(async () => {
  for (let number = 0; number < 10; number++)
    await world.store(
      aUsage({
        description: `Number ${number}`,
        status: number < 5 ? 'rated' : 'received',
        ...(number % 2 && { usageType: 'Voice' }),
        ...(number > 2 && { usageDate: `2026-11-0${number}T12:00:00+02:00` }),
        relatedParty: [
          { id: `party-${number % 3}`, role: 'customer', '@referredType': 'Individual' },
          { id: `party-${number % 2}`, role: 'partner', '@referredType': 'Organization' },
        ],
        ratedProductUsage: [
          {
            isBilled: number % 2 === 0,
            ratingDate: `2026-11-1${number}T10:00:00Z`,
            taxIncludedRatingAmount: { unit: 'EUR', value: number / 2 },
          },
          ...(number === 9 ? [{ isBilled: true, taxIncludedRatingAmount: { unit: 'USD', value: 0 } }] : []),
        ],
        usageCharacteristic: [
          { name: 'duration', value: number % 2 ? number * 100 : String(number * 100) },
          { name: 'cell', value: 200 },
        ],
        ...(number === 7 && { 'odd.name': { 'a b': [1, [2, 3]] }, tags: ['x', 'y'], nothing: null, none: [] }),
      }),
    )
})

const numbersOf = async (filter: string, more = '') => {
  const { status, body, headers } = await world.call('GET', `/usage?filter=${encodeURIComponent(filter)}${more}`)
  expect([status, body]).toEqual([200, expect.any(Array)])
  expect(Number(headers.get('x-total-count'))).toBe(body.length)
  return body
    .map(({ description }: { description: string }) => Number(description.slice(7)))
    .sort((a: number, b: number) => a - b)
}

const from = (first: number, last = 9) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('a filter', () => {
  test.each([
    // Of the entities of the list, by their columns.
    ['$', from(0)],
    ["$[?(@.status=='rated')]", from(0, 4)],
    ["[?(@.status=='rated' && @.usageType=='Voice')]", [1, 3]],
    ["$[*][?(@.status=='rated')]", from(0, 4)],
    ["$[?(@.status=='rated')][?(@.usageType=='Voice')]", [1, 3]],
    ["$[?(@.status!='rated')]", from(5)],
    ["$[?(!(@.status=='rated'))]", from(5)],
    ["$[?(@.usageType!='Voice')]", [0, 2, 4, 6, 8]],
    ["$[?(!(@.usageType>'A'))]", [0, 2, 4, 6, 8]],
    ["$[?(@.usageType=='Voice' || !@.usageDate)]", [0, 1, 2, 3, 5, 7, 9]],
    ['$[?(@.usageType)]', [1, 3, 5, 7, 9]],
    ['$[?(@.usageType==null)]', [0, 2, 4, 6, 8]],
    ['$[?(@.usageType!=null)]', [1, 3, 5, 7, 9]],
    ['usageType', [1, 3, 5, 7, 9]],
    ['$[*].usageType', [1, 3, 5, 7, 9]],
    ["$[?(@.usageDate=='2026-11-05')]", [5]],
    ["$[?(@.usageDate>'2026-11-05' && '2026-11-08' > @.usageDate)]", [6, 7]],
    ["$[?(!(@.usageDate>'2026-11-05'))]", from(0, 5)],
    ["$[?(@.usageDate!='2026-11-05T10:00:00Z')]", [0, 1, 2, 3, 4, 6, 7, 8, 9]],
    ["$[?(@.usageType=~/^v.*E$/i && @.status=='rated')]", [1, 3]],
    ['$[?(@.usageType=~/^v/)]', []],
    ["$[?(@.description=~'[12]$')]", [1, 2]],
    ["$[?(@.nosuch=='x')]", []],
    ["$[?(@.nosuch!='x')]", from(0)],
    ["$[?(@.relatedParty.id=='party-2')]", [2, 5, 8]],
    // Inside: about one element.
    ["relatedParty[?(@.role=='customer' && @.id=='party-1')]", [1, 4, 7]],
    ["$.relatedParty[?(@.role=='partner' && @.id=='party-1')]", [1, 3, 5, 7, 9]],
    ["relatedParty[?(@.id=='party-2')].@referredType", [2, 5, 8]],
    ["relatedParty[?(@.@referredType=='Organization' && @['id']=='party-0')]", [0, 2, 4, 6, 8]],
    ["$[?(@.relatedParty[?(@.role=='customer' && @.id=='party-1')])]", [1, 4, 7]],
    ["$[?(!@.relatedParty[?(@.role=='customer' && @.id=='party-1')])]", [0, 2, 3, 5, 6, 8, 9]],
    ["$[?(@.relatedParty[?(@.role=='customer')].id=='party-1')]", [1, 4, 7]],
    ["$[?(@.relatedParty[?(@.role=='customer')].id!='party-1')]", [0, 2, 3, 5, 6, 8, 9]],
    ["$[?(@.relatedParty[?(@.role=='nobody')].id==null)]", from(0)],
    ["$.relatedParty[0][?(@.id=='party-2')]", [2, 5, 8]],
    ["$[?(@.relatedParty[1].id=='party-1')]", [1, 3, 5, 7, 9]],
    ['$.relatedParty[2]', []],
    ['$[?(@[0].href && !@[1])].status', from(0)],
    ["$[?(@.status=='rated')].relatedParty[?(@.id=='party-2')]", [2]],
    // A characteristic's value, as a number and as text.
    ["usageCharacteristic[?(@.name=='duration' && @.value>300)]", from(4)],
    ["usageCharacteristic[?(@.name=='duration' && @.value==400)]", [4]],
    ["usageCharacteristic[?(@.name=='duration' && @.value=='500')]", [5]],
    ["usageCharacteristic[?(@.name=='cell' && @.value>300)]", []],
    ["usageCharacteristic[?(@.name=='duration' && !(@.value>300))]", from(0, 3)],
    // Numbers, booleans and dates of an element.
    ['ratedProductUsage[?(@.taxIncludedRatingAmount.value>1)]', from(3)],
    ["ratedProductUsage[?(@.taxIncludedRatingAmount.value>1 && @.taxIncludedRatingAmount.unit=='USD')]", []],
    ['ratedProductUsage[?(@.isBilled==true)].taxIncludedRatingAmount[?(@.value==0)]', [0, 9]],
    ["ratedProductUsage[?(@.ratingDate=='2026-11-15')]", [5]],
    ["ratedProductUsage[?(@.ratingDate>='2026-11-18T12:00:00+02:00')]", [8, 9]],
    ["ratedProductUsage[?(!(@.ratingDate<'2026-11-18'))]", [8, 9]],
    ['ratedProductUsage[?(@.ratingDate==null)]', [9]],
    // Undeclared attributes.
    ["['odd.name']['a b']", [7]],
    ["['odd.name'][?(@['a b']==2)]", [7]],
    ["tags[?(@=='y')]", [7]],
    ["$[?(@.tags=='x' && @.tags=='y')]", [7]],
    ['tags[1]', [7]],
    ['tags[2]', []],
    ['nothing', []],
    ['none', []],
    ['$[?(@.nothing==null && @.tags)]', [7]],
    // Nothing escapes into SQL.
    [`$[?(@.description=="' or true --")]`, []],
    [`$[?(@["\\") || (1==1"]=='x')]`, []],
  ])('%s', async (filter, expected) => {
    expect(await numbersOf(filter)).toEqual(expected)
  })

  test('goes with conditions, and with other filters as alternatives', async () => {
    expect(await numbersOf("$[?(@.usageType=='Voice')]", '&status=rated')).toEqual([1, 3])
    expect(
      await numbersOf(
        "usageCharacteristic[?(@.name=='duration' && @.value==0)]",
        "&filter=$[?(@.usageDate=='2026-11-09')]",
      ),
    ).toEqual([0, 9])
  })

  test('is paged and sorted as any list, and its links keep it', async () => {
    const filter = `filter=${encodeURIComponent("$[?(@.status=='rated' && @.usageType!='Voice')]")}`
    const { status, body, headers } = await world.call(
      'GET',
      `/usage?${filter}&sort=description&limit=2&fields=description`,
    )
    expect([status, body.map(({ description }: { description: string }) => description)]).toEqual([
      206,
      ['Number 0', 'Number 2'],
    ])
    expect(headers.get('x-total-count')).toBe('3')
    const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
    expect((await world.call('GET', new URL(next ?? '').pathname + new URL(next ?? '').search)).body).toMatchObject([
      { description: 'Number 4' },
    ])
  })

  test('by id and by href finds that one', async () => {
    const [{ id, href }] = (await world.call('GET', '/usage?description=Number%204')).body
    expect(await numbersOf(`$[?(@.id=='${id}')]`)).toEqual([4])
    expect(await numbersOf(`$[?(@.href=='${href}')]`)).toEqual([4])
    expect(await numbersOf(`$[*][?(@.id!='${id}')].href`)).toHaveLength(9)
  })

  test.each([
    ["$[?(@.status=='nonsense')]", 'invalidFilter', 'received, rejected'],
    ["ratedProductUsage[?(@.ratingDate>'soon')]", 'invalidFilter', 'date'],
    ['ratedProductUsage[?(@.ratingDate=~/2026/)]', 'invalidFilter', 'date'],
    ["ratedProductUsage[?(@.isBilled=='maybe')]", 'invalidFilter', 'true or false'],
    ["ratedProductUsage[?(@.taxIncludedRatingAmount.value>'much')]", 'invalidFilter', 'number'],
    ['$[?(@.description=~/(/)]', 'invalidFilter', 'PostgreSQL'],
    ['relatedParty[?(@.role=~/[[:nosuch:]]/)]', 'invalidFilter', 'PostgreSQL'],
    [
      '$[?(@.status==rated)]',
      'invalidQuery',
      'filter: expected a number, text in quotes, true, false or null at position 15, found rated)]',
    ],
  ])('%s is 400', async (filter, code, words) => {
    const { status, body } = await world.call('GET', `/usage?filter=${encodeURIComponent(filter)}`)
    expect([status, body.code]).toEqual([400, code])
    expect(body.message).toContain(words)
  })

  test.each(['$..status', '$.relatedParty[-1]', '$[?(@.usageDate>@.usageType)]', '$.relatedParty.length()'])(
    '%s is 501, saying what to use instead',
    async (filter) => {
      const { status, body } = await world.call('GET', `/usage?filter=${encodeURIComponent(filter)}`)
      expect([status, body.code]).toEqual([501, 'notSupported'])
      expect(body.message).toMatch(/is not supported\. [A-Z]/)
    },
  )
})

test('specifications are filtered the same way', async () => {
  const attachment = [{ attachmentType: 'pdf', mimeType: 'application/pdf', size: { amount: 300, units: 'KB' } }]
  const { body } = await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ name: 'With a document', attachment }),
  )
  await world.call(
    'POST',
    '/usageSpecification',
    aSpecification({ attachment: [{ ...attachment[0], size: { amount: 10, units: 'KB' } }] }),
  )
  for (const filter of [
    '$.attachment[?(@.size.amount==300)]',
    "$[?(@.name=~/document/)].attachment[?(@.mimeType=='application/pdf')]",
  ])
    expect(
      (await world.call('GET', `/usageSpecification?filter=${encodeURIComponent(filter)}&fields=none`)).body,
    ).toMatchObject([{ id: body.id }])
})

test('the dot after @ may be left out, as in the example of the standard', async () => {
  const sized = (size: number, type: string) =>
    world.call('POST', '/usage', aUsage({ attachment: [{ size, '@type': type, kind: { name: 'bill' } }] }))
  const [small, large] = [(await sized(300, 'A')).body, (await sized(301, 'B')).body]
  const found = async (filter: string) =>
    (await world.call('GET', `/usage?filter=${encodeURIComponent(filter)}&sort=id`)).body.map(
      ({ id }: { id: string }) => id,
    )
  expect(await found('attachment[?(@size==300)]')).toEqual([small.id])
  expect(await found('attachment[?(@size>300)]')).toEqual([large.id])
  expect(await found("attachment[?(@kind.name=='bill' && !(@size==300))]")).toEqual([large.id])
  expect(await found("attachment[?(@type=='A')]")).toEqual([small.id])
  expect(await found('attachment[?(@size==null)]')).toEqual([])
})

test.each([
  ' $.status',
  '$.status ',
  '$. status',
  "$['sta\tus']",
  "$[?(@.status=='\\q')]",
  '$[?(@.status=="\\u12")]',
  '$.5g',
])('the invalid JSONPath %j is 400, with the position', async (filter) => {
  const { status, body } = await world.call('GET', `/usage?filter=${encodeURIComponent(filter)}`)
  expect([status, body.code]).toEqual([400, 'invalidQuery'])
  expect(body.message).toMatch(/position \d/)
})
