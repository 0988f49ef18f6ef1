import { beforeAll, expect, test } from 'bun:test'
import { basePath } from '../../shared/vocabulary'
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

test('a usage is opened from the list and shows all its parts', () =>
  site.visit('/usages?relatedParty.id=customer-4711', async (page) => {
    await page.getByRole('link', { name: 'A call to Oslo' }).click()
    await page.getByRole('heading', { name: 'A call to Oslo' }).waitFor()
    for (const text of [
      'rated',
      '2026-11-23 10:14:00 UTC',
      'Voice-Usage-Specification',
      'duration',
      '312',
      '12.50 NOK',
      'Ingrid Bø',
      'customer-4711',
      'cellId',
      '242-01-17',
      call.id,
    ]) {
      await page.getByRole('main').getByText(text, { exact: true }).first().waitFor()
    }
  }))

test('a deep link opens the JSON of a usage, as the API has it', () =>
  site.visit(`/usages/${call.id}?tab=json`, async (page) => {
    const json = await page.getByRole('region', { name: 'JSON' }).textContent()
    expect(JSON.parse(json ?? '')).toEqual(await (await fetch(`${site.url}${basePath}/usage/${call.id}`)).json())
  }))

test('a usage is deleted once that is confirmed', async () => {
  const { id } = await site.make(
    '/usage',
    aUsage({
      description: 'A mistake',
      usageSpecification: { id: specification.id },
    }),
  )
  await site.visit(`/usages/${id}`, async (page) => {
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'Usages', exact: true }).waitFor()
    await page.getByText('31 usages', { exact: true }).waitFor()
  })
})

test('an unknown usage is said to be unknown', () =>
  site.visit('/usages/01M855X4JZXG416MS53YYBDWJ6', (page) => page.getByRole('heading', { name: 'Usage not found' }).waitFor(), { expected: /status of 404/ }))

test('a usage that names an unknown specification, and whose amount is without tax, says both', async () => {
  const { id } = await site.make('/usage', aUsage({ usageSpecification: { id: 'elsewhere' }, ratedProductUsage: [{ taxExcludedRatingAmount: { unit: 'EUR', value: 4.2 } }] }))
  await site.visit(`/usages/${id}`, async (page) => {
    await page.getByText('(not on this server)').waitFor()
    await page.getByText('4.20 EUR excl. tax').waitFor()
  })
})

test('a usage with every attribute hides none of them', async () => {
  const strict = await site.make('/usageSpecification', aSpecification({ enforcement: 'quarantine', specCharacteristic: [{ name: 'tariff', minCardinality: 1 }] }))
  const { id, href } = await site.make('/usage', {
    ...aUsage(),
    description: 'All there is',
    status: 'received',
    usageSpecification: { id: strict.id, name: 'Voice', href: 'https://example.com/specification', '@referredType': 'VoiceSpecification' },
    usageCharacteristic: [
      { id: 'c-1', name: 'duration', value: 312, '@type': 'Timed', characteristicRelationship: [{ id: 'c-2', relationshipType: 'dependency' }], precision: 'second' },
      { id: 'c-2', name: 'rejectionReason', value: 'line one\nline two' },
    ],
    relatedParty: [{ id: 'p,1 "q"', name: 'Ann', role: 'customer', '@referredType': 'Individual', href: 'https://example.com/ann', tier: 'gold' }],
    ratedProductUsage: [
      {
        productRef: { id: 'product-9', name: 'Flat', href: 'https://example.com/product' },
        taxIncludedRatingAmount: { unit: 'NOK', value: 123456789.12 },
        isBilled: false,
        '@type': 'Rerated',
        batch: 'b-7',
      },
    ],
  })
  await site.visit(`/usages/${id}`, async (page) => {
    await page.getByRole('alert').getByText('tariff is missing').waitFor()
    // biome-ignore lint/performance/useDomNodeTextContent: what shows is the point
    const text = await page.getByRole('main').innerText()
    for (const part of ['c-1', 'Timed', 'dependency', 'second', 'https://example.com/specification', strict.id, 'VoiceSpecification', 'https://example.com/ann', 'gold', href])
      expect(text).toContain(part)
    for (const part of ['product-9', 'https://example.com/product', 'Rerated', 'b-7', 'line one\nline two', '123,456,789.12 NOK']) expect(text).toContain(part)
    expect(text).not.toContain('Tariff')
    await page.getByRole('link', { name: 'p,1 "q"' }).click()
    await page.getByText('1 usage', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'All there is' }).waitFor()
  })
  await site.visit(
    `/usages/${id}`,
    async (page) => {
      const price = await page.getByRole('main').getByText('123,456,789.12 NOK').last().boundingBox()
      expect(price && price.x + price.width).toBeLessThan(390)
    },
    { viewport: { width: 390, height: 800 } },
  )
})

test('a double click deletes a usage once and goes to the list', async () => {
  const { id } = await site.make('/usage', aUsage({ usageSpecification: { id: specification.id } }))
  await site.visit(`/usages/${id}`, async (page) => {
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'DELETE' && sent.push(request.url()))
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).dblclick()
    await page.getByRole('heading', { name: 'Usages', exact: true }).waitFor()
    await page.getByRole('grid', { name: 'Usages' }).waitFor()
    expect(sent).toHaveLength(1)
  })
})
