import { beforeAll, expect, test } from 'bun:test'
import { aSpecification, aUsage } from '../world'
import { type Made, startSite } from './site'

/** Usages, as support staff meet them. */
const site = startSite()
let call: Made
let specification: Made

beforeAll(async () => {
  specification = await site.make(
    '/usageSpecification',
    aSpecification({
      specCharacteristic: [{ name: 'duration', valueType: 'integer' }],
    }),
  )
  const usages = Array.from({ length: 30 }, (_, at) =>
    aUsage({
      description: `Call ${at + 1}`,
      usageType: 'Voice',
      status: at % 3 === 0 ? 'rejected' : 'received',
    }),
  )
  for (const usage of usages) await site.make('/usage', usage)
  call = await site.make(
    '/usage',
    aUsage({
      description: 'A call to Oslo',
      usageType: 'Voice',
      usageDate: '2026-11-23T10:14:00Z',
      status: 'rated',
      usageSpecification: {
        id: specification.id,
        name: 'Voice-Usage-Specification',
      },
      usageCharacteristic: [{ name: 'duration', value: 312 }],
      relatedParty: [
        {
          id: 'customer-4711',
          name: 'Ingrid Bø',
          role: 'customer',
          '@referredType': 'Individual',
        },
      ],
      ratedProductUsage: [
        {
          taxIncludedRatingAmount: { unit: 'NOK', value: 12.5 },
          usageRatingTag: 'usage',
          isBilled: false,
        },
      ],
      cellId: '242-01-17',
    }),
  )
})

test('the list is paged and filtered by its address, which survives a reload', () =>
  site.visit('/usages?limit=25', async (page) => {
    await page.getByText('1–25 of 31').waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('26–31 of 31').waitFor()
    expect(page.url()).toContain('offset=25')
    await page.reload()
    await page.getByText('26–31 of 31').waitFor()
    await page.goBack()
    await page.getByText('1–25 of 31').waitFor()

    await page.getByRole('combobox', { name: 'Status' }).click()
    await page.getByRole('option', { name: 'rejected' }).click()
    await page.getByText('1–10 of 10').waitFor()
    expect(page.url()).toContain('status=rejected')
    await page.reload()
    await page.getByText('1–10 of 10').waitFor()
    expect(await page.getByRole('row').count()).toBe(11)
    expect(await page.getByRole('table').getByText('received', { exact: true }).count()).toBe(0)
  }))

test('filters that nothing fits say so, and can be cleared', () =>
  site.visit('/usages?usageType=Fax', async (page) => {
    await page.getByRole('heading', { name: 'No usages match' }).waitFor()
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.getByText('of 31').waitFor()
  }))

test('a usage is opened from the list', () =>
  site.visit('/usages?relatedParty.id=customer-4711', async (page) => {
    await page.getByRole('link', { name: 'A call to Oslo' }).click()
    await page.getByRole('heading', { name: 'A call to Oslo' }).waitFor()
    expect(page.url()).toContain(`/usages/${call.id}`)
  }))

test('a specification leads to its usages', () =>
  site.visit(`/specifications/${specification.id}`, async (page) => {
    await page.getByRole('link', { name: '1 usage refers to it' }).click()
    await page.getByRole('link', { name: 'A call to Oslo' }).waitFor()
    await page.getByText('1–1 of 1').waitFor()
  }))

test('a filter typed and taken back by Back is not applied again', () =>
  site.visit('/usages', async (page) => {
    const type = page.getByLabel('Type', { exact: true })
    await type.fill('Fax')
    await type.press('Enter')
    await page.getByRole('heading', { name: 'No usages match' }).waitFor()
    await page.goBack()
    await page.getByRole('table').waitFor()
    expect(await type.inputValue()).toBe('')
    await type.press('Tab')
    expect(page.url()).not.toContain('usageType')
  }))

test('lists work while the browser believes itself offline', () =>
  site.visit('/', async (page) => {
    await page.getByRole('heading', { name: 'By status' }).waitFor()
    await page.evaluate(() => window.dispatchEvent(new Event('offline')))
    await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Usages' }).click()
    await page.getByRole('table').waitFor()
  }))
