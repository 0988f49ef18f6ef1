import { expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import type { UsageCreate } from '../../shared/usage'
import type { UsageSpecification } from '../../shared/usageSpecification'
import { basePath } from '../../shared/vocabulary'
import { aSpecification } from '../support/world'
import { focusOn } from './keyboard'
import { startSite } from './site'

/** The place where specifications are written: that nothing is lost there, and nothing sent that should not be. */
const site = startSite()

const address = (id: string) => `${site.url}${basePath}/usageSpecification/${id}`
const stored = async (id: string): Promise<UsageSpecification> =>
  (await fetch(address(id))).json() as Promise<UsageSpecification>
const idIn = (page: Page): string => /\/specifications\/(\w+)/.exec(page.url())?.[1] ?? ''
const cell = (page: Page, row: number, column: string) => page.locator(`#cell-${row}-${column}`)
const create = (page: Page) => page.getByRole('button', { name: 'Create specification' })
const names = (page: Page) => page.locator('[data-column=name]').allInnerTexts()

/** Writes the JSON anew, as somebody who pastes it. */
async function writeJson(page: Page, text: string): Promise<void> {
  const json = page.getByRole('textbox', { name: 'Specification as JSON' })
  await json.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(text)
}

const withRows = (...rows: string[]) =>
  JSON.stringify({ name: 'Rows', specCharacteristic: rows.map((name) => ({ name })) })

function countRequests(page: Page, method: string): () => number {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === method) count++
  })
  return () => count
}

test('form and JSON follow each other, and what the form does not know is kept', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Roaming')
    await page.getByRole('tab', { name: 'JSON' }).click()
    await page.getByText('"Roaming"').waitFor()
    await writeJson(page, '{\n  "name": "Roaming",\n  oops\n}')
    await page.getByText('Line 3, column 3: Expected a name in double quotes').waitFor()
    await page.getByRole('tab', { name: 'Form' }).click()
    await page.getByText('The content of the JSON tab is not valid').waitFor()
    await page.getByRole('tab', { name: 'JSON' }).click()
    await writeJson(
      page,
      '{ "name": "Roaming abroad", "tier": "gold", "specCharacteristic": [{ "name": "zone", "colour": "red" }] }',
    )
    await page.getByRole('tab', { name: 'Form' }).click()
    await page.getByRole('button', { name: 'More for zone' }).click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await focusOn(page, 'cell-1-name')
    await create(page).click()
    await page.getByRole('heading', { name: 'Roaming abroad' }).waitFor()
    expect(await stored(idIn(page))).toMatchObject({
      tier: 'gold',
      specCharacteristic: [
        { name: 'zone', colour: 'red' },
        { name: 'zone2', colour: 'red' },
      ],
    } as object)
  }))

test('JSON that would not be kept as written is not sent, and problems are said at their lines', () =>
  site.visit('/specifications/new?tab=json', async (page) => {
    const sent = countRequests(page, 'POST')
    for (const [text, problem] of [
      ['{"name":"Data","serial":12345678901234567890}', 'Line 1, column 25: This number cannot be stored exactly'],
      ['{"name":"Data",\n"name":"Voice"}', 'Line 2, column 1: "name" occurs twice'],
      ['{"name":"Data","specCharacteristic":{}}', 'Line 1, column 37: specCharacteristic: must be a list'],
    ] as const) {
      await writeJson(page, text)
      await page.getByText(problem).waitFor()
      await create(page).click()
      await focusOn(page, 'field-json')
    }
    await writeJson(
      page,
      '{\n"name": "Data",\n"specCharacteristic": [{"name": "volume", "minCardinality": 5, "maxCardinality": 1}]}',
    )
    await page
      .getByText(
        'Line 3, column 61: Characteristic 1 (volume), Occurs at least: must not be greater than maxCardinality, 1',
      )
      .waitFor()
    await create(page).click()
    await focusOn(page, 'cell-0-cardinality')
    expect(sent()).toBe(0)
  }))

