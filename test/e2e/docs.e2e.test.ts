import { test } from 'bun:test'
import { startSite } from './site'

const site = startSite()

test('the API pages work with no internet, and a request can be tried out there', () =>
  site.visit('/docs', async (page) => {
    await page.getByText('List Usages, newest first').click()
    await page.getByRole('button', { name: 'Execute' }).click()
    await page.getByRole('heading', { name: 'Server response' }).waitFor()
    await page.getByText('x-total-count: 0').waitFor()
  }))
