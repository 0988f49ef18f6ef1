import { beforeAll, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { basePath } from '../../shared/vocabulary'
import { aSpecification, aUsage } from '../support/world'
import { type Made, startSite } from './site'

/** The usage explorer, as support staff work with it. */
const site = startSite({ seed: 1_000 })
let voice: Made
let call: Made

beforeAll(async () => {
  voice = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Ferngespräch',
      enforcement: 'quarantine',
      specCharacteristic: [
        { name: 'caller', valueType: 'string' },
        {
          name: 'seconds',
          valueType: 'integer',
          minCardinality: 1,
          characteristicValueSpecification: [{ unitOfMeasure: 'SEC', valueFrom: 0, valueTo: 100 }],
        },
      ],
    }),
  )
  for (const [at, minute] of [5, 14, 26, 41].entries()) {
    // The last three break a rule, so that they are turned down.
    const value = at === 0 ? 60 : 6000 + at
    await site.make('/usage', {
      ...aUsage({
        description: `Call ${at}`,
        usageDate: `2026-03-02T10:${String(minute).padStart(2, '0')}:00Z`,
        usageSpecification: { id: voice.id, name: 'Ferngespräch' },
      }),
      usageCharacteristic: [
        { name: 'caller', value: '+4930901820' },
        { name: 'seconds', value },
      ],
    })
  }
  call = await site.make('/usage', {
    ...aUsage({
      description: 'A call to Oslo',
      usageType: 'Voice',
      usageDate: '2026-03-02T15:00:00Z',
      status: 'rated',
      usageSpecification: { id: voice.id, name: 'Ferngespräch' },
    }),
    usageCharacteristic: [
      { name: 'caller', value: '+4722334455' },
      { name: 'seconds', value: 31 },
    ],
    relatedParty: [{ id: 'customer-4711', name: 'Ingrid Bø', role: 'customer', '@referredType': 'Individual' }],
  })
})

const box = (page: Page) => page.getByRole('combobox', { name: 'Search', exact: true })
const rows = (page: Page) => page.getByRole('grid', { name: 'Usages' }).locator('tbody tr:not([aria-busy=true])')
const total = (page: Page, text: string) =>
  page.getByRole('region', { name: 'The list' }).getByText(text, { exact: true }).waitFor()
const filters = (page: Page) => page.getByRole('search', { name: 'Filters' })
const q = (page: Page) => new URL(page.url()).searchParams.get('q')
const ofVoice = () => `/usages?q=usageSpecification.id=${voice.id}`

test('a call is found by the number of who called, and opened beside the list', () =>
  site.visit('/usages', async (page) => {
    await box(page).fill('+47 22 33 44 55')
    await page.keyboard.press('Enter')
    await total(page, '1 usage')
    await filters(page).getByText('+4722334455').waitFor()
    await page.getByRole('link', { name: 'A call to Oslo' }).click()
    await page.getByRole('complementary', { name: 'Usage' }).getByText('Ingrid Bø').first().waitFor()
    expect(new URL(page.url()).searchParams.get('open')).toBe(call.id)
    await page.reload()
    await page.getByRole('complementary', { name: 'Usage' }).getByText('Ingrid Bø').first().waitFor()
  }))

test('the same without a mouse', () =>
  site.visit('/usages', async (page) => {
    await rows(page).first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('caller:+47')
    await page.getByRole('option', { name: /4722334455/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await total(page, '1 usage')
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Usage' }).getByText('Ingrid Bø').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: 'Usage' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('open')).toBeNull()
  }))

test('a customer is found by a part of the name, where that is what was meant', () =>
  site.visit('/usages', async (page) => {
    await box(page).fill('ingrid b')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'No usages match' }).waitFor()
    await page.getByRole('button', { name: 'Party name with “ingrid b”' }).click()
    await page.getByRole('link', { name: 'A call to Oslo' }).waitFor()
    await filters(page).getByText('contains “ingrid b”').waitFor()
    await filters(page).getByRole('button', { name: 'Clear' }).click()
    await box(page).fill('to osl')
    await page.getByRole('option', { name: 'Description contains “to osl”' }).click()
    await total(page, '1 usage')
  }))

