import { beforeAll, expect, test } from 'bun:test'
import type { Locator, Page } from 'playwright-core'
import type { Usage } from '../../shared/usage'
import { basePath } from '../../shared/vocabulary'
import { aSpecification, aUsage } from '../support/world'
import { tabTo } from './keyboard'
import { type Made, startSite } from './site'

/** One usage, or two, as support staff meet them. */
const site = startSite()
let voice: Made

beforeAll(async () => {
  voice = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Voice',
      enforcement: 'quarantine',
      specCharacteristic: [
        {
          name: 'duration',
          valueType: 'integer',
          minCardinality: 1,
          maxCardinality: 1,
          description: 'How long it was charged for',
          characteristicValueSpecification: [{ valueFrom: 0, valueTo: 14_400, unitOfMeasure: 'SEC' }],
        },
        {
          name: 'originatingNumber',
          valueType: 'string',
          minCardinality: 1,
          maxCardinality: 1,
          regex: '^\\+[1-9][0-9]{6,14}$',
        },
        { name: 'note', valueType: 'string', maxCardinality: 1 },
      ],
    }),
  )
})

const party = { id: 'customer-4711', name: 'Ingrid Bø', role: 'customer', '@referredType': 'Individual' }

const aCall = (what: object = {}, duration: unknown = 312) =>
  site.make('/usage', {
    ...aUsage({
      description: 'A call to Oslo',
      usageType: 'Voice',
      usageDate: '2026-11-23T10:14:00Z',
      usageSpecification: { id: voice.id, name: 'Voice' },
      relatedParty: [party],
      usageCharacteristic: [
        { name: 'duration', value: duration },
        { name: 'originatingNumber', value: '+4930123456' },
      ],
    }),
    ...what,
  })

/** Changes a resource as somebody else would. */
async function patch({ href }: Made, body: object, reason?: string): Promise<void> {
  const response = await fetch(href, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...(reason && { 'x-reason': encodeURIComponent(reason) }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(await response.text())
}

const stored = async ({ href }: Made): Promise<Usage> => (await fetch(href)).json() as Promise<Usage>

const row = (page: Page, name: string | RegExp) => page.getByRole('row', { name })

/** The query of a link into the explorer. */
const queryOf = async (link: Locator) =>
  new URL((await link.getAttribute('href')) ?? '', site.url).searchParams.get('q')

test('support staff see why a call was rejected, correct it, and find it guided', async () => {
  const call = await aCall({}, 99_999)
  await site.visit(`/usages/${call.id}`, async (page) => {
    await page.getByRole('alert').getByText('duration must be an integer from 0 to 14400 SEC, got 99999').waitFor()
    await page.getByRole('tab', { name: 'Characteristics' }).click()
    expect(page.url()).toContain('tab=characteristics')
    await row(page, /^duration .*99999 SEC Failed .* Integer from 0 to 14,400 SEC$/).waitFor()
    await row(page, /^originatingNumber \+4930123456 .*Passed/).waitFor()

    await page.getByRole('link', { name: 'Correct' }).click()
    const duration = page.getByRole('textbox', { name: 'duration' })
    expect(await duration.getAttribute('aria-invalid')).toBe('true')
    await page.getByText('Nothing is changed yet · It breaks 1 rule').waitFor()
    await duration.fill('twelve')
    await page.getByText('duration must be an integer from 0 to 14400 SEC, got "twelve"').waitFor()
    await duration.fill('312')
    await page.getByText('1 change · It keeps all rules').waitFor()
    await row(page, 'duration 99999 312').waitFor()
    await page.getByLabel('Reason for the change').fill('Gemessen wurde in Millisekunden')
    await page.getByRole('button', { name: 'Save and recycle' }).click()

    await page.getByText('The usage is recycled: it is guided now').waitFor()
    await page.getByRole('tab', { name: 'History' }).click()
    await page.getByText('“Gemessen wurde in Millisekunden”').waitFor()
    const change = page.getByRole('region', { name: 'What revision 2 changed' })
    await change.getByRole('row', { name: 'status rejected guided' }).waitFor()
    await change.getByRole('row', { name: 'duration 99999 312' }).waitFor()
    await change.getByRole('row', { name: /^validation failed: .* passed$/ }).waitFor()
    await page.getByText('by 127.0.0.1').first().waitFor()

    await page.getByRole('tab', { name: 'Summary' }).click()
    expect(await page.getByRole('list', { name: 'Past statuses' }).getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^rejected/),
      expect.stringMatching(/^guided/),
    ])
    expect(await page.getByRole('list', { name: 'Possible next' }).getByRole('listitem').allInnerTexts()).toEqual([
      'rated',
      'rejected',
    ])
    await page.getByText('The usage meets all rules of its specification.').waitFor()
  })
  expect(await stored(call)).toMatchObject({
    status: 'guided',
    usageCharacteristic: [{ name: 'duration', value: 312 }, { name: 'originatingNumber' }],
  })
})

