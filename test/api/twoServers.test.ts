import { describe, expect, test } from 'bun:test'
import { aSpecification, aUsage, startWorld } from '../support/world'

/** Two servers in one process, each on a database of its own: neither answers from what the other has read. */
describe('two servers in one process', () => {
  const one = startWorld({ countingTimeLimit: 1 })
  const other = startWorld()
  const both = [one, other]

  test('check usages by the specification of their own database, also when both have the same id and revision', async () => {
    const specification = (valueType: string) =>
      aSpecification({ specCharacteristic: [{ name: 'duration', valueType, minCardinality: 1 }] })
    const { id } = (await one.call('POST', '/usageSpecification', specification('integer'))).body
    const second = (await other.call('POST', '/usageSpecification', specification('boolean'))).body
    await other.pool.runText('update usage_specification set id = $1 where id = $2', [id, second.id])
    const usage = (value: unknown) =>
      aUsage({ usageSpecification: { id }, usageCharacteristic: [{ name: 'duration', value }] })
    for (const [value, statuses] of [
      [5, [201, 400]],
      [true, [400, 201]],
    ] as [unknown, number[]][]) {
      const answers = await Promise.all(both.map(({ call }) => call('POST', '/usage', usage(value))))
      expect(answers.map(({ status }) => status)).toEqual(statuses)
    }
  })

  test('estimate only what they found slow themselves', async () => {
    const path = `/api/usage/histogram?from=2026&to=2027&query=${encodeURIComponent('description=x')}`
    await one.pool.runText(
      `insert into usage (id, document, usage_specification_id, status, usage_date, keys)
       select '01KAT' || lpad(n::text, 21, '0'), '{}', 'a', 'received', '2026-11-23T10:00:00Z', '{}' from generate_series(1, 10000) as n`,
      [],
    )
    expect((await one.call('GET', path)).body.isEstimate).toBe(true)
    expect((await other.call('GET', path)).body.isEstimate).toBe(false)
  })

  test('know the names of the characteristics of their own database', async () => {
    for (const [index, { call }] of both.entries())
      await call('POST', '/usage', aUsage({ usageCharacteristic: [{ name: `colour${index}`, value: 'blue' }] }))
    for (const [index, { call }] of both.entries()) {
      const { body } = await call('GET', '/usage?any=blue')
      expect(body.map((usage: { usageCharacteristic: object[] }) => usage.usageCharacteristic)).toEqual([
        [{ name: `colour${index}`, value: 'blue' }],
      ])
    }
  })

  test('choose the usual time of a histogram by the usages of their own database', async () => {
    const years = async ({ call }: typeof one) => {
      const { from, to, all } = (await call('GET', '/api/usage/histogram')).body
      return { from: from.slice(0, 4), to: to.slice(0, 4), all }
    }
    for (let hour = 10; hour < 20; hour++)
      await other.call('POST', '/usage', aUsage({ usageDate: `2020-11-23T${hour}:00:00Z` }))
    await other.call('POST', '/usage', aUsage({ usageDate: '1970-01-01T00:00:00Z' }))
    await one.call('POST', '/usage', aUsage({ usageDate: '1970-01-01T00:00:00Z' }))
    expect([await years(other), await years(one)]).toMatchObject([
      { from: '2020', all: { from: '1970-01-01T00:00:00.000Z' } },
      { from: '1970' },
    ])
  })
})
