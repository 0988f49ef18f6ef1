import { expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { aSpecification, aUsage } from '../support/world'
import { startSite } from './site'

/** The app as a whole: the first minute, the frame, every page on a phone, and the server gone. In this order: the data grow. */
const site = startSite()

test('an empty installation says what to do', () =>
  site.visit('/', async (page) => {
    await page.getByRole('heading', { name: 'No usages yet' }).waitFor()
    await page.getByText('curl').first().waitFor()
    await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Usages' }).click()
    await page.getByRole('heading', { name: 'Usages', exact: true }).waitFor()
    await page.getByRole('heading', { name: 'No usages yet' }).waitFor()
  }))

test('the colours chosen stay after a reload', () =>
  site.visit('/', async (page) => {
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await background()
    await page.getByTitle('Dark colours').locator('visible=true').click()
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark')
    await page.reload()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(await scheme()).toBe('dark')
    expect(await background()).not.toBe(light)
    expect(await page.getByRole('radio', { name: 'Dark colours' }).first().isChecked()).toBe(true)
  }))

const long = 'Donaudampfschifffahrtsgesellschaftskapitänsverbrauchsaufzeichnung'

test('no page is wider than a phone', async () => {
  const characteristic = {
    name: long,
    description: long,
    valueType: 'string',
    regex: `^${long}$`,
    characteristicValueSpecification: [{ value: long }, { valueFrom: 0, valueTo: 86400 }],
  }
  const specification = await site.make(
    '/usageSpecification',
    aSpecification({
      name: long,
      description: long,
      lifecycleStatus: long,
      specCharacteristic: [characteristic],
      [long]: long,
    }),
  )
  const usage = await site.make(
    '/usage',
    aUsage({
      description: long,
      usageType: long,
      usageSpecification: { id: specification.id },
      usageCharacteristic: [{ name: long, value: long }],
      relatedParty: [{ id: long, name: long, role: long, '@referredType': 'Individual' }],
      [long]: { [long]: long },
    }),
  )
  const paths = [
    '/',
    '/usages',
    `/usages/${usage.id}`,
    `/usages/${usage.id}?tab=json`,
    '/specifications',
    `/specifications/${specification.id}`,
    `/specifications/${specification.id}?tab=json`,
  ]
  for (const path of [...paths, '/specifications/new', '/specifications/new?tab=json', '/nowhere']) {
    await site.visit(
      path,
      async (page) => {
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'))
        expect(`${path} is ${await overflow(page)} pixels too wide`).toBe(`${path} is 0 pixels too wide`)
      },
      { viewport: { width: 390, height: 800 } },
    )
  }
})

test('an id of 3,000 characters makes no page wider than a phone', async () => {
  const id = 'x'.repeat(3000)
  for (const path of [`/usages/${id}`, `/specifications/${id}`]) {
    await site.visit(
      path,
      async (page) => {
        await page.getByRole('heading', { level: 2 }).waitFor()
        expect(await overflow(page)).toBe(0)
      },
      { viewport: { width: 390, height: 800 }, expected: /status of 4/ },
    )
  }
})

test('on a phone a closed menu takes no focus, and Escape closes an open one', () =>
  site.visit(
    '/usages',
    async (page) => {
      const usages = page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Usages' })
      await page.getByRole('button', { name: 'Open the menu' }).waitFor()
      expect(await usages.count()).toBe(0)
      await page.getByRole('button', { name: 'Open the menu' }).click()
      await usages.waitFor()
      await usages.focus()
      await page.keyboard.press('Escape')
      await usages.waitFor({ state: 'hidden' })
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Open the menu')
    },
    { viewport: { width: 390, height: 800 } },
  ))

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('a page is reached by keyboard alone', () =>
  site.visit('/', async (page) => {
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
    const specifications = page
      .getByRole('navigation', { name: 'Pages', exact: true })
      .getByRole('link', { name: 'Specifications' })
    for (
      let presses = 0;
      presses < 20 && !(await specifications.evaluate((link) => link === document.activeElement));
      presses++
    )
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Specifications' }).waitFor()
  }))

test('when the server is gone the page says so, and works again once it is back', () =>
  site.visit(
    '/specifications',
    async (page) => {
      await page.getByRole('link', { name: long, exact: true }).waitFor()
      await site.kill()
      await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Usages' }).click()
      await page.getByRole('alert').waitFor()
      await site.restart()
      await page.getByRole('button', { name: /Try again|Reload/ }).click()
      await page.getByRole('link', { name: long }).first().waitFor()
    },
    {
      expected:
        /cannot be reached|Failed to load resource|ERR_CONNECTION|dynamically imported module|Failed to fetch|preload/i,
    },
  ))

test('an answer of 500 is shown in the words of the server, with a way to try again', () =>
  site.visit(
    '/specifications',
    async (page) => {
      const mend = await site.hideTable('usage')
      await page.goto(`${site.url}/usages`)
      await page.getByRole('alert').getByText('Internal error').waitFor()
      await mend()
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.getByRole('link', { name: long }).first().waitFor()
    },
    { expected: /status of 500/ },
  ))