test('the same by keyboard only', async () => {
  const call = await aCall({}, 'abc')
  await site.visit(`/usages/${call.id}`, async (page) => {
    await tabTo(page, page.getByRole('tab', { name: 'Summary' }))
    await page.keyboard.press('ArrowRight')
    await row(page, /^duration .*abc SEC .*Failed/).waitFor()
    await page.getByRole('main').focus()
    await tabTo(page, page.getByRole('link', { name: 'Correct' }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('textbox', { name: 'duration' }))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('60')
    await tabTo(page, page.getByLabel('Reason for the change'))
    await page.keyboard.type('Typed wrong')
    await tabTo(page, page.getByRole('button', { name: 'Save and recycle' }))
    await page.keyboard.press('Enter')
    await page.getByText('it is guided now').waitFor()
  })
  expect(await stored(call)).toMatchObject({
    status: 'guided',
    usageCharacteristic: [{ name: 'duration', value: 60 }, { name: 'originatingNumber' }],
  })
})

test('what would be rejected again is not recycled, and each problem leads to its field', async () => {
  const call = await aCall({ usageCharacteristic: [{ name: 'duration', value: -1 }] })
  await site.visit(`/usages/${call.id}/correct`, async (page) => {
    await page.getByRole('button', { name: 'Save and recycle' }).click()
    const summary = page.getByRole('alert').filter({ hasText: 'Not recycled yet' })
    await summary.getByRole('button', { name: 'originatingNumber is missing' }).click()
    await page.keyboard.type('+4930123456')
    await summary.getByRole('button', { name: /^duration must be/ }).click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('5')
    await summary.waitFor({ state: 'detached' })
    // A rejected one may be mended step by step.
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The usage is corrected').waitFor()
  })
  expect(await stored(call)).toMatchObject({
    status: 'rejected',
    usageCharacteristic: [{ value: 5 }, { name: 'originatingNumber', valueType: 'string', value: '+4930123456' }],
  })
})

test('two people correct the same usage: the second sees what the first has done, and makes the change again', async () => {
  const call = await aCall()
  await site.visit(
    `/usages/${call.id}/correct`,
    async (page) => {
      await page.getByLabel('Description').fill('A call to Bergen')
      await page.getByRole('textbox', { name: 'duration' }).fill('100')
      await patch(call, { description: 'A call to Trondheim', usageType: 'Call' })
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: 'Someone else has changed this in the meantime' })
      await dialog
        .getByRole('row', { name: 'description ≠ both A call to Oslo A call to Bergen A call to Trondheim' })
        .waitFor()
      await dialog.getByRole('row', { name: 'duration yours 312 100 312' }).waitFor()
      await dialog.getByRole('row', { name: 'usageType theirs Voice Voice Call' }).waitFor()
      await dialog.getByRole('button', { name: 'Apply my changes to theirs' }).click()
      await row(page, 'description A call to Trondheim A call to Bergen').waitFor()
      expect(await page.getByLabel('Type', { exact: true }).inputValue()).toBe('Call')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('The usage is corrected').waitFor()
    },
    { expected: /status of 412/ },
  )
  expect(await stored(call)).toMatchObject({
    description: 'A call to Bergen',
    usageType: 'Call',
    usageCharacteristic: [{ value: 100 }, {}],
  })
})

