import { expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { basePath } from '../../shared/vocabulary'
import { aSpecification, aUsage } from '../world'
import { startSite } from './site'

/** Specifications, as a product manager meets them. */
const site = startSite()

const stored = async (id: string) => (await fetch(`${site.url}${basePath}/usageSpecification/${id}`)).json()

function countRequests(page: Page, method: string): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === method) count++
  })
  return () => count
}

test('without any specification the list says what to do, and leads there', () =>
  site.visit('/specifications', async (page) => {
    await page.getByRole('heading', { name: 'No specifications yet' }).waitFor()
    await page.getByRole('link', { name: 'New specification' }).click()
    await page.getByRole('heading', { name: 'New specification' }).waitFor()
  }))

test('a specification is written in a form, and is then there as written', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Voice-Usage-Specification')
    await page.getByRole('textbox', { name: 'Description' }).fill('A voice call')
    await page.getByLabel('Valid from (UTC)').fill('2026-01-01T00:00:00')
    await page.getByRole('button', { name: 'Add characteristic' }).click()
    const first = page.getByRole('group', { name: 'Characteristic 1' })
    await page.keyboard.type('duration')
    await first.getByRole('combobox', { name: 'Value type' }).fill('integer')
    await first.getByRole('textbox', { name: 'From', exact: true }).fill('0')
    await first.getByRole('textbox', { name: 'To', exact: true }).fill('86400')
    await first.getByRole('combobox', { name: 'Unit' }).fill('SEC')
    await first.getByRole('checkbox', { name: 'Required' }).check()
    await page.getByRole('button', { name: 'Add characteristic' }).click()
    await page.keyboard.type('direction')
    const allowed = page.getByRole('group', { name: 'Characteristic 2' }).getByRole('combobox', { name: 'Allowed values' })
    for (const word of ['in', 'out']) {
      await allowed.fill(word)
      await allowed.press('Enter')
    }
    await page.getByRole('button', { name: 'Move up: direction' }).click()
    await page.getByRole('button', { name: 'Create specification' }).click()

    await page.getByRole('heading', { name: 'Voice-Usage-Specification' }).waitFor()
    await page
      .getByRole('row', {
        name: /duration.*integer.*required.*0 to 86400, ends included.*SEC/,
      })
      .waitFor()
    expect(await stored(page.url().split('/').at(-1) ?? '')).toMatchObject({
      name: 'Voice-Usage-Specification',
      description: 'A voice call',
      version: '1.0',
      validFor: { startDateTime: '2026-01-01T00:00:00Z' },
      specCharacteristic: [
        {
          name: 'direction',
          minCardinality: 0,
          characteristicValueSpecification: [
            { valueType: 'string', value: 'in' },
            { valueType: 'string', value: 'out' },
          ],
        },
        {
          name: 'duration',
          valueType: 'integer',
          minCardinality: 1,
          characteristicValueSpecification: [
            {
              valueType: 'integer',
              valueFrom: 0,
              valueTo: 86400,
              rangeInterval: 'closed',
              unitOfMeasure: 'SEC',
            },
          ],
        },
      ],
    })
  }))

test('what is surely a slip is not sent: it is said on top, and the first is where to type', () =>
  site.visit('/specifications/new', async (page) => {
    const sent = countRequests(page, 'POST')
    await page.getByRole('button', { name: 'Add characteristic' }).click()
    const row = page.getByRole('group', { name: 'Characteristic 1', exact: true })
    await row.getByRole('textbox', { name: 'Pattern' }).fill('([0-9]')
    for (const text of ['1e3', '1,5', '99999999999999999999']) {
      await row.getByRole('textbox', { name: 'To', exact: true }).fill(text)
      expect(await row.getByRole('textbox', { name: 'To', exact: true }).inputValue()).toBe(text)
      await row.getByText('This must be a whole number, such as 86400').waitFor()
    }
    await page.getByRole('button', { name: 'Create specification' }).click()
    const list = page.getByRole('alert')
    await list.getByText('Not sent yet').waitFor()
    expect(await list.getByRole('button').allInnerTexts()).toEqual([
      'Name: A specification needs a name',
      'Characteristic 1, Name: A characteristic needs a name',
      'Characteristic 1, To: This must be a whole number, such as 86400',
      'Characteristic 1, Pattern: This is not a regular expression',
    ])
    await page.locator('#field-name:focus').waitFor()
    await page.keyboard.type('Data-Usage-Specification')
    await list.getByRole('button', { name: 'Characteristic 1, To' }).click()
    await page.locator('#field-specCharacteristic-0-valueTo:focus').waitFor()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('86400')
    await row.getByRole('textbox', { name: 'Pattern' }).fill('[0-9]+')
    await row.getByRole('textbox', { name: 'Name', exact: true }).fill('volume')
    await list.waitFor({ state: 'detached' })
    await row.getByRole('textbox', { name: 'Name', exact: true }).fill('')
    await row.getByText('A characteristic needs a name').waitFor()
    expect(await list.count()).toBe(0)
    await row.getByRole('textbox', { name: 'Name', exact: true }).fill('volume')
    expect(sent()).toBe(0)
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('heading', { name: 'Data-Usage-Specification' }).waitFor()
    expect(await stored(page.url().split('/').at(-1) ?? '')).toMatchObject({ specCharacteristic: [{ characteristicValueSpecification: [{ valueTo: 86400 }] }] })
  }))

