import { describe, expect, test } from 'bun:test'
import type { Revision } from '../../shared/api/revisions'
import { compile } from '../../shared/checker/checker'
import type { RatedProductUsage, Usage } from '../../shared/usage'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { Problem } from '../../web/api/api'
import { compare, differences } from '../../web/usages/compare/flattenUsage'
import { characteristicRows } from '../../web/usages/detail/characteristics/characteristicRows'
import { filterFor, withFilter } from '../../web/usages/detail/characteristics/filterSearch'
import { statusStepsOf } from '../../web/usages/detail/history/statusSteps'
import { taxCheck, taxOf, totalsOf } from '../../web/usages/detail/rating/rating'
import { changesOf, draftOf, isChanged, patchOf, reapply } from '../../web/usages/edit/correction'
import { fieldId, placeOf, problemsOf, standing, standingRules, stillFound } from '../../web/usages/edit/problems'

/** The computations behind the pages of a usage. */

const aUsage = (what: Partial<Usage> = {}): Usage => ({
  id: '01M8AFPW4CVCWETX1DT1RT9X45',
  href: 'http://x/1',
  status: 'received',
  usageSpecification: { id: 'voice' },
  ...what,
})
const party = { id: 'c-1', role: 'customer', '@referredType': 'Individual' }

describe('two usages side by side', () => {
  test('differ in what they say, not in where they are', () => {
    const one = aUsage({
      description: 'One',
      usageCharacteristic: [
        { name: 'duration', value: 312 },
        { name: 'cell', value: 'a' },
        { name: 'cell', value: 'b' },
      ],
      relatedParty: [party],
      ratedProductUsage: [{ taxRate: 20, taxIncludedRatingAmount: { value: 1.2, unit: 'EUR' } }],
    })
    const other = {
      ...one,
      id: 'another',
      href: 'http://x/2',
      usageCharacteristic: [
        { name: 'cell', value: 'a' },
        { name: 'cell', value: 'c' },
        { name: 'duration', value: '312' },
      ],
      relatedParty: [{ ...party, name: 'Ann' }],
      ratedProductUsage: [{ taxRate: 20, taxIncludedRatingAmount: { value: 1.2, unit: 'NOK' } }],
      cellId: '242',
    }
    expect(differences(one, other).map(({ part, label, before, after }) => [part, label, before, after])).toEqual([
      ['characteristic', 'duration', 312, '312'],
      ['characteristic', 'cell (2)', 'b', 'c'],
      ['rating', '1.taxIncludedRatingAmount', '1.2 EUR', '1.2 NOK'],
      ['attribute', 'cellId', undefined, '242'],
      ['party', 'customer.name', undefined, 'Ann'],
    ])
    expect(compare(one, one).every(({ isSame }) => isSame)).toBe(true)
    expect(
      differences(one, {
        ...one,
        validation: {
          result: 'failed',
          checkedAt: 'now',
          brokenRule: [{ code: 'missing', rule: 'r', message: 'x is missing' }],
        },
      }),
    ).toMatchObject([{ label: 'validation', before: 'passed', after: 'failed: x is missing' }])
    expect(
      differences(
        { ...one, validation: { result: 'passed', checkedAt: 'then' } },
        { ...one, validation: { result: 'passed', checkedAt: 'now' } },
      ),
    ).toEqual([])
  })
})

test('the way a usage went is read from its history, without what did not change its status', () => {
  const revisions: Revision<Usage>[] = [
    { revision: 5, at: '5', by: 'me', deleted: true },
    { revision: 4, at: '4', by: 'partner', reason: 'Rated', document: aUsage({ status: 'rated' }) },
    { revision: 3, at: '3', document: aUsage({ status: 'guided', description: 'Mended' }) },
    { revision: 2, at: '2', by: 'me', document: aUsage({ status: 'guided' }) },
    { revision: 1, at: '1', document: aUsage({ status: 'rejected' }) },
  ]
  expect(statusStepsOf(revisions).map(({ status, at, by }) => [status, at, by])).toEqual([
    ['rejected', '1', undefined],
    ['guided', '2', 'me'],
    ['rated', '4', 'partner'],
  ])
  expect(statusStepsOf([])).toEqual([])
})