test('an id in the box opens the usage that has it', () =>
  site.visit('/usages', async (page) => {
    await box(page).fill(call.id.toLowerCase())
    await page.keyboard.press('Enter')
    await page.getByRole('complementary', { name: 'Usage' }).getByText('Ingrid Bø').first().waitFor()
  }))

test('the rejected ones of a specification are looked at in one hour', () =>
  site.visit('/usages?by=usageDate', async (page) => {
    await box(page).fill('ferng')
    await page.getByRole('option', { name: 'specification:Ferngespräch' }).click()
    await total(page, '5 usages')
    await page.getByRole('button', { name: /^rejected 3/ }).click()
    await total(page, '3 usages')
    await page.getByRole('button', { name: /^Time/ }).click()
    await page.getByLabel('From (UTC)').fill('2026-03-02 00:00:00')
    await page.getByLabel('Until, exclusive (UTC)').fill('2026-03-03 00:00:00')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /Mar 02, 2026, 00:00:00/ }).waitFor()
    const chart = page.getByRole('slider', { name: 'Usages over time' })
    const at = await chart.boundingBox()
    if (!at) throw new Error('There is no chart')
    const x = (hour: number) => at.x + (at.width * hour) / 24
    await page.mouse.move(x(10.2), at.y + 20)
    await page.mouse.down()
    await page.mouse.move(x(10.45), at.y + 20, { steps: 4 })
    await page.mouse.up()
    await total(page, '2 usages')
    const [from = '', to = ''] = new URL(page.url()).searchParams.get('time')?.split('..') ?? []
    expect([from <= '2026-03-02T10:14:00Z', to >= '2026-03-02T10:26:00Z', to <= '2026-03-02T10:41:00Z']).toEqual([
      true,
      true,
      true,
    ])
    await page.goBack()
    await total(page, '3 usages')
  }))

test('a time is marked and zoomed into with the arrow keys', () =>
  site.visit(`${ofVoice()}&by=usageDate&time=2026-03-02T10:00:00Z..2026-03-02T11:00:00Z`, async (page) => {
    await total(page, '4 usages')
    const chart = page.getByRole('slider', { name: 'Usages over time' })
    await chart.focus()
    await page.keyboard.press('End')
    for (
      let presses = 0;
      presses < 200 && !(await chart.getAttribute('aria-valuetext'))?.includes('1 usage, 1 rejected');
      presses++
    )
      await page.keyboard.press('ArrowLeft')
    expect(await chart.getAttribute('aria-valuetext')).toContain('10:41:00')
    await page.keyboard.press('Enter')
    await total(page, '1 usage')
    await page.getByRole('link', { name: 'Call 3' }).waitFor()
  }))

test('a call of 1970 does not hide those of this year, and is not hidden', async () => {
  const { href } = await site.make(
    '/usage',
    aUsage({ description: 'The clock was wrong', usageDate: '1970-01-01T00:00:00Z' }),
  )
  await site.visit('/usages?by=usageDate', async (page) => {
    await page.getByText('A few usages are outside this range.').waitFor()
    await page.getByRole('button', { name: 'Show the whole range' }).click()
    await page.getByText('A few usages are outside this range.').waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('time')).toStartWith('1970-01-01T00:00:00')
    await page.getByRole('slider', { name: 'Usages over time' }).focus()
    await page.keyboard.press('Home')
    expect(await page.getByRole('slider', { name: 'Usages over time' }).getAttribute('aria-valuetext')).toContain(
      '1 usage',
    )
  })
  await fetch(href, { method: 'DELETE' })
})

