import { expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { basePath } from '../../shared/vocabulary'
import { aSpecification, aUsage } from '../support/world'
import { enter, focusOn, tabTo } from './keyboard'
import { startSite } from './site'

/** The tasks of product managers with specifications, each also by keyboard alone. */
const site = startSite()

const stored = async (id: string): Promise<UsageSpecification> =>
  (await fetch(`${site.url}${basePath}/usageSpecification/${id}`)).json() as Promise<UsageSpecification>
const idIn = (page: Page): string => /\/specifications\/(\w+)/.exec(page.url())?.[1] ?? ''
const cell = (page: Page, row: number, column: string) => page.locator(`#cell-${row}-${column}`)

test('without any specification the list says what to do, and leads there', () =>
  site.visit('/specifications', async (page) => {
    await page.getByRole('heading', { name: 'No specifications yet' }).waitFor()
    await page.getByRole('link', { name: 'New specification' }).click()
    await page.getByRole('heading', { name: 'New specification' }).waitFor()
  }))

const fromTemplates = {
  name: 'Call',
  enforcement: 'quarantine',
  specCharacteristic: [
    { name: 'originatingNumber', valueType: 'string', minCardinality: 1, regex: '^\\+[1-9][0-9]{6,14}$' },
    {
      name: 'duration',
      valueType: 'integer',
      characteristicValueSpecification: [{ valueFrom: 0, valueTo: 86_400, unitOfMeasure: 'SEC' }],
    },
    {
      name: 'tier',
      valueType: 'string',
      minCardinality: 0,
      characteristicValueSpecification: [{ value: 'gold' }, { value: 'silver' }],
    },
  ],
}

test('a specification is defined from templates, without any JSON', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Call')
    await page.getByRole('button', { name: 'From templates' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add from templates' })
    await dialog.getByRole('checkbox', { name: 'originatingNumber' }).check()
    await dialog.getByRole('textbox', { name: 'Search the templates' }).fill('long')
    await dialog.getByRole('checkbox', { name: 'duration' }).check()
    await dialog.getByRole('button', { name: 'Add 2 characteristics' }).click()
    await page.getByRole('gridcell', { name: 'duration', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Add characteristic' }).click()
    await page.keyboard.type('tier')
    await cell(page, 2, 'allowed').click()
    for (const word of ['gold', 'silver']) {
      await page.getByRole('combobox', { name: 'tier: Allowed values' }).fill(word)
      await page.keyboard.press('Enter')
    }
    await page.getByRole('radio', { name: 'Quarantine it' }).check()
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('heading', { name: 'Call', exact: true }).waitFor()
    await page.getByRole('row', { name: /duration.*integer.*required.*0 to 86400, ends included.*SEC/ }).waitFor()
    expect(await stored(idIn(page))).toMatchObject(fromTemplates)
  }))

test('a specification is defined from templates by keyboard alone', () =>
  site.visit('/specifications/new', async (page) => {
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }))
    await page.keyboard.type('Call')
    await enter(page, page.getByRole('button', { name: 'From templates' }))
    const dialog = page.getByRole('dialog', { name: 'Add from templates' })
    await page.keyboard.type('number call')
    await enter(page, dialog.getByRole('checkbox', { name: 'originatingNumber' }), 'Space')
    await tabTo(page, dialog.getByRole('textbox', { name: 'Search the templates' }), 'Shift+Tab')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('long')
    await enter(page, dialog.getByRole('checkbox', { name: 'duration' }), 'Space')
    await enter(page, dialog.getByRole('button', { name: 'Add 2 characteristics' }))
    await focusOn(page, 'cell-0-name')
    await tabTo(page, page.getByRole('button', { name: 'Add characteristic' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.type('tier')
    await page.keyboard.press('Enter')
    await focusOn(page, 'cell-2-name')
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('gold')
    await page.keyboard.press('Enter')
    await page.keyboard.type('silver')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await focusOn(page, 'cell-2-allowed')
    await tabTo(page, page.getByRole('radio', { name: 'Refuse it' }))
    await page.keyboard.press('ArrowDown')
    await enter(page, page.getByRole('button', { name: 'Create specification' }))
    await page.getByRole('heading', { name: 'Call', exact: true }).waitFor()
    expect(await stored(idIn(page))).toMatchObject(fromTemplates)
  }))

const sample = {
  originatingNumber: '+4915112345678',
  duration: 312,
  isOnNet: true,
  startDateTime: '2026-11-23T10:14:00Z',
  session: { startDateTime: '2026-11-23T10:14:00Z' },
}
const fromSample = {
  specCharacteristic: [
    {
      name: 'originatingNumber',
      valueType: 'string',
      minCardinality: 1,
      maxCardinality: 1,
      regex: '^\\+[1-9][0-9]{6,14}$',
    },
    { name: 'seconds', valueType: 'integer', characteristicValueSpecification: [{ valueFrom: 0, valueTo: 500 }] },
    { name: 'isOnNet', valueType: 'boolean', minCardinality: 0 },
    { name: 'startDateTime', valueType: 'dateTime' },
  ],
}

test('a specification is proposed for a pasted record, and takes it', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('From a sample')
    await page.getByRole('button', { name: 'Paste a sample' }).click()
    const dialog = page.getByRole('dialog', { name: 'Paste a sample' })
    await dialog.getByRole('textbox', { name: 'One record or several' }).fill('{"originatingNumber":')
    await dialog.getByText('The text ends too early').waitFor()
    await dialog
      .getByRole('textbox', { name: 'One record or several' })
      .fill(JSON.stringify({ ...sample, note: null, tags: [] }))
    await dialog.getByText('5 characteristics in 1 record').waitFor()
    await dialog.getByText('No value found for note, tags.').waitFor()
    const row = (name: string) =>
      dialog.getByRole('row').filter({ has: page.getByRole('textbox', { name: `Name of ${name}` }) })
    await row('duration').getByText('Range 0–500').click()
    await row('isOnNet').getByText('Required').click()
    await row('session').getByRole('checkbox', { name: 'Take session' }).uncheck()
    await dialog.getByRole('textbox', { name: 'Name of duration' }).fill('seconds')
    await dialog.getByRole('button', { name: 'Add 4 characteristics' }).click()
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('heading', { name: 'From a sample' }).waitFor()
    const id = idIn(page)
    expect(await stored(id)).toMatchObject(fromSample)
    const { originatingNumber, duration, startDateTime } = sample
    const usageCharacteristic = Object.entries({ originatingNumber, seconds: duration, startDateTime }).map(
      ([name, value]) => ({ name, value }),
    )
    await site.make('/usage', aUsage({ usageSpecification: { id }, usageCharacteristic }))
  }))

test('a specification is proposed for a pasted record by keyboard alone', () =>
  site.visit('/specifications/new', async (page) => {
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }))
    await page.keyboard.type('From a sample')
    await enter(page, page.getByRole('button', { name: 'Paste a sample' }))
    const dialog = page.getByRole('dialog', { name: 'Paste a sample' })
    await tabTo(page, dialog.getByRole('textbox', { name: 'One record or several' }))
    await page.keyboard.insertText(JSON.stringify(sample))
    await enter(page, dialog.getByRole('checkbox', { name: 'Range 0–500' }), 'Space')
    await enter(page, dialog.getByRole('checkbox', { name: 'Required' }).nth(2), 'Space')
    await enter(page, dialog.getByRole('checkbox', { name: 'Take session' }), 'Space')
    await tabTo(page, dialog.getByRole('textbox', { name: 'Name of duration' }), 'Shift+Tab')
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('seconds')
    await enter(page, dialog.getByRole('button', { name: 'Add 4 characteristics' }))
    await focusOn(page, 'cell-0-name')
    await enter(page, page.getByRole('button', { name: 'Create specification' }))
    await page.getByRole('heading', { name: 'From a sample' }).waitFor()
    expect(await stored(idIn(page))).toMatchObject(fromSample)
  }))

