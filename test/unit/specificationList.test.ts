import { describe, expect, test } from 'bun:test'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { type CatalogueSearch, choose, type Entry, lifecyclesIn } from '../../web/specifications/list/catalogue'
import { sayCardinality, sayRange } from '../../web/specifications/page/words'

const entry = (id: string, it: Partial<UsageSpecification>, activity?: { total: number; rejected: number }): Entry => ({
  it: { id, href: `http://localhost/${id}`, name: id, lastUpdate: '2026-01-01T00:00:00Z', ...it },
  activity: activity && { id, byDay: [], ...activity },
})

const entries = [
  entry(
    '1',
    {
      name: 'Voice',
      version: '1.10',
      lifecycleStatus: 'Active',
      lastUpdate: '2026-03-01T00:00:00Z',
      specCharacteristic: [{ name: 'duration' }],
    },
    { total: 100, rejected: 50 },
  ),
  entry(
    '2',
    {
      name: 'data',
      version: '1.9',
      lifecycleStatus: 'active',
      description: 'Mobile sessions',
      specCharacteristic: [{ name: 'volumeUp' }, { name: 'volumeDown' }],
    },
    { total: 900, rejected: 9 },
  ),
  entry('3', { name: 'SMS', lifecycleStatus: 'Retired', lastUpdate: '2026-02-01T00:00:00Z' }),
]
const names = (search: CatalogueSearch) => choose(entries, search).map(({ it }) => it.name)

describe('the list of specifications', () => {
  test.each<[CatalogueSearch, string[]]>([
    [{}, ['data', 'SMS', 'Voice']],
    [{ sort: '-name' }, ['Voice', 'SMS', 'data']],
    [{ sort: 'version' }, ['SMS', 'data', 'Voice']],
    [{ sort: '-characteristics' }, ['data', 'Voice', 'SMS']],
    [{ sort: '-usages' }, ['data', 'Voice', 'SMS']],
    [{ sort: '-rejected' }, ['Voice', 'data', 'SMS']],
    [{ sort: '-lastUpdate' }, ['Voice', 'SMS', 'data']],
    [{ sort: 'lifecycleStatus' }, ['data', 'Voice', 'SMS']],
    [{ sort: 'nonsense' }, ['data', 'SMS', 'Voice']],
    [{ q: 'volumeup' }, ['data']],
    [{ q: 'mobile SESS' }, ['data']],
    [{ q: 'mobile voice' }, []],
    [{ q: '1.1' }, ['Voice']],
    [{ lifecycle: 'active' }, ['data', 'Voice']],
    [{ lifecycle: 'active', q: 'voice' }, ['Voice']],
  ])('with %j is %j', (search, expected) => {
    expect(names(search)).toEqual(expected)
  })

  test('knows the statuses there are, however they are written', () => {
    expect(lifecyclesIn(entries)).toEqual([
      { value: 'active', label: 'Active', count: 2 },
      { value: 'retired', label: 'Retired', count: 1 },
    ])
  })
})

describe('a characteristic for reading', () => {
  test.each([
    [{}, 'optional, any number of them'],
    [{ maxCardinality: 1 }, 'optional'],
    [{ minCardinality: 1, maxCardinality: 1 }, 'required'],
    [{ minCardinality: 1 }, 'required, any number of them'],
    [{ minCardinality: 2, maxCardinality: 3 }, 'at least 2, at most 3'],
  ])('%j is %s', (it, expected) => {
    expect(sayCardinality(it)).toBe(expected)
  })

  test.each([
    [{}, undefined],
    [{ valueFrom: 0, valueTo: 9, rangeInterval: 'closed' }, '0 to 9, ends included'],
    [{ valueFrom: 0 }, 'from 0'],
    [{ valueTo: 9, rangeInterval: 'odd' }, 'up to 9, odd'],
  ])('%j is in the range %s', (it, expected) => {
    expect(sayRange(it)).toBe(expected as string)
  })
})