test('columns are chosen and put in order, kept, and exported as they are seen', () =>
  site.visit(ofVoice(), async (page) => {
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Add a column').fill('seco')
    await page.keyboard.press('Enter')
    await page.getByRole('columnheader', { name: 'seconds (SEC)' }).waitFor()
    for (const title of ['Amount', 'Party', 'Received (UTC)', 'Specification'])
      await page.getByRole('button', { name: `Remove ${title}` }).click()
    // By keyboard: taken up, moved to the front, put down.
    await page.getByRole('button', { name: 'Move seconds (SEC)', exact: true }).focus()
    await page.keyboard.press('Space')
    for (const [at, title] of ['seconds (SEC)', 'ID', 'Description', 'Type', 'Status', 'Date (UTC)'].entries()) {
      if (at > 0) await page.keyboard.press('ArrowUp')
      await page.getByText(`seconds (SEC) is at the position of ${title}`).waitFor({ state: 'attached' })
    }
    await page.keyboard.press('Space')
    await page.waitForFunction(() =>
      new URL(window.location.href).searchParams.get('cols')?.startsWith('characteristic.seconds'),
    )
    await page.keyboard.press('Escape')
    expect(await page.getByRole('gridcell', { name: '31', exact: true }).count()).toBe(1)

    await page.goto(`${site.url}${ofVoice()}`)
    await page.getByRole('columnheader', { name: 'seconds (SEC)' }).waitFor()
    await page
      .getByRole('banner')
      .getByRole('button', { name: 'Export' })
      .or(page.getByRole('button', { name: 'Export', exact: true }))
      .click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /CSV/ }).click(),
    ])
    const lines = (await Bun.file(await download.path()).text()).trim().split(/\r?\n/)
    expect(lines[0]?.split(',').slice(0, 2)).toEqual(['id', 'characteristic.seconds'])
    expect(lines).toHaveLength(6)
    expect(lines.some((line) => line.startsWith(`${call.id},31,`))).toBe(true)
  }))

test('a time that cannot be read stays to be mended, as does a search; a usage that is not there is closed', () =>
  site.visit(
    '/usages?q=((&open=01ARZ3NDEKTSV4RRFFQ69G5FAV',
    async (page) => {
      expect(await box(page).inputValue()).toBe('((')
      await filters(page).getByRole('button', { name: 'Clear' }).click()
      await rows(page).first().waitFor()
      await page.getByRole('complementary', { name: 'Usage' }).getByRole('button', { name: 'Close' }).click()
      await page.getByRole('complementary', { name: 'Usage' }).waitFor({ state: 'detached' })
      await page.getByRole('button', { name: /^Time/ }).click()
      await page.getByLabel('From (UTC)').fill('yesterday')
      await page.keyboard.press('Tab')
      await page.getByText('Use the format 2026-11-23').waitFor()
      expect(await page.getByLabel('From (UTC)').inputValue()).toBe('yesterday')
      expect(await page.getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true)
      await page.getByLabel('From (UTC)').fill('2026-03-02 10:00')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.waitForFunction(() =>
        new URL(window.location.href).searchParams.get('time')?.startsWith('2026-03-02T10:00'),
      )
    },
    { expected: /404 \(Not Found\)/ },
  ))

test('the width of a column is changed by keyboard and kept', () =>
  site.visit('/usages', async (page) => {
    const edge = page.getByRole('separator', { name: 'Width of Party' })
    await edge.focus()
    const before = Number(await edge.getAttribute('aria-valuenow'))
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.reload()
    await edge.waitFor()
    expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(before + 32)
    expect((await page.getByRole('columnheader', { name: /Party/ }).boundingBox())?.width).toBeCloseTo(before + 32, 0)
  }))