test('names given twice and a validity that ends before it begins keep a specification from being sent', () =>
  site.visit('/specifications/new?tab=json', async (page) => {
    const sent = countRequests(page, 'POST')
    const validFor = { startDateTime: '2026-02-01T00:00:00Z', endDateTime: '2026-01-01T00:00:00Z' }
    const document = { name: 'Data', validFor, specCharacteristic: [{ name: 'volume' }, { name: 'volume ' }] }
    await page.getByRole('textbox', { name: 'What will be sent' }).fill(JSON.stringify(document))
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('alert').getByRole('button', { name: 'Valid to: It ends before it begins' }).waitFor()
    await page.getByRole('alert').getByRole('button', { name: 'Characteristic 2, Name: Characteristic 1 has this name too' }).waitFor()
    await page.locator('#field-validFor-endDateTime:focus').waitFor()
    expect(sent()).toBe(0)
  }))

test('JSON that would not be kept as written is not sent', () =>
  site.visit('/specifications/new?tab=json', async (page) => {
    const sent = countRequests(page, 'POST')
    const json = page.getByRole('textbox', { name: 'What will be sent' })
    for (const [text, problem] of [
      ['{"name":"Data","serial":12345678901234567890}', 'Line 1, column 25: This number has more digits'],
      ['{"name":"Data",\n"name":"Voice"}', 'Line 2, column 1: "name" is here twice'],
    ] as const) {
      await json.fill(text)
      await page.getByText(problem).waitFor()
      await page.getByRole('button', { name: 'Create specification' }).click()
      await page.locator('#field-json:focus').waitFor()
    }
    expect(sent()).toBe(0)
  }))

test('what the server refuses is said on top and at its field, and goes when it is mended', () =>
  site.visit(
    '/specifications/new?tab=json',
    async (page) => {
      const json = page.getByRole('textbox', { name: 'What will be sent' })
      const refused = page.getByRole('alert').getByRole('button', { name: 'Valid from:' })
      const create = page.getByRole('button', { name: 'Create specification' })
      await json.fill('{"name":"Refused-at-first","validFor":{"startDateTime":"soon"}}')
      await create.click()
      await refused.waitFor()
      await json.fill('{"name":"Refused-at-first","validFor":{"startDateTime":"so')
      await refused.waitFor({ state: 'detached' })
      await json.fill('{"name":"Refused-at-first","validFor":{"startDateTime":"soon"}}')
      await create.click()
      await refused.click()
      const from = page.getByLabel('Valid from (UTC)')
      await page.locator('#field-validFor-startDateTime:focus').waitFor()
      expect(await from.getAttribute('aria-invalid')).toBe('true')
      await from.fill('2026-01-01T00:00:00')
      await page.getByRole('alert').waitFor({ state: 'detached' })
      await create.click()
      await page.getByRole('heading', { name: 'Refused-at-first' }).waitFor()
    },
    { expected: /status of 400/ },
  ))

test('a double click creates one specification, and while it is on its way nothing can be changed', () =>
  site.visit('/specifications/new', async (page) => {
    const sent = countRequests(page, 'POST')
    const arrival = Promise.withResolvers<void>()
    await page.route('**/usageSpecification', async (route) => {
      await arrival.promise
      await route.continue()
    })
    await page.getByRole('textbox', { name: 'Name' }).fill('Made-once')
    await page.getByRole('button', { name: 'Create specification' }).dblclick()
    expect(await page.getByRole('button', { name: 'Creating…' }).isDisabled()).toBe(true)
    expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true)
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('dialog', { name: 'It is being created' }).waitFor()
    arrival.resolve()
    await page.getByRole('heading', { name: 'Made-once' }).waitFor()
    expect(sent()).toBe(1)
  }))

