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

test('a usage is opened from the list', () =>
  site.visit('/usages?relatedParty.id=customer-4711', async (page) => {
    await page.getByRole('link', { name: 'A call to Oslo' }).click()
    await page.getByRole('heading', { name: 'A call to Oslo' }).waitFor()
    expect(page.url()).toContain(`open=${call.id}`)
  }))

test('a specification leads to its usages', () =>
  site.visit(`/specifications/${specification.id}`, async (page) => {
    await page.getByRole('link', { name: '1 usage refers to it' }).click()
    await page.getByRole('link', { name: 'A call to Oslo' }).waitFor()
    await page.getByText('1 usage', { exact: true }).waitFor()
  }))

test('lists work while the browser believes itself offline', () =>
  site.visit('/', async (page) => {
    await page.getByRole('heading', { name: 'By status' }).waitFor()
    await page.evaluate(() => window.dispatchEvent(new Event('offline')))
    await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Usages' }).click()
    await page.getByRole('grid', { name: 'Usages' }).waitFor()
  }))