test('the width of a column is dragged with the mouse, kept, and restored by a double click', () =>
  site.visit('/usages', async (page) => {
    const edge = page.getByRole('separator', { name: 'Width of Party' })
    const initial = await edge.getAttribute('aria-valuenow')
    const header = page.getByRole('columnheader', { name: /Party/ })
    const width = async () => (await header.boundingBox())?.width ?? 0
    const before = await width()
    const box = await edge.boundingBox()
    if (!box) throw new Error('There is no edge')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y, { steps: 4 })
    await page.mouse.up()
    expect(await width()).toBeCloseTo(before + 40, 0)
    await page.mouse.move(x + 80, y)
    expect(await width()).toBeCloseTo(before + 40, 0)
    await page.reload()
    await edge.waitFor()
    expect(await width()).toBeCloseTo(before + 40, 0)
    await edge.dblclick()
    expect(await edge.getAttribute('aria-valuenow')).toBe(initial)
  }))

test('the last 24 hours become a fixed range', () =>
  site.visit('/usages?time=24h', async (page) => {
    await page.getByRole('button', { name: /^Time/ }).click()
    expect(await page.getByLabel('From (UTC)').inputValue()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.waitForFunction(() => new URL(window.location.href).searchParams.get('time')?.endsWith('..'))
  }))

test('a time is chosen in the calendar of the browser', () =>
  site.visit('/usages', async (page) => {
    await page.getByRole('button', { name: /^Time/ }).click()
    const range = page.getByRole('form', { name: 'Custom range' })
    await range.getByRole('button', { name: 'Open calendar' }).first().click()
    await range.locator('input[type=datetime-local]').first().fill('2026-03-02T10:00')
    expect(await range.getByLabel('From (UTC)').inputValue()).toBe('2026-03-02 10:00:00')
    await range.getByRole('button', { name: 'Apply' }).click()
    await page.waitForFunction(() =>
      new URL(window.location.href).searchParams.get('time')?.startsWith('2026-03-02T10:00'),
    )
  }))

test('three rejected usages are recycled, and say why in their history', async () => {
  const strict = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Recycling',
      enforcement: 'quarantine',
      specCharacteristic: [{ name: 'seconds', minCardinality: 1 }],
    }),
  )
  const made: Made[] = []
  for (const at of [1, 2, 3])
    made.push(await site.make('/usage', aUsage({ description: `Lost ${at}`, usageSpecification: { id: strict.id } })))
  const mended = { usageCharacteristic: [{ name: 'seconds', value: 5 }] }
  for (const { href } of made.slice(0, 2)) {
    await fetch(href, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(mended),
    })
  }
  await site.visit(`/usages?q=usageSpecification.id=${strict.id}`, async (page) => {
    await total(page, '3 usages')
    await rows(page).first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('3 usages selected').waitFor()
    await page.getByRole('button', { name: 'Recycle' }).click()
    await page.getByLabel('Reason').fill('Größe ergänzt')
    await page.getByRole('button', { name: 'Set to recycled' }).click()
    await page.getByText('3 usages changed').waitFor()
    // A corrected usage goes on; any other is rejected again.
    expect(await rows(page).getByText('guided').count()).toBe(2)
    expect(await rows(page).getByText('rejected').count()).toBe(1)
    expect(await page.getByText('selected').count()).toBe(0)
  })
  const [newest] = (await (await fetch(`${site.url}/api/usage/${made[0]?.id}/revisions`)).json()) as {
    reason: string
  }[]
  expect(newest?.reason).toBe('Größe ergänzt')
})

test('what the server refuses of many is said in its words, the rest is changed', async () => {
  const made = [
    await site.make('/usage', aUsage({ description: 'One', usageType: 'Twins' })),
    await site.make('/usage', aUsage({ description: 'Other', usageType: 'Twins' })),
  ]
  await site.visit('/usages?q=usageType=Twins', async (page) => {
    await total(page, '2 usages')
    await page.getByRole('checkbox', { name: 'Select all loaded usages' }).click()
    await fetch(made[0]?.href ?? '', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{"status":"rejected"}',
    })
    await page.getByRole('button', { name: 'Change status' }).click()
    await page.getByRole('menuitem', { name: 'guided' }).click()
    await page.getByRole('button', { name: 'Set to guided' }).click()
    const dialog = page.getByRole('dialog', { name: 'Set 2 usages to guided' })
    await dialog.getByText('1 changed, 1 refused').waitFor()
    await dialog.getByText('Its status has changed to rejected').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page.getByText('1 usage selected').waitFor()
  })
  const statuses = await Promise.all(
    made.map(async ({ href }) => ((await (await fetch(href)).json()) as { status: string }).status),
  )
  expect(statuses).toEqual(['rejected', 'guided'])
})