test('what keeps a specification from being saved is named, leads to where it is, and goes when it is mended', () =>
  site.visit('/specifications/new', async (page) => {
    let sent = 0
    page.on('request', (request) => request.method() === 'POST' && sent++)
    await page.getByRole('button', { name: 'Add characteristic' }).click()
    await page.keyboard.type('volume')
    await page.keyboard.press('Tab')
    await page.keyboard.type('integer')
    await cell(page, 0, 'range').click()
    await page.keyboard.type('9-1')
    await cell(page, 0, 'regex').click()
    await page.keyboard.type('(?=x)[0-9]')
    await page.keyboard.press('Escape')
    await cell(page, 0, 'regex').click()
    await page.keyboard.type('([0-9]')
    await page.keyboard.press('Enter')
    await page.getByText('Pattern is not a valid regular expression').waitFor()
    await page.getByRole('button', { name: 'Create specification' }).click()
    const list = page.getByRole('alert')
    await list.getByText('Not saved yet: correct this first').waitFor()
    expect(await list.getByRole('button').allInnerTexts()).toEqual([
      'Name: must not be blank',
      'Characteristic 1 (volume), Value or range 1, From: must not be greater than valueTo, 1; got 9',
      expect.stringContaining('Characteristic 1 (volume), Pattern: is not a valid regular expression'),
    ])
    await focusOn(page, 'field-name')
    await page.keyboard.type('Data')
    await list.getByRole('button', { name: /From: must not/ }).click()
    await focusOn(page, 'cell-0-range')
    await page.keyboard.type('1-9')
    await page.keyboard.press('Enter')
    await list.getByRole('button', { name: /Pattern:/ }).click()
    await focusOn(page, 'cell-0-regex')
    await page.keyboard.press('Delete')
    await list.waitFor({ state: 'detached' })
    expect(sent).toBe(0)
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('heading', { name: 'Data' }).waitFor()
    expect(await stored(idIn(page))).toMatchObject({
      specCharacteristic: [
        { name: 'volume', valueType: 'integer', characteristicValueSpecification: [{ valueFrom: 1, valueTo: 9 }] },
      ],
    })
  }))