test('what the server refuses is said on top and at its field, and goes when it is mended', () =>
  site.visit(
    '/specifications/new',
    async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Refused at first')
      await page.getByRole('button', { name: 'Attachments' }).click()
      await page.getByRole('button', { name: 'Add attachment' }).click()
      await page.getByRole('textbox', { name: 'Where the content is' }).fill('not an address')
      await create(page).click()
      const refused = page.getByRole('alert').getByRole('button', { name: /Attachment 1, Where the content is:/ })
      await refused.waitFor()
      await page.getByRole('button', { name: 'Attachments' }).click()
      await refused.click()
      await focusOn(page, 'field-attachment-0-url')
      expect(await page.getByRole('textbox', { name: 'Where the content is' }).getAttribute('aria-invalid')).toBe(
        'true',
      )
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type('https://example.com/guide.pdf')
      await page.getByRole('alert').waitFor({ state: 'detached' })
      await create(page).click()
      await page.getByRole('heading', { name: 'Refused at first' }).waitFor()
      expect(await stored(idIn(page))).toMatchObject({ attachment: [{ url: 'https://example.com/guide.pdf' }] })
    },
    { expected: /status of 400/ },
  ))

test('a specification declares external identifiers unique, and says so on its page; usages with the same are named', () =>
  site.visit(
    '/specifications/new',
    async (page) => {
      const unique = page.getByRole('switch', { name: 'External identifiers are unique' })
      await page.getByRole('textbox', { name: 'Name' }).fill('Identified')
      await unique.check()
      await page.getByText('A usage is refused (409)').waitFor()
      await create(page).click()
      await page.getByRole('heading', { name: 'Identified' }).waitFor()
      await page.getByText('Unique external identifiers').waitFor()
      const id = idIn(page)
      expect(await stored(id)).toMatchObject({ isExternalIdentifierUnique: true } as object)
      await page.goto(`${site.url}/specifications/${id}/edit`)
      await unique.uncheck()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'Identified', exact: true }).waitFor()
      expect(await stored(id)).not.toHaveProperty('isExternalIdentifierUnique')
      const twice = { usageSpecification: { id }, externalId: 'CDR-1' } as object as UsageCreate
      const first = await site.make('/usage', twice)
      await site.make('/usage', twice)
      await page.goto(`${site.url}/specifications/${id}/edit`)
      await unique.check()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText(first.id).waitFor()
    },
    { expected: /status of 409/ },
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
    await create(page).dblclick()
    expect(await page.getByRole('button', { name: 'Saving…' }).isDisabled()).toBe(true)
    expect(await page.locator('[inert] #field-name').count()).toBe(1)
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('dialog', { name: 'Saving is in progress' }).waitFor()
    arrival.resolve()
    await page.getByRole('heading', { name: 'Made-once' }).waitFor()
    expect(sent()).toBe(1)
  }))

test('what was written stays as a draft when it is left, and is offered on return', () =>
  site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Half a thought')
    const leave = () => page.getByRole('link', { name: 'Cancel' }).click()
    await leave()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half a thought')
    await leave()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave and keep the draft' }).click()
    await page.waitForURL('**/specifications')
    await page.goto(`${site.url}/specifications/new`)
    // Until somebody has decided on the one that is kept, no other is.
    await page.getByRole('textbox', { name: 'Name' }).fill('Another thought')
    await page.getByText('Not saved yet, and not kept as a draft').waitFor()
    await page.getByRole('button', { name: 'Continue with it' }).click()
    await page.getByText('Not saved yet; kept as a draft in this browser').waitFor()
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Half a thought')
    await leave()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave and discard' }).click()
    await page.waitForURL('**/specifications')
    await page.goto(`${site.url}/specifications/new`)
    await page.getByRole('heading', { name: 'New specification' }).waitFor()
    expect(await page.getByRole('button', { name: 'Continue with it' }).count()).toBe(0)
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('')
  }))