test('a view is saved for everybody, found by somebody else, renamed and deleted', async () => {
  await site.visit('/usages?q=status=rejected&by=usageDate', async (page) => {
    await page.getByRole('button', { name: 'View: All usages changed' }).click()
    await page.getByRole('menuitem', { name: /Save as a new view/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Turned down')
    await page.getByRole('radio', { name: 'Shared' }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'View: Turned down', exact: true }).waitFor()
  })
  await site.visit('/usages', async (page) => {
    await page.getByRole('button', { name: 'View: All usages' }).click()
    await page.getByRole('menuitem', { name: 'Turned down' }).click()
    await filters(page).getByText('rejected').waitFor()
    expect(q(page)).toBe('status=rejected')
    await page.getByRole('button', { name: 'View: Turned down' }).click()
    await page.getByRole('menuitem', { name: /Rename/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Rejected')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('button', { name: 'View: Rejected', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Make default view' }).click()
    await page.goto(`${site.url}/usages?status=billed`)
    await filters(page).getByRole('button', { name: 'Clear' }).click()
    await page.getByRole('button', { name: 'View: All usages', exact: true }).waitFor()
    expect(q(page)).toBeNull()
    await page.goto(`${site.url}/usages`)
    await filters(page).getByText('rejected').waitFor()
    await page.getByRole('button', { name: 'View: Rejected', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'View: All usages changed' }).waitFor()
    await page.goto(`${site.url}/usages`)
    await page.getByRole('button', { name: 'View: All usages', exact: true }).click()
    expect(await page.getByRole('menuitem', { name: 'Rejected' }).count()).toBe(0)
  })
})

test('a private view stays in its browser', () =>
  site.visit('/usages?q=status=billed', async (page) => {
    await page.getByRole('button', { name: /^View/ }).click()
    await page.getByRole('menuitem', { name: /Save as a new view/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('On a bill')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'View: On a bill', exact: true }).waitFor()
    await page.getByRole('button', { name: /^Remove filter Status/ }).click()
    await page.getByRole('button', { name: 'View: On a bill changed' }).click()
    await page.getByRole('menuitem', { name: 'Discard changes' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'View: On a bill', exact: true }).waitFor()
    expect(q(page)).toBe('status=billed')
  }))

test('what can be done here is in the palette, too', () =>
  site.visit('/usages?q=status=billed', async (page) => {
    await rows(page).first().waitFor()
    const choose = async (text: string, option: string) => {
      await page.keyboard.press('ControlOrMeta+K')
      const field = page.getByPlaceholder(/^Go to a page/)
      await field.fill(text)
      await page.getByRole('button', { name: option, exact: true }).waitFor()
      await page.keyboard.press('Enter')
      await field.waitFor({ state: 'detached' })
    }
    await choose('7 days', 'Last 7 days')
    await page.waitForFunction(() => new URL(window.location.href).searchParams.get('time') === '7d')
    await choose('usage date', 'Filter by usage date')
    await page.waitForFunction(() => new URL(window.location.href).searchParams.get('by') === 'usageDate')
    await choose('clear all', 'Clear all filters')
    await page.waitForFunction(() => !new URL(window.location.href).searchParams.has('q'))
    await choose('as they arrive', 'Show new usages as they arrive')
    await page.getByText('Live: new usages appear at the top').waitFor()
    expect(new URL(page.url()).searchParams.get('by')).toBeNull()
  }))

test('two that are selected are compared; what has no status in common says so', () =>
  site.visit(ofVoice(), async (page) => {
    await rows(page).first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByRole('button', { name: 'Change status' }).click()
    await page.getByText('The selected usages have no next status in common: they are rated, rejected').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.waitForURL(`**/usages/compare?a=${call.id}&b=*`)
    await page.getByRole('link', { name: 'A call to Oslo' }).waitFor()
    await page.getByLabel('Id of the first usage').fill(call.href)
    const other = new URL(page.url()).searchParams.get('b') ?? ''
    await page.getByLabel('Id of the second usage').fill(other.toLowerCase())
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('link', { name: 'Call 3' }).waitFor()
  }))

test('in live mode what arrives comes in on top; who selects reads in peace', () =>
  site.visit('/usages', async (page) => {
    await page.getByRole('button', { name: 'Live' }).click()
    await page.getByText('Live: new usages appear at the top').waitFor()
    await site.make('/usage', aUsage({ description: 'Just arrived' }))
    await rows(page).first().getByText('Just arrived').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await site.make('/usage', aUsage({ description: 'Arrived later' }))
    await page.getByText('1 new').waitFor()
    expect(await rows(page).first().getByText('Just arrived').count()).toBe(1)
    await page.getByRole('button', { name: 'Follow' }).click()
    await rows(page).first().getByText('Arrived later').waitFor()
    // The keyboard's cursor does too, and stays with its usage when the row moves.
    await page.keyboard.press('j')
    await site.make('/usage', aUsage({ description: 'Arrived last' }))
    await page.getByText('1 new').waitFor()
    const [moved] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('/usage?')),
      page.getByRole('button', { name: 'Refresh' }).click(),
    ])
    expect(moved.ok()).toBe(true)
    await rows(page).first().getByText('Arrived last').waitFor()
    await page.keyboard.press('x')
    await page.getByRole('row', { name: 'Arrived later', selected: true }).waitFor()
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.getByRole('button', { name: 'Stop live' }).click()
    await page.getByRole('button', { name: 'Live', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Live', exact: true }).click()
    await page.getByRole('columnheader', { name: /Date/ }).getByRole('button').first().click()
    await page.getByRole('button', { name: 'Live', exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.get('sort')).toContain('usageDate')
  }))

test('the whole list is scrolled through, and only what is seen is there', () =>
  site.visit('/usages?q=usageType=Voice,SMS,Data,Roaming', async (page) => {
    await total(page, '1,001 usages')
    await rows(page).first().waitFor()
    const grid = page.getByRole('grid', { name: 'Usages' })
    await grid.focus()
    const position = async () => Number((await grid.getAttribute('aria-activedescendant'))?.replace('usage-row-', ''))
    for (let presses = 0; presses < 30 && (await grid.getAttribute('aria-rowcount')) === '1001'; presses++) {
      await page.keyboard.press('End')
      await page.waitForTimeout(100)
    }
    await page.keyboard.press('End')
    expect(await position()).toBe(1000)
    const [oldest] = (await (
      await fetch(`${site.url}${basePath}/usage?sort=id&limit=1&usageType=Voice,SMS,Data,Roaming`)
    ).json()) as Made[]
    await page
      .locator('#usage-row-1000')
      .getByText(oldest?.id ?? '')
      .waitFor()
    expect(await page.locator('tbody tr').count()).toBeLessThan(80)
    await page.keyboard.press('Home')
    await page.locator('#usage-row-0').waitFor()
  }))

test('an address from before is understood, survives a reload, and Back takes a filter back', () =>
  site.visit('/usages?status=rejected&usageSpecification.id=nothing', async (page) => {
    await page.getByRole('heading', { name: 'No usages match' }).waitFor()
    await page.getByRole('button', { name: 'Without Specification nothing' }).click()
    await rows(page).first().waitFor()
    expect(q(page)).toBe('status=rejected')
    await page.reload()
    await rows(page).first().waitFor()
    expect(await rows(page).getByText('received', { exact: true }).count()).toBe(0)
    await page.goBack()
    await page.getByRole('heading', { name: 'No usages match' }).waitFor()
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await rows(page).first().waitFor()
    expect(q(page)).toBeNull()
  }))

test('a filter is changed, turned round and added in forms that fit it', () =>
  site.visit(ofVoice(), async (page) => {
    await total(page, '5 usages')
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('combobox', { name: 'Attribute' }).fill('seconds')
    await page.getByRole('option', { name: /^seconds/ }).click()
    await page.getByRole('textbox', { name: 'Value' }).fill('60')
    await page.keyboard.press('Enter')
    await total(page, '4 usages')
    await page.getByRole('button', { name: 'seconds ≥ 60 SEC', exact: true }).click()
    await page.getByRole('button', { name: 'Invert' }).click()
    await total(page, '1 usage')
    expect(q(page)).toContain('characteristic.seconds.lt=60')
    await page.getByRole('button', { name: /Remove filter seconds/ }).click()
    await total(page, '5 usages')
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('option', { name: /^Status/ }).click()
    await page.getByRole('checkbox', { name: 'rated', exact: true }).check()
    await page.getByRole('checkbox', { name: 'received' }).check()
    await page.getByRole('button', { name: 'Apply' }).click()
    await total(page, '2 usages')
  }))

test('a box that is clicked shows what is selected', () =>
  site.visit(ofVoice(), async (page) => {
    await total(page, '5 usages')
    const boxes = rows(page).getByRole('checkbox')
    await boxes.nth(1).click()
    await page.getByText('1 usage selected').waitFor()
    expect(await boxes.nth(1).isChecked()).toBe(true)
    await boxes.nth(3).click({ modifiers: ['Shift'] })
    await page.getByText('3 usages selected').waitFor()
    expect(await Promise.all([0, 1, 2, 3, 4].map((at) => boxes.nth(at).isChecked()))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    await boxes.nth(2).click()
    await page.getByText('2 usages selected').waitFor()
    expect(await boxes.nth(2).isChecked()).toBe(false)
  }))

test('an estimate of nothing hides no usage, and a list that was read to its end knows its length', () =>
  site.visit('/usages', async (page) => {
    await rows(page).first().waitFor()
    await page.route(/limit=0/, async (route) => {
      const response = await route.fetch()
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'x-total-count': '0', 'preference-applied': 'count=estimated' },
      })
    })
    await box(page).fill('description:"A call to Oslo"')
    await page.keyboard.press('Enter')
    await total(page, '1 usage')
    await rows(page).getByText('A call to Oslo').waitFor()
  }))