test('or takes theirs, once it is said that there is something new', async () => {
  const call = await aCall()
  await site.visit(`/usages/${call.id}/correct`, async (page) => {
    await page.getByLabel('Description').fill('Mine')
    await patch(call, { description: 'Theirs' })
    // As a browser does when somebody comes back to it.
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
    await page.getByText('Someone else has changed this usage since you opened it.').waitFor()
    await page.getByRole('button', { name: 'See what changed' }).click()
    await page.getByRole('button', { name: 'Discard my changes' }).click()
    expect(await page.getByLabel('Description').inputValue()).toBe('Theirs')
    await page.getByText('Nothing is changed yet').waitFor()
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true)
  })
})

test('what the server refuses stands at its field', async () => {
  const strict = await site.make(
    '/usageSpecification',
    aSpecification({
      specCharacteristic: [
        { name: 'duration', valueType: 'integer', maxCardinality: 1 },
        { name: 'recordId', valueType: 'string', maxCardinality: 1, isUnique: true },
      ],
    }),
  )
  const of = { usageSpecification: { id: strict.id } }
  await aCall({ ...of, usageCharacteristic: [{ name: 'recordId', value: 'R1' }] })
  const call = await aCall({ ...of, usageCharacteristic: [{ name: 'recordId', value: 'R2' }] })
  await site.visit(
    `/usages/${call.id}/correct`,
    async (page) => {
      await page.getByRole('textbox', { name: 'recordId' }).fill('R1')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('alert').getByText('recordId R1 is unique').waitFor()
      await page.getByRole('textbox', { name: 'recordId' }).fill('R3')
      // The specification becomes stricter while somebody types.
      await patch(strict, {
        specCharacteristic: [
          {
            name: 'duration',
            valueType: 'integer',
            maxCardinality: 1,
            characteristicValueSpecification: [{ valueFrom: 0, valueTo: 10 }],
          },
          { name: 'recordId' },
        ],
      })
      const duration = page.getByRole('textbox', { name: 'duration' })
      await duration.fill('20')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('duration must be an integer from 0 to 10, got 20').first().waitFor()
      expect(await duration.getAttribute('aria-invalid')).toBe('true')
      await duration.fill('9')
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('The usage is corrected').waitFor()
    },
    { expected: /status of 4(00|09)/ },
  )
})

test('a rule of a specification that refuses is not tried on the server', async () => {
  const strict = await site.make(
    '/usageSpecification',
    aSpecification({
      specCharacteristic: [{ name: 'duration', valueType: 'integer', minCardinality: 1, maxCardinality: 1 }],
    }),
  )
  const call = await aCall({
    usageSpecification: { id: strict.id },
    usageCharacteristic: [{ name: 'duration', value: 1 }],
  })
  await site.visit(`/usages/${call.id}/correct`, async (page) => {
    await page.getByRole('textbox', { name: 'duration' }).fill('')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('alert').getByRole('button', { name: 'duration is missing' }).waitFor()
  })
  expect(await stored(call)).toMatchObject({ usageCharacteristic: [{ value: 1 }] })
})