test('what is named is mended by keyboard alone', () =>
  site.visit('/specifications/new', async (page) => {
    await enter(page, page.getByRole('button', { name: 'Add characteristic' }))
    await page.keyboard.type('volume')
    await page.keyboard.press('Enter')
    for (let presses = 0; presses < 7; presses++) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('([0-9]')
    await page.keyboard.press('Enter')
    await page.getByText('Pattern is not a valid regular expression').waitFor()
    await enter(page, page.getByRole('button', { name: 'Create specification' }))
    await focusOn(page, 'field-name')
    await page.keyboard.type('Data')
    await tabTo(page, page.getByRole('alert').getByRole('button', { name: /Pattern:/ }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await focusOn(page, 'cell-0-regex')
    await page.keyboard.type('[0-9]+')
    await page.keyboard.press('Tab')
    await page.keyboard.type('12')
    await page.getByText('It matches').waitFor()
    await page.keyboard.press('Enter')
    await enter(page, page.getByRole('button', { name: 'Create specification' }))
    await page.getByRole('heading', { name: 'Data' }).waitFor()
    expect(await stored(idIn(page))).toMatchObject({ specCharacteristic: [{ name: 'volume', regex: '[0-9]+' }] })
  }))

async function makeCalls(name: string): Promise<string> {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({
      name,
      specCharacteristic: [{ name: 'duration', valueType: 'integer', minCardinality: 1, maxCardinality: 1 }],
    }),
  )
  for (const duration of [5, 50, 500, 5000]) {
    await site.make(
      '/usage',
      aUsage({
        usageSpecification: { id },
        usageDate: new Date().toISOString(),
        usageCharacteristic: [{ name: 'duration', value: duration }],
      }),
    )
  }
  return id
}

test('the impact on stored usages is seen before a rule is tightened, and leads to usages', async () => {
  const id = await makeCalls('Tightened')
  await site.visit(`/specifications/${id}/edit`, async (page) => {
    await cell(page, 0, 'range').click()
    await page.keyboard.type('0-100')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('tab', { name: 'Impact' }).click()
    await page.getByRole('button', { name: 'Check usages' }).click()
    await page.getByText('4 usages were checked. 2 usages (50%) would break a rule.').waitFor()
    await page.getByRole('row', { name: /duration is out of range 2/ }).waitFor()
    const [beside] = await Promise.all([
      page.waitForEvent('popup'),
      page
        .getByTitle(/^Usage .*in a new tab/)
        .first()
        .click(),
    ])
    await beside.getByRole('heading', { level: 1 }).waitFor()
    await beside.close()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await cell(page, 0, 'range').click()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('≥ 0')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('tab', { name: 'Impact' }).click()
    await page.getByRole('button', { name: 'Check usages' }).click()
    await page.getByText('4 usages were checked. All of them keep every rule.').waitFor()
  })
  expect((await stored(id)).specCharacteristic?.[0]?.characteristicValueSpecification).toBeUndefined()
})

test('the impact is seen by keyboard alone', async () => {
  const id = await makeCalls('Tightened by keyboard')
  await site.visit(`/specifications/${id}/edit`, async (page) => {
    await tabTo(page, cell(page, 0, 'name'))
    for (let presses = 0; presses < 6; presses++) await page.keyboard.press('ArrowRight')
    await page.keyboard.type('0-100')
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('button', { name: 'Try it out' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('tab', { name: 'Entry form' }))
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowRight')
    await enter(page, page.getByRole('button', { name: 'Check usages' }))
    await page.getByText('2 usages (50%) would break a rule').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})

test('a specification is cloned, changed, compared, brought back to what it was, and retired', async () => {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Original',
      lifecycleStatus: 'Active',
      specCharacteristic: [{ name: 'duration', valueType: 'integer' }],
    }),
  )
  await site.visit('/specifications?q=original', async (page) => {
    await page.getByRole('button', { name: 'More for Original' }).click()
    await page.getByRole('menuitem', { name: 'Clone' }).click()
    await page.getByRole('heading', { name: 'New specification, from Original' }).waitFor()
    await page.getByRole('textbox', { name: 'Name' }).fill('Cloned')
    await page.getByRole('button', { name: 'Create specification' }).click()
    await page.getByRole('heading', { name: 'Cloned' }).waitFor()
    const clone = idIn(page)
    expect(await stored(clone)).toMatchObject({
      name: 'Cloned',
      lifecycleStatus: 'In design',
      specCharacteristic: [{ name: 'duration', valueType: 'integer' }],
    })

    await page.getByRole('link', { name: 'Edit' }).click()
    await cell(page, 0, 'range').click()
    await page.keyboard.type('0-60')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Reason for the change' }).fill('Minutes are üblich')
    await page.getByRole('button', { name: 'Review changes' }).click()
    await page.getByRole('dialog').getByText('duration: Range').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByRole('tab', { name: 'Versions' }).click()
    await page.getByText('“Minutes are üblich”').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'duration: Range' }).first().waitFor()

    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Compare with another' }).click()
    await page.getByRole('combobox', { name: 'Compared with' }).fill('Original')
    await page.getByRole('option', { name: /^Original/ }).click()
    await page.getByRole('listitem').filter({ hasText: 'Lifecycle status' }).waitFor()
    expect(await page.getByRole('list', { name: 'Differences' }).getByRole('listitem').allInnerTexts()).toHaveLength(3)

    await page.goto(`${site.url}/specifications/${clone}?tab=versions`)
    await page.getByRole('combobox', { name: 'Compare revision' }).selectOption('1')
    await page.getByRole('combobox', { name: 'with revision' }).selectOption('2')
    await page.getByText('From revision 1 to revision 2').waitFor()
    expect(page.url()).toContain('a=1&b=2')
    await page.getByRole('button', { name: 'Restore this revision: Revision 1' }).click()
    const dialog = page.getByRole('dialog', { name: 'Restore revision 1?' })
    await dialog.getByText('duration: Range').waitFor()
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
    await page.getByRole('heading', { name: 'Revision 3' }).waitFor()
    await page.getByText('“Back to revision 1”').waitFor()
    expect((await stored(clone)).specCharacteristic).toEqual([{ name: 'duration', valueType: 'integer' }])

    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Retire' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('Replaced')
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click()
    await page.getByText('It is retired: new usages of it are refused.').waitFor()
    expect(await stored(clone)).toMatchObject({ lifecycleStatus: 'Retired' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('It is retired: new usages of it are refused.').waitFor({ state: 'detached' })
    expect(await stored(clone)).toMatchObject({ lifecycleStatus: 'In design' })
  })
  expect(await stored(id)).toMatchObject({ name: 'Original' })
})

test('a specification is changed, brought back and retired by keyboard alone', async () => {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({ name: 'Kept by keys', lifecycleStatus: 'Active', specCharacteristic: [{ name: 'duration' }] }),
  )
  await site.visit('/specifications', async (page) => {
    await page.getByRole('link', { name: 'Kept by keys' }).waitFor()
    await page.keyboard.press('/')
    await focusOn(page, 'specification-search')
    await page.keyboard.type('kept keys')
    await enter(page, page.getByRole('link', { name: 'Kept by keys' }))
    await page.getByRole('heading', { name: 'Kept by keys' }).waitFor()
    await page.keyboard.press('e')
    await page.getByRole('heading', { name: 'Edit Kept by keys' }).waitFor()
    await tabTo(page, page.getByRole('textbox', { name: 'Version' }))
    await page.keyboard.type('2.0')
    await enter(page, page.getByRole('button', { name: 'Save changes' }))
    await enter(page, page.getByRole('tab', { name: 'Details' }), 'ArrowRight')
    await enter(page, page.getByRole('button', { name: 'Restore this revision: Revision 1' }))
    await enter(page, page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }))
    await page.getByRole('heading', { name: 'Revision 3' }).waitFor()
    expect((await stored(id)).version).toBeUndefined()
    await tabTo(page, page.getByRole('button', { name: 'More', exact: true }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor()
    await enter(page, page.getByRole('menuitem', { name: 'Retire' }), 'Enter', 'ArrowDown')
    await enter(page, page.getByRole('dialog').getByRole('button', { name: 'Retire' }))
    await page.getByText('It is retired: new usages of it are refused.').waitFor()
    expect(await stored(id)).toMatchObject({ lifecycleStatus: 'Retired' })
  })
})