describe('the characteristics of a usage', () => {
  const specification = {
    id: 'voice',
    name: 'Voice',
    specCharacteristic: [
      {
        name: 'duration',
        valueType: 'integer',
        minCardinality: 1,
        maxCardinality: 1,
        characteristicValueSpecification: [{ valueFrom: 0, valueTo: 60, unitOfMeasure: 'SEC' }],
      },
      { name: 'caller', valueType: 'string', minCardinality: 1, maxCardinality: 1 },
      { name: 'cell', valueType: 'string', maxCardinality: 5 },
      { name: 'note', valueType: 'string', maxCardinality: 1 },
    ],
  } as UsageSpecification
  const whole = { specification, contained: [] }
  const usage = aUsage({
    usageCharacteristic: [
      { name: 'duration', value: 99 },
      { name: 'cell', value: ['a', 5, 'b'] },
      { name: 'extra', value: 1 },
    ],
  })
  const marks = (broken = compile(specification).check(usage)) =>
    characteristicRows(usage, whole, broken).map(({ name, value, mark }) => [name, value, mark])
  test('each keep their rule or not, and what is missing is listed', () => {
    expect(marks()).toEqual([
      ['duration', 99, 'failed'],
      ['cell', 'a', 'passed'],
      ['cell', 5, 'failed'],
      ['cell', 'b', 'passed'],
      ['extra', 1, 'unknown'],
      ['caller', undefined, 'missing'],
    ])
    const [duration] = characteristicRows(usage, whole, compile(specification).check(usage))
    expect(duration).toMatchObject({
      unit: 'SEC',
      rule: 'Integer from 0 to 60 SEC',
      problems: ['duration must be an integer from 0 to 60 SEC, got 99'],
    })
  })
  test('are not judged as long as nobody can', () => {
    expect(characteristicRows(usage, undefined, undefined).map(({ mark }) => mark)).toEqual([
      'notChecked',
      'notChecked',
      'notChecked',
    ])
    expect(characteristicRows(usage, null, undefined).map(({ value }) => value)).toEqual([99, ['a', 5, 'b'], 1])
  })
  test('that are refused because nobody may have them fail', () => {
    const closed = { ...specification, extensible: false }
    const rows = characteristicRows(usage, { specification: closed, contained: [] }, compile(closed).check(usage))
    expect(rows.find(({ name }) => name === 'extra')?.mark).toBe('failed')
  })
})

describe('what a usage costs', () => {
  const line = (
    excluded: number | undefined,
    included: number | undefined,
    unit: string,
    more: Partial<RatedProductUsage> = {},
  ): RatedProductUsage => ({
    ...(excluded !== undefined && { taxExcludedRatingAmount: { value: excluded, unit } }),
    ...(included !== undefined && { taxIncludedRatingAmount: { value: included, unit } }),
    ...more,
  })
  test('is added up by currency, in decimal steps', () => {
    expect(
      totalsOf([
        line(0.1, 0.12, 'EUR'),
        line(0.2, 0.24, 'EUR'),
        line(undefined, 5, 'NOK'),
        line(3, undefined, 'NOK', { isTaxExempt: true }),
        {},
      ]),
    ).toEqual([
      { unit: 'EUR', excluded: 0.3, tax: 0.06, included: 0.36 },
      { unit: 'NOK', excluded: 3, tax: 0, included: 5 },
      { unit: undefined, excluded: undefined, tax: undefined, included: undefined },
    ])
  })
  test.each<[RatedProductUsage, number | undefined]>([
    [line(1, 1.2, 'EUR'), 0.2],
    [line(1, undefined, 'EUR'), undefined],
    [line(1, undefined, 'EUR', { isTaxExempt: true }), 0],
    [{ isTaxExempt: true }, undefined],
  ])('the tax of %j is %p', (it, tax) => expect(taxOf(it)).toBe(tax))
  test.each<[RatedProductUsage, boolean, RegExp | undefined]>([
    [line(1, 1.2, 'EUR', { taxRate: 20 }), true, undefined],
    [line(1, 1.3, 'EUR', { taxRate: 20 }), true, /^taxIncludedRatingAmount.value must be 1.2 EUR/],
    [line(1, 1.2, 'EUR'), false, undefined],
    [line(1, 1, 'EUR', { isTaxExempt: true }), true, undefined],
    [{ taxIncludedRatingAmount: { value: 1 } }, true, /^taxIncludedRatingAmount.unit must be the currency/],
  ])('the tax check of %j', (it, isChecked, problem) => {
    const found = taxCheck(it)
    expect(found.isChecked).toBe(isChecked)
    if (problem) expect(found.problems[0]).toMatch(problem)
    else expect(found.problems).toEqual([])
  })
})