test('when somebody else changes it meanwhile, that is shown, and both changes can be kept', async () => {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({ name: 'Contested', specCharacteristic: [{ name: 'duration' }, { name: 'imsi' }] }),
  )
  await site.visit(
    `/specifications/${id}/edit`,
    async (page) => {
      await cell(page, 0, 'regex').click()
      await page.keyboard.type('[0-9]+')
      await page.keyboard.press('Enter')
      const specCharacteristic = [{ name: 'duration' }, { name: 'imsi', regex: '[0-9]{15}' }]
      await fetch(address(id), {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'x-reason': 'The%20IMSI%20was%20loose' },
        body: JSON.stringify({ version: '2.0', specCharacteristic }),
      })
      await page.getByRole('button', { name: 'Save changes' }).click()
      const dialog = page.getByRole('dialog', { name: 'Someone else has changed this in the meantime' })
      await dialog.getByText('“The IMSI was loose”').waitFor()
      await dialog.getByText('imsi: Pattern').waitFor()
      expect((await stored(id)).specCharacteristic?.[0]?.regex).toBeUndefined()
      await dialog.getByRole('button', { name: 'Apply my changes to theirs' }).click()
      await page.getByText('Both changes are in the form now').waitFor()
      await page.getByRole('button', { name: 'Save changes' }).click()
      await page.getByRole('heading', { name: 'Contested', exact: true }).waitFor()
    },
    { expected: /status of 412/ },
  )
  expect(await stored(id)).toMatchObject({
    version: '2.0',
    specCharacteristic: [
      { name: 'duration', regex: '[0-9]+' },
      { name: 'imsi', regex: '[0-9]{15}' },
    ],
  })
})

test('only what was changed is sent', async () => {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({ name: 'Patched', description: 'Gone soon', specCharacteristic: [{ name: 'a' }] }),
  )
  await site.visit(`/specifications/${id}/edit`, async (page) => {
    const patch = page.waitForRequest((request) => request.method() === 'PATCH')
    await page.getByRole('textbox', { name: 'Description' }).fill('')
    await page.getByRole('textbox', { name: 'Version' }).fill('3')
    await page.getByRole('button', { name: 'Save changes' }).click()
    expect((await patch).postDataJSON()).toEqual({ description: null, version: '3' })
    expect((await patch).headers()).toMatchObject({ 'if-match': '"1"', 'content-type': 'application/merge-patch+json' })
    await page.getByRole('heading', { name: 'Patched', exact: true }).waitFor()
  })
})