test('only the next statuses of the life cycle can be chosen, and a rating needs an amount', async () => {
  const call = await aCall({ status: 'guided' })
  await site.visit(`/usages/${call.id}/correct`, async (page) => {
    await page.getByRole('combobox', { name: 'Status' }).click()
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['guided', 'rated', 'rejected'])
    await page.getByRole('option', { name: 'rated' }).click()
    await page.getByText('needs a taxExcludedRatingAmount or a taxIncludedRatingAmount').waitFor()
    await page.getByRole('button', { name: 'Add a rating line' }).click()
    await page.getByLabel('Product ID').fill('flat-1')
    await page.getByLabel('Without tax', { exact: true }).fill('1.50')
    await page.getByLabel('Currency, without tax').fill('EUR')
    await page.getByLabel('Tax in per cent').fill('20')
    await page.getByLabel('With tax', { exact: true }).fill('1.90')
    await page.getByLabel('Currency, with tax').fill('EUR')
    await page.getByText(/must be 1.8 EUR: 1.5 EUR and 20 % tax; got 1.9 EUR/).waitFor()
    await page.getByLabel('With tax', { exact: true }).fill('1.80')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The usage is corrected').waitFor()
    await page.getByRole('tab', { name: 'Rating (1)' }).click()
    await row(page, 'flat-1 1.50 EUR 0.30 EUR (20 %) 1.80 EUR Agrees').waitFor()
    await row(page, 'EUR 1.50 0.30 1.80').waitFor()
  })
  expect(await stored(call)).toMatchObject({
    status: 'rated',
    ratedProductUsage: [
      {
        productRef: { id: 'flat-1' },
        taxRate: 20,
        taxExcludedRatingAmount: { value: 1.5, unit: 'EUR' },
        taxIncludedRatingAmount: { value: 1.8, unit: 'EUR' },
      },
    ],
  })
})

test('every kind of value has an input, and comes back as it was meant', async () => {
  const one = { maxCardinality: 1 }
  const kinds = await site.make(
    '/usageSpecification',
    aSpecification({
      specCharacteristic: [
        { ...one, name: 'count', valueType: 'number' },
        {
          ...one,
          name: 'volume',
          valueType: 'number',
          characteristicValueSpecification: [{ unitOfMeasure: 'KB' }, { unitOfMeasure: 'MB' }],
        },
        {
          ...one,
          name: 'outcome',
          valueType: 'string',
          characteristicValueSpecification: [{ value: 'normal', isDefault: true }, { value: 'busy' }],
        },
        {
          ...one,
          name: 'access',
          valueType: 'string',
          extensible: true,
          characteristicValueSpecification: [{ value: 'home' }],
        },
        { ...one, name: 'isOnNet', valueType: 'boolean' },
        { ...one, name: 'answeredAt', valueType: 'dateTime' },
        { ...one, name: 'day', valueType: 'date' },
        { ...one, name: 'session', valueType: 'timePeriod' },
        { name: 'cells', valueType: 'string', maxCardinality: 3 },
        { ...one, name: 'quality', valueType: 'object' },
      ],
    }),
  )
  const call = await aCall({
    usageSpecification: { id: kinds.id },
    usageCharacteristic: [{ name: 'volume', value: 7, unitOfMeasure: 'KB' }],
  })
  await site.visit(
    `/usages/${call.id}/correct`,
    async (page) => {
      await page
        .getByRole('button', { name: 'Local' })
        .or(page.getByText('Local', { exact: true }))
        .first()
        .click()
      await page.getByLabel('count', { exact: true }).fill('12345678901234567890')
      await page.getByLabel('Unit of volume').selectOption('MB')
      expect(await page.getByRole('combobox', { name: 'outcome' }).inputValue()).toBe('normal')
      await page.getByRole('combobox', { name: 'outcome' }).click()
      await page.getByRole('option', { name: 'busy' }).click()
      await page.getByRole('combobox', { name: 'access' }).fill('abroad')
      await page.getByRole('combobox', { name: 'isOnNet' }).click()
      await page.getByRole('option', { name: 'false' }).click()
      await page.getByLabel('answeredAt (Europe/Oslo)').fill('2026-07-01T10:14:05')
      await page.getByLabel('day').fill('2026-07-01')
      await page.getByLabel('session from (Europe/Oslo)').fill('2026-01-01T00:00')
      await page.getByText('session must be an object').waitFor({ state: 'detached' })
      await page.getByRole('textbox', { name: 'cells', exact: true }).fill('242-01')
      await page.getByRole('button', { name: 'Add a value of cells' }).click()
      await page.getByLabel('cells, value 2', { exact: true }).fill('242-02')
      await page.getByRole('button', { name: 'Add a value of cells' }).click()
      await page.getByLabel('cells, value 3', { exact: true }).fill('242-03')
      expect(await page.getByRole('button', { name: 'Add a value of cells' }).count()).toBe(0)
      await page.getByRole('button', { name: 'Remove cells, value 1' }).click()
      await page.getByLabel('quality').fill('{"mos": 4.1,}')
      await page.getByText('Line 1, column 13: Extra comma before this }').waitFor()
      await page.getByLabel('quality').fill('{"mos": 4.1}')
      await page.getByLabel('Another characteristic').fill('cell tower')
      await page.keyboard.press('Enter')
      await page.keyboard.type('12')
      await page.getByText('It keeps all rules').waitFor()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('The usage is corrected').waitFor()
    },
    { timezoneId: 'Europe/Oslo' },
  )
  const { usageCharacteristic = [] } = await stored(call)
  expect(usageCharacteristic.map(({ name, value }) => [name, value])).toEqual([
    ['volume', 7],
    ['outcome', 'busy'],
    ['count', '12345678901234567890'],
    ['access', 'abroad'],
    ['isOnNet', false],
    ['answeredAt', '2026-07-01T10:14:05+02:00'],
    ['day', '2026-07-01'],
    ['session', { startDateTime: '2026-01-01T00:00:00+01:00' }],
    ['cells', '242-02'],
    ['cells', '242-03'],
    ['quality', { mos: 4.1 }],
    ['cell tower', 12],
  ])
  expect(usageCharacteristic[0]).toMatchObject({ unitOfMeasure: 'MB' })
})