test('a specification is cloned and compared by keyboard alone', async () => {
  await site.make(
    '/usageSpecification',
    aSpecification({ name: 'First by keys', specCharacteristic: [{ name: 'duration' }] }),
  )
  await site.visit('/specifications?q=first+by+keys', async (page) => {
    await enter(page, page.getByRole('button', { name: 'More for First by keys' }))
    await page.getByRole('menuitem').first().waitFor()
    await enter(page, page.getByRole('menuitem', { name: 'Clone' }), 'Enter', 'ArrowDown')
    await page.getByRole('heading', { name: 'New specification, from First by keys' }).waitFor()
    await tabTo(page, page.getByRole('textbox', { name: 'Name' }))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('Second by keys')
    await enter(page, page.getByRole('button', { name: 'Create specification' }))
    await page.getByRole('heading', { name: 'Second by keys' }).waitFor()
    await enter(page, page.getByRole('button', { name: 'More', exact: true }))
    await page.getByRole('menuitem').first().waitFor()
    await enter(page, page.getByRole('menuitem', { name: 'Compare with another' }), 'Enter', 'ArrowDown')
    await tabTo(page, page.getByRole('combobox', { name: 'Compared with' }))
    await page.keyboard.type('First by')
    await page.getByRole('option', { name: /^First by keys/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'Differences' }).getByText('First by keys').waitFor()
  })
})

