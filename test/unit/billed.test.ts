import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { usages } from '../../server/dev/usages'
import { billedProblems } from '../../shared/billed'
import { Usage } from '../../shared/usage'
import { usageStatuses } from '../../shared/vocabulary'

const line = {
  taxRate: 20,
  taxExcludedRatingAmount: { unit: 'EUR', value: 10 },
  taxIncludedRatingAmount: { unit: 'EUR', value: 12 },
  isBilled: true,
}
const billed = {
  status: 'billed' as const,
  description: 'A call',
  usageDate: '2026-11-23T10:14:00Z',
  usageType: 'Voice',
  usageSpecification: { id: 'call' },
  relatedParty: [{ id: 'customer-4711', role: 'customer', '@referredType': 'Individual' }],
  usageCharacteristic: [
    { name: 'duration', value: 312 },
    { name: 'record', value: 'R-1' },
  ],
  ratedProductUsage: [line],
  externalId: 'CDR-1',
  externalIdentifiers: [{ id: 'A' }],
}
const pathsOf = (change: object, before: Parameters<typeof billedProblems>[0] = billed) =>
  billedProblems(before, { ...before, ...change } as Parameters<typeof billedProblems>[1]).map(({ path }) => path)
const lineOf = (change: object) => ({ ratedProductUsage: [{ ...line, ...change }] })

test.each<[string, object, string[]]>([
  ['nothing', {}, []],
  ['the description', { description: 'Call to Germany' }, []],
  ['no description', { description: undefined }, []],
  ['an attribute that TMF635 does not define', { billNumber: 'B-1' }, []],
  ['the number of the bill, beside a price', lineOf({ billNumber: 'B-1' }), []],
  [
    'names in another order',
    { relatedParty: [{ '@referredType': 'Individual', role: 'customer', id: 'customer-4711' }] },
    [],
  ],
  ['an external identifier', { externalId: 'CDR-2' }, ['externalId']],
  ['an external identifier less', { externalIdentifiers: null }, ['externalIdentifiers']],
  ['one more, in another spelling', { external_id: 7 }, ['external_id']],
  ['an attribute with a similar name', { externalIdea: 'x' }, []],
  ['the date', { usageDate: '2026-11-24T10:14:00Z' }, ['usageDate']],
  ['no date', { usageDate: undefined }, ['usageDate']],
  ['the type', { usageType: 'SMS' }, ['usageType']],
  ['the specification', { usageSpecification: { id: 'sms' } }, ['usageSpecification']],
  ['the party', { relatedParty: [{ ...billed.relatedParty[0], id: 'customer-4712' }] }, ['relatedParty[0]']],
  ['no party', { relatedParty: [] }, ['relatedParty']],
  [
    'a characteristic',
    { usageCharacteristic: [billed.usageCharacteristic[0], { name: 'record', value: 'R-2' }] },
    ['usageCharacteristic[1]'],
  ],
  [
    'one more characteristic',
    { usageCharacteristic: [...billed.usageCharacteristic, { name: 'note', value: 'x' }] },
    ['usageCharacteristic'],
  ],
  [
    'an amount',
    lineOf({ taxIncludedRatingAmount: { unit: 'EUR', value: 13 } }),
    ['ratedProductUsage[0].taxIncludedRatingAmount'],
  ],
  [
    'a currency',
    lineOf({ taxExcludedRatingAmount: { unit: 'USD', value: 10 } }),
    ['ratedProductUsage[0].taxExcludedRatingAmount'],
  ],
  [
    'what a bundle was worth',
    lineOf({ bucketValueConvertedInAmount: { unit: 'EUR', value: 1 } }),
    ['ratedProductUsage[0].bucketValueConvertedInAmount'],
  ],
  ['the rate of the tax', lineOf({ taxRate: 19 }), ['ratedProductUsage[0].taxRate']],
  ['the product', lineOf({ productRef: { id: 'p-2' } }), ['ratedProductUsage[0].productRef']],
  ['whether it is billed', lineOf({ isBilled: false }), ['ratedProductUsage[0].isBilled']],
  ['that it is billed, taken away', lineOf({ isBilled: undefined }), ['ratedProductUsage[0].isBilled']],
  ['a line more', { ratedProductUsage: [line, line] }, ['ratedProductUsage']],
  ['no line', { ratedProductUsage: [] }, ['ratedProductUsage']],
])('a change of a billed usage: %s', (_, change, expected) => {
  expect(pathsOf(change)).toEqual(expected)
  for (const status of usageStatuses.filter((it) => it !== 'billed'))
    expect(pathsOf(change, { ...billed, status })).toEqual([])
})

test('a billed line may be marked as billed later', () => {
  const { isBilled: _, ...silent } = line
  const before = { ...billed, ratedProductUsage: [silent] }
  expect(pathsOf({ ratedProductUsage: [{ ...silent, isBilled: true }] }, before)).toEqual([])
  expect(pathsOf({ ratedProductUsage: [{ ...silent, isBilled: false }] }, before)).toEqual([
    'ratedProductUsage[0].isBilled',
  ])
})

test('every attribute that TMF635 defines is protected, or listed here', () => {
  const free = ['id', 'href', 'description', 'status', 'validation', '@baseType', '@schemaLocation', '@type']
  const isFree = (name: string) => pathsOf({ [name]: 'other' }).length === 0
  const lists = ['relatedParty', 'usageCharacteristic', 'ratedProductUsage']
  expect(
    Object.keys(Usage.properties)
      .filter((name) => !lists.includes(name) && isFree(name))
      .sort(),
  ).toEqual(free.toSorted())
  const ofLine = Object.keys(Usage.properties.ratedProductUsage.items.properties)
  expect(ofLine.filter((name) => pathsOf(lineOf({ [name]: 'other' })).length === 0)).toEqual([
    '@baseType',
    '@schemaLocation',
    '@type',
  ])
})

test('a usage that does not change has no problem, whatever it contains', () => {
  for (const { document } of usages({ count: 2_000, days: 28, until: new Date('2026-11-23T10:00:00Z'), seed: 7 }))
    expect(billedProblems(document, structuredClone(document))).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.record({ name: fc.string(), value: fc.jsonValue() })), (usageCharacteristic) => {
      const one = { ...billed, usageCharacteristic } as Parameters<typeof billedProblems>[0]
      expect(billedProblems(one, structuredClone(one))).toEqual([])
    }),
  )
})