test('rows are ordered by keys and by dragging, grouped, deleted, and all of it is undone', () =>
  site.visit('/specifications/new?tab=json', async (page) => {
    await writeJson(page, withRows('a', 'b', 'c', 'd'))
    await page.getByRole('tab', { name: 'Form' }).click()
    await cell(page, 2, 'name').click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+ArrowUp')
    await focusOn(page, 'cell-1-name')
    expect(await names(page)).toEqual(['a', 'c', 'b', 'd'])

    await page.getByRole('button', { name: 'Move a', exact: true }).focus()
    await page.keyboard.press('Space')
    await page.getByText('a is picked up. It is row 1 of 4.').waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await page.getByText('a is over row 2 of 4.').waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    await page.getByText('a is now row 2 of 4.').waitFor({ state: 'attached' })
    expect(await names(page)).toEqual(['c', 'a', 'b', 'd'])

    const [from, to] = [
      await page.getByRole('button', { name: 'Move d', exact: true }).boundingBox(),
      await cell(page, 0, 'name').boundingBox(),
    ]
    if (!from || !to) throw new Error('The rows are not there')
    await page.mouse.move(from.x + 8, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 })
    await page.mouse.move(from.x + 8, to.y + 4, { steps: 10 })
    await page.mouse.up()
    await page.waitForFunction(() => document.querySelector('[data-column=name]')?.textContent === 'd')
    expect(await names(page)).toEqual(['d', 'c', 'a', 'b'])

    await page.getByRole('button', { name: 'More for c' }).click()
    await page.getByRole('menuitem', { name: 'Put in a group…' }).click()
    await page.getByRole('dialog').getByRole('combobox', { name: 'Group' }).fill('Parties')
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await page.getByRole('textbox', { name: 'Name of the group' }).waitFor()
    expect(await names(page)).toEqual(['d', 'a', 'b', 'c'])
    await page.getByRole('button', { name: 'Add here' }).last().click()
    await page.keyboard.type('e')
    await page.keyboard.press('Enter')

    await page.getByRole('button', { name: 'More for a', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    expect(await names(page)).toEqual(['d', 'b', 'c', 'e'])
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await page.getByRole('gridcell', { name: 'a', exact: true }).waitFor()
    await page.getByRole('region', { name: 'Saving' }).getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('gridcell', { name: 'a', exact: true }).waitFor({ state: 'detached' })
    await create(page).click()
    await page.getByRole('heading', { name: 'Parties', exact: true }).waitFor()
    expect((await stored(idIn(page))).specCharacteristic).toMatchObject([
      { name: 'd' },
      { name: 'b' },
      { name: 'c', group: 'Parties' },
      { name: 'e', group: 'Parties' },
    ])
  }))

test('a click is not missed because the row before it has no name', () =>
  site.visit('/specifications/new', async (page) => {
    for (const rows of [1, 2, 3]) {
      await page.getByRole('button', { name: 'Add characteristic' }).click({ delay: 100 })
      await page.locator(`#cell-${rows - 1}-name`).waitFor()
    }
    expect(await page.locator('[data-column=name]').count()).toBe(3)
  }))

test('everything else of a characteristic is in its details, and others are picked by name', () =>
  site.visit('/specifications/new?tab=json', async (page) => {
    await writeJson(page, withRows('start', 'end'))
    await page.getByRole('tab', { name: 'Form' }).click()
    await page.getByRole('button', { name: 'Details of end' }).click()
    await page.getByRole('checkbox', { name: 'Configurable' }).check()
    await page.getByRole('button', { name: 'Add relation', exact: true }).click()
    await page.keyboard.type('dependency')
    await page.getByRole('combobox', { name: 'Other characteristic' }).fill('nowhere')
    await page
      .getByText('Other characteristic must be a characteristic of the specification; there is no "nowhere"')
      .first()
      .waitFor()
    await page.getByRole('combobox', { name: 'Other characteristic' }).fill('st')
    await page.getByRole('option', { name: 'start' }).click()
    for (const [from, to] of [
      ['0', '5'],
      ['10', '15'],
    ] as const) {
      await page.getByRole('button', { name: 'Add value or range' }).click()
      const fields = page.getByRole('group', { name: /Value or range/ }).last()
      await fields.getByRole('textbox', { name: 'From' }).fill(from)
      await fields.getByRole('textbox', { name: 'To', exact: true }).fill(to)
    }
    await page.getByRole('gridcell', { name: '0–5, …' }).waitFor()
    await create(page).click()
    await page.getByRole('heading', { name: 'Rows' }).waitFor()
    expect((await stored(idIn(page))).specCharacteristic).toEqual([
      { name: 'start' },
      {
        name: 'end',
        configurable: true,
        charSpecRelationship: [{ relationshipType: 'dependency', name: 'start' }],
        characteristicValueSpecification: [
          { valueFrom: 0, valueTo: 5 },
          { valueFrom: 10, valueTo: 15 },
        ],
      },
    ])
  }))

test('a bundle is made of specifications that are chosen, and counts their characteristics', async () => {
  const part = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Part of a bundle',
      specCharacteristic: [{ name: 'volume', valueType: 'integer', minCardinality: 1 }],
    }),
  )
  await site.visit('/specifications/new', async (page) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('Bundle')
    await page.getByRole('button', { name: 'Bundle and relationships' }).click()
    await page.getByRole('combobox', { name: 'Contained specifications' }).fill('Part')
    await page.getByRole('option', { name: 'Part of a bundle' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Related parties' }).click()
    await page.getByRole('button', { name: 'Add related party' }).click()
    await page.keyboard.type('owner-1')
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('textbox', { name: 'volume' }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await create(page).click()
    await page.getByRole('heading', { name: 'Bundle', exact: true }).waitFor()
    expect(await stored(idIn(page))).toMatchObject({
      isBundle: true,
      entitySpecRelationship: [{ id: part.id, name: 'Part of a bundle', relationshipType: 'contains' }],
      relatedParty: [{ id: 'owner-1', '@referredType': 'Organization' }],
    })
  })
})

test('the sample beside a draft is one that the server takes, and a record is tested rule by rule', async () => {
  const { id } = await site.make(
    '/usageSpecification',
    aSpecification({
      name: 'Sampled',
      extensible: false,
      specCharacteristic: [
        {
          name: 'duration',
          valueType: 'integer',
          minCardinality: 1,
          characteristicValueSpecification: [{ valueFrom: 10, valueTo: 20 }],
        },
      ],
    }),
  )
  await site.visit(`/specifications/${id}/edit`, async (page) => {
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Fill in a sample' }).click()
    await page.getByText('It keeps every rule.').waitFor()
    await page.getByRole('textbox', { name: 'duration' }).fill('5')
    await page.getByText('It breaks 1 rule.').waitFor()
    await page.getByRole('tab', { name: 'Sample' }).click()
    const sample: UsageCreate = JSON.parse(
      (await page.getByRole('region', { name: 'Sample record' }).textContent()) ?? '',
    )
    await site.make('/usage', sample)
    await page.getByRole('region', { name: 'Command' }).getByText('curl').waitFor()
    await page.getByRole('tab', { name: 'Test a record' }).click()
    await page.getByRole('textbox', { name: 'Record to test, as JSON' }).click()
    await page.keyboard.insertText('{"duration": 25, "colour": "red"}')
    await page.getByText('It breaks 2 rules').waitFor()
    await page
      .getByRole('row', {
        name: /duration.*Passed Is present.*Failed Is from 10 to 20 duration must be an integer from 10 to 20, got 25/,
      })
      .waitFor()
    await page.getByRole('row', { name: /colour.*Failed Is defined by the specification/ }).waitFor()
  })
})