test('without an answer nothing is counted for ever, and all comes back with the connection', () =>
  site.visit(
    '/usages',
    async (page) => {
      await rows(page).first().waitFor()
      await page.context().setOffline(true)
      await box(page).fill(`spec:${voice.id}`)
      await page.keyboard.press('Enter')
      await page.getByText('Not counted').waitFor()
      await page.context().setOffline(false)
      await total(page, '5 usages')
    },
    { expected: /ERR_INTERNET_DISCONNECTED/ },
  ))

test('what the box cannot mean is said in words, and typing waits for no answer', () =>
  site.visit('/usages', async (page) => {
    await rows(page).first().waitFor()
    await page.route('**/api/usage/values**', () => new Promise(() => undefined))
    await box(page).fill('status:re')
    await page.getByRole('option', { name: 'rejected' }).waitFor()
    await box(page).fill('status:lost')
    await page.keyboard.press('Enter')
    await page.getByText('Unknown status lost').waitFor()
    await box(page).fill('party:customer-4711 -status:rejected')
    await page.keyboard.press('Enter')
    await total(page, '1 usage')
    await page.getByRole('button', { name: 'Edit as text' }).click()
    expect(await box(page).inputValue()).toBe('relatedParty.id=customer-4711&status.ne=rejected')
    await box(page).fill('status=rated;status=billed')
    await page.keyboard.press('Enter')
    await filters(page).getByText('Either').waitFor()
    expect(q(page)).toBe('status=rated;status=billed')
  }))