describe('a value leads to a filter', () => {
  test.each<[string, unknown, boolean, string | undefined]>([
    ['status', 'rated', false, 'status=rated'],
    ['status', 'rated', true, 'status.ne=rated'],
    ['characteristic.duration', 312, false, 'characteristic.duration=312'],
    ['characteristic.onNet', false, true, 'characteristic.onNet.ne=false'],
    ['relatedParty.id', 'a,b&c', false, 'relatedParty.id=a%2Cb%26c'],
    ['characteristic.a,b;c', 1, false, 'characteristic.a%2Cb%3Bc=1'],
    ['characteristic.a<b', 1, false, undefined],
    ['characteristic.x', { a: 1 }, false, undefined],
    ['characteristic.x', '', false, undefined],
    ['characteristic.x', 'y'.repeat(301), false, undefined],
  ])('%s %j, excluded: %p', (path, value, isExcluded, q) => {
    const condition = filterFor(path, value, isExcluded)
    expect(condition && withFilter(undefined, condition)).toBe(q)
  })
  test('which narrows what is there', () => {
    const rated = { path: 'status', op: 'eq' as const, values: ['rated'] }
    expect(withFilter('usageType=Voice', rated)).toBe('usageType=Voice&status=rated')
    expect(withFilter('status.ne=rated', rated)).toBe('status=rated')
    expect(withFilter('filter=$[', rated)).toBe('status=rated')
  })
})

describe('a correction', () => {
  const usage = aUsage({
    description: 'Call',
    status: 'rejected',
    relatedParty: [party],
    usageCharacteristic: [
      { name: 'duration', value: '312', id: 'c-1' },
      { name: 'caller', value: '0049' },
    ],
  })
  const draft = draftOf(usage)
  test('sends what changed and nothing else', () => {
    expect(patchOf(usage, draft)).toEqual({})
    expect(isChanged(usage, { ...draft, ratedProductUsage: [] })).toBe(false)
    expect(patchOf(usage, { ...draft, description: undefined, status: 'recycled' })).toEqual({
      description: null,
      status: 'recycled',
    })
    expect(patchOf(usage, { ...draft, relatedParty: [] })).toEqual({ relatedParty: [] })
  })
  test('a characteristic that was emptied and written again keeps its place and what else it had', () => {
    const written = [
      { name: 'caller', value: '+4930123456' },
      { name: 'new', value: 1 },
      { name: 'duration', value: 313 },
    ]
    expect(patchOf(usage, { ...draft, usageCharacteristic: written })).toEqual({
      usageCharacteristic: [
        { name: 'duration', value: 313, id: 'c-1' },
        { name: 'caller', value: '+4930123456' },
        { name: 'new', value: 1 },
      ],
    })
    expect(
      patchOf(usage, {
        ...draft,
        usageCharacteristic: [
          { name: 'caller', value: '0049' },
          { name: 'duration', value: 312 },
        ],
      }),
    ).toEqual({})
    const measured = aUsage({ usageCharacteristic: [{ name: 'volume', value: 1, unitOfMeasure: 'KB' } as never] })
    expect(patchOf(measured, { ...draftOf(measured), usageCharacteristic: [{ name: 'volume', value: 1 }] })).toEqual({
      usageCharacteristic: [{ name: 'volume', value: 1 }],
    })
  })
  test('that bills a usage leaves no line saying that it is on no bill', () => {
    const rated = aUsage({
      status: 'rated',
      ratedProductUsage: [{ isBilled: false, taxIncludedRatingAmount: { value: 1, unit: 'EUR' } }],
    })
    const billed = { ...draftOf(rated), status: 'billed' as const }
    expect(problemsOf(rated, billed)).toEqual([])
    expect(patchOf(rated, billed)).toEqual({ status: 'billed' })
    const [line = {}] = rated.ratedProductUsage ?? []
    expect(patchOf(rated, { ...billed, ratedProductUsage: [{ ...line, usageRatingTag: 'usage' }] })).toMatchObject({
      ratedProductUsage: [{ isBilled: true, usageRatingTag: 'usage' }],
    })
  })
  const theirs: Usage = {
    ...usage,
    description: 'Theirs',
    usageType: 'Voice',
    usageCharacteristic: [
      { name: 'caller', value: '+4930999999' },
      { name: 'duration', value: '312', id: 'c-1' },
      { name: 'cell', value: 'x' },
    ],
  }
  const mine = {
    ...draft,
    description: 'Mine',
    usageCharacteristic: [
      { name: 'duration', value: 313, id: 'c-1' },
      { name: 'caller', value: '0049' },
    ],
  }
  test('is made again to what somebody else made of the usage meanwhile', () => {
    expect(reapply(usage, mine, theirs)).toEqual({
      description: 'Mine',
      usageType: 'Voice',
      status: 'rejected',
      relatedParty: [party],
      usageCharacteristic: [
        { name: 'caller', value: '+4930999999' },
        { name: 'duration', value: 313, id: 'c-1' },
        { name: 'cell', value: 'x' },
      ],
    })
  })
  test('lies beside it, with what both have changed', () => {
    expect(
      changesOf(usage, mine, theirs).map(({ label, was, mine, theirs, isConflict }) => [
        label,
        was,
        mine,
        theirs,
        isConflict,
      ]),
    ).toEqual([
      ['description', 'Call', 'Mine', 'Theirs', true],
      ['duration', '312', 313, '312', false],
      ['caller', '0049', '0049', '+4930999999', false],
      ['usageType', undefined, undefined, 'Voice', false],
      ['cell', undefined, undefined, 'x', false],
    ])
    expect(changesOf(usage, draft, usage)).toEqual([])
  })
})