test('what was changed is not lost by leaving, unless that is meant', async () => {
  const call = await aCall()
  await site.visit(`/usages/${call.id}/correct`, async (page) => {
    const leave = () => page.getByRole('link', { name: 'Specifications' }).click()
    await page.getByLabel('Description').fill('Half written')
    await leave()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByLabel('Description').inputValue()).toBe('Half written')
    await leave()
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { name: 'Specifications' }).waitFor()
  })
  expect(await stored(call)).toMatchObject({ description: 'A call to Oslo' })
})

test('a history says who, when and why, however long it is', async () => {
  const call = await aCall()
  for (let at = 1; at <= 60; at++) await patch(call, { description: `Number ${at}` }, `Reason ${at}`)
  await site.visit(`/usages/${call.id}?tab=history`, async (page) => {
    const revisions = page.getByRole('list', { name: 'Revisions, newest first' }).getByRole('heading')
    await page
      .getByRole('region', { name: 'What revision 61 changed' })
      .getByRole('row', { name: 'description Number 59 Number 60' })
      .waitFor()
    await page.getByText('“Reason 60”').waitFor()
    expect(await revisions.count()).toBe(49)
    await page.getByRole('button', { name: 'Show older revisions' }).click()
    await page
      .getByRole('region', { name: 'What revision 2 changed' })
      .getByRole('row', { name: 'description A call to Oslo Number 1' })
      .waitFor()
    expect(await revisions.count()).toBe(61)
    await page.getByRole('button', { name: 'Show the document' }).last().click()
    expect(
      JSON.parse((await page.getByRole('region', { name: 'Document of revision 1' }).textContent()) ?? ''),
    ).toMatchObject({ id: call.id, description: 'A call to Oslo' })
  })
})