test('an address with filters that cannot be read says what is wrong with them', () =>
  site.visit('/usages?q=status', async (page) => {
    await page.getByRole('heading', { name: 'Invalid filters' }).waitFor()
    await page.getByText('must have the form attribute=value').first().waitFor()
    expect(await box(page).inputValue()).toBe('status')
    await box(page).fill('status=rated')
    await page.keyboard.press('Enter')
    await rows(page).first().waitFor()
    expect(q(page)).toBe('status=rated')
  }))

test('a link with fixed time shows the same tomorrow, in the zone of who copied it', () =>
  site.visit(
    '/usages?time=24h',
    async (page) => {
      await page.getByRole('banner').getByText('Local', { exact: true }).click()
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Copy link with fixed time' }).click()
      const link = await page.evaluate(() => navigator.clipboard.readText())
      expect(new URL(link).searchParams.get('time')).toMatch(/^\d{4}-\d\d-\d\dT.*Z\.\.\d{4}-\d\d-\d\dT.*Z$/)
      await page.getByRole('banner').getByText('UTC', { exact: true }).click()
      await page.goto(link)
      await page.getByRole('columnheader', { name: /Date \(local\)/ }).waitFor()
      expect(new URL(page.url()).searchParams.get('zone')).toBeNull()
    },
    { permissions: ['clipboard-read', 'clipboard-write'], timezoneId: 'Europe/Oslo' },
  ))