test('cells are copied and pasted, one by itself, several as rows', () =>
  site.visit(
    '/specifications/new?tab=json',
    async (page) => {
      await writeJson(
        page,
        JSON.stringify({ name: 'Pasted', specCharacteristic: [{ name: 'a', regex: '[0-9]+' }, { name: 'b' }] }),
      )
      await page.getByRole('tab', { name: 'Form' }).click()
      await cell(page, 0, 'regex').focus()
      await page.keyboard.press('ControlOrMeta+C')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ControlOrMeta+V')
      await page.locator('#cell-1-regex').getByText('[0-9]+').waitFor()
      await page.evaluate(() => navigator.clipboard.writeText('zone\tinteger\nperiod\ttimePeriod\n'))
      await page.keyboard.press('ControlOrMeta+V')
      await page
        .getByRole('dialog', { name: 'Paste from a spreadsheet' })
        .getByRole('button', { name: 'Add 2 characteristics' })
        .click()
      await page.getByRole('gridcell', { name: 'period', exact: true }).waitFor()
      await page.keyboard.press('ControlOrMeta+S')
      await page.getByRole('heading', { name: 'Pasted' }).waitFor()
      expect((await stored(idIn(page))).specCharacteristic).toMatchObject([
        { regex: '[0-9]+' },
        { regex: '[0-9]+' },
        { name: 'zone', valueType: 'integer' },
        { name: 'period', valueType: 'timePeriod' },
      ])
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ))

test('rows of a spreadsheet become characteristics, and characteristics rows', () =>
  site.visit(
    '/specifications/new',
    async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('From a table')
      await page.getByRole('button', { name: 'Paste a table' }).click()
      const dialog = page.getByRole('dialog', { name: 'Paste from a spreadsheet' })
      await dialog
        .getByRole('textbox', { name: 'Rows of a spreadsheet' })
        .fill('Field\tType\tMandatory\tCode\nzone\tinteger\tyes\tEU\npartner\tstring\tno\tWorld')
      expect(
        await dialog.getByRole('combobox').evaluateAll((all) => all.map((it) => (it as HTMLSelectElement).value)),
      ).toEqual(['name', 'valueType', 'required', 'ignore'])
      await dialog.getByRole('combobox', { name: 'Column 4 means' }).selectOption('default')
      await dialog.getByRole('button', { name: 'Add 2 characteristics' }).click()
      await create(page).click()
      await page.getByRole('alert').getByText('must be an integer, as the valueType requires; got "EU"').waitFor()
      await focusOn(page, 'cell-0-default')
      await page.keyboard.press('Delete')
      await page.getByRole('button', { name: 'Copy as a table' }).click()
      await page.getByText('2 characteristics were copied').waitFor()
      expect(
        (await page.evaluate(() => navigator.clipboard.readText()))
          .split('\n')
          .map((row) => row.split('\t').slice(0, 2)),
      ).toEqual([
        ['Name', 'Type'],
        ['zone', 'integer'],
        ['partner', 'string'],
      ])
      await create(page).click()
      await page.getByRole('heading', { name: 'From a table' }).waitFor()
      expect(await stored(idIn(page))).toMatchObject({
        specCharacteristic: [
          { name: 'zone', valueType: 'integer', minCardinality: 1 },
          {
            name: 'partner',
            valueType: 'string',
            minCardinality: 0,
            characteristicValueSpecification: [{ value: 'World', isDefault: true }],
          },
        ],
      })
    },
    { permissions: ['clipboard-read', 'clipboard-write'] },
  ))