test('a usage is deleted once that is confirmed, and still tells what became of it', async () => {
  const call = await aCall({ description: 'A mistake' })
  await site.visit(
    `/usages/${call.id}`,
    async (page) => {
      const sent: string[] = []
      page.on('request', (request) => request.method() === 'DELETE' && sent.push(request.url()))
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.getByRole('dialog').getByLabel('Reason').fill('Sent twice')
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).dblclick()
      await page.getByRole('heading', { name: 'Usages', exact: true }).waitFor()
      expect(sent).toHaveLength(1)
      await page.goto(`${site.url}/usages/${call.id}`)
      await page.getByRole('heading', { name: 'A mistake' }).waitFor()
      await page
        .getByRole('alert')
        .filter({ hasText: 'This usage was deleted' })
        .getByText('Reason: Sent twice')
        .waitFor()
      await page.getByRole('list', { name: 'Revisions, newest first' }).getByText('Created').waitFor()
    },
    { expected: /status of 404/ },
  )
})

const aBilledCall = (what: object = {}) =>
  aCall({
    status: 'billed',
    ratedProductUsage: [
      {
        productRef: { id: 'flat-1' },
        taxRate: 20,
        taxExcludedRatingAmount: { value: 1.5, unit: 'EUR' },
        taxIncludedRatingAmount: { value: 1.8, unit: 'EUR' },
      },
    ],
    ...what,
  })

test('of a billed usage only the description can change, unless the bill is corrected with a reason', async () => {
  const call = await aBilledCall()
  await site.visit(`/usages/${call.id}/correct`, async (page) => {
    await page.getByText('This usage is billed').waitFor()
    for (const name of ['duration', 'Type', 'ID of party 1'])
      expect(await page.getByRole('textbox', { name, exact: true }).first().isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Description' }).fill('On bill B-1')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The usage is corrected').waitFor()
    await page.goto(`${site.url}/usages/${call.id}/correct`)
    await page.getByRole('switch', { name: 'Correct what stands on the bill' }).click({ force: true })
    await page.getByLabel('With tax', { exact: true }).fill('1.79')
    await page.getByRole('textbox', { name: 'Type', exact: true }).first().fill('Roaming')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'Correcting a billed usage needs a reason.' }).click()
    await page.keyboard.type('Billed by the wrong tariff')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The usage is corrected').waitFor()
  })
  expect(await stored(call)).toMatchObject({ status: 'billed', description: 'On bill B-1', usageType: 'Roaming' })
  const revisions = await (await fetch(`${site.url}/api/usage/${call.id}/revisions`)).json()
  expect(revisions).toMatchObject([{ reason: 'Billed by the wrong tariff' }, {}, { document: { usageType: 'Voice' } }])
})

test('a billed usage is deleted only with a reason', async () => {
  const call = await aBilledCall({ description: 'Credited' })
  await site.visit(`/usages/${call.id}`, async (page) => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('This usage is billed').waitFor()
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('Credited on bill B-2')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'Usages', exact: true }).waitFor()
  })
  expect((await fetch(call.href)).status).toBe(404)
})