describe('what keeps a correction from being sent', () => {
  const usage = aUsage({ status: 'guided' })
  const problems = (draft: object) =>
    problemsOf(usage, { ...draftOf(usage), ...draft }).map(({ path, message }) => `${path} ${message}`)
  test.each<[object, RegExp | undefined]>([
    [{}, undefined],
    [{ usageDate: 'yesterday' }, /^usageDate must be a date and time/],
    [{ relatedParty: [{ id: ' ', '@referredType': 'Individual' }] }, /^relatedParty\[0\].id must not be blank/],
    [{ relatedParty: [{ id: 'a', '@referredType': '' }] }, /^relatedParty\[0\].@referredType must not be blank/],
    [{ status: 'rated' }, /^ratedProductUsage needs a tax/],
    [{ ratedProductUsage: [{ taxRate: '2x' }] }, /^ratedProductUsage\[0\].taxRate must be a number/],
    [
      { ratedProductUsage: [{ productRef: { id: '', name: 'Flat' } }] },
      /^ratedProductUsage\[0\].productRef.id must not be blank/,
    ],
  ])('%j', (draft, problem) => {
    if (problem) expect(problems(draft)[0]).toMatch(problem)
    else expect(problems(draft)).toEqual([])
  })
  test('a refusal stands at its field until that is changed', () => {
    const problem = new Problem(400, {
      invalidAttribute: [{ path: 'usageType', message: 'is too long' }],
      brokenRule: [{ code: 'missing', rule: 'r', characteristic: 'caller', message: 'caller is missing' }],
    })
    const refused = { problem, draft: draftOf(usage) }
    expect(standing(refused, draftOf(usage))).toHaveLength(1)
    expect(standing(refused, { ...draftOf(usage), usageType: 'Voice' })).toEqual([])
    expect(standingRules(refused, draftOf(usage), [])).toHaveLength(1)
    expect(standingRules(refused, draftOf(usage), problem.brokenRule)).toEqual([])
    expect(
      standingRules(refused, { ...draftOf(usage), usageCharacteristic: [{ name: 'caller', value: 1 }] }, []),
    ).toEqual([])
  })
  test('that a value is not unique stands until it is another', () => {
    const taken = aUsage({
      usageCharacteristic: [{ name: 'recordId', value: 'R1' }],
      validation: {
        result: 'failed',
        brokenRule: ['notUnique', 'wrongType'].map((code) => ({
          code: code as 'notUnique',
          rule: 'r',
          characteristic: 'recordId',
          message: 'no',
        })),
      },
    })
    expect(stillFound(taken, { ...draftOf(taken), description: 'Other' }).map(({ code }) => code)).toEqual([
      'notUnique',
    ])
    expect(stillFound(taken, { ...draftOf(taken), usageCharacteristic: [{ name: 'recordId', value: 'R2' }] })).toEqual(
      [],
    )
  })
  test.each([
    ['usageCharacteristic[0].value', 'entry-called%20number', 'called number:'],
    ['relatedParty[1].@referredType', 'correct-relatedParty-1-referredType', 'Party 2, Type:'],
    [
      'ratedProductUsage[0].taxIncludedRatingAmount.unit',
      'correct-ratedProductUsage-0-taxIncludedRatingAmount-unit',
      'Line 1, Currency with tax:',
    ],
    ['usageDate', 'correct-usageDate', 'Happened:'],
    ['cellId', undefined, 'cellId:'],
  ])('%s is found at %s, and called %s', (path, id, place) => {
    const draft = { status: 'guided' as const, usageCharacteristic: [{ name: 'called number', value: 1 }] }
    expect(fieldId(path, draft)).toBe(id)
    expect(placeOf(path, draft)).toBe(place)
  })
})