test('a specification is deleted once that is confirmed, knowing how many usages name it', async () => {
  const { id } = await site.make('/usageSpecification', aSpecification({ name: 'Fax-Usage-Specification' }))
  await site.make('/usage', aUsage({ usageSpecification: { id } }))
  await site.visit(`/specifications/${id}`, async (page) => {
    await page.getByRole('link', { name: '1 usage refers to it' }).waitFor()
    await askToDelete(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 usage refers to it').waitFor()
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await stored(id)).toMatchObject({ name: 'Fax-Usage-Specification' })
    await askToDelete(page)
    await dialog.getByText('1 usage refers to it').waitFor()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'Specifications' }).waitFor()
    await page.getByRole('link', { name: 'From a sample' }).first().waitFor()
    expect(await page.getByRole('link', { name: 'Fax-Usage-Specification' }).count()).toBe(0)
    expect(await stored(id)).toMatchObject({ status: '404' } as object)
  })
})

async function askToDelete(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
}

test('a double click on Delete deletes once, and what is gone already leads back to the list', async () => {
  const { id } = await site.make('/usageSpecification', aSpecification({ name: 'Telex-Usage-Specification' }))
  const open = (story: (page: Page) => Promise<void>, expected?: RegExp) =>
    site.visit(
      `/specifications/${id}`,
      async (page) => {
        await askToDelete(page)
        await page.getByRole('dialog').getByText('No usage refers to it').waitFor()
        await story(page)
        await page.getByRole('heading', { name: 'Specifications' }).waitFor()
      },
      { expected },
    )
  const confirm = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Delete' })
  await open(async (late) => {
    await open(async (page) => {
      let sent = 0
      page.on('request', (request) => request.method() === 'DELETE' && sent++)
      await confirm(page).dblclick()
      await page.getByRole('heading', { name: 'Specifications' }).waitFor()
      expect(sent).toBe(1)
    })
    await confirm(late).click()
  }, /status of 404/)
})