test('the API is asked as the copied command says', () =>
  site.visit(
    `${ofVoice()}%26status=rated`,
    async (page) => {
      await total(page, '1 usage')
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Copy as curl' }).click()
      const command = await page.evaluate(() => navigator.clipboard.readText())
      const [, address = ''] = /^curl '(.*)'$/.exec(command) ?? []
      expect(address).toBe(`${site.url}${basePath}/usage?usageSpecification.id=${voice.id}&status=rated`)
      expect(((await (await fetch(address)).json()) as Made[]).map(({ id }) => id)).toEqual([call.id])
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ))

test('a specification leads to its usages', () =>
  site.visit(`/specifications/${voice.id}`, async (page) => {
    await page.getByRole('link', { name: '5 usages refer to it' }).click()
    await total(page, '5 usages')
    await page.getByRole('link', { name: 'A call to Oslo' }).waitFor()
  }))

test('the list works while the browser believes itself offline', () =>
  site.visit('/', async (page) => {
    await page.getByRole('heading', { name: 'By status' }).waitFor()
    await page.evaluate(() => window.dispatchEvent(new Event('offline')))
    await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Usages' }).click()
    await rows(page).first().waitFor()
  }))

test('a question that is too broad offers a narrower one', async () => {
  // An odd number of letters is no two halves, but there are very many ways to try.
  const description = `${'a'.repeat(4_001)}!`
  for (let at = 0; at < 10; at++)
    await site.make('/usage', aUsage({ description, usageType: 'Endless', usageDate: '2026-03-02T10:00:00Z' }))
  const endless = encodeURIComponent('^(a*)(a*)(a*)\\1\\2\\3!$')
  await site.visit(
    `/usages?q=${encodeURIComponent(`usageType=Endless&description.regex=${endless}`)}&by=usageDate`,
    async (page) => {
      await page.getByRole('alert').waitFor({ timeout: 40_000 })
      await page.getByRole('button', { name: 'Only the last hour' }).click()
      await page.getByRole('heading', { name: 'No usages match' }).waitFor()
    },
    { expected: /status of 503/ },
  )
})