test('a click on a value offers to look for it, to exclude it, or to copy it', async () => {
  const call = await aCall()
  await site.visit(
    `/usages/${call.id}?tab=characteristics`,
    async (page) => {
      const value = page.getByRole('button', { name: '+4930123456' })
      await value.click()
      expect(await queryOf(page.getByRole('menuitem', { name: 'Filter for this value' }))).toBe(
        'characteristic.originatingNumber=%2B4930123456',
      )
      expect(await queryOf(page.getByRole('menuitem', { name: 'Exclude this value' }))).toBe(
        'characteristic.originatingNumber.ne=%2B4930123456',
      )
      await page.getByRole('menuitem', { name: 'Copy' }).click()
      await page.getByText('Copied').waitFor()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('+4930123456')
      await page.getByRole('tab', { name: 'Parties' }).click()
      await tabTo(page, page.getByRole('button', { name: 'customer-4711' }))
      await page.keyboard.press('Enter')
      await page.locator('[role=menu]:focus-within').waitFor()
      await tabTo(page, page.getByRole('menuitem', { name: 'Filter for this value' }), 'ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(
        ({ pathname, searchParams }) =>
          pathname === '/usages' && searchParams.get('q') === 'relatedParty.id=customer-4711',
      )
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  )
})

test('beside the list a usage has all its parts, and what is filtered for narrows the list', async () => {
  const call = await aCall({ description: 'A call to Hamar', relatedParty: [{ ...party, id: 'customer-4712' }] })
  await site.visit(`/usages?q=usageSpecification.id=${voice.id}&open=${call.id}`, async (page) => {
    const panel = page.getByRole('complementary', { name: 'Usage' })
    await panel.getByRole('heading', { name: 'A call to Hamar' }).waitFor()
    await panel.getByRole('tab', { name: 'Parties' }).click()
    await panel.getByRole('button', { name: 'customer-4712' }).click()
    await page.getByRole('menuitem', { name: 'Filter for this value' }).click()
    await page.getByText('1 usage', { exact: true }).waitFor()
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toEqual({
      q: `usageSpecification.id=${voice.id}&relatedParty.id=customer-4712`,
      open: call.id,
      tab: 'parties',
    })
    await panel.getByRole('tab', { name: 'Parties', selected: true }).waitFor()

    await panel.getByRole('link', { name: 'Correct' }).click()
    await page.getByRole('textbox', { name: 'Description' }).fill('A call to Lillehammer')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    // Back beside the list it came from, which shows the change.
    await page.getByRole('grid', { name: 'Usages' }).getByText('A call to Lillehammer').waitFor()
    await panel.getByRole('heading', { name: 'A call to Lillehammer' }).waitFor()
    await panel.getByRole('button', { name: 'Close the details' }).click()
    await panel.waitFor({ state: 'detached' })
  })
})

test('two usages lie side by side, with what differs', async () => {
  const [one, other] = [await aCall(), await aCall({ description: 'A call to Bergen', status: 'guided' }, 60)]
  await site.visit(`/usages/${one.id}`, async (page) => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Compare with another usage' }).click()
    await page.getByLabel('ID of the second usage').fill(other.id)
    await page.keyboard.press('Enter')
    await row(page, 'description differs A call to Oslo A call to Bergen').waitFor()
    await row(page, 'duration differs 312 60').waitFor()
    await row(page, 'originatingNumber same +4930123456 +4930123456').waitFor()
    await page.getByText('3 of 12 values differ.').waitFor()
    await page.getByRole('switch', { name: 'Only differences' }).click()
    expect(page.url()).toContain('only=1')
    expect(await page.getByRole('row').count()).toBe(2 + 3)
    await page.reload()
    await page.getByRole('button', { name: 'Swap' }).click()
    await row(page, 'duration differs 60 312').waitFor()
  })
})

test('a deep link opens the JSON of a usage, as the API has it', async () => {
  const call = await aCall()
  await site.visit(`/usages/${call.id}?tab=json`, async (page) => {
    const json = await page.getByRole('region', { name: 'JSON' }).textContent()
    expect(JSON.parse(json ?? '')).toEqual(await (await fetch(`${site.url}${basePath}/usage/${call.id}`)).json())
  })
})

test('an unknown usage is said to be unknown', () =>
  site.visit(
    '/usages/01M855X4JZXG416MS53YYBDWJ6',
    (page) => page.getByRole('heading', { name: 'Usage not found' }).waitFor(),
    { expected: /status of 404/ },
  ))

test('a usage of an unknown specification says so, is not checked, and can be corrected', async () => {
  const { id, href } = await site.make(
    '/usage',
    aUsage({
      usageSpecification: { id: 'elsewhere' },
      usageCharacteristic: [{ name: 'x', value: 1 }],
      ratedProductUsage: [{ taxExcludedRatingAmount: { unit: 'EUR', value: 4.2 } }],
    }),
  )
  await site.visit(`/usages/${id}`, async (page) => {
    await page.getByText('(not on this server)').waitFor()
    await page.getByText('4.20 EUR excl. tax').waitFor()
    await page.getByText('Its specification is not on this server, so the usage was not validated.').waitFor()
    await page.getByRole('link', { name: 'Correct' }).click()
    await page.getByText('so its characteristics are not checked').waitFor()
    await page.getByLabel('x', { exact: true }).fill('2')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('The usage is corrected').waitFor()
  })
  expect(await stored({ id, href })).toMatchObject({ usageCharacteristic: [{ name: 'x', value: 2 }] })
})