test('form and JSON follow each other, and a slip in the JSON is said with its place', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Roaming')
    await page.getByRole('tab', { name: 'JSON' }).click()
    const json = page.getByRole('textbox', { name: 'What will be sent' })
    expect(JSON.parse(await json.inputValue())).toMatchObject({
      name: 'Roaming',
    })
    await json.fill('{\n  "name": "Roaming",\n  oops\n}')
    await page.getByText('Line 3, column 3: Here a name in double quotes is expected').waitFor()
    await json.fill('{ "name": "Roaming abroad", "tier": "gold", "specCharacteristic": [{ "name": "zone" }] }')
    await page.getByRole('tab', { name: 'Form' }).click()
    await page.getByRole('button', { name: 'Duplicate: zone' }).click()
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('heading', { name: 'Roaming abroad' }).waitFor()
    expect(await stored(page.url().split('/').at(-1) ?? '')).toMatchObject({
      tier: 'gold',
      specCharacteristic: [{ name: 'zone' }, { name: 'zone2' }],
    })
  }))

test('what was written is not lost by leaving without a word', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Half a thought')
    const leave = () => page.getByRole('link', { name: 'Cancel' }).click()
    await leave()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).last().click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half a thought')
    await leave()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
    await page.waitForURL('**/specifications')
  }))

test('a specification is deleted once that is confirmed, knowing how many usages name it', async () => {
  const { id } = await site.make('/usageSpecification', aSpecification({ name: 'Fax-Usage-Specification' }))
  await site.make('/usage', aUsage({ usageSpecification: { id } }))
  await site.visit(`/specifications/${id}`, async (page) => {
    await page.getByRole('link', { name: '1 usage refers to it' }).waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 usage refers to it').waitFor()
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await stored(id)).toMatchObject({ name: 'Fax-Usage-Specification' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'Specifications' }).waitFor()
    await page.getByRole('link', { name: 'Roaming abroad', exact: true }).waitFor()
    expect(await page.getByRole('link', { name: 'Fax-Usage-Specification' }).count()).toBe(0)
    expect(await stored(id)).toMatchObject({ status: '404' })
  })
})

test('a double click on Delete deletes once, and what is gone already leads back to the list', async () => {
  const { id } = await site.make('/usageSpecification', aSpecification({ name: 'Telex-Usage-Specification' }))
  const open = (story: (page: Page) => Promise<void>, expected?: RegExp) =>
    site.visit(
      `/specifications/${id}`,
      async (page) => {
        await page.getByRole('button', { name: 'Delete' }).click()
        await page.getByRole('dialog').getByText('No usage refers to it').waitFor()
        await story(page)
        await page.getByRole('heading', { name: 'Specifications' }).waitFor()
      },
      { expected },
    )
  const confirm = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Delete' })
  await open(async (late) => {
    await open(async (page) => {
      const sent = countRequests(page, 'DELETE')
      await confirm(page).dblclick()
      await page.getByRole('heading', { name: 'Specifications' }).waitFor()
      expect(sent()).toBe(1)
    })
    await confirm(late).click()
  }, /status of 404/)
})

test('the list is filtered by the address, and the filter can be cleared', () =>
  site.visit('/specifications?name=Roaming+abroad', async (page) => {
    await page.getByRole('link', { name: 'Roaming abroad', exact: true }).waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    await page.getByRole('button', { name: 'Clear Name' }).click()
    await page.waitForURL('**/specifications')
    await page.getByRole('link', { name: 'Voice-Usage-Specification', exact: true }).waitFor()
    await page.getByRole('combobox', { name: 'Lifecycle status' }).fill('Retired')
    await page.getByRole('combobox', { name: 'Lifecycle status' }).press('Enter')
    await page.getByRole('heading', { name: 'No specification fits these filters' }).waitFor()
    expect(page.url()).toContain('lifecycleStatus=Retired')
  }))

test('an unknown specification is said to be unknown', () =>
  site.visit('/specifications/nothing', (page) => page.getByRole('heading', { name: 'Specification not found' }).waitFor(), { expected: /status of 404/ }))

test('a click is not missed because leaving an empty name moves the page', () =>
  site.visit('/specifications/new', async (page) => {
    const add = page.getByRole('button', { name: 'Add characteristic' })
    for (const rows of [1, 2, 3]) {
      await add.click({ delay: 100 })
      await page.getByRole('group', { name: `Characteristic ${rows}`, exact: true }).waitFor()
    }
  }))