test('the list is searched as one types, filtered, sorted, and found again by its address', async () => {
  for (const name of ['Listed alpha', 'Listed beta', 'Listed gamma']) {
    const { id } = await site.make(
      '/usageSpecification',
      aSpecification({
        name,
        lifecycleStatus: name.endsWith('beta') ? 'Obsolete' : 'Launched',
        specCharacteristic: name.endsWith('gamma') ? [{ name: 'gammaRay' }] : [],
      }),
    )
    if (name.endsWith('alpha'))
      await site.make('/usage', aUsage({ usageSpecification: { id }, usageDate: new Date().toISOString() }))
  }
  await site.visit('/specifications?q=listed', async (page) => {
    const listed = () => page.getByRole('link', { name: /^Listed/ }).allInnerTexts()
    await page.getByText(/^3 of \d+ specifications$/).waitFor()
    expect(await listed()).toEqual(['Listed alpha', 'Listed beta', 'Listed gamma'])
    await page.getByRole('img', { name: '1 usage in 30 days' }).waitFor()
    await page.getByRole('button', { name: 'Characteristics' }).click()
    expect(await listed()).toEqual(['Listed gamma', 'Listed alpha', 'Listed beta'])
    expect(await page.getByRole('columnheader', { name: 'Characteristics' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    await page.getByText(/^Obsolete \d/).click()
    await page.waitForURL(/lifecycle=obsolete/)
    expect(await listed()).toEqual(['Listed beta'])
    await page.getByRole('searchbox', { name: 'Search' }).fill('gammaray')
    await page.getByRole('heading', { name: 'No specification matches' }).waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByRole('searchbox', { name: 'Search' }).fill('gammaray')
    await page.reload()
    await page.getByText(/^1 of \d+ specifications$/).waitFor()
    expect(await listed()).toEqual(['Listed gamma'])
  })
})

test('the page tells how much a specification is used, and what is wrong with what was rejected', async () => {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Watched',
      enforcement: 'quarantine',
      specCharacteristic: [{ name: 'duration', valueType: 'integer' }],
    }),
  )
  const send = (value: unknown) =>
    site.make(
      '/usage',
      aUsage({
        usageSpecification: { id },
        usageDate: new Date().toISOString(),
        usageCharacteristic: [{ name: 'duration', value }],
      }),
    )
  await send(5)
  const broken = await send('long')
  await site.visit(`/specifications/${id}`, async (page) => {
    await page.getByText('the usage is quarantined as rejected').waitFor()
    await page.getByRole('tab', { name: 'Usages' }).click()
    await page.getByText('1 (50%)').waitFor()
    await page.getByRole('link', { name: 'Show rejected usages' }).waitFor()
    await page.getByRole('tab', { name: 'Quarantine' }).click()
    await page.getByRole('row', { name: /duration has the wrong type 1/ }).waitFor()
    await page.getByTitle(`Usage ${broken.id}`).click()
    await page.waitForURL(`**/usages/${broken.id}`)
    // A broken rule links to all usages that break it.
    await page.getByRole('button', { name: /^duration must be an integer/ }).click()
    await page.getByRole('menuitem', { name: 'Filter for this value' }).click()
    await page.getByText('1 usage', { exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('q')).toBe('brokenRule=wrongType%3Aduration')
    await page.goBack()
    await page.goBack()
    await page
      .getByRole('row', { name: /duration has the wrong type/ })
      .getByRole('link', { name: '1', exact: true })
      .click()
    await page.getByText('1 usage', { exact: true }).waitFor()
    await page.getByRole('search', { name: 'Filters' }).getByText('wrongType:duration').waitFor()
  })
})

test('an unknown specification is said to be unknown', () =>
  site.visit(
    '/specifications/nothing',
    (page) => page.getByRole('heading', { name: 'Specification not found' }).waitFor(),
    { expected: /status of 404/ },
  ))
