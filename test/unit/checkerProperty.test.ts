import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { brokenRuleCodes } from '../../shared/checker/brokenRule'
import type { CheckedUsage } from '../../shared/checker/checkedUsage'
import { compile } from '../../shared/checker/checker'
import { problemsOf } from '../../shared/checker/problems'
import type { Specification } from '../../shared/checker/specification'
import { characteristics, dates, names, periods, scalars, specifications } from '../support/specifications'

/** Property: for any specification and usage, the checker gives a result in words. */
const sent = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ name: names, value: scalars, unitOfMeasure: scalars }, { requiredKeys: ['name'] }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
)
const checked = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      { usageDate: fc.oneof(dates, fc.string()), usageCharacteristic: fc.array(sent, { maxLength: 6 }) },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ usageDate: fc.jsonValue(), usageCharacteristic: fc.jsonValue() }) },
) as fc.Arbitrary<CheckedUsage>

test('what has no problems compiles, and judges anything in words', () => {
  let compiled = 0
  fc.assert(
    fc.property(specifications, checked, (specification, usage) => {
      const problems = problemsOf(specification)
      for (const { path, message } of problems) expect(`${path}: ${message}`).toMatch(/^[a-zA-Z][\w[\].]*: \S/)
      if (problems.length > 0) return expect(() => compile(specification)).toThrow()
      compiled++
      const checker = compile(specification)
      const before = JSON.stringify(usage)
      const completed = checker.complete(usage)
      for (const { code, characteristic, rule, message } of [...checker.check(usage), ...checker.check(completed)]) {
        expect(brokenRuleCodes).toContain(code)
        expect(rule).toMatch(/\S/)
        expect(message).toMatch(/\S/)
        if (characteristic !== undefined) expect(message).toContain(characteristic)
      }
      expect(checker.complete(completed)).toBe(completed)
      for (const it of checker.uniqueValues(usage)) expect(typeof it.value).toBe('string')
      expect(JSON.stringify(usage)).toBe(before)
      JSON.stringify(checker.check(usage))
    }),
    { numRuns: 8_000 },
  )
  expect(compiled).toBeGreaterThan(500)
})

const defaulting = fc
  .constantFrom<[string, unknown]>(
    ['string', 'a'],
    ['integer', '5'],
    ['number', 1.5],
    ['boolean', 'true'],
    ['dateTime', '2016-12-31T23:59:60Z'],
    ['date', '2026-11-23'],
    ['odd', { a: [1] }],
    ['array', [1]],
  )
  .chain(([valueType, value]) =>
    fc.record({
      name: names,
      valueType: fc.constant(valueType),
      minCardinality: fc.constantFrom(0, 1),
      maxCardinality: fc.constantFrom(1, 2),
      extensible: fc.boolean(),
      characteristicValueSpecification: fc.array(
        fc.record(
          {
            value: fc.constant(value),
            isDefault: fc.boolean(),
            unitOfMeasure: fc.constantFrom('', 'KB', 'MB'),
            validFor: periods,
          },
          { requiredKeys: ['value'] },
        ),
        { maxLength: 3 },
      ),
    }),
  )

/** A default that is itself an array, where several values are allowed. */
const arrayAmongSeveral = {
  name: 'x',
  maxCardinality: 2,
  characteristicValueSpecification: [{ isDefault: true, value: [[false]] }],
}

test('what a default fills is neither missing nor wrong', () => {
  let defaulted = 0
  const some = fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: defaulting }, characteristics), {
    maxLength: 3,
    selector: ({ name }) => name,
  })
  fc.assert(
    fc.property(some, fc.option(dates, { nil: undefined }), (specCharacteristic, usageDate) => {
      const specification = { specCharacteristic } as Specification
      if (problemsOf(specification).length > 0) return
      const checker = compile(specification)
      const { usageCharacteristic = [], ...usage } = checker.complete<CheckedUsage>({ usageDate })
      const filled = usageCharacteristic.map(({ name }) => name)
      defaulted += filled.length
      const broken = checker.check({ ...usage, usageCharacteristic })
      expect(broken.filter(({ characteristic }) => filled.includes(characteristic))).toEqual([])
    }),
    { numRuns: 15_000, examples: [[[arrayAmongSeveral], undefined]] },
  )
  expect(defaulted).toBeGreaterThan(500)
})
