import { beforeAll, expect, test } from 'bun:test'
import { aUsage, startWorld } from '../support/world'

/** Conditions with many values: the answer is that of all values one by one, and the statement does not grow with them. */
const world = startWorld()
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const ids = async (query: string): Promise<string[]> => {
  const { status, body } = await world.call('GET', `/usage?limit=1000&fields=none&sort=id&${query}`)
  expect([query.slice(0, 80), [200, 206].includes(status)]).toEqual([query.slice(0, 80), true])
  return body.map(({ id }: { id: string }) => id)
}
let all: string[] = []

beforeAll(async () => {
  const values = [1, '1', 2.5, '2.5', true, 'true', false, null, 'text', 'é"\\', [1, 'x'], [[3, 'deep']], {}, 1e21, -7]
  for (const [index, own] of values.entries())
    await world.store(
      aUsage({
        own,
        list: [{ of: own }, { of: 'other' }],
        usageType: `type ${index}`,
        usageDate: new Date(Date.UTC(2026, 10, 1 + index, 12)).toISOString(),
        description: `text ${index}`,
        usageCharacteristic: [{ name: 'c', value: String(index) }],
        ratedProductUsage: [{ ratingDate: new Date(Date.UTC(2026, 9, 1 + index)).toISOString(), taxRate: index }],
      }),
    )
  all = await ids('')
})

const noValues = numbers(30).map((index) => `none${index}`)

test.each([
  ['own', ['1', '2.5', 'true', 'text', 'x', 'deep', '3', 'é"\\', '1e21', '-7', 'false']],
  ['list.of', ['1', '2.5', 'true', 'text', 'x', 'deep', '3', '-7', 'other']],
  ['own', ['false', 'nothing']],
  ['description', ['text 1', 'text 3']],
  ['usageType', ['type 2', 'type 4']],
  ['characteristic.c', ['1', '5', '7']],
  ['id', []],
])('%s is one of many, or of none of them', async (path, wanted) => {
  const list = (values: string[]) => values.map((value) => encodeURIComponent(value)).join()
  const singles = await Promise.all(wanted.map((value) => ids(`${path}=${encodeURIComponent(value)}`)))
  const expected = all.filter((id) => singles.some((found) => found.includes(id)))
  const many = list([...noValues, ...wanted])
  expect(await ids(`${path}=${many}`)).toEqual(expected)
  expect(await ids(`${path}.nin=${many}`)).toEqual(all.filter((id) => !expected.includes(id)))
  const filtered = numbers(50).map((index) => `@.own=='none${index}'`)
  expect(await ids(`filter=${encodeURIComponent(`$[?(${filtered.join('||')})]`)}`)).toEqual([])
})

const days = (count: number, from = 5) =>
  numbers(count).map((index) => `2026-11-${String(from + 2 * index).padStart(2, '0')}`)

test.each(['usageDate', 'ratedProductUsage.ratingDate'])(
  '%s is in one of many days, or at one of many instants',
  async (path) => {
    const month = path === 'usageDate' ? '2026-11' : '2026-10'
    const others = numbers(20).map((index) => `19${10 + index}-01-01`)
    const instants = numbers(20).map((index) => `1950-01-01T00:00:${10 + index}Z`)
    const wanted = days(3).map((day) => day.replace('2026-11', month))
    const singles = (await Promise.all(wanted.map((day) => ids(`${path}=${day}`)))).flat().toSorted()
    expect(singles).toHaveLength(3)
    const list = [...others, ...instants, ...wanted].join()
    expect(await ids(`${path}=${list}`)).toEqual(singles)
    expect(await ids(`${path}.ne=${list}`)).toEqual(all.filter((id) => !singles.includes(id)))
    const at = path === 'usageDate' ? '2026-11-05T12:00:00Z' : '2026-10-05T00:00:00Z'
    expect(await ids(`${path}=${[...instants, at].join()}`)).toEqual(await ids(`${path}=${at}`))
    for (const op of ['gt', 'gte', 'lt', 'lte']) {
      const far = op.startsWith('g') ? numbers(20).map((index) => `20${50 + index}`) : others
      expect([op, await ids(`${path}.${op}=${[...far, wanted[1]].join()}`)]).toEqual([
        op,
        await ids(`${path}.${op}=${wanted[1]}`),
      ])
    }
  },
)

test('the order of text and numbers is compared with any of many', async () => {
  expect(await ids(`usageType.gt=${[...noValues.map((value) => `z${value}`), 'type 5'].join()}`)).toEqual(
    await ids('usageType.gt=type%205'),
  )
  expect(
    await ids(
      `ratedProductUsage.taxRate.lt=${numbers(20)
        .map((index) => -index)
        .join()},3`,
    ),
  ).toEqual(await ids('ratedProductUsage.taxRate.lt=3'))
})

test('as many values as an address can hold are no trouble, whatever the attribute', async () => {
  const most = (name: string, value: (index: number) => string) => {
    let query = `${name}=${value(0)}`
    for (let index = 1; index < 1000 && query.length + value(index).length < 7900; index++) query += `,${value(index)}`
    return query
  }
  const day = (index: number) => new Date(Date.UTC(2020, 0, index)).toISOString().slice(0, 10)
  for (const query of [
    most('id', (index) => `${index}x`),
    most('id.nin', String),
    most('usageDate', day),
    most('usageDate.ne', day),
    most('usageDate.gt', day),
    most('ratedProductUsage.ratingDate', day),
    most('characteristic.c', String),
    most('characteristic.c.nin', String),
    most('characteristic.c.gt', String),
    most('party', String),
    most('own', String),
    most('own.nin', String),
    most('own.like', String),
    most('usageType.lt', String),
    most('description.regex', (index) => `${index}`),
    ['description', 'own', 'list.of', 'ratedProductUsage.taxRate']
      .map((name) => `${name}=${numbers(400).join()}`)
      .join('&'),
    ['description', 'own', 'list.of', 'usageType']
      .map(
        (name) =>
          `usageDate.gt=${numbers(150)
            .map((it) => day(it))
            .join()}&${name}=1`,
      )
      .join(';'),
  ])
    await ids(query)
})
