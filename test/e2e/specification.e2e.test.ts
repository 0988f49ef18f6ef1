import { expect, test } from 'bun:test'
import { basePath } from '../../shared/vocabulary'
import { aSpecification, aUsage } from '../world'
import { startSite } from './site'

/** Specifications, as a product manager meets them. */
const site = startSite()

const stored = async (id: string) => (await fetch(`${site.url}${basePath}/usageSpecification/${id}`)).json()

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

test('what the server refuses is said on top and at its field, and goes when it is mended', () =>
  site.visit(
    '/specifications/new',
    async (page) => {
      await page.getByRole('button', { name: 'Add characteristic' }).click()
      await page.keyboard.type('volume')
      const from = page.getByRole('textbox', { name: 'From', exact: true })
      await from.fill('1.5')
      await page.getByRole('button', { name: 'Create specification' }).click()
      await page.getByRole('alert').getByRole('button', { name: 'Name: must not be blank' }).waitFor()
      await page
        .getByRole('alert')
        .getByRole('button', {
          name: 'Characteristic 1, From: must be a whole number',
        })
        .click()
      expect(await from.evaluate((input) => input === document.activeElement)).toBe(true)
      expect(await from.getAttribute('aria-invalid')).toBe('true')
      await from.fill('1')
      await page.getByText('must be a whole number').first().waitFor({ state: 'detached' })
      await page.getByRole('textbox', { name: 'Name' }).first().fill('Data-Usage-Specification')
      await page.getByRole('alert').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Create specification' }).click()
      await page.getByRole('heading', { name: 'Data-Usage-Specification' }).waitFor()
    },
    { expected: /status of 400/ },
  ))

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