test('the letter e leads from a usage to its correction', async () => {
  const call = await aCall()
  await site.visit(`/usages/${call.id}`, async (page) => {
    await page.getByRole('heading', { name: 'A call to Oslo' }).waitFor()
    await page.keyboard.press('e')
    await page.getByRole('heading', { name: 'Correct: A call to Oslo' }).waitFor()
  })
})

test('a usage with every attribute hides none of them, on any screen', async () => {
  const { id, href } = await site.make('/usage', {
    ...aUsage(),
    description: 'All there is',
    usageSpecification: {
      id: voice.id,
      name: 'Voice',
      href: 'https://example.com/specification',
      '@referredType': 'VoiceSpecification',
    },
    usageCharacteristic: [
      {
        id: 'c-1',
        name: 'duration',
        value: 312,
        '@type': 'Timed',
        characteristicRelationship: [{ id: 'c-2', relationshipType: 'dependency' }],
        precision: 'second',
      },
      { id: 'c-2', name: 'rejectionReason', value: 'line one\nline two' },
    ],
    relatedParty: [
      {
        id: 'p,1 "q"',
        name: 'Ann',
        role: 'customer',
        '@referredType': 'Individual',
        href: 'https://example.com/ann',
        tier: 'gold',
      },
    ],
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
  const parts: Record<string, string[]> = {
    summary: [
      'originatingNumber is missing',
      'line one\nline two',
      'https://example.com/specification',
      voice.id,
      'VoiceSpecification',
      href,
    ],
    characteristics: ['originatingNumber is missing', 'c-1', 'Timed', 'dependency', 'second'],
    rating: ['product-9', 'https://example.com/product', 'Rerated', 'b-7', '123,456,789.12 NOK'],
    parties: ['p,1 "q"', 'Ann', 'customer', 'https://example.com/ann', 'gold'],
  }
  for (const [tab, texts] of Object.entries(parts)) {
    await site.visit(
      `/usages/${id}?tab=${tab}`,
      async (page) => {
        await page
          .getByText(texts[0] ?? '')
          .filter({ visible: true })
          .first()
          .waitFor()
        // biome-ignore lint/performance/useDomNodeTextContent: what shows is the point
        const text = await page.getByRole('main').innerText()
        for (const part of texts) expect(text).toContain(part)
        const open = await page.getByRole('tab', { selected: true }).boundingBox()
        expect(open && open.x + open.width).toBeLessThan(390)
        if (tab !== 'rating') return
        expect(text).not.toContain('Tariff')
        const price = await page.getByText('123,456,789.12 NOK').last().boundingBox()
        expect(price && price.x + price.width).toBeLessThan(390)
      },
      { viewport: { width: 390, height: 800 } },
    )
  }
})

test('a value of which there may be several is typed in one go, and written anew', async () => {
  const { id: specification } = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Tagged',
      specCharacteristic: [{ name: 'tags', valueType: 'string', minCardinality: 0, maxCardinality: 5 }],
    }),
  )
  const { id } = await site.make(
    '/usage',
    aUsage({ usageSpecification: { id: specification }, usageCharacteristic: [] }),
  )
  await site.visit(`/usages/${id}/correct`, async (page) => {
    const tags = page.getByRole('textbox', { name: 'tags' })
    await tags.click()
    await page.keyboard.type('xyz')
    expect(await tags.inputValue()).toBe('xyz')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('gut')
    expect(await tags.inputValue()).toBe('gut')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL(`**/usages/${id}`)
  })
})
